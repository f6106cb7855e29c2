"""Reads one `.rq` file: a YAML header in `#+` lines, then SPARQL. Strict.

The header says what the query answers, in every language served, what it takes and what its columns
mean. An unknown or a missing key raises TableError: a broken header is a defect of ours.

    #+ title: {en: …, id: …}            a name of a few words
    #+ question: {en: …, id: …}         the question in words
    #+ number: 1                        of the competency question, or ~
    #+ parameters:                      a list, may be empty: []
    #+   - {name: country, kind: country, required: false, default: Indonesia, example: Malaysia}
    #+ columns:                         in the order of the SELECT
    #+   member: {en: …, id: …}
    #+ view: table                      table, graph, map, timeline or chart
    #+ since: 0.1.0
    #+ answer:                          optional: how rows become a sentence, see kg.queries.phrases
    #+   en: {some: …, row: …, none: …}
    #+ one: {of: [member], value: [since]}   optional: columns of which each `of` should have one value
    #+ compute: package.module:function      optional: what gives the rows, see kg.queries.computing
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from kg.errors import TableError

MARK = "#+"
VIEWS = ("table", "graph", "map", "timeline", "chart")
KINDS = (
    "place", "country", "person", "organisation", "network", "programme", "event", "thing",
    "date", "year", "number", "text", "language",
)  # fmt: skip
_REQUIRED = {"title", "question", "number", "parameters", "columns", "view", "since"}
_OPTIONAL = {"answer", "one", "compute"}
_PARAMETER = {"name", "kind", "required", "default", "example"}
_PHRASES = {"some", "row", "none"}
_NAME = re.compile(r"[a-z][A-Za-z0-9]*")
_FUNCTION = re.compile(r"kg(\.[a-z_]+)+:[a-z_]+")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that the query takes, written `$name` in it.

    `kind` is one of KINDS; `default` is what stands for it when nothing is given, None where it is
    then left open; `example` is a value that makes sense.
    """

    name: str
    kind: str
    required: bool
    default: str | None
    example: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the result: its name in the SELECT, and what it means in each language."""

    name: str
    meaning: Words


@dataclass(frozen=True, slots=True)
class Phrases:
    """How an answer is worded: the sentence before the rows, one for a row, and one for no row."""

    some: str
    row: str
    none: str


@dataclass(frozen=True, slots=True)
class Query:
    """One query of the library: its header and its SPARQL.

    `number` is that of the competency question, None where it answers none of them. `single` are the
    columns that should have one value for each combination of the columns `single_of`: where they
    have several, the sources disagree. `compute` is the function behind rows that no SPARQL finds.
    """

    name: str
    path: Path
    title: Words
    question: Words
    number: int | None
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    view: str
    since: str
    sparql: str
    phrases: Mapping[str, Phrases]
    single_of: tuple[str, ...]
    single: tuple[str, ...]
    compute: str | None = None

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that the header speaks, sorted."""
        return tuple(sorted(self.title))

    def parameter(self, name: str) -> Parameter | None:
        """The parameter of that name, or None."""
        return next((p for p in self.parameters if p.name == name), None)


def read_query(path: Path) -> Query:
    """The query of a `.rq` file; raises TableError, naming the file, for whatever is not understood."""
    lines = path.read_text(encoding="utf-8").splitlines()
    header = _header([line.removeprefix(MARK) for line in lines if line.startswith(MARK)], path)
    sparql = "\n".join(line for line in lines if not line.startswith(MARK)).strip() + "\n"
    languages = frozenset(_words(header["title"], path, "title"))
    one = _one(header.get("one"), path)
    query = Query(
        name=path.stem,
        path=path,
        title=_words(header["title"], path, "title", languages),
        question=_words(header["question"], path, "question", languages),
        number=_number(header["number"], path),
        parameters=tuple(_parameter(p, path) for p in _list(header["parameters"], path, "parameters")),
        columns=_columns(header["columns"], path, languages),
        view=_choice(header["view"], VIEWS, path, "view"),
        since=str(header["since"]),
        sparql=sparql,
        phrases=_phrases(header.get("answer"), path, languages),
        single_of=one[0],
        single=one[1],
        compute=_compute(header.get("compute"), path),
    )
    _check_names(query)
    return query


