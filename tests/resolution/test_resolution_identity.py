"""Who is who across sources: what groups sightings, what keeps them apart, and that order makes no difference."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.resolution.identity import Office, Sighting, group
from kg.resolution.identity.names import Fit, align, fit, one_slip, person_name

CROWD = tuple(
    Sighting(f"z{number}", f"{given} {last}", offices=(Office("director", f"seat-{number}"),))
    for number, (given, last) in enumerate(
        (g, f)
        for g in ("Agus", "Budi", "Dewi", "Siti", "Hendra", "Wahyu")
        for f in ("Santoso", "Lubis", "Koto", "Wenda")
    )
)


def mayor(key: str, name: str, seat: str = "makassar", day: str = "2018-05-25", *, definitive: bool = True) -> Sighting:
    return Sighting(key, name, offices=(Office("mayor", seat, day, day, definitive),))


def together(*sightings: Sighting) -> set[frozenset[str]]:
    """The groups of the given sightings, among a crowd of others."""
    ours = {one.key for one in sightings}
    groups = group([*sightings, *CROWD])
    return {frozenset(one.keys) & frozenset(ours) for one in groups} - {frozenset()}


@pytest.mark.parametrize(
    ("left", "right", "how"),
    [
        ("muhammad", "muhammad", Fit.EQUAL),
        ("yusuf", "yusfu", Fit.TYPO),
        ("tenri", "tennri", Fit.SOUND),
        ("soekarno", "sukarno", Fit.SOUND),
        ("tjahjo", "cahyo", Fit.NONE),
        ("tjahyo", "cahyo", Fit.SOUND),
        ("r", "ramdhan", Fit.INITIAL),
        ("r", "danny", Fit.NONE),
        ("eko", "eka", Fit.NONE),
        ("hendra", "hendro", Fit.NONE),
    ],
)
def test_two_parts_of_a_name_fit_by_form_sound_slip_or_initial(left: str, right: str, how: Fit) -> None:
    assert fit(left, right) is how


@pytest.mark.parametrize(
    ("left", "right", "fits"),
    [
        ("Moh. Ramdhan Pomanto", "Mohammad Ramdhan Pomanto", True),
        ("M. Ramdhan Pomanto", "Muhammad Ramdhan Pomanto", True),
        ("Ramdhan Pomanto", "Muhammad Ramdhan Pomanto", True),
        ("Pomanto Ramdhan", "Ramdhan Pomanto", True),
        ("Agus Salim", "Agus Hidayat", False),
        ("Amran", "Gunawan", False),
    ],
)
def test_names_fit_when_every_part_of_the_shorter_one_does(left: str, right: str, fits: bool) -> None:
    assert (align(person_name(left), person_name(right)) is not None) is fits


@given(st.text("abcde", min_size=1, max_size=8), st.text("abcde", min_size=1, max_size=8))
def test_one_slip_means_an_edit_distance_of_one_with_swaps(left: str, right: str) -> None:
    short, long = sorted((left, right), key=len)
    edits = {long}
    edits |= {long[:i] + long[i + 1 :] for i in range(len(long))}
    edits |= {long[:i] + c + long[i + 1 :] for i in range(len(long)) for c in "abcde"}
    edits |= {long[:i] + long[i + 1] + long[i] + long[i + 2 :] for i in range(len(long) - 1)}
    assert one_slip(short, long) == (short in edits)


def test_the_same_office_joins_a_full_name_and_a_shortened_one() -> None:
    assert together(mayor("a", "Mohammad Ramdhan Pomanto"), mayor("b", "Moh. Ramdhan Pomanto", day="2019-01-02")) == {
        frozenset("ab")
    }


def test_a_single_word_joins_only_with_a_seat_in_common() -> None:
    assert together(mayor("a", "Amran Latupono"), Sighting("b", "Amran")) == {frozenset("a"), frozenset("b")}
    assert together(mayor("a", "Amran Latupono"), mayor("b", "Amran")) == {frozenset("ab")}


def test_two_definitive_posts_at_the_same_time_keep_namesakes_apart() -> None:
    one, other = mayor("a", "Ratna Tumbelaka"), mayor("b", "Ratna Tumbelaka", seat="manado", day="2018-06-01")
    assert together(one, other) == {frozenset("a"), frozenset("b")}


def test_a_name_that_fits_two_people_of_one_seat_joins_neither() -> None:
    people = (
        mayor("a", "Ratna Tumbelaka"),
        mayor("b", "Ratna Manoppo", day="2024-06-01"),
        mayor("c", "Ratna", day="2021-06-01"),
    )
    assert together(*people) == {frozenset("a"), frozenset("b"), frozenset("c")}


def test_countries_and_curated_people_are_never_crossed() -> None:
    here = Sighting("a", "Ratna Tumbelaka", offices=(Office("mayor", "x"),), country="id")
    there = Sighting("b", "Ratna Tumbelaka", offices=(Office("mayor", "x"),), country="my")
    assert together(here, there) == {frozenset("a"), frozenset("b")}
    fixed = [Sighting(key, "Ratna Tumbelaka", offices=(Office("mayor", "x"),), fixed=True) for key in "ab"]
    assert together(*fixed) == {frozenset("a"), frozenset("b")}


def test_each_link_says_why() -> None:
    found = next(
        one for one in group([mayor("a", "Ratna Tumbelaka"), mayor("b", "R. Tumbelaka"), *CROWD]) if len(one.keys) > 1
    )
    assert found.keys == ("a", "b")
    assert {why for why, _ in found.links[0].reasons} == {"name", "same post", "same seat"}


def test_a_key_that_comes_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="same key"):
        group([mayor("a", "Amran"), mayor("a", "Amran")])


NAMES = st.sampled_from(("Agus Salim", "Agus", "A. Salim", "Agus Hidayat", "Dewi Lubis", "Dewi", "Budi Koto Lubis"))
SIGHTINGS = st.lists(
    st.builds(
        lambda name, seat, year: mayor("", name, seat, f"{year}-03-01"),
        NAMES,
        st.sampled_from(("x", "y", "z")),
        st.integers(2016, 2024),
    ),
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(SIGHTINGS, st.randoms(use_true_random=False))
def test_the_order_of_the_sightings_makes_no_difference(drawn: list[Sighting], chance: object) -> None:
    keyed = [Sighting(f"k{n}", one.name, offices=one.offices) for n, one in enumerate(drawn)]
    shuffled = list(keyed)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert group(keyed) == group(shuffled)
    assert sorted(key for one in group(keyed) for key in one.keys) == sorted(one.key for one in keyed)
