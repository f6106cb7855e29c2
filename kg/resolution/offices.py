"""The office of a tenure: its title in the language it is printed in, the post it is, the tenure it may be part of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from kg import iris
from kg.lang import UnitName, bare_title
from kg.records import Document, Fact, Iri, Literal, Property
from kg.resolution.known import Known
from kg.resolution.posts import Found, Held, Posts
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

    def __init__(self, tenures: Tenures, known: Known, posts: Posts) -> None:
        self._tenures = tenures
        self._posts = posts
        self.known = known

    def of(self, fact: Fact, around: Surroundings) -> Fact | None:
        """The fact with its title tagged and its post named; None where the text gives no title.

        Where the title names a unit of the body that the text names beside it, the office is one of that unit.
        """
        title = next((p for p in fact.properties if p.name == SCG.title), None)
        if title is None or not isinstance(title.value, Literal) or not isinstance(fact.object, Iri):
            return None
        tag = language_at(around.document, (title.evidence or fact.evidence).start)
        found, asked = self._asked(fact, title.value.value, around)
        node, post = self._tenures.meant(asked)
        tagged = replace(title, value=Literal(title.value.value, language=tag))
        bare = Literal(asked.title, language=tag)
        named = (
            Property(SKOS.altLabel, bare, title.evidence)
            if post
            else Property(SKOS.prefLabel, replace(bare, value=self._label(asked, around.names)))
        )
        others = [p for p in fact.properties if p is not title and not (post and self._is_other_kind(p, post))]
        target = found.seat or fact.object
        if found.seat is None and asked.seat != fact.object:
            others.append(Property(DCT.spatial, asked.seat, title.evidence))
        of_post = Property(OPENGOV.post, post or found.post, title.evidence)
        return replace(fact, object=target, properties=(tagged, *others, of_post, named), node=node)

    def _is_other_kind(self, found: Property, post: Iri) -> bool:
        """Whether a property gives a curated post another kind than its table does."""
        return found.name == SCG.postKind and self._tenures.kind_of(post) not in (None, found.value)

    def _asked(self, fact: Fact, title: str, around: Surroundings) -> tuple[Found, Asked]:
        kind = next((p.value for p in fact.properties if p.name == SCG.postKind and isinstance(p.value, Iri)), None)
        assert isinstance(fact.object, Iri)
        seat = self._seat(fact.object, kind, around)
        bare = bare_title(title)
        of = around.governs.get(fact.object) or seat
        body, place = (of if iris.kind_of(of) == segment else None for segment in ("organisation", "place"))
        found = self._posts.of(Held(fact.subject, bare, kind, body, place))
        rank = found.office.rank if found.office.name == UnitName("", ()) else ""
        asked = Asked(fact.subject, found.post, found.seat or seat, bare, kind, rank, around.document.published)
        return found, asked

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
