"""When: a day, a month or a year as bounds."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.bounds import Bounds, between, bounds, end_bounds, one_time, sighted, span, start_bounds


@pytest.mark.parametrize(
    ("given_date", "days"),
    [
        ("2024", ("2024-01-01", "2024-12-31")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2023-02", ("2023-02-01", "2023-02-28")),
        ("2018-04-26", ("2018-04-26", "2018-04-26")),
    ],
)
def test_a_date_is_the_stretch_from_its_first_to_its_last_day(given_date: str, days: tuple[str, str]) -> None:
    assert span(given_date) == days


@pytest.mark.parametrize("text", ["", "24", "2024-13", "2024-00", "2023-02-29", "0000", "2024-1-1", "2024-01-01T00:00"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no"):
        span(text)


def test_a_year_as_a_start_leaves_the_end_open() -> None:
    assert bounds("2024") == Bounds("2024-01-01", "2024-12-31", None, None)


def test_a_day_on_which_it_was_going_on_bounds_it_from_both_sides() -> None:
    assert bounds(as_of="2024-07-30") == Bounds(None, "2024-07-30", "2024-07-30", None)


def test_a_known_start_is_not_loosened_by_a_day_on_which_it_was_going_on() -> None:
    assert bounds("2018-04-26", as_of="2024") == Bounds("2018-04-26", "2018-04-26", "2024-01-01", None)


def test_what_happens_once_ends_when_it_starts() -> None:
    assert one_time("2024-07-30") == Bounds("2024-07-30", "2024-07-30", "2024-07-30", "2024-07-30")
    assert one_time("2024-07-30", "2024-07-31").latest_end == "2024-07-31"


@given(st.dates(date(1000, 1, 1)), st.dates(date(1000, 1, 1)), st.sampled_from([4, 7, 10]))
def test_bounds_are_in_order_and_hold_the_day_itself(start: date, end: date, length: int) -> None:
    first, last = sorted((start.isoformat(), end.isoformat()))
    made = bounds(first[:length], last[:length])
    assert made.earliest_start is not None
    assert made.latest_start is not None
    assert made.earliest_end is not None
    assert made.latest_end is not None
    assert made.earliest_start <= first <= made.latest_start
    assert made.earliest_end <= last <= made.latest_end


@pytest.mark.parametrize(
    ("earliest", "latest", "began", "ended"),
    [
        ((), (), (None, None), (None, None)),
        (("2018-01-01", "2018-04-27"), ("2018-12-31", "2018-04-27"), ("2018-04-27",) * 2, ("2018-04-27",) * 2),
        (("2019-05-13",), ("2019-05-13", "2020-02-27"), ("2019-05-13",) * 2, ("2019-05-13",) * 2),
        (("2020-02-27", "2020-05-13"), ("2020-05-13",), ("2020-05-13",) * 2, ("2020-05-13",) * 2),
        ((), ("2024-06-25", "2024-07-30"), (None, "2024-06-25"), (None, "2024-06-25")),
        (("2024-06-25", "2024-07-30"), (), ("2024-07-30", None), ("2024-07-30", None)),
        (
            ("2017-01-01", "2018-04-27"), ("2017-12-31", "2018-04-27", "2025-12-11"),
            ("2017-01-01", "2018-04-27"), ("2017-01-01", "2025-12-11"),
        ),
    ],
)  # fmt: skip
def test_sources_narrow_a_side_together_and_widen_it_only_where_they_differ(
    earliest: tuple[str, ...], latest: tuple[str, ...], began: object, ended: object
) -> None:
    assert (start_bounds(earliest, latest), end_bounds(earliest, latest)) == (began, ended)


@given(st.lists(st.tuples(st.dates(), st.dates()), min_size=1))
def test_what_holds_for_every_source_holds_for_all_together(told: list[tuple[date, date]]) -> None:
    sides = [sorted((one.isoformat(), other.isoformat())) for one, other in told]
    earliest, latest = [first for first, _ in sides], [last for _, last in sides]
    for side in (start_bounds, end_bounds):
        first, last = side(earliest, latest)
        assert first is not None
        assert last is not None
        assert min(earliest) <= first <= last <= max(latest)
        assert not max(earliest) <= min(latest) or (first, last) == (max(earliest), min(latest))


def test_the_ends_of_a_stretch_are_no_more_exact_than_they_need_be() -> None:
    assert between("2017-01-01", "2018-04-27") == "2017 – 2018-04-27"
    assert between("2023-07-01", "2024-06-25") == "2023-07 – 2024-06-25"
    assert between("2018-04-27", "2019-12-31") == "2018-04-27 – 2019"
    assert between("2024-07-30", "2024-07-31") == "2024-07-30 – 2024-07-31"
    assert between("2018-01-01", "2018-03-15") == "2018-01 – 2018-03-15"


@pytest.mark.parametrize(
    ("known", "told"),
    [
        (bounds(as_of="2025-09"), "2025-09"),
        (bounds(as_of="2025-09-08"), "2025-09-08"),
        (bounds("2025-09", as_of="2025-09-08"), None),
        (bounds(end="2025-09"), None),
        (Bounds(None, "2024-06-25", "2024-07-31", None), None),
        (Bounds(None, "2024-07-31", "2024-06-25", None), None),
        (Bounds(), None),
    ],
)
def test_what_was_only_seen_is_told_as_the_time_when_it_was_seen(known: Bounds, told: str | None) -> None:
    sides = (known.earliest_start, known.latest_start, known.earliest_end, known.latest_end)
    assert sighted(sides) == told
