"""Example wordings of the queries: `queries/wordings/<name>.toml`, a list for each language.

    en = ["Which cities represent {country} in {network}?", …]
    id = [ … ]

    [takes]
    of = ["place", "organisation", "network"]

`{name}` stands for the value of a parameter of the query, or for a kind of thing, a topic or a time by
which the rows are narrowed where the query has no such parameter. A query without a file has the question
of its header as its only wording. `takes` says which kinds of thing a parameter for any thing makes sense with.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kg import resources
from kg.errors import TableError
from kg.queries import Query, load_queries

FOLDER = "wordings"
NARROWS = frozenset(
    {"country", "place", "person", "organisation", "network", "programme", "event", "post", "topic", "level", "date"}
)
_SLOT = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Wordings:
    """How one query is asked for: the examples by language, and the kinds by which its rows may be narrowed."""

    query: Query
    examples: Mapping[str, tuple[str, ...]]
    narrows: frozenset[str]
    takes: Mapping[str, frozenset[str]]


@cache
def load_wordings() -> tuple[Wordings, ...]:
    """The wordings of every query of the library, in order of name; raises TableError for a broken file."""
    return tuple(_read(query) for query in load_queries().values())


def _read(query: Query) -> Wordings:
    path = resources.folder("queries") / FOLDER / f"{query.name}.toml"
    examples: dict[str, tuple[str, ...]] = {tag: (text,) for tag, text in query.question.items()}
    takes: Mapping[str, frozenset[str]] = {}
    if path.is_file():
        try:
            given = tomllib.loads(path.read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as error:
            raise TableError(f"{path}: {error}") from error
        takes = {name: frozenset(kinds) for name, kinds in given.pop("takes", {}).items()}
        for tag, texts in given.items():
            if tag not in query.question or not isinstance(texts, list) or not all(isinstance(t, str) for t in texts):
                raise TableError(f"{path}: {tag!r} wants a list of wordings in a language of the query")
            examples[tag] = tuple(dict.fromkeys((*texts, *examples[tag])))
    slots = {slot for texts in examples.values() for text in texts for slot in _SLOT.findall(text)}
    named = {parameter.name for parameter in query.parameters}
    unknown = sorted(slots - named - NARROWS)
    if unknown:
        raise TableError(f"{path}: no parameter and no kind: {', '.join(unknown)}")
    return Wordings(query, examples, frozenset(slots - named), takes)
