"""Nothing that is fetched ever comes from this machine or its own network, however the address is dressed up."""

from __future__ import annotations

import ipaddress
import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.articles import WebLimits, read_articles
from kg.articles.guarding import ForbiddenAddressError, Guard, is_public
from kg.records import Issue
from local_site import local_site, page

PRIVATE = [
    "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0",
    "fc00::1", "fd12:3456::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254",
    "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2002:a00:1::1",
    "2001:0:0:0:0:0:80ff:fffe", "2001:db8::1", "not an address", "",
]  # fmt: skip
ASKED = [
    "http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://0.0.0.0/",
    "http://2130706433/", "http://0x7f.1/", "http://127.1/", "http://169.254.169.254/latest/meta-data/",
    "http://user:pass@127.0.0.1/", "http://127.0.0.1:22/",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_of_a_private_network_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "103.10.64.1", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_an_address_of_the_internet_is_public(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_is_judged_alike_in_ipv6_dress(address: ipaddress.IPv4Address) -> None:
    assert is_public(f"::ffff:{address}") == is_public(str(address))


@pytest.mark.parametrize("address", ASKED)
def test_such_an_address_is_never_asked(address: str) -> None:
    [issue] = read_articles([address], web=WebLimits(delay=0, retries=0, seconds=5))
    assert isinstance(issue, Issue)
    assert issue.code in {"forbidden-address", "unreachable", "missing"}


def test_a_name_that_leads_to_a_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with local_site() as site:
        site.answers["/"] = page("Rahasia")
        port = int(site.host.rpartition(":")[2])
        entry = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_given: [entry])
        [issue] = read_articles([f"http://berita.example:{port}/"], web=WebLimits(delay=0, retries=0))
        assert isinstance(issue, Issue)
        assert issue.code == "forbidden-address"
        assert site.asked == []


def test_one_private_address_among_public_ones_is_enough_to_refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(2, 1, 6, "", ("8.8.8.8", 80)), (2, 1, 6, "", ("10.0.0.1", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_given: found)
    with pytest.raises(ForbiddenAddressError, match=r"10\.0\.0\.1"):
        Guard().addresses("berita.example", 80)


def test_a_private_host_has_to_be_named_with_its_port() -> None:
    guard = Guard(frozenset({"127.0.0.1:8080"}))
    assert guard.addresses("127.0.0.1", 8080) == ["127.0.0.1"]
    with pytest.raises(ForbiddenAddressError):
        guard.addresses("127.0.0.1", 8081)
