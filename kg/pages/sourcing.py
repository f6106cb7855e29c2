"""The page of a source: all that it states, whose words these are, who prints them too; the same as JSON."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kg.pages.entity.cards import Line, Passage, passages
from kg.pages.entity.reading import SourceNote
from kg.pages.entity.testimony import Described, Fact, Testimony, testimony
from kg.pages.labels import THINGS
from kg.pages.site import Site, language_of
from kg.queries.library import PAGES, find_query
from kg.records import Iri, Literal, Term, Triple
from kg.sources import copied_from
from kg.terms import OA, PROV, Review

MOST: Final = 400
_RELATIVES: Final = 60


@dataclass(frozen=True, slots=True)
class Kin:
    """The first print of the same text (None where this is it) and the other prints."""

    first: SourceNote | None
    prints: tuple[SourceNote, ...]


def read(site: Site, source: Iri, language: str) -> Testimony:
    """All that a source states, each fact with the number of independent sources that state it, for a reader."""
    said = tuple(site.reader.said_by(source))
    backing = site.reader.backing(frozenset(one.node for one in said if one.review != Review.DERIVED))
    return testimony(said, backing, language)


def kin(site: Site, source: Iri) -> Kin:
    """The prints of the same text."""
    found: dict[str, list[SourceNote]] = {"first": [], "print": []}
    for other, how in site.store.select(find_query("kin-of-source", PAGES).sparql, {"source": source}).rows:
        assert isinstance(other, Iri)
        assert isinstance(how, Literal)
        found[how.value].append(site.reader.source(other))
    return Kin(next(iter(found["first"]), None), tuple(found["print"]))


def relatives(site: Site, source: Iri, family: Kin) -> tuple[Iri, ...]:
    """The sources that are not independent of this one though they print another text, sorted."""
    same = {source, *(one.iri for one in family.prints)} | ({family.first.iri} if family.first else set())
    origins = site.reader.source(source).origins
    return tuple(sorted({other for origin in origins for other in site.reader.of_origin(origin)} - same))


def shown(site: Site, request: Request, source: Iri) -> dict[str, Any]:
    """What the template of a source's page asks for, but its address."""
    whole = read(site, source, language_of(request))
    alone = request.query_params.get("alone") == "yes"
    listed, left_out = _cut(whole.only_alone() if alone else whole)
    family = kin(site, source)
    related = relatives(site, source, family)
    notes = site.reader.sources(related[:_RELATIVES])
    site.labels.prepare(_spoken_of(site, source, related[:_RELATIVES]))
    return {
        "note": site.reader.source(source),
        "title": {"text": _title(site, request, source), "language": ""},
        "whole": whole,
        "listed": listed,
        "left_out": left_out,
        "alone": alone,
        "kin": family,
        "relatives": tuple(notes[other] for other in related[:_RELATIVES]),
        "related": len(related),
        "passages_of": passages,
    }


def _spoken_of(site: Site, source: Iri, related: Iterable[Iri]) -> set[Iri]:
    """What the page of a source names: all that it speaks of, and what the rows beside it are about."""
    said = site.reader.said_by(source)
    values = (one.value for one in said if isinstance(one.value, Iri) and one.value.startswith(THINGS))
    speakers = (one.speaker for one in said if one.speaker is not None)
    return {*site.curated.subjects((source, *related)), *(one.node for one in said), *values, *speakers}


def _title(site: Site, request: Request, source: Iri) -> str:
    language = language_of(request)
    return site.curated.title(source, site.names_of(language), language)


def _cut(found: Testimony) -> tuple[Testimony, int]:
    """As many facts as a page holds, and how many it leaves out."""
    room, kept = MOST, []
    for relation, facts in found.sections:
        kept.append((relation, facts[:room]))
        room -= len(kept[-1][1])
    listed = Testimony(tuple((relation, facts) for relation, facts in kept if facts), found.described[:room])
    return listed, found.facts - listed.facts


