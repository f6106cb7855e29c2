"""The questions about Wikidata as the library asks them: what the file holds → rows with where and when it was read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date

from kg.errors import InputError, StoreError
from kg.federation.asking import Peer, private_hosts
from kg.federation.cache import Fact, read_facts, read_links
from kg.federation.wikidata import ENTITY, read
from kg.queries import Selects
from kg.records import Iri, Literal, Table, Term
from kg.resources import folder
from kg.settings import read_settings
from kg.terms import BASE, XSD

Row = tuple[Term | None, ...]
SECONDS = 5.0


@dataclass(frozen=True, slots=True, order=True)
class Known(Fact):
    """A fact, and whether it was read for this question."""

    live: bool


def places(store: Selects, values: Mapping[str, Term]) -> Table:
    """A row for each population or pair of coordinates of a linked place."""
    del store, values
    columns = ("town", "item", "population", "counted", "latitude", "longitude", "origin", "read", "live")
    things = _things()
    facts = _facts(things)
    rows: list[Row] = []
    for item, thing in sorted(things.items()):
        if thing.startswith(f"{BASE}id/place/"):
            rows += [(Iri(thing), Iri(f"{ENTITY}{item}"), *cells) for cells in _cells(facts.get(item, []))]
    return Table(columns, tuple(rows))


def _cells(facts: list[Known]) -> Iterator[Row]:
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
    columns = ("person", "post", "item", "theirStart", "theirEnd", "origin", "read", "live")
    things = _things()
    rows = [
        (Iri(things[fact.item]), Iri(things[fact.position]), Iri(f"{ENTITY}{fact.item}"), *_days(fact), *_where(fact))
        for facts in _facts(things).values()
        for fact in facts
        if fact.property == "term" and fact.item in things and fact.position in things
    ]
    return Table(columns, tuple(rows))


def _things() -> dict[str, str]:
    return {link.item: f"{BASE}id/{link.thing}" for link in read_links(folder("data") / "wikidata")}


def _facts(things: Mapping[str, str]) -> dict[str, list[Known]]:
    """What is known of each item: as the endpoint says now where it is asked and answers, else as it was kept."""
    found: defaultdict[str, list[Known]] = defaultdict(list)
    for fact in _now(things):
        found[fact.item].append(Known(**asdict(fact), live=True))
    fresh = frozenset(found)
    for fact in read_facts(folder("data") / "wikidata"):
        if fact.item not in fresh:
            found[fact.item].append(Known(**asdict(fact), live=False))
    return found


def _now(items: Iterable[str]) -> tuple[Fact, ...]:
    settings = read_settings()
    if settings.federation != "live":
        return ()
    peer = Peer(settings.wikidata, private_hosts(settings.private_hosts), SECONDS)
    try:
        return tuple(sorted(set(read(peer, sorted(items), date.today()))))  # noqa: DTZ011 - the day where the asker is
    except (StoreError, InputError):  # no network is no reason to answer nothing: each row says that it was kept
        return ()


def _where(fact: Known) -> tuple[Literal, Literal | None, Literal]:
    return Literal(fact.origin), _day(fact.read), Literal(str(fact.live).lower(), XSD.boolean)


def _days(fact: Known) -> tuple[Literal | None, Literal | None]:
    return _day(fact.start), _day(fact.end)


def _day(text: str) -> Literal | None:
    return Literal(text, XSD.date) if text else None


def _number(text: str) -> Literal:
    return Literal(text.removeprefix("+"), XSD.decimal)
