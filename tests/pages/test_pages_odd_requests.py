"""Requests that nobody's browser sends: each gets an answer in words, none a failure of the server."""

from __future__ import annotations

from urllib.parse import quote

import httpx
import pytest


@pytest.mark.parametrize("queries", ["[" * 300_000, '{"\\ud800": {"query": "x"}}', "[]", "{"])
def test_a_batch_that_cannot_be_read_is_refused(client: httpx.Client, queries: str) -> None:
    answer = client.post("/reconcile", data={"queries": queries})
    assert (answer.status_code, answer.json()["status"]) == (400, "error")


@pytest.mark.parametrize("number", ["9" * 5000, "0", "-1", "x", "²", "1.0"])
def test_an_exercise_that_is_none_is_not_found(client: httpx.Client, number: str) -> None:
    assert client.get(f"/learn/exercises/{quote(number)}").status_code == 404


def test_no_link_of_a_page_leads_to_the_host_that_an_address_imitates(address: str) -> None:
    where = httpx.URL(address)
    answer = httpx.get(where.copy_with(raw_path=b"//evil.example/"))
    assert answer.status_code == 404
    assert 'href="//' not in answer.text
