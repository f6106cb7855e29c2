"""`kg serve` where it cannot listen."""

from __future__ import annotations

import socket

import pytest
from click.testing import CliRunner

from kg.cli.serve import command
from kg.errors import InputError


def test_a_port_that_is_taken_is_told_before_anything_is_opened() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        found = CliRunner().invoke(command, ["--port", str(port), "--store", "nowhere"])
    assert isinstance(found.exception, InputError)
    assert found.exception.message.startswith(f"cannot listen on 127.0.0.1, port {port}")
    assert found.exception.hint == f"kg serve --port {port + 1}"


@pytest.mark.parametrize("host", ["no.such.host.invalid", "a" * 300, "203.0.113.7"])
def test_a_host_that_is_not_of_this_machine_is_told(host: str) -> None:
    found = CliRunner().invoke(command, ["--host", host, "--store", "nowhere"])
    assert isinstance(found.exception, InputError)
    assert "cannot listen" in found.exception.message
