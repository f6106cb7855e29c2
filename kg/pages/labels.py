"""What things and terms are called on a page: in the reader's language, else Indonesian, English, as it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from kg.graphs.display import Display, load_display
from kg.graphs.words import Words
from kg.pages.memory import Memory
from kg.pages.unnamed import Told, unnamed
from kg.queries.library import PAGES, find_query
from kg.records import Iri, Literal, Term
from kg.store import Store
from kg.terms import BASE, PREFIXES, RDF, RDFS, SKOS

Named = tuple[Mapping[str, str], frozenset[Iri]]
"""Names by language, and classes."""
ORDER = ("id", "en")
THINGS: Final = f"{BASE}id/"
OTHERS: Final = Path(__file__).with_name("words_of_others.tsv")
"""What terms of other vocabularies are called, by their short forms."""


@dataclass(frozen=True, slots=True)
class Label:
    """A name and the language that it is in; empty where it is not known."""

    text: str
    language: str = ""


def preferred(words: Iterable[Literal], language: str) -> Literal | None:
    """What a reader of a language sees: words in it, else Indonesian, English, as they stand; the shortest first."""
    order = {tag: place for place, tag in enumerate(dict.fromkeys((language, *ORDER)))}

    def rank(word: Literal) -> tuple[int, int, str, str]:
        tag = word.language or ""
        return order.get(tag, len(order)), len(word.value), word.value, tag

    return min(words, key=rank, default=None)


class Labels:
    """The names of one store that does not change."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._display: Display = load_display()
        self._names: Memory[Iri, Named] = Memory(100_000)
        self._composed = lru_cache(maxsize=20_000)(self._compose)
        self._told: Memory[Iri, tuple[Told, ...]] = Memory(20_000)

    @property
    def display(self) -> Display:
        """How classes and relations look and what they are called."""
        return self._display

    def prepare(self, iris: Iterable[Iri]) -> None:
        """Read the names of some things together: one look-up for a page."""
        found = self._names.filled((iri for iri in iris if iri not in self._display.words), self._read)
        self._told.filled(
            (iri for iri, (words, _) in found.items() if not words and iri.startswith(THINGS)), self._tell
        )

    def told(self, nodes: Iterable[Iri]) -> Mapping[Iri, tuple[Told, ...]]:
        """The properties of some nodes, as accepted: one look-up for those that were not read before."""
        return self._told.filled(nodes, self._tell)

    def of(self, iri: Iri, language: str) -> Label:
        """The name of a thing or a term."""
        words = self._display.words.get(iri) or self._named(iri)[0] or self._claimed(iri)
        for tag in (language, *ORDER, ""):
            if tag in words:
                return Label(words[tag], tag)
        if words:
            tag = min(words)
            return Label(words[tag], tag)
        if iri.startswith(THINGS) and (composed := self._composed(iri, language)):
            return Label(composed, language)
        short = shortened(iri)
        others = Words(language, OTHERS)
        return Label(others[short], language) if short in others else Label(short)

    def has_page(self, iri: Iri) -> bool:
        """Whether there is a page to link to: none for a thing of ours that no accepted claim tells anything of."""
        return not iri.startswith(THINGS) or bool(self._named(iri)[1]) or bool(self._triples(iri))

    def kind(self, iri: Iri) -> Iri | None:
        """The class of a thing that display rules know; None for what the store does not hold."""
        return self._display.narrowest(self._named(iri)[1])

    def classes(self, thing: Iri) -> frozenset[Iri]:
        """Every class that a thing is of, those above its own included."""
        found = set(self._named(thing)[1])
        todo = list(found)
        while todo:
            for parent in self._display.parents.get(todo.pop(), ()):
                if parent not in found:
                    found.add(parent)
                    todo.append(parent)
        return frozenset(found)

    def _compose(self, iri: Iri, language: str) -> str:
        """What a relation, a claim or a disagreement is called after its ends, as accepted, else as claimed."""

        def called(value: Term) -> str:
            return value.value if isinstance(value, Literal) else self.of(value, language).text if value != iri else ""

        def chosen(titles: list[Literal]) -> str:
            best = preferred(titles, language)
            return best.value if best else ""

        return unnamed(self._triples(iri), called, chosen) or unnamed(self._tell_claimed(iri), called, chosen)

    def _triples(self, iri: Iri) -> tuple[Told, ...]:
        return self._told.filled((iri,), self._tell)[iri]

    def _tell(self, nodes: tuple[Iri, ...]) -> Mapping[Iri, tuple[Told, ...]]:
        """The properties of some nodes, as accepted."""
        found: dict[Iri, list[Told]] = {node: [] for node in nodes}
        for node, name, value in self._store.select(find_query("own-triples", PAGES).sparql, {"nodes": nodes}).rows:
            if value is not None:
                found[Iri(str(node))].append((Iri(str(name)), value))
        return {node: tuple(told) for node, told in found.items()}

    def _tell_claimed(self, node: Iri) -> tuple[Told, ...]:
        rows = self._store.select(find_query("claims", PAGES).sparql, {"nodes": (node,)}).rows
        return tuple((Iri(str(row[1])), row[2]) for row in rows if row[2] is not None)

    def _claimed(self, iri: Iri) -> Mapping[str, str]:
        """What claims call a thing that has no page."""
        if self.has_page(iri):
            return {}
        names = [value for predicate, value in self._tell_claimed(iri) if predicate == SKOS.prefLabel]
        words: dict[str, str] = {}
        for name in sorted((name for name in names if isinstance(name, Literal)), key=lambda name: name.value):
            words.setdefault(name.language or "", name.value)
        return words

    def _named(self, iri: Iri) -> Named:
        return self._names.filled((iri,), self._read)[iri]

    def _read(self, things: tuple[Iri, ...]) -> Mapping[Iri, Named]:
        words: dict[Iri, dict[str, str]] = {thing: {} for thing in things}
        kinds: dict[Iri, set[Iri]] = {thing: set() for thing in things}
        for thing, predicate, value in self._store.select(find_query("label", PAGES).sparql, {"things": things}).rows:
            assert isinstance(thing, Iri)
            if predicate == RDF.type and isinstance(value, Iri):
                kinds[thing].add(value)
            elif isinstance(value, Literal):
                tag, known = value.language or "", words[thing]
                if predicate == SKOS.prefLabel and tag:
                    known[tag] = min(value.value, known.get(tag, value.value))
                elif predicate == RDFS.label:
                    known[""] = min(value.value, known.get("", value.value))
        return {thing: (words[thing], frozenset(kinds[thing])) for thing in things}


def shortened(iri: str) -> str:
    """An IRI as short as it can be told: `place/73.71`, `org:member`, else as it is."""
    if iri.startswith(THINGS):
        return iri.removeprefix(THINGS)
    for prefix, space in sorted(PREFIXES.items(), key=lambda item: -len(item[1])):
        if iri.startswith(space):
            return f"{prefix}:{iri.removeprefix(space)}"
    return iri