def _header(lines: list[str], path: Path) -> dict[str, Any]:
    try:
        header = yaml.load("\n".join(lines), Loader=_LOADER)  # noqa: S506 - a safe loader, in C where there is one
    except yaml.YAMLError as error:
        raise TableError(f"{path}: the header is no YAML: {' '.join(str(error).split())}") from error
    if not isinstance(header, dict):
        raise TableError(f"{path}: there is no header", hint=f"write it in lines that start with {MARK}")
    _check_keys(header, _REQUIRED, _OPTIONAL, f"{path}: the header")
    return header


def _check_keys(found: Mapping[str, Any], required: set[str], optional: set[str], where: str) -> None:
    missing, unknown = sorted(required - set(found)), sorted(set(found) - required - optional)
    if missing or unknown:
        parts = [f"lacks {', '.join(missing)}"] * bool(missing) + [f"knows no {', '.join(unknown)}"] * bool(unknown)
        raise TableError(f"{where} {' and '.join(parts)}")


def _words(value: object, path: Path, what: str, languages: frozenset[str] | None = None) -> Words:
    if not isinstance(value, dict) or not value or not all(isinstance(v, str) and v.strip() for v in value.values()):
        raise TableError(f"{path}: {what} wants words in each language")
    if languages is not None and set(value) != languages:
        raise TableError(f"{path}: {what} is in {sorted(value)} but the title in {sorted(languages)}")
    return MappingProxyType(dict(value))


def _number(value: object, path: Path) -> int | None:
    if value is None or (isinstance(value, int) and value > 0):
        return value
    raise TableError(f"{path}: number is {value!r}", hint="give the number of the competency question, or ~")


def _list(value: object, path: Path, what: str) -> list[Any]:
    if isinstance(value, list):
        return value
    raise TableError(f"{path}: {what} wants a list")


def _choice(value: object, choices: tuple[str, ...], path: Path, what: str) -> str:
    if isinstance(value, str) and value in choices:
        return value
    raise TableError(f"{path}: {what} is {value!r}", hint=f"one of {', '.join(choices)}")


def _parameter(value: object, path: Path) -> Parameter:
    if not isinstance(value, dict):
        raise TableError(f"{path}: a parameter wants {', '.join(sorted(_PARAMETER))}")
    _check_keys(value, _PARAMETER, set(), f"{path}: the parameter {value.get('name')!r}")
    if not isinstance(value["required"], bool) or (value["required"] and value["default"] is not None):
        raise TableError(f"{path}: the parameter {value['name']!r} is either required or has a default")
    default = value["default"]
    return Parameter(
        name=str(value["name"]),
        kind=_choice(value["kind"], KINDS, path, f"the kind of {value['name']!r}"),
        required=value["required"],
        default=None if default is None else str(default),
        example=str(value["example"]),
    )


def _columns(value: object, path: Path, languages: frozenset[str]) -> tuple[Column, ...]:
    if not isinstance(value, dict) or not value:
        raise TableError(f"{path}: columns wants a meaning for each column")
    return tuple(Column(str(k), _words(v, path, f"the column {k!r}", languages)) for k, v in value.items())


def _phrases(value: object, path: Path, languages: frozenset[str]) -> Mapping[str, Phrases]:
    if value is None:
        return MappingProxyType({})
    if not isinstance(value, dict) or set(value) != languages:
        raise TableError(f"{path}: answer wants sentences in {', '.join(sorted(languages))}")
    for language, phrases in value.items():
        _check_keys(phrases, _PHRASES, set(), f"{path}: answer in {language!r}")
    return MappingProxyType({language: Phrases(**phrases) for language, phrases in value.items()})


def _one(value: object, path: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if value is None:
        return (), ()
    if not isinstance(value, dict):
        raise TableError(f"{path}: one wants {{of: [column], value: [column]}}")
    _check_keys(value, {"of", "value"}, set(), f"{path}: one")
    of, single = (tuple(str(c) for c in _list(value[key], path, key)) for key in ("of", "value"))
    return of, single


def _compute(value: object, path: Path) -> str | None:
    if value is None or (isinstance(value, str) and _FUNCTION.fullmatch(value)):
        return value
    raise TableError(f"{path}: compute is {value!r}", hint="write package.module:function")


def _check_names(query: Query) -> None:
    columns = [column.name for column in query.columns]
    names = [parameter.name for parameter in query.parameters] + columns
    bad = [name for name in names if not _NAME.fullmatch(name)]
    twice = sorted({name for name in names if names.count(name) > 1})
    lost = sorted({*query.single_of, *query.single} - set(columns))
    if bad or twice or lost:
        raise TableError(f"{query.path}: names not usable: {', '.join([*bad, *twice, *lost])}")
