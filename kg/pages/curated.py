"""A row of a curated table as a reader sees it: which table, about what, and what it states, property by property.

The words that the graph keeps of a row are its cells as they stand in the file (`vientiane-capital`); claims
hang on them, so they stay. A page says the same from the claims that rest on them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg.pages.entity.cards import BOUNDS
from kg.pages.entity.printing import days_printed
from kg.pages.entity.reading import Reader, Said
from kg.pages.labels import Labels, shortened
from kg.pages.memory import Memory
from kg.records import Iri, Literal
from kg.terms import RDF, SCG, XSD, Relation

_TITLE: Final = re.compile(r"registry/(\w+)\.csv: (\S+)")


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
        self._subjects: Memory[Iri, tuple[Iri, ...]] = Memory(20_000)

    def subjects(self, sources: Iterable[Iri]) -> frozenset[Iri]:
        """What the rows among some sources are about, read together."""
        found = self._subjects.filled((source for source in sources if self._table(source)), self._read_subjects)
        return frozenset(thing for things in found.values() for thing in things)

    def prepare(self, said: Iterable[Said]) -> frozenset[Iri]:
        """Read together all that titles and statements of the rows behind some claims need; what the rows are about."""
        quoted = {(one.source.iri, one.quote) for one in said if self._table(one.source.iri)}
        found = self.subjects({source for source, _ in quoted})
        self._reader.said_by_all({source for source, quote in quoted if not self._here(source, quote)})
        return found

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
        told = self._told(source, quote)
        said = [one for one in told if one.predicate != RDF.type] or told
        if not said:
            return None
        lines = tuple(dict.fromkeys(self._lines(said, quote, words, language)))
        return Statement(lines, any(quote == value for _, value in lines))

    def _table(self, source: Iri) -> str:
        note = self._reader.source(source)
        found = _TITLE.fullmatch(note.title) if note.kind == SCG.TableRow else None
        return found[1] if found else ""

    def _told(self, source: Iri, quote: str) -> Sequence[Said]:
        """The claims that rest on words of a row: those on what it is about, else all."""
        here = self._here(source, quote)
        if here:
            return here
        whole = [one for one in self._reader.said_by(source) if one.quote == quote]
        return [one for one in whole if one.node == self._subject(source)] or whole

    def _here(self, source: Iri, quote: str) -> Sequence[Said]:
        """Those on what the row is about, where they were read lately."""
        subject = self._subject(source)
        known = self._reader.known_claims(subject) if subject else None
        return [one for one in known or () if one.source.iri == source and one.quote == quote]

    def _subject(self, source: Iri) -> Iri | None:
        return next(iter(self._subjects.filled((source,), self._read_subjects)[source]), None)

    def _read_subjects(self, sources: tuple[Iri, ...]) -> Mapping[Iri, tuple[Iri, ...]]:
        """What each row is about: the node of its key, else what it describes, else the first it speaks of."""

        def chosen(source: Iri, nodes: Iterable[tuple[Iri, Iri]]) -> tuple[Iri, ...]:
            key = self._reader.source(source).title.partition(": ")[2]

            def rank(item: tuple[Iri, Iri]) -> tuple[bool, bool, str]:
                node, relation = item
                return not node.endswith(f"/{key}"), relation != Relation.DESCRIBES, node

            return tuple(node for node, _ in sorted(nodes, key=rank)[:1])

        return {source: chosen(source, nodes) for source, nodes in self._reader.nodes_of(sources).items()}

    def _lines(
        self, said: Iterable[Said], quote: str, words: Mapping[str, str], language: str
    ) -> Iterable[tuple[str, str]]:
        values: dict[str, list[str]] = defaultdict(list)
        for one in said:
            if one.predicate not in BOUNDS:
                values[self._labels.of(one.predicate, language).text].append(self._value(one, quote, language))
        for heading, days in zip(("row-start", "row-end"), days_printed(said), strict=True):
            if days:
                yield words[heading], days
        for heading, texts in values.items():
            yield heading, ", ".join(dict.fromkeys(texts))

    def _value(self, one: Said, quote: str, language: str) -> str:
        if isinstance(one.value, Iri):
            return self._labels.of(one.value, language).text
        assert isinstance(one.value, Literal)
        return quote if one.value.datatype == XSD.date and "\n" not in quote else one.value.value
