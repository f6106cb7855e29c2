"""Identifiers for whoever the registry does not know: the same for every article that tells the same.

A name of several words with a second key (the whole it is part of, the place, the owner, the day, the
office) makes one identifier for all sources. A single word, or a general word without a second key, is
somebody of this source alone, for two articles may mean two by it.
"""

from __future__ import annotations

from typing import Final

from kg import iris
from kg.records import Document, FoundEntity, Iri
from kg.resolution.eventnames import EventName
from kg.terms import SCG

MINTED: Final = "new"
_GENERAL: Final = frozenset(
    (SCG.OrganisationalUnit, SCG.PublicOrganisation, SCG.Organisation, SCG.Ministry, SCG.Agency)
)
"""Classes whose members bear the same name in many places: every city has its office of communication."""


class Minter:
    """Mints identifiers for the entities of one document."""

    def __init__(self, document: Document) -> None:
        self._source = document.article.source

    def place(self, entity: FoundEntity, within: Iri | None) -> tuple[Iri, str]:
        """A place: by name, level and what it lies in."""
        if within is None and _is_single(entity.name):
            return self._own("place", entity)
        return iris.hashed("place", iris.folded(entity.name), entity.level or "", within or ""), "name and surroundings"

    def government(self, place: Iri) -> tuple[Iri, str]:
        """The government of a place: one for each place."""
        return iris.hashed("organisation", SCG.LocalGovernment, place), "government of its place"

    def organisation(self, entity: FoundEntity, whole: Iri | None) -> tuple[Iri, str]:
        """An organisation: by its name and what it is part of."""
        if whole is None and entity.kind in _GENERAL:
            return self._own("organisation", entity)
        return self.named("organisation", entity, whole)

    def event(
        self, entity: FoundEntity, days: tuple[str, str] | None, place: Iri | None, name: EventName
    ) -> tuple[Iri, str]:
        """An event: one of a row by its body, kind and number, whatever it is called.

        Any other by its name and first day; one in common words by its place as well.
        """
        if name.is_numbered:
            return iris.hashed("event", *name.key), "body, kind and number"
        common = entity.name[:1].islower() or len(entity.name.split()) < 3
        if days is None or (common and place is None):
            return self._own("event", entity)
        return iris.hashed("event", iris.folded(entity.name), days[0], (place or "") if common else ""), "name and day"

    def event_of(self, series: Iri, entity: FoundEntity, days: tuple[str, str] | None) -> tuple[Iri, str]:
        """One event of a series: by the series and its first day."""
        if days is None:
            return self._own("event", entity)
        return iris.hashed("event", series, days[0]), "series and day"

    def named(self, segment: str, entity: FoundEntity, second: Iri | None) -> tuple[Iri, str]:
        """Anything else: by name and second key; by name alone only an organisation or programme of several words."""
        single = _is_single(entity.name)
        if second is not None and not (single and segment == "person"):
            return iris.hashed(segment, iris.folded(entity.name), second), "name and second key"
        if single or segment == "person":
            return self._own(segment, entity)
        return iris.hashed(segment, iris.folded(entity.name)), "name"

    def _own(self, segment: str, entity: FoundEntity) -> tuple[Iri, str]:
        return iris.hashed(segment, self._source, iris.folded(entity.name)), "of this source alone"


def _is_single(name: str) -> bool:
    return sum(len(word.strip(".")) > 1 for word in name.split()) < 2
