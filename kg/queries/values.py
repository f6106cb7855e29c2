"""From what somebody typed for a parameter to the term that is bound to it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from kg.errors import QueryError, UnknownName
from kg.queries.headers import Parameter, Query
from kg.queries.names import Names
from kg.records import Literal, Term
from kg.terms import XSD

_YEAR = re.compile(r"[12]\d{3}", re.ASCII)
_SHOWN = 80  # characters of a value that an error repeats
_NUMBER = re.compile(r"\d{1,9}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Bound:
    """One bound value: the term, and how it reads (the label of a thing, else the text as given)."""

    term: Term
    text: str


def bind_values(query: Query, values: Mapping[str, str], names: Names, language: str) -> dict[str, Bound]:
    """What each parameter of the query is bound to: the value given, else the default.

    A parameter with neither stays out, and is open in the query. Raises QueryError for an unknown
    or missing parameter or a malformed value, UnknownName for a name that nothing goes by.
    """
    _check_known(query, values)
    bound = {}
    for parameter in query.parameters:
        text = values.get(parameter.name, language if parameter.kind == "language" else parameter.default)
        if text is not None and text.strip():
            bound[parameter.name] = _bind(parameter, text.strip(), names, query)
        elif parameter.required:
            raise QueryError(
                f"{query.name} wants a value for {parameter.name}",
                hint=f"for example --set {parameter.name}={parameter.example!r}",
            )
    return bound


def _check_known(query: Query, values: Mapping[str, str]) -> None:
    known = [parameter.name for parameter in query.parameters]
    for name in values:
        if name not in known:
            near = get_close_matches(name, known, n=1) or known
            hint = f"it takes {', '.join(near)}" if near else "it takes none"
            raise QueryError(f"{query.name} has no parameter {_short(name)}", hint=hint)


def _bind(parameter: Parameter, text: str, names: Names, query: Query) -> Bound:
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise QueryError(f"{parameter.name} holds half a character", hint="give valid Unicode")
    if parameter.kind == "language" and text not in query.languages:
        raise QueryError(f"{_short(text)} is no language of {query.name}", hint=f"one of {', '.join(query.languages)}")
    reader = _READERS.get(parameter.kind)
    if reader is not None:
        return Bound(reader(text, parameter), text)
    return _thing(text, parameter, names)


def _thing(text: str, parameter: Parameter, names: Names) -> Bound:
    found = names.find(text, parameter.kind)
    if len(found) > 1:
        several = ", ".join(f"{thing.label} <{thing.iri}>" for thing in found[:4])
        raise QueryError(f"{_short(text)} may be {several}", hint=f"give the IRI for {parameter.name}")
    if not found:
        near = names.near(text, parameter.kind)
        hint = f"did you mean {', '.join(near)}?" if near else "try kg show with another spelling"
        raise UnknownName(f"the graph knows no {parameter.kind} {_short(text)}", hint=hint, near=near)
    return Bound(found[0].iri, found[0].label)


def read_day(text: str, name: str = "the day") -> Literal:
    """A day written as 2024-07-31; raises QueryError, which names what it was for, where it is none."""
    try:
        return Literal(date.fromisoformat(text).isoformat(), XSD.date)
    except ValueError:
        raise QueryError(f"{_short(text)} is no day", hint=f"write {name} as 2024-07-31") from None


def _date(text: str, parameter: Parameter) -> Literal:
    return read_day(text, parameter.name)


def _year(text: str, parameter: Parameter) -> Literal:
    if _YEAR.fullmatch(text) is None:
        raise QueryError(f"{_short(text)} is no year", hint=f"write {parameter.name} as 2024")
    return Literal(text, XSD.integer)


def _number(text: str, parameter: Parameter) -> Literal:
    if _NUMBER.fullmatch(text) is None:
        raise QueryError(f"{_short(text)} is no whole number", hint=f"write {parameter.name} as {parameter.example}")
    return Literal(str(int(text)), XSD.integer)


def _short(text: str) -> str:
    return repr(text if len(text) <= _SHOWN else text[:_SHOWN] + "…")


def _text(text: str, _: Parameter) -> Literal:
    return Literal(text)


_READERS: Mapping[str, Callable[[str, Parameter], Literal]] = {
    "date": _date,
    "year": _year,
    "number": _number,
    "text": _text,
    "language": _text,
}
