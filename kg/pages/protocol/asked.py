"""An HTTP request as the SPARQL 1.1 Protocol reads it (https://www.w3.org/TR/sparql11-protocol/, 2.1)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote_to_bytes

from kg.records import Iri
from kg.store.evaluator import ALL, Dataset

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
UPDATE = "application/sparql-update"
LONGEST = 1_000_000
_ONLY = b"query="
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^<>\"{}|^`\\\x00-\x20]*")
_CHARSET = re.compile(r"charset\s*=\s*\"?([^\s;\"]+)")
_MOST_PARAMETERS = 200
_FORMAT = "format", "output", "results"  # what servers call it; clients send one or all


class Refused(Exception):
    """The request cannot be served: an HTTP status and a line of text that says why."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status
        self.why = why


def too_long(seconds: float) -> str:
    """Why a query was cut."""
    return f"the query took longer than {seconds:g} seconds: ask for less"


@dataclass(frozen=True, slots=True)
class Asked:
    """One query, the graphs that it may see, and the format that is named beside the Accept header.

    The format is a wish: no standard knows it, and a client may send it whatever the query is.
    """

    query: str
    dataset: Dataset
    format: str = ""


def asked(method: str, content_type: str, query_string: bytes, body: bytes) -> Asked:
    """The query of a request; raises Refused for whatever the protocol does not allow."""
    if method in ("GET", "HEAD"):
        if (
            query_string.startswith(_ONLY) and b"&" not in query_string
        ):  # nearly every request: no need to take it apart
            return Asked(_unquoted(query_string[len(_ONLY) :]), ALL)
        return _read(_pairs(query_string))
    in_address = _pairs(query_string)
    if method != "POST":
        raise Refused(405, "use GET or POST")
    kind, _, parameters = content_type.casefold().partition(";")
    kind, charset = kind.strip(), _CHARSET.search(parameters)
    if charset is not None and charset[1] not in ("utf-8", "utf8", "us-ascii"):
        raise Refused(415, "send the query in UTF-8")
    if kind == FORM:
        return _read(_both(in_address, _pairs(body)))
    if kind == DIRECT:
        if "query" in in_address:
            raise Refused(400, "the query stands in the body and in the address; give one")
        return _read({**in_address, "query": [_decoded(body)]})
    if kind == UPDATE:
        raise Refused(403, "this endpoint is read-only; updates are refused")
    raise Refused(415, f"send the query as {DIRECT} or {FORM}")


def _both(one: Mapping[str, list[str]], other: Mapping[str, list[str]]) -> dict[str, list[str]]:
    return {name: [*one.get(name, []), *other.get(name, [])] for name in (*one, *other)}


def _read(given: Mapping[str, list[str]]) -> Asked:
    if "update" in given:
        raise Refused(403, "this endpoint is read-only; updates are refused")
    queries = given.get("query", [])
    if len(queries) != 1:
        raise Refused(400, "give the parameter query" if not queries else "give the parameter query once")
    graphs = [*_iris(given, "default-graph-uri")], [*_iris(given, "named-graph-uri")]
    named = next((given[name][0] for name in _FORMAT if name in given), "")
    return Asked(queries[0], Dataset(tuple(graphs[0]), tuple(graphs[1])), named)


def _iris(given: Mapping[str, list[str]], name: str) -> list[Iri]:
    for value in given.get(name, []):
        if not _IRI.fullmatch(value):
            raise Refused(400, f"{name} is no absolute IRI")
    return [Iri(value) for value in given.get(name, [])]


def _pairs(text: bytes) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    try:
        decoded = text.decode("ascii")
        pairs = parse_qsl(decoded, keep_blank_values=True, errors="strict", max_num_fields=_MOST_PARAMETERS)
    except UnicodeDecodeError as error:
        raise Refused(400, "the request is not URL-encoded UTF-8") from error
    except ValueError as error:
        raise Refused(400, "the request has too many parameters") from error
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


def _unquoted(text: bytes) -> str:
    try:
        text.decode("ascii")
        return unquote_to_bytes(text.replace(b"+", b" ")).decode()
    except UnicodeDecodeError as error:
        raise Refused(400, "the request is not URL-encoded UTF-8") from error


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused(400, "the query is not UTF-8") from error