def triples(site: Site, source: Iri) -> Iterator[Triple]:
    """The claims of a source with their quotes, and the prints of its text."""
    nodes = {one.claim for one in site.reader.said_by(source)}
    for link in (PROV.wasDerivedFrom, OA.hasSelector, None):
        found = tuple(_own(site, nodes))
        yield from found
        nodes = {one.object for one in found if one.predicate == link and isinstance(one.object, Iri)}
    family = kin(site, source)
    yield from (
        Triple(one.iri, PROV.alternateOf, family.first.iri if family.first else source) for one in family.prints
    )


def _own(site: Site, nodes: Collection[Iri]) -> Iterator[Triple]:
    if nodes:
        query = find_query("own-triples", PAGES).sparql
        for subject, predicate, value in site.store.select(query, {"nodes": tuple(sorted(nodes))}).rows:
            assert value is not None
            yield Triple(Iri(str(subject)), Iri(str(predicate)), value)


def as_json(site: Site, request: Request, source: Iri) -> Response:
    """The same facts as JSON, all of them."""
    language = language_of(request)
    whole, family = read(site, source, language), kin(site, source)
    writer = _Writer(site, language)
    body = {
        **writer.note(site.reader.source(source)),
        "licence": "https://creativecommons.org/licenses/by/4.0/",
        "version": site.version,
        "origins": list(site.reader.source(source).origins),
        "first_print": family.first.iri if family.first else None,
        "prints": [writer.note(print_) for print_ in family.prints],
        "same_origin": list(relatives(site, source, family)),
        "facts": whole.facts,
        "facts_alone": whole.alone,
        "relations": [writer.fact(fact) for _, facts in whole.sections for fact in facts],
        "things": [writer.described(one) for one in whole.described],
    }
    return JSONResponse(body, headers={"Access-Control-Allow-Origin": "*"})


class _Writer:
    """Facts as JSON in the reader's language."""

    def __init__(self, site: Site, language: str) -> None:
        self._site, self._language = site, language

    def note(self, note: SourceNote) -> dict[str, Any]:
        return {
            "source": note.iri,
            "kind": note.kind.rpartition("#")[2] if note.kind else None,
            "title": note.title,
            "publisher": note.publisher or None,
            "author": note.author or None,
            "published": note.published or None,
            "language": note.language or None,
            "pages": list(note.pages),
            "copies": {page: site for page in note.pages if (site := copied_from(page))},
        }

    def fact(self, fact: Fact) -> dict[str, Any]:
        found = fact.card
        return {
            "fact": found.node,
            "relation": self._named(found.relation),
            "ends": [self._named(other) for other in found.others],
            "title": found.title.value if found.title else None,
            "start": found.start or None,
            "end": found.end or None,
            "modality": self._named(found.modality),
            "accepted": found.accepted,
            "properties": self._lines(found.lines),
            "quotes": self._quotes(found.passages),
            "quoted_people": [self._named(speaker) for speaker in fact.speakers],
            "independent_sources": fact.independent,
            "alone": fact.alone,
            "also_stated_by": [other.iri for other in fact.others],
        }

    def described(self, one: Described) -> dict[str, Any]:
        return {
            "thing": self._named(one.thing),
            "properties": self._lines(one.lines),
            "quotes": self._quotes(passages(one.said)),
            "independent_sources": one.independent,
            "alone": one.alone,
        }

    def _lines(self, found: Iterable[Line]) -> list[dict[str, Any]]:
        return [
            {"property": self._named(line.predicate), "values": [self._value(one.term) for one in line.values]}
            for line in found
        ]

    def _quotes(self, found: Iterable[Passage]) -> list[dict[str, Any]]:
        return [
            {"words": said.words or None, "claim": said.claim, "confidence": float(passage.said.confidence)}
            for passage in found
            for said in passage.quotes
        ]

    def _value(self, term: Term) -> object:
        if isinstance(term, Iri):
            return self._named(term)
        return {"value": term.value, "language": term.language} if term.language else {"value": term.value}

    def _named(self, iri: Iri) -> dict[str, str]:
        return {"iri": iri, "name": self._site.labels.of(iri, self._language).text}
