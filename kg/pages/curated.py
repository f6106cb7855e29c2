"""A row of a curated table as a reader sees it: which table, about what, and what it states, property by property.

The words that the graph keeps of a row are its cells as they stand in the file (`vientiane-capital`); claims
hang on them, so they stay. A page says the same from the claims that rest on them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from kg.pages.entity.reading import Reader, Said
from kg.pages.labels import Labels, shortened
from kg.records import Iri, Literal
from kg.terms import RDF, SCG, XSD, Relation

_TITLE: Final = re.compile(r"registry/(\w+)\.csv: (\S+)")
_STARTS: Final = (SCG.earliestStart, SCG.latestStart)
_ENDS: Final = (SCG.earliestEnd, SCG.latestEnd)


@dataclass(frozen=True, slots=True)
class Statement:
    """What some words of a row state: properties and values; `is_exact` where these hold the words as they are."""

    lines: tuple[tuple[str, str], ...]
    is_exact: bool

    def __str__(self) -> str:
        return "; ".join(f"{heading}: {text}" for heading, text in self.lines)


class Curated:
    """The rows of one store that does not change."""

    def __init__(self, reader: Reader, labels: Labels) -> None:
        self._reader, self._labels = reader, labels
        self._said = lru_cache(maxsize=5_000)(self._read)

    def title(self, source: Iri, words: Mapping[str, str], language: str) -> str:
        """What a source is called; a row of a table after the table and the thing that it is about."""
        note = self._reader.source(source)
        table = self._table(source)
        if not table:
            return note.title or shortened(source)
        subject = self._subject(source)
        name = words[f"table-{table}"] if f"table-{table}" in words else table.replace("_", " ")
        about = f": {self._labels.of(subject, language).text}" if subject else ""
        return f"{words['table']} “{name}”{about}"

    def statement(self, source: Iri, quote: str, words: Mapping[str, str], language: str) -> Statement | None:
        """What words of a row state; None for words of any other source and where no claim rests on them.

        Where they state something of the thing that the row is about, that only.
        """
        if not self._table(source):
            return None
        whole = [one for one in self._said(source) if one.quote == quote]
        subject = self._subject(source)
        told = [one for one in whole if one.node == subject] or whole
        said = [one for one in told if one.predicate != RDF.type] or told
        if not said:
            return None
        lines = tuple(dict.fromkeys(self._lines(said, quote, words, language)))
        return Statement(lines, any(quote == value for _, value in lines))

    def _table(self, source: Iri) -> str:
        note = self._reader.source(source)
        found = _TITLE.fullmatch(note.title) if note.kind == SCG.TableRow else None
        return found[1] if found else ""

    def _read(self, source: Iri) -> tuple[Said, ...]:
        return tuple(self._reader.said_by(source))

    def _subject(self, source: Iri) -> Iri | None:
        """What a row is about: the node of its key, else the thing that it describes, else the first it speaks of."""
        key = self._reader.source(source).title.partition(": ")[2]

        def rank(one: Said) -> tuple[bool, bool, str]:
            return not one.node.endswith(f"/{key}"), one.relation != Relation.DESCRIBES, one.node

        found = min(self._said(source), key=rank, default=None)
        return found.node if found else None

    def _lines(
        self, said: Iterable[Said], quote: str, words: Mapping[str, str], language: str
    ) -> Iterable[tuple[str, str]]:
        values: dict[str, list[str]] = defaultdict(list)
        for one in said:
            if one.predicate in (*_STARTS, *_ENDS):
                heading = words["row-start" if one.predicate in _STARTS else "row-end"]
            else:
                heading = self._labels.of(one.predicate, language).text
            values[heading].append(self._value(one, quote, language))
        for heading, texts in values.items():
            yield heading, ", ".join(dict.fromkeys(texts))

    def _value(self, one: Said, quote: str, language: str) -> str:
        if isinstance(one.value, Iri):
            return self._labels.of(one.value, language).text
        assert isinstance(one.value, Literal)
        return quote if one.value.datatype == XSD.date and "\n" not in quote else one.value.value
