"""SPARQL text, token by token: what form it has, what it may not say, and its parameters filled in.

Comes in: the text of a query and terms. Goes out: text that is safe to evaluate. Not its job: parsing
it whole (the engine does that) or evaluating it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from kg.errors import QueryError
from kg.records import XSD_STRING, Iri, Term
from kg.store.base import Bindings
from kg.terms import XSD

_TOKEN: Final = re.compile(
    r"""
      (?P<iri>      <[^<>"{}|^`\x00-\x20]*> )
    | (?P<comment>  \#[^\r\n]* )
    | (?P<string>   \"{3} (?: \"{0,2} (?: [^"\\] | \\. ) )* \"{3}
                  | '{3}  (?: '{0,2}  (?: [^'\\] | \\. ) )* '{3}
                  | " (?: [^"\\\r\n] | \\. )* "
                  | ' (?: [^'\\\r\n] | \\. )* ' )
    | (?P<variable> [?$] [\w\u00b7\u0300-\u036f\u203f\u2040]+ )
    | (?P<tag>      @ [A-Za-z]+ (?: - [A-Za-z0-9]+ )* )
    | (?P<name>     [\w.\-]{0,200} : (?: [\w.\-:%\u00b7\u0300-\u036f\u203f\u2040] | \\. )* )
    | (?P<word>     \w+ )
    | (?P<other>    . )
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPED: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_REFUSED: Final = re.compile(r"service|load", re.IGNORECASE)
_HIDDEN: Final = re.compile(r"\).*(?:service|load)", re.IGNORECASE)
_FORMS: Final = frozenset(("select", "ask", "construct", "describe"))
_PROLOGUE: Final = frozenset(("prefix", "base"))
_POSITION: Final = re.compile(r"\bat (\d+):(\d+):\s*")
_BARE_INTEGER: Final = re.compile(r"0|[1-9][0-9]*")
_ESCAPES: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_IRI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^<>\"{}|^`\\\x00-\x20\ud800-\udfff]*")


def form(query: str) -> str:
    """Which form a query has: select, ask, construct or describe; raises QueryError for any other text."""
    words = (text.casefold() for kind, text in _tokens(query) if kind == "word")
    first = next((word for word in words if word not in _PROLOGUE), "")
    if first not in _FORMS:
        raise QueryError(
            "this is no SPARQL query" if not first else f"a SPARQL query cannot start with {first[:40]!r}",
            hint="SELECT, ASK, CONSTRUCT or DESCRIBE",
        )
    return first


def refuse_reaching_out(query: str) -> None:
    """Raise QueryError for a query that says SERVICE or LOAD, however it is disguised."""
    for reading in (query,) if "\\" not in query else (query, _unescaped(query)):
        if not _says(reading):
            continue  # what no text says no token says
        for kind, text in _tokens(reading):
            if _reaches_out(kind, text):
                raise QueryError("SERVICE and LOAD are not allowed", hint="a query only reads this store")


def bound(query: str, bindings: Bindings) -> str:
    """The query with each `$name` of `bindings` replaced by its term, or by its terms for a `VALUES`.

    Raises QueryError where a binding has no `$name` in the query, where the same name also stands
    there as `?name`, or where a term cannot be written.
    """
    texts = {
        name: " ".join(map(written, value)) if isinstance(value, tuple) else written(value)
        for name, value in bindings.items()
    }
    return filled(query, texts)


def ready(query: str, bindings: Bindings, forms: tuple[str, ...]) -> str:
    """The text to evaluate: of one of the `forms`, reaching nowhere, its parameters filled in; or QueryError."""
    found = form(query)
    if found not in forms:
        raise QueryError(f"this is a query of the form {found.upper()}", hint=f"{' or '.join(forms).upper()} is needed")
    refuse_reaching_out(query)
    return bound(query, bindings)


