"""The bar of a fact on a timeline reaches as far as the days that are printed beside it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from kg.bounds import Bounds
from kg.graphs.words import Words
from kg.pages.entity.cards import Card, card, cards, dated, lines, within
from kg.pages.entity.days import in_days
from kg.pages.entity.printing import days_printed, spelt
from kg.pages.entity.reading import Reading, Said, SourceNote
from kg.pages.entity.timeline import timeline
from kg.pages.site import WORDS
from kg.records import Iri, Literal
from kg.terms import DCT, ORG, SCG, SCHEMA, Modality, Review, Status

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
    assert longer.end.endswith("2025-12-11")
    assert shorter.end.endswith("2018-05-25")
    assert longer.width > 3 * shorter.width


def test_the_days_of_a_fact_are_those_that_the_sources_give_together() -> None:
    found = member("2018-05-25", "2025-12-11", "2020-02-27")
    assert found.bounds == Bounds("2017-01-01", None, "2025-12-11", None)
    assert found.end.endswith("2025-12-11")


def test_days_on_which_sources_differ_are_all_printed() -> None:
    told = [("2017-01-01", "2017-12-31"), ("2018-04-27", "2018-04-27")]
    claims = [
        said(bound, day, paper)
        for paper, days in enumerate(told)
        for bound, day in zip((SCG.earliestStart, SCG.latestStart), days, strict=True)
    ]
    assert days_printed(claims) == ("2017 · 2018-04-27", "")


def test_a_year_says_nothing_beside_a_day_of_it() -> None:
    told = [("2018-01-01", "2018-12-31"), ("2018-04-27", "2018-04-27")]
    claims = [
        said(bound, day, paper)
        for paper, days in enumerate(told)
        for bound, day in zip((SCG.earliestEnd, SCG.latestEnd), days, strict=True)
    ]
    assert days_printed(claims) == ("", "2018-04-27")


def test_what_was_seen_in_a_month_begins_before_it_is_last_seen_and_is_drawn_as_that_month() -> None:
    claims = [said(SCG.latestStart, "2025-09-30", 1), said(SCG.earliestEnd, "2025-09-01", 1)]
    assert days_printed(claims) == ("≤\u00a02025-09", "≥\u00a02025-09")
    seen = card(TOWN, [said(ORG.organization, NETWORK, 1), said(ORG.member, TOWN, 1), *claims], "en")
    strip = timeline([seen, member("2030-01-01", since="2018-01-01")], {})
    assert strip is not None
    month = next(bar for bar in strip.bars if bar.card == seen)
    assert not month.open
    assert month.width < 5


def test_what_is_known_on_one_side_only_says_so() -> None:
    assert days_printed([said(SCG.earliestStart, "2018-01-01", 1)]) == ("≥\u00a02018-01-01", "")
    assert days_printed([said(SCG.latestEnd, "2018-01-01", 1)]) == ("", "≤\u00a02018-01-01")


def test_a_part_in_an_event_has_the_days_of_the_event() -> None:
    part = card(TOWN, [said(SCG.participant, TOWN, 1), said(SCG.event, NETWORK, 1)], "en")
    days = {NETWORK: Bounds("2025-09-08", "2025-09-08", "2025-09-12", "2025-09-12")}
    assert [(one.start, one.end) for one in dated([part], days)] == [("2025-09-08", "2025-09-12")]
    assert dated([part], {}) == [part]


def test_an_office_in_a_town_is_no_holder_of_an_office_there() -> None:
    office = (said(DCT.spatial, TOWN, 1), said(ORG.postIn, NETWORK, 1))
    tenure = (said(DCT.spatial, TOWN, 1), said(ORG.member, NETWORK, 1))
    assert [one.passages for one in cards(Reading(TOWN, (), (office, tenure), (), 0), "en")] == [
        card(TOWN, tenure, "en").passages
    ]


def test_a_stretch_is_not_taken_for_a_beginning_and_an_end() -> None:
    part = card(TOWN, [said(SCG.participant, TOWN, 1), said(SCG.event, NETWORK, 1)], "en")
    days = {NETWORK: Bounds("2024-07-30", "2024-07-31", "2024-07-31", "2024-07-31")}
    assert [(one.start, one.end) for one in dated([part], days)] == [("2024-07-30/2024-07-31", "2024-07-31")]


def test_the_facts_of_an_event_have_its_days_where_they_have_none() -> None:
    part = card(NETWORK, [said(SCG.participant, TOWN, 1), said(SCG.event, NETWORK, 1)], "en")
    own, other = within([part, member("2018-05-25")], ("2024-07-30", "2024-07-31"))
    assert (own.start, own.end) == ("2024-07-30", "2024-07-31")
    assert other.start.endswith("2017-01-01")


@pytest.mark.parametrize(
    ("start", "end", "english", "indonesian"),
    [
        ("≤\u00a02025-09", "≥\u00a02025-09", "as of 2025-09", "per 2025-09"),
        ("≤\u00a02025-09", "≥\u00a02025-10", "≤\u00a02025-09 – ≥\u00a02025-10", "≤\u00a02025-09 – ≥\u00a02025-10"),
        ("2025-02-20", "", "since 2025-02-20", "sejak 2025-02-20"),
        ("", "2017-12-31", "until 2017-12-31", "sampai 2017-12-31"),
        ("", "≥\u00a02017", "≥\u00a02017", "≥\u00a02017"),
        ("2025-12-11", "2025-12-11", "2025-12-11", "2025-12-11"),
        ("2025-09-08", "2025-09-09/2025-09-12", "2025-09-08 – 2025-09-09/12", "2025-09-08 – 2025-09-09/12"),
        ("2025-07-31/2025-08-01", "", "since 2025-07-31/08-01", "sejak 2025-07-31/08-01"),
        ("", "", "", ""),
    ],
)  # fmt: skip
def test_days_are_told_in_the_words_of_a_reader(start: str, end: str, english: str, indonesian: str) -> None:
    assert (spelt(start, end, Words("en", WORDS)), spelt(start, end, Words("id", WORDS))) == (english, indonesian)


def test_bounds_are_shown_as_a_beginning_and_an_end_with_the_claims_on_them() -> None:
    seen = [said(SCG.latestStart, "2025-09-30", 1), said(SCG.earliestEnd, "2025-09-01", 1)]
    year = [said(SCG.earliestStart, "2024-01-01", 2), said(SCG.latestStart, "2024-12-31", 2)]
    shown = in_days(lines([*seen, *year, said(SCG.capacity, NODE, 2)]))
    assert [line.predicate for line in shown] == [SCHEMA.startDate, SCHEMA.endDate, SCG.capacity]
    begun, ended, _ = shown
    assert {value.term: [one.claim for one in value.said] for value in begun.values} == {
        Literal("2024"): [Iri(f"{BASE}claim-2")],
        Literal("≤\u00a02025-09"): [Iri(f"{BASE}claim-1")],
    }
    assert [value.term for value in ended.values] == [Literal("≥\u00a02025-09")]
    assert not begun.differs


def test_sources_differ_on_days_only_where_no_day_fits_all_of_them() -> None:
    year = [said(SCG.earliestStart, "2018-01-01", 1), said(SCG.latestStart, "2018-12-31", 1)]
    day = [said(SCG.earliestStart, "2018-04-27", 2), said(SCG.latestStart, "2018-04-27", 2)]
    before = [said(SCG.earliestStart, "2017-01-01", 3), said(SCG.latestStart, "2017-12-31", 3)]
    sighted = [said(SCG.latestStart, "2024-06-25", 4), said(SCG.latestStart, "2024-07-30", 5)]
    assert not any(line.differs for line in lines([*year, *day, *sighted]))
    assert all(line.differs for line in lines([*day, *before]))


def test_a_status_that_was_only_proposed_is_not_shown_beside_the_one_that_came_of_it() -> None:
    ends = [said(ORG.organization, NETWORK, 1), said(ORG.member, TOWN, 1)]
    active = said(SCG.membershipStatus, Status.ACTIVE, 1)
    proposed = replace(said(SCG.membershipStatus, Status.PROPOSED, 2), modality=Modality.PROPOSED)
    assert card(TOWN, [*ends, active, proposed], "en").chips == (Status.ACTIVE,)
    only = [replace(one, modality=Modality.PROPOSED) for one in ends]
    assert card(TOWN, [*only, proposed], "en").chips == (Status.PROPOSED,)
