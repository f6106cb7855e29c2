"""Errors of queries in the reader's language: the frame in it, the engine's words quoted as they are."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

import kg
from kg.pages.protocol.answering import answered, error
from kg.pages.protocol.limited import Limited
from kg.pages.protocol.speaking import in_language, told, wished
from protocol_asking import ASK
from served import serving

BROKEN = "SELECT * { ?s ?p"
ROOT = Path(kg.__file__).parent
RAISING = (
    *sorted((ROOT / "pages" / "protocol").glob("*.py")),
    ROOT / "store" / "sparql.py",
    ROOT / "store" / "evaluator.py",
)
ERRORS = {"Refused": 1, "QueryError": 0, "error": 1}
"""What takes a text for the client, and at which place."""


def texts() -> Iterator[str]:
    """Every text that the endpoint may send as an error, with something in its gaps."""
    for file in RAISING:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ERRORS:
                given = [*node.args[ERRORS[node.func.id] :][:1], *(k.value for k in node.keywords if k.arg == "hint")]
                for branch in (one for text in given for one in branches(text)):
                    yield from written(branch)


def branches(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, ast.IfExp):
        yield from branches(node.body)
        yield from branches(node.orelse)
    else:
        yield node


def written(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(map(filled, node.values))


def filled(part: ast.expr) -> str:
    """A piece of a text; a gap filled, but for the place in a query, which is not always known."""
    if isinstance(part, ast.Constant):
        return str(part.value)
    is_place = isinstance(part, ast.FormattedValue) and isinstance(part.value, ast.Name) and part.value.id == "where"
    return "" if is_place else "9"


def test_every_error_of_the_endpoint_has_words_in_every_language() -> None:
    found = [text for text in texts() if text]
    assert len(found) > 30
    assert [text for text in found if told(text, "id") == text] == []


@pytest.mark.parametrize(
    "headers", [{"Accept-Language": "id"}, {"Accept-Language": "en", "Cookie": "x=1; language=id"}]
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_error_is_told_in_the_language_of_the_reader_and_stays_plain_text(
    client: httpx.Client, headers: dict[str, str], method: str
) -> None:
    english = client.request(method, "/sparql", params={"query": BROKEN}) if method == "GET" else None
    sent = {"params": {"query": BROKEN}} if method == "GET" else {"data": {"query": BROKEN}}
    answer = client.request(method, "/sparql", headers=headers, **sent)  # type: ignore[arg-type]
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["content-language"] == "id"
    assert answer.text.startswith("kueri ini bukan SPARQL yang sah, pada baris 1, kolom ")
    assert "expected" in answer.text.partition("kata mesinnya: “")[2].partition("”")[0]
    assert answer.text.endswith("(perbaiki di sana)\n")
    if english is not None:
        assert english.text.startswith("the query is no valid SPARQL at line 1, column ")


def test_other_errors_and_answers_keep_their_status_and_type(client: httpx.Client) -> None:
    wish = {"Accept-Language": "id-ID,id;q=0.9,en;q=0.5"}
    for path, status, words in (
        ("/sparql?query=SELECT * { SERVICE <http://x> { ?s ?p ?o } }", 400, "SERVICE dan LOAD tidak diizinkan"),
        ("/sparql?update=x", 403, "hanya dapat dibaca"),
        ("/graph-store", 400, "sebutkan satu graf"),
        ("/graph-store?graph=urn:none", 404, "tidak ada di sini"),
    ):
        answer = client.get(path, headers=wish)
        assert (answer.status_code, words in answer.text) == (status, True), path
        assert int(answer.headers["content-length"]) == len(answer.content)
    assert client.get("/sparql", params={"query": ASK}, headers=wish).json()["boolean"] is True
    assert client.put("/sparql", headers=wish).text == "pakai GET atau POST\n"
    assert "tidak menerima parameter" in client.get("/search?asof=1", headers=wish).text


def test_each_way_tells_errors_alike(small_folder: Path, connection: type[Limited]) -> None:
    with serving(small_folder, connection=connection) as address:
        wish = {"Accept-Language": "id"}
        short = httpx.get(f"{address}/sparql", params={"query": BROKEN}, headers=wish, timeout=60)
        long = httpx.get(f"{address}/sparql/", params={"query": BROKEN}, headers=wish, timeout=60)
        assert short.text == long.text
        assert "kata mesinnya" in short.text


@pytest.mark.parametrize(
    ("accepted", "cookie", "language"),
    [("", "", "en"), ("id", "", "id"), ("fr, id;q=0.4", "", "id"), ("en-GB,id", "", "en"), ("id", "language=en", "en"),
     ("en", "a=b;language=id", "id"), ("en", "language=xx", "en")],
)  # fmt: skip
def test_the_language_is_that_of_the_page_else_of_the_browser(accepted: str, cookie: str, language: str) -> None:
    assert wished(accepted, cookie) == language


def test_what_is_not_known_stays_as_it_is() -> None:
    assert told("something else (try it)", "id") == "something else (try it)"
    whole = answered(200, [(b"content-type", b"text/plain")], b"use GET or POST\n")
    assert in_language(whole, "id") is whole
    assert in_language(error(405, "use GET or POST"), "en").body == b"use GET or POST\n"
    assert told("the query cannot be evaluated: {x} is (odd)", "id").endswith("“{x} is (odd)”")
