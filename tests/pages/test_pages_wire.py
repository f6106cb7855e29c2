"""What is read of a connection on the short way: plain queries, and nothing that two servers may read differently."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.pages.protocol.answering import Answer
from kg.pages.protocol.wire import simple, written

LINE = b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\n"
HOST = b"Host: example.org\r\n"


def test_a_plain_query_is_read_with_what_counts_of_its_head() -> None:
    come = LINE + HOST + b'ACCEPT:  text/csv \r\nIf-None-Match: "x"\r\nConnection: Close\r\n\r\nGET /'
    found = simple(come)
    assert found is not None
    asking = found.asking
    assert (asking.said, asking.accept, asking.known) == (b"query=ASK%7B%7D", "text/csv", b'"x"')
    assert (found.stays, come[found.length :]) == (False, b"GET /")


@pytest.mark.parametrize(
    "come",
    [
        b"",
        LINE,
        LINE + HOST,
        LINE + b"\r\n",
        LINE.replace(b"1.1", b"1.0") + HOST + b"\r\n",
        LINE.replace(b"GET", b"POST") + HOST + b"\r\n",
        LINE.replace(b"/sparql", b"/sparql/x") + HOST + b"\r\n",
        LINE.replace(b"ASK", b"ASK#x") + HOST + b"\r\n",
        LINE.replace(b"ASK", b"ASK x") + HOST + b"\r\n",
        LINE + HOST + b"Content-Length: 5\r\n\r\nhello",
        LINE + HOST + b"Transfer-Encoding: chunked\r\n\r\n",
        LINE + HOST + b"Expect: 100-continue\r\n\r\n",
        LINE + HOST + b"Upgrade: h2c\r\n\r\n",
        LINE + HOST + b"X: a\nContent-Length: 5\r\n\r\n",
        LINE + HOST + b"X: a\rContent-Length: 5\r\n\r\n",
        LINE + HOST + b"X: a\r\n folded: b\r\n\r\n",
        LINE + HOST + b"Content-Length : 5\r\n\r\n",
        LINE + HOST + b"no colon\r\n\r\n",
        LINE + HOST + b"host: other.example\r\n\r\n",
        LINE + HOST + b"X: " + b"x" * 40_000 + b"\r\n\r\n",
    ],
)
def test_whatever_else_comes_is_left_to_the_server(come: bytes) -> None:
    assert simple(come) is None


@given(st.binary(max_size=300), st.integers(0, 60))
def test_no_bytes_break_the_reader_and_no_request_is_longer_than_what_came(noise: bytes, at: int) -> None:
    whole = LINE + HOST + b"\r\n"
    for come in (noise, whole[:at] + noise + whole[at:], whole + noise):
        found = simple(come)
        assert found is None or found.length <= len(come)


def test_an_answer_is_written_with_its_day_and_whether_the_connection_stays() -> None:
    said = written(Answer(200, [(b"content-length", b"2")], b"ok"), stays=True)
    assert said.startswith(b"HTTP/1.1 200 OK\r\ndate: ")
    assert said.endswith(b" GMT\r\ncontent-length: 2\r\n\r\nok")
    assert b"\r\nconnection: close\r\n\r\n" in written(Answer(404, [], b""), stays=False)