def syntax_error(message: str) -> QueryError:
    """The engine's complaint about a query, on one short line with its position."""
    match = _POSITION.search(message)
    where = f" at line {match[1]}, column {match[2]}" if match else ""
    what = " ".join(message[match.end() :].split() if match else message.split())
    return QueryError(f"the query is no valid SPARQL{where}: {what[:160].rstrip(',:')}", hint="correct it there")


def filled(query: str, texts: Mapping[str, str]) -> str:
    """The query with each `$name` replaced by a text that is SPARQL already; `bound` is the safe way in."""
    if not texts:
        return query
    unused = set(texts)
    parts = []
    for kind, text in _split(query):
        name = text[1:]
        if kind == "variable" and name in texts:
            if text.startswith("?"):
                raise QueryError(f"the query uses both ?{name} and the parameter ${name}", hint="rename one")
            unused.discard(name)
            parts.append(f" {texts[name]} ")
        else:
            parts.append(text)
    if unused:
        raise QueryError(f"the query has no parameter ${min(unused)}", hint=_known(query))
    return "".join(parts)


def parameters(query: str) -> frozenset[str]:
    """The names that the query writes as `$name`."""
    return frozenset(text[1:] for kind, text in _tokens(query) if kind == "variable" and text.startswith("$"))


def written(term: Term) -> str:
    r"""A term as SPARQL text that every engine reads back as the same term; raises QueryError where it has none.

    A backslash before a `u` is followed by that letter as an escape of its own: some engines expand
    `\uXXXX` before they read strings, and would see a quote in `\\u0022`.
    """
    if isinstance(term, Iri):
        return _written_iri(term)
    if term.datatype == XSD.integer and term.language is None and _BARE_INTEGER.fullmatch(term.value):
        return term.value
    quoted = f'"{_escaped(term.value)}"'
    if term.language is not None:
        if not re.fullmatch(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*", term.language):
            raise QueryError(f"no such language tag: {term.language!r}")
        return f"{quoted}@{term.language}"
    return quoted if term.datatype == XSD_STRING else f"{quoted}^^{_written_iri(term.datatype)}"


def _written_iri(iri: Iri) -> str:
    if not _IRI.fullmatch(iri):
        raise QueryError(f"no valid IRI: {iri[:80]!r}", hint="an absolute IRI without spaces or brackets")
    return f"<{iri}>"


def _escaped(text: str) -> str:
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise QueryError("a text with half a character (a lone surrogate)", hint="give valid Unicode")
    plain = "".join(_ESCAPES.get(character, character) for character in text)
    return re.sub(r"(\\\\)([uU])", lambda match: f"{match[1]}\\U{ord(match[2]):08X}", plain)


def _known(query: str) -> str:
    names = sorted(parameters(query))
    return f"it has {', '.join(f'${name}' for name in names)}" if names else "it has none"


def _says(text: str) -> bool:
    if not text.isascii():  # some letters beyond ASCII count as one of these where case does not
        return _REFUSED.search(text) is not None
    lower = text.lower()
    return "service" in lower or "load" in lower


def _reaches_out(kind: str, text: str) -> bool:
    if kind == "iri":  # `FILTER(1<2)SERVICE:x#>`: a comparison that only looks like an IRI
        return _HIDDEN.search(text) is not None
    if kind == "name":
        return _REFUSED.search(text.partition(":")[0]) is not None
    return kind == "word" and _REFUSED.search(text) is not None


def _unescaped(query: str) -> str:
    def character(match: re.Match[str]) -> str:
        point = int(match[1] or match[2], 16)
        return chr(point) if point <= 0x10FFFF else match[0]

    return _ESCAPED.sub(character, query)


@lru_cache(maxsize=256)
def _split(query: str) -> tuple[tuple[str, str], ...]:
    """The tokens of a text with parameters: one of ours, filled in again and again."""
    return tuple(_tokens(query))


def _tokens(query: str) -> Iterator[tuple[str, str]]:
    for match in _TOKEN.finditer(query):
        assert match.lastgroup is not None  # every alternative of the pattern has a name
        yield match.lastgroup, match[0]
