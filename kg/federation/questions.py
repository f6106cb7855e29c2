"""The questions about Wikidata as the library asks them: what the file holds → rows with where and when it was read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from kg.federation.cache import Fact, read_facts, read_links
from kg.federation.wikidata import ENTITY
from kg.queries import Selects
from kg.records import Iri, Literal, Table, Term
from kg.resources import folder
from kg.terms import BASE, XSD

Row = tuple[Term | None, ...]


def places(store: Selects, values: Mapping[str, Term]) -> Table:
    """A row for each population or pair of coordinates of a linked place."""
    del store, values
    columns = ("town", "item", "population", "counted", "latitude", "longitude", "origin", "read")
    things, facts = _things(), _facts()
    rows: list[Row] = []
    for item, thing in sorted(things.items()):
        if thing.startswith(f"{BASE}id/place/"):
            rows += [(Iri(thing), Iri(f"{ENTITY}{item}"), *cells) for cells in _cells(facts.get(item, []))]
    return Table(columns, tuple(rows))


def _cells(facts: list[Fact]) -> Iterator[Row]:
    for fact in facts:
        if fact.property == "population":
            yield _number(fact.value), _day(fact.on), None, None, *_where(fact)
    west = {(f.origin, f.read): f for f in facts if f.property == "longitude"}
    for fact in facts:
        if fact.property == "latitude" and (other := west.get((fact.origin, fact.read))):
            yield None, None, _number(fact.value), _number(other.value), *_where(fact)


def terms(store: Selects, values: Mapping[str, Term]) -> Table:
    """A row for each term that Wikidata gives to a linked person in a linked post."""
    del store, values
    columns = ("person", "post", "item", "theirStart", "theirEnd", "origin", "read")
    things = _things()
    rows = [
        (Iri(things[fact.item]), Iri(things[fact.position]), Iri(f"{ENTITY}{fact.item}"), *_days(fact), *_where(fact))
        for facts in _facts().values()
        for fact in facts
        if fact.property == "term" and fact.item in things and fact.position in things
    ]
    return Table(columns, tuple(rows))


def _things() -> dict[str, str]:
    return {link.item: f"{BASE}id/{link.thing}" for link in read_links(folder("data") / "wikidata")}


def _facts() -> dict[str, list[Fact]]:
    found: defaultdict[str, list[Fact]] = defaultdict(list)
    for fact in read_facts(folder("data") / "wikidata"):
        found[fact.item].append(fact)
    return found


def _where(fact: Fact) -> tuple[Literal, Literal | None]:
    return Literal(fact.origin), _day(fact.read)


def _days(fact: Fact) -> tuple[Literal | None, Literal | None]:
    return _day(fact.start), _day(fact.end)


def _day(text: str) -> Literal | None:
    return Literal(text, XSD.date) if text else None


def _number(text: str) -> Literal:
    return Literal(text.removeprefix("+"), XSD.decimal)
