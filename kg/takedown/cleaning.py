"""A source's triples without the people of the takedown list: their statements go, their names are blotted out.

Each character of a name in a quote becomes a █, so that offsets stay true. In a source that speaks of such a person,
single words of the name are blotted out of quotes as well. What somebody else there bears as a name stays.
An address that holds the name is cut to its site.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

from kg import iris
from kg.records import Iri, Literal, Term, Triple
from kg.statements import Stated, stated, without
from kg.statements.shapes import LABELS, NODES
from kg.takedown.takings import Takings, forms_of
from kg.terms import OA, PROV, SCG, XSD

BLOT: Final = "█"
_KINDS: Final = frozenset(shape.kind for shape in NODES.values())
_BESIDE: Final = frozenset((SCG.actsFor, SCG.nominatedBy))
_AROUND: Final = frozenset(("organisation", "place"))
_WORD: Final = re.compile(r"[^\W_]+(?:['’`.\-][^\W_]+)*", re.UNICODE)
_LONGEST = 6
_LEAST = 4


class Cleaner:
    """Cleans sources; `countries` gives the country of a place or body."""

    def __init__(self, takings: Takings, countries: Mapping[Iri, Iri]) -> None:
        self._takings, self._countries = takings, countries
        self._borne: frozenset[str] = frozenset()
        """Names in the source at hand that somebody else bears, who stays."""
        self._site = lru_cache(maxsize=1 << 16)(self._cut)

    def cleaned(self, triples: Iterable[Triple]) -> tuple[Triple, ...]:
        """The triples of one graph, as they were read, without the people of the list; sorted."""
        if not self._takings:
            return tuple(triples)
        given = tuple(sorted(triples))
        claims = stated(given)
        people = _people(claims, given)
        gone = frozenset(p for p, names in people.items() if self._takings.is_gone(p, names, self._contexts(p, claims)))
        kept = without(given, _about(gone, claims), gone) if gone else given
        words = _words(gone, people)
        self._borne = frozenset(form for p in set(people) - gone for name in people[p] for form in forms_of(name))
        return tuple(sorted({self._blotted(triple, words) for triple in kept}))

    def _contexts(self, person: Iri, claims: Iterable[Stated]) -> set[str]:
        """The bodies and places that a source names with a person, and their countries."""
        every = tuple(claims)
        nodes = {one.said.subject for one in every if one.said.object == person} | {person}
        around = {o for one in every if one.said.subject in nodes and isinstance(o := one.said.object, Iri)}
        seats = {iri for iri in around if iris.kind_of(iri) in _AROUND}
        return {*seats, *(self._countries[seat] for seat in seats if seat in self._countries)}

    def _blotted(self, triple: Triple, words: frozenset[str]) -> Triple:
        subject, predicate, value = triple
        if isinstance(value, Literal):
            return Triple(
                self._site(subject), predicate, self._literal(value, words if predicate == OA.exact else None)
            )
        return Triple(self._site(subject), predicate, self._site(value))

    def _literal(self, value: Literal, words: frozenset[str] | None) -> Term:
        if value.datatype == XSD.anyURI:
            return Literal(self._site(Iri(value.value)), XSD.anyURI)
        if value.datatype != XSD.string and value.language is None:
            return value
        text = value.value
        for start, end in sorted(self._spans(text, words or frozenset())):
            text = text[:start] + BLOT * (end - start) + text[end:]
        return value if text == value.value else Literal(text, value.datatype, value.language)

    def _spans(self, text: str, words: frozenset[str]) -> Iterator[tuple[int, int]]:
        """Where names of the list stand: of several words anywhere, single ones where they are known to be meant."""
        found = list(_WORD.finditer(text))
        for at, first in enumerate(found):
            if iris.folded(first.group()) in words:
                yield first.span()
            for last in found[at : at + _LONGEST]:
                form = iris.folded(text[first.start() : last.end()])
                if "-" in form and form not in self._borne and self._takings.has("forms", form):
                    yield first.start(), last.end()

    def _cut(self, iri: Iri) -> Iri:
        """An address of the web, cut to its site where it holds a name of the list."""
        if not iri.startswith(("http://", "https://")) or iris.kind_of(iri):
            return iri
        parts = urlsplit(iri)
        if not any(True for _ in self._spans(re.sub(r"[-/_?&=%+.]", " ", iri.partition(parts.netloc)[2]), frozenset())):
            return iri
        return Iri(f"{parts.scheme}://{parts.netloc}/")


def _people(claims: Iterable[Stated], triples: Iterable[Triple]) -> dict[Iri, set[str]]:
    """The people whom claims speak of, or who say them, with the names that they give."""
    found: dict[Iri, set[str]] = defaultdict(set)
    for triple in triples:
        if triple.predicate == PROV.wasAttributedTo and isinstance(triple.object, Iri):
            found[triple.object].update(())
    for one in claims:
        subject, predicate, value = one.said
        for end in (subject, value):
            if isinstance(end, Iri) and iris.kind_of(end) == "person":
                found[end].update(())
        if predicate in LABELS and iris.kind_of(subject) == "person" and isinstance(value, Literal):
            found[subject].add(value.value)
    return found


def _about(gone: frozenset[Iri], claims: Iterable[Stated]) -> Callable[[Stated], bool]:
    """Whether a claim speaks of these people, or of a relation that one of them is an end of."""
    nodes = {
        one.said.subject
        for one in claims
        if one.said.object in gone and iris.kind_of(one.said.subject) in _KINDS and one.said.predicate not in _BESIDE
    }
    return lambda claim: bool({claim.said.subject, claim.said.object} & (gone | nodes))


def _words(gone: Iterable[Iri], people: Mapping[Iri, Iterable[str]]) -> frozenset[str]:
    """The single words that mean the people who are gone, and nobody else of this source."""
    left = set(gone)
    ours = {word for person in left for name in people[person] for word in _folded_words(name)}
    others = {word for person in set(people) - left for name in people[person] for word in _folded_words(name)}
    return frozenset(word for word in ours - others if len(word) >= _LEAST)


def _folded_words(name: str) -> Iterator[str]:
    return (iris.folded(word.group()) for word in _WORD.finditer(name))
