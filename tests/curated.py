"""The curated tables as the tests read them: rows as they stand, and what the registry made of them."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from kg import iris
from kg.records import Fact, Iri, Literal, SourceFacts
from kg.registry import Registry, load_registry
from kg.terms import SCG

TABLES = Path(__file__).resolve().parent.parent / "data" / "registry"


@cache
def registry() -> Registry:
    return load_registry(TABLES)


@cache
def rows(table: str) -> dict[str, dict[str, str]]:
    with (TABLES / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return {row["key"]: row for row in csv.DictReader(file)}


@cache
def sources() -> dict[str, SourceFacts]:
    return {said.source.title.removeprefix("registry/"): said for said in registry().sources}


def said(table: str, key: str) -> SourceFacts:
    return sources()[f"{table}.csv: {key}"]


def thing(key: str) -> Iri:
    """A place, an organisation, a programme or an event by the key that its row gives it."""
    for table, kind in (("organizations", "organisation"), ("programs", "programme"), ("events", "event")):
        if key in rows(table):
            return iris.thing(kind, key)
    code = rows("idn_areas")[key]["code"] if key in rows("idn_areas") else key
    return iris.thing("place", code)


def person(key: str) -> Iri:
    return iris.hashed("person", "people", key)


def facts(table: str, key: str, relation: Iri) -> list[Fact]:
    return [one for one in said(table, key).facts if one.relation == relation]


def values(fact: Fact, name: Iri) -> list[str]:
    return [p.value.value if isinstance(p.value, Literal) else str(p.value) for p in fact.properties if p.name == name]


def bounds(fact: Fact) -> list[str | None]:
    names = (SCG.earliestStart, SCG.latestStart, SCG.earliestEnd, SCG.latestEnd)
    return [next(iter(values(fact, name)), None) for name in names]
