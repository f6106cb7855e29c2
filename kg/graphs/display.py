"""How terms look: the colour and shape of a class, the colour of a relation, the words for both.

All of it stands in `ontology/`; nothing here names a colour, a shape or a word.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from kg import resources
from kg.records import Iri, Literal, Triple
from kg.statements import ontology_triples
from kg.terms import RDFS, SCG, SKOS

FALLBACK_LANGUAGE = "en"
LOOKS = (SCG.displayAs, SCG.displayColour, SCG.displayShape, SCG.displayOrder, SCG.displayIcon)


@dataclass(frozen=True, slots=True)
class Style:
    """How the things of one class, or the edges of one relation, are drawn.

    `shape` is vis-network's name, None for edges; `order` is the place in a legend.
    """

    colour: str
    shape: str | None
    order: int


PLAIN = Style("#5c6670", None, 1000)
"""For a relation that the ontology does not say how to draw."""


@dataclass(frozen=True, slots=True)
class Display:
    """Styles by class, lines by relation, parents by class, words by term and language, letters by class."""

    styles: Mapping[Iri, Style]
    lines: Mapping[Iri, Style]
    parents: Mapping[Iri, tuple[Iri, ...]]
    words: Mapping[Iri, Mapping[str, str]]
    icons: Mapping[Iri, str]

    def narrowest(self, kinds: Iterable[Iri]) -> Iri | None:
        """The class whose style holds for a thing of these classes: the nearest that has one, or None."""
        return self._nearest(kinds, self.styles)

    def within(self, kind: Iri, kinds: Iterable[Iri]) -> tuple[Iri, ...]:
        """Those of some classes that lie below a class, in their order."""
        return tuple(below for below in kinds if kind in self._ancestors(below))

    def icon(self, kinds: Iterable[Iri]) -> str:
        """The letters for a thing of these classes: those of the nearest that has any, or none."""
        found = self._nearest(kinds, self.icons)
        return "" if found is None else self.icons[found]

    def _nearest(self, kinds: Iterable[Iri], known: Collection[Iri]) -> Iri | None:
        ring = sorted(set(kinds))
        seen: set[Iri] = set()
        while ring:
            fitting = [kind for kind in ring if kind in known]
            if fitting:
                return self._deepest(fitting)
            seen.update(ring)
            ring = sorted({parent for kind in ring for parent in self.parents.get(kind, ())} - seen)
        return None

    def _deepest(self, kinds: Iterable[Iri]) -> Iri:
        """Where a thing is of several such classes, the one that is no parent of another."""
        given = set(kinds)
        above = {parent for kind in given for parent in self._ancestors(kind)}
        return min(given - above or given, key=lambda kind: (self.styles.get(kind, PLAIN).order, kind))

    def _ancestors(self, kind: Iri) -> set[Iri]:
        found: set[Iri] = set()
        todo = list(self.parents.get(kind, ()))
        while todo:
            parent = todo.pop()
            if parent not in found:
                found.add(parent)
                todo.extend(self.parents.get(parent, ()))
        return found

    def line(self, relation: Iri) -> Style:
        """How the edges of a relation are drawn."""
        return self.lines.get(relation, PLAIN)

    def word(self, term: Iri, language: str) -> str:
        """The word for a term in a language, else in English, else in any, else the end of its IRI."""
        known = self.words.get(term, {})
        first = known.get(language) or known.get(FALLBACK_LANGUAGE) or next(iter(known.values()), None)
        return first if first is not None else term.rstrip("/#").rpartition("#")[2].rpartition("/")[2]


@cache
def load_display() -> Display:
    """What `ontology/` says of looks; raises KgError when the installation lacks it."""
    return read_display(ontology_triples(resources.folder("ontology")))


def read_display(triples: Iterable[Triple]) -> Display:
    """The same from triples: display properties, sub-classes and labels."""
    looks: defaultdict[Iri, dict[Iri, str]] = defaultdict(dict)
    parents: defaultdict[Iri, set[Iri]] = defaultdict(set)
    words: defaultdict[Iri, dict[str, str]] = defaultdict(dict)
    for subject, predicate, value in sorted(triples, key=repr):
        if predicate == RDFS.subClassOf and isinstance(value, Iri):
            parents[subject].add(value)
        elif not isinstance(value, Literal):
            continue
        elif predicate in (RDFS.label, SKOS.prefLabel):
            words[subject].setdefault(value.language or FALLBACK_LANGUAGE, value.value)
        elif predicate in LOOKS:
            looks[subject][predicate] = value.value
    styles = {
        term: Style(look[SCG.displayColour], look.get(SCG.displayShape), int(look[SCG.displayOrder]))
        for term, look in looks.items()
        if SCG.displayColour in look and SCG.displayOrder in look
    }
    return Display(
        styles={term: style for term, style in styles.items() if looks[term].get(SCG.displayAs) == "node"},
        lines={term: style for term, style in styles.items() if looks[term].get(SCG.displayAs) == "edge"},
        parents={kind: tuple(sorted(above)) for kind, above in parents.items()},
        words={term: dict(sorted(known.items())) for term, known in words.items()},
        icons={term: look[SCG.displayIcon] for term, look in looks.items() if SCG.displayIcon in look},
    )
