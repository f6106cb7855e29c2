"""The bar of a fact on a timeline reaches as far as the days that are printed beside it."""

from __future__ import annotations

from decimal import Decimal

from kg.bounds import Bounds
from kg.pages.entity.cards import Card, card
from kg.pages.entity.reading import Said, SourceNote
from kg.pages.entity.timeline import timeline
from kg.records import Iri, Literal
from kg.terms import ORG, SCG, Modality, Review

BASE = "https://example.org/"
NODE, NETWORK, TOWN = (Iri(f"{BASE}{name}") for name in ("membership", "network", "town"))
DATE = Iri("http://www.w3.org/2001/XMLSchema#date")


def said(predicate: Iri, value: Iri | str, paper: int) -> Said:
    source = SourceNote(Iri(f"{BASE}paper-{paper}"), None, f"Paper {paper}", "", "", "", "en", ())
    term = value if isinstance(value, Iri) else Literal(value, datatype=DATE)
    claim = Iri(f"{BASE}claim-{paper}")
    return Said(
        NODE, predicate, term, claim, ORG.Membership, Modality.ASSERTED, Review.UNREVIEWED, Decimal(1), source, "-"
    )


def member(*seen: str, since: str = "2017-01-01") -> Card:
    """A membership since a day, seen on further days by one paper each."""
    known = [said(ORG.organization, NETWORK, 0), said(ORG.member, TOWN, 0), said(SCG.earliestStart, since, 0)]
    sightings = [said(SCG.earliestEnd, day, paper) for paper, day in enumerate(seen, start=1)]
    return card(TOWN, [*known, *sightings], "en")


def test_what_is_seen_several_times_lasts_to_the_last_of_them() -> None:
    strip = timeline([member("2018-05-25", "2025-12-11"), member("2018-05-25")], {})
    assert strip is not None
    shorter, longer = sorted(strip.bars, key=lambda bar: bar.width)
    assert longer.dates.endswith("2025-12-11")
    assert shorter.dates.endswith("2018-05-25")
    assert longer.width > 3 * shorter.width


def test_the_days_of_a_fact_are_those_that_the_sources_give_together() -> None:
    found = member("2018-05-25", "2025-12-11", "2020-02-27")
    assert found.bounds == Bounds("2017-01-01", None, "2025-12-11", None)
    assert found.end.endswith("2025-12-11")
