"""What things and terms are called on a page: in the reader's language, else Indonesian, English, as it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from kg.graphs.display import Display, load_display
from kg.graphs.words import Words
from kg.pages.unnamed import unnamed
from kg.queries.library import PAGES, find_query
from kg.records import Iri, Literal, Term
from kg.store import Store
from kg.terms import BASE, PREFIXES, RDF, RDFS, SKOS

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
        self._named = lru_cache(maxsize=100_000)(self._read)
        self._composed = lru_cache(maxsize=20_000)(self._compose)
        self._stands = lru_cache(maxsize=100_000)(self._has_triples)

    @property
    def display(self) -> Display:
        """How classes and relations look and what they are called."""
        return self._display

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
        return not iri.startswith(THINGS) or bool(self._named(iri)[1]) or self._stands(iri)

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

        for query, given in (("own-triples", {"nodes": (iri,)}), ("claims", {"node": iri})):
            rows = self._store.select(find_query(query, PAGES).sparql, given).rows
            pairs = [row[-2:] if query == "own-triples" else row[:2] for row in rows]
            told = [(Iri(str(name)), value) for name, value in pairs if value is not None]
            if found := unnamed(told, called, chosen):
                return found
        return ""

    def _has_triples(self, iri: Iri) -> bool:
        return bool(self._store.select(find_query("own-triples", PAGES).sparql, {"nodes": (iri,)}).rows)

    def _claimed(self, iri: Iri) -> Mapping[str, str]:
        """What claims call a thing that has no page."""
        if self.has_page(iri):
            return {}
        rows = self._store.select(find_query("claims", PAGES).sparql, {"node": iri}).rows
        names = [row[1] for row in rows if row[0] == SKOS.prefLabel]
        words: dict[str, str] = {}
        for name in sorted((name for name in names if isinstance(name, Literal)), key=lambda name: name.value):
            words.setdefault(name.language or "", name.value)
        return words

    def _read(self, iri: Iri) -> tuple[Mapping[str, str], frozenset[Iri]]:
        words: dict[str, str] = {}
        kinds: set[Iri] = set()
        for predicate, value in self._store.select(find_query("label", PAGES).sparql, {"thing": iri}).rows:
            if predicate == RDF.type and isinstance(value, Iri):
                kinds.add(value)
            elif isinstance(value, Literal):
                tag = value.language or ""
                if predicate == SKOS.prefLabel and tag:
                    words[tag] = min(value.value, words.get(tag, value.value))
                elif predicate == RDFS.label:
                    words.setdefault("", value.value)
        return words, frozenset(kinds)


def shortened(iri: str) -> str:
    """An IRI as short as it can be told: `place/73.71`, `org:member`, else as it is."""
    if iri.startswith(THINGS):
        return iri.removeprefix(THINGS)
    for prefix, space in sorted(PREFIXES.items(), key=lambda item: -len(item[1])):
        if iri.startswith(space):
            return f"{prefix}:{iri.removeprefix(space)}"
    return iri
