"""The office of a tenure: its title in the language it is printed in, the post it is, the tenure it may be part of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from kg import iris
from kg.lang import bare_title
from kg.records import Document, Fact, Iri, Literal, Property
from kg.resolution.known import Known
from kg.resolution.quoting import language_at
from kg.resolution.tenures import Asked, Tenures
from kg.terms import DCT, OPENGOV, SCG, SKOS, PostKind


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a document tells beside the fact: its names of things, and the places of governments it is first to name."""

    document: Document
    names: Mapping[Iri, str]
    governs: Mapping[Iri, Iri]


class Offices:
    """Completes facts of holdsPosition by what the registry knows of offices."""

    def __init__(self, tenures: Tenures, known: Known) -> None:
        self._tenures = tenures
        self.known = known

    def of(self, fact: Fact, around: Surroundings) -> Fact | None:
        """The fact with its title tagged and its post named; None where the text gives no title."""
        title = next((p for p in fact.properties if p.name == SCG.title), None)
        if title is None or not isinstance(title.value, Literal) or not isinstance(fact.object, Iri):
            return None
        tag = language_at(around.document, (title.evidence or fact.evidence).start)
        asked = self._asked(fact, title.value.value, around)
        node, post = self._tenures.meant(asked)
        tagged = replace(title, value=Literal(title.value.value, language=tag))
        named = (
            Property(OPENGOV.post, post, title.evidence)
            if post
            else Property(SKOS.prefLabel, Literal(self._label(asked, around.names), language=tag))
        )
        others = [p for p in fact.properties if p is not title]
        if asked.seat != fact.object:
            others.append(Property(DCT.spatial, asked.seat, title.evidence))
        return replace(fact, properties=(tagged, *others, named), node=node)

    def _asked(self, fact: Fact, title: str, around: Surroundings) -> Asked:
        kind = next((p.value for p in fact.properties if p.name == SCG.postKind and isinstance(p.value, Iri)), None)
        assert isinstance(fact.object, Iri)
        seat = self._seat(fact.object, kind, around)
        return Asked(fact.subject, seat, bare_title(title), kind, around.document.published)

    def _seat(self, seat: Iri, kind: Iri | None, around: Surroundings) -> Iri:
        """Of the head of a place, the place itself, even where the text names its government."""
        if kind not in iris.ONE_AT_A_TIME or kind == PostKind.NATIONAL_REPRESENTATIVE:
            return seat
        entity = self.known.get(seat)
        return (entity.jurisdiction if entity else around.governs.get(seat)) or seat

    def _label(self, asked: Asked, names: Mapping[Iri, str]) -> str:
        """The title with the name of what the office belongs to, where it does not say it itself."""
        known = self.known.get(asked.seat)
        seat = known.label if known else names.get(asked.seat, "")
        forms = {seat, *(name.text for name in known.names)} if known else {seat}
        words = iris.folded(asked.title)
        told = any(iris.folded(form) in words for form in forms if form)
        return asked.title if told or not seat else f"{asked.title} {seat}"
