"""Which curated event an article means, whatever it calls it."""

from __future__ import annotations

from functools import cache

import pytest

from curated import registry, thing
from kg.records import (
    Article,
    Literal,
)
from kg.resolution.events import Asked, Events
from kg.terms import (
    SCG,
    XSD,
)
from kg.terms import Relation as Kind
from resolution_story import (
    MEETING,
    SERIES,
    Story,
    facts,
    values,
)


class TestEvents:
    def test_a_short_name_with_the_days_of_a_known_event_is_that_event(self) -> None:
        story = Story("Annual Meeting, 30-31 Juli 2024.")
        event = story.has(SCG.Event, "Annual Meeting")
        days = [(SCG.earliestStart, "2024-07-30"), (SCG.latestEnd, "2024-07-31")]
        story.says(Kind.OCCURS_ON, event, None, *((name, Literal(day, XSD.date)) for name, day in days))
        assert story.told().identities[event].iri == MEETING

    def test_another_day_is_another_event(self) -> None:
        story = Story("Annual Meeting, 12 Juli 2023.")
        event = story.has(SCG.Event, "Annual Meeting")
        story.says(Kind.OCCURS_ON, event, None, (SCG.earliestStart, Literal("2023-07-12", XSD.date)))
        assert story.told().identities[event].iri != MEETING

    def test_a_series_that_happens_on_a_day_is_an_event_of_it(self) -> None:
        story = Story("ASCN Annual Meeting di Bogor, 12 Juli 2023.")
        event = story.has(SCG.EventSeries, "ASCN Annual Meeting", link=SERIES)
        story.says(Kind.OCCURS_ON, event, None, (SCG.earliestStart, Literal("2023-07-12", XSD.date)))
        resolved = story.told()
        (described,) = facts(resolved, Kind.DESCRIBES)
        assert described.object == SCG.Event
        assert values(described.properties, SCG.inSeries) == [SERIES]
        (occurs,) = facts(resolved, Kind.OCCURS_ON)
        assert values(occurs.properties, SCG.latestEnd) == [Literal("2023-07-12", XSD.date)]


@cache
def curated_events() -> Events:
    return Events(registry().entities)


def asked(name: str, days: str = "", place: str = "", network: str = "", published: str = "") -> str:
    """The key of the curated event that is meant, or nothing."""
    found = curated_events().find(
        Asked(
            (name,),
            (days, days) if days else None,
            frozenset((thing(place),)) if place else frozenset(),
            thing(network) if network else None,
            published or None,
        )
    )
    return found[0].rpartition("/")[2] if found else ""


@pytest.mark.parametrize(
    ("name", "days", "event"),
    [
        ("7th ASEAN Smart Cities Network Annual Meeting", "", "ascn-am-7"),
        ("7th Annual Meeting of the ASEAN Smart Cities Network (ASCN)", "2024-07-31", "ascn-am-7"),
        ("Sidang Tahunan Ke-7 ASEAN Smart Cities Network", "2024-07-30", "ascn-am-7"),
        ("seventh annual meeting of the ASCN", "", "ascn-am-7"),
        ("Pertemuan Tahunan Ketujuh ASCN", "2024", "ascn-am-7"),
        ("5th ASCN Annual Meeting", "2022-08-30", "ascn-am-5"),
        ("ASCN Annual Meeting 2024", "", "ascn-am-7"),
        ("ASCN Annual Meeting", "2023-07", "ascn-am-6"),
        ("Penandatanganan Nota Kesepahaman Gerakan Menuju 100 Smart City", "2018-05-08", "gm100sc-mou-2018"),
        ("7th ASCN Annual Meeting", "2021-07-31", ""),
        ("9th ASCN Annual Meeting", "", ""),
        ("7th APEC Annual Meeting", "", ""),
        ("7th ASCN Summit", "", ""),
        ("ASCN Annual Meeting", "", ""),
        ("diskusi panel", "2024-07-30", ""),
        ("press conference", "2018-05-08", ""),
    ],
)
def test_number_body_and_kind_tell_an_event_in_any_language(name: str, days: str, event: str) -> None:
    assert asked(name, days) == event


@pytest.mark.parametrize(
    ("days", "place", "network", "published", "event"),
    [
        ("2023-07", "provinsi-bali", "", "", "ascn-am-6"),
        ("2023-07", "kota-makassar", "ascn", "2023-07-28", ""),
        ("2023-07", "", "", "", ""),
        ("", "", "ascn", "2023-07-28", "ascn-am-6"),
        ("", "", "ascn", "2023-07-01", ""),
        ("", "kota-makassar", "ascn", "2023-07-28", ""),
        ("", "", "", "2023-07-28", ""),
    ],
)
def test_a_number_alone_needs_month_and_place_or_the_network_of_the_text(
    days: str, place: str, network: str, published: str, event: str
) -> None:
    assert asked("Sidang Tahunan Ke-6", days, place, network, published) == event


def test_two_articles_mean_one_event_of_a_row_that_no_table_has() -> None:
    told = []
    for name in ("9th ASCN Annual Meeting", "Sidang Tahunan Ke-9 ASEAN Smart Cities Network"):
        story = Story(f"{name} digelar.", article=Article(f"{name}.txt", "text/plain", ""))
        event = story.has(SCG.Event, name)
        told.append(story.told().identities[event].iri)
    assert told[0] == told[1] != MEETING


def test_of_two_times_that_an_article_gives_one_event_the_more_exact_one_is_meant() -> None:
    story = Story("Sidang Tahunan ke-7 ASCN digelar 30 Juli 2024. Sidang itu membahas laporan tahun 2023.")
    whole = story.has(SCG.Event, "Sidang Tahunan ke-7 ASCN", link=MEETING)
    short = story.has(SCG.Event, "Sidang", link=MEETING)
    for event, start, end in ((short, "2023", "2023"), (whole, "2024-07-30", "2024-07-30")):
        days = ((SCG.earliestStart, start), (SCG.latestEnd, end))
        story.says(Kind.OCCURS_ON, event, None, *((name, Literal(day, XSD.date)) for name, day in days))
    [dated] = facts(story.told(), Kind.OCCURS_ON)
    assert values(dated.properties, SCG.latestEnd) == [Literal("2024-07-30", XSD.date)]
