"""Which representation a client gets for its Accept header."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.pages.negotiation import chosen

OFFERED = ("text/html", "text/turtle", "application/ld+json")


@pytest.mark.parametrize(
    ("accept", "gets"),
    [
        ("", "text/html"),
        ("*/*", "text/html"),
        ("*", "text/html"),
        ("text/turtle", "text/turtle"),
        ("text/*;q=0.5, application/ld+json", "application/ld+json"),
        ("text/html;q=0, */*", "text/turtle"),
        ("application/ld+json;q=0.5, text/turtle;q=0.9", "text/turtle"),
        ("TEXT/TURTLE", "text/turtle"),
        ("text/turtle;q=x, application/ld+json;q=0.1", "application/ld+json"),
        ("image/png", None),
        (";;;,,,", "text/html"),
    ],
)
def test_the_best_liked_of_what_there_is(accept: str, gets: str | None) -> None:
    assert chosen(accept, OFFERED) == gets


@given(st.text(max_size=300))
def test_no_header_breaks_it(accept: str) -> None:
    assert chosen(accept, OFFERED) in (*OFFERED, None)
