"""All names compared at once score as each does alone, and what people type finds what they mean."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from kg.records import Iri
from kg.store.fitting import Names, Row, grams_of
from kg.store.labels import Label, LabelIndex

WORD = st.sampled_from(("kota", "kot", "kotas", "wali", "walikota", "bandung", "bandng", "ab", "7", "8", "2024"))
FORM = st.lists(WORD, min_size=1, max_size=4).map(" ".join)
ROWS = st.lists(st.tuples(st.integers(0, 3), FORM, st.sampled_from((1.0, 0.9, 0.0))), min_size=1, max_size=9).map(
    lambda rows: [Row(sorted({r[0] for r in rows}).index(thing), form, weight) for thing, form, weight in sorted(rows)]
)


def alike(word: str, other: str, is_known: bool) -> float:
    if word == other:
        return 1.0
    if word.isdecimal():
        return 0.0
    begun = 0.7 + 0.3 * len(word) / len(other) if len(word) >= 3 and other.startswith(word) else 0.0
    slip = OSA.normalized_similarity(word, other) if not is_known and len(word) >= 3 else 0.0
    is_near = bool(grams_of(word) & grams_of(other))
    return max(begun, 0.95 * slip if slip >= 0.74 and is_near else 0.0)


def pairs(form: str) -> set[str]:
    return {a + b for a, b in pairwise(form.split()) if not (a.isdecimal() or b.isdecimal())}


def met(asked: Sequence[str], form: str, known: frozenset[str]) -> list[float]:
    have = form.split()
    best = [
        max(float(word in pairs(form)), *(alike(word, other, is_known=word in known) for other in have))
        for word in asked
    ]
    for at, (word, following) in enumerate(pairwise(asked)):
        if word + following in (*have, *pairs(form)):
            best[at : at + 2] = [max(0.95, best[at]), max(0.95, best[at + 1])]
    return best


def score(asked: str, row: Row, rows: Sequence[Row]) -> float:
    """The same as `Names.scores`, a row at a time, as its module says it."""
    if asked == row.form:
        return row.weight
    said = asked.split()
    known = frozenset(word for each in rows for word in (*each.form.split(), *pairs(each.form)))
    by_row = [(each.thing, met(said, each.form, known)) for each in rows]
    things = {
        thing: [max(found) for found in zip(*(m for t, m in by_row if t == thing), strict=True)]
        for thing in {each.thing for each in rows}
    }
    weights = [
        math.log1p(len(things) / max(1, sum(found[at] >= 0.8 for found in things.values()))) for at in range(len(said))
    ]

    def share(found: Sequence[float]) -> float:
        return sum(w * f for w, f in zip(weights, found, strict=True)) / sum(weights)

    whole = things[row.thing]
    lacking = sum(word.isdecimal() and found == 0 for word, found in zip(said, whole, strict=True))
    ours, theirs = grams_of(asked), grams_of(row.form)
    common = len(ours & theirs)
    parts = (max(share(met(said, row.form, known)), 0.9 * share(whole)), common / len(ours),
             2 * common / (len(ours) + len(theirs)))  # fmt: skip
    fits = sum(w * p for w, p in zip((0.35, 0.3, 0.35), parts, strict=True))
    return float(row.weight * 0.99 * fits * 0.85**lacking)


@given(rows=ROWS, asked=FORM)
def test_all_at_once_score_as_each_alone(rows: list[Row], asked: str) -> None:
    found = Names.of(rows).scores(asked)
    assert list(found) == pytest.approx([score(asked, row, rows) for row in rows], abs=2e-4)


NETWORK = ("Example Cities Network", "ECN")
THINGS = {
    "network": NETWORK,
    "series": ("ECN Annual Meeting",),
    "sixth": ("Sixth Annual Meeting of the ECN", "Pertemuan Tahunan Keenam ECN"),
    "seventh": ("7th Example Cities Network Annual Meeting", "Sidang Tahunan ke-7 ECN"),
    "eighth": ("The 8th ECN Annual Meeting", "ECN8"),
    "third": ("ECN Annual Meeting 2020",),
    "post": ("Smallville's presenter at the 7th ECN annual meeting",),
    "mayor": ("Wali Kota Contohan", "Mayor of Contohan"),
    "deputy": ("Wakil Wali Kota Contohan",),
    "city": ("Kota Contohan", "Contohan", "Tua Lama"),
    "other": ("Kota Lainnya",),
    "office": ("Otorita Ibu Kota Contohan",),
}


@pytest.fixture(scope="module")
def index() -> LabelIndex:
    made = LabelIndex()
    years = [Label(Iri("seventh"), "2024", is_name=False), Label(Iri("sixth"), "2023", is_name=False)]
    made.rebuild([*(Label(Iri(thing), name) for thing, names in THINGS.items() for name in names), *years])
    return made


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("7th ECN", "seventh"), ("7th ECN annual meeting", "seventh"), ("annual meeting ECN ketujuh", "seventh"),
        ("sidang tahunan ecn ke 7", "seventh"), ("ECN VII", "seventh"), ("ECN annual meeting 2024", "seventh"),
        ("example cities network meeting 7", "seventh"), ("6th annual meeting ECN", "sixth"), ("ECN 8", "eighth"),
        ("ECN annual meeting", "series"), ("ecn", "network"), ("exampel cities netwrok", "network"),
        ("walikota contohan", "mayor"), ("contohan mayor", "mayor"), ("wakil walikota contohan", "deputy"),
        ("kota contohan", "city"), ("tua lama", "city"), ("contohn", "city"), ("ibukota contohan", "office"),
    ],
)  # fmt: skip
def test_what_meets_all_words_comes_first(index: LabelIndex, typed: str, first: str) -> None:
    assert index.search(typed, 5)[0].iri == first


def test_a_hit_shows_the_name_that_was_asked_for(index: LabelIndex) -> None:
    assert index.search("Example Cities Network", 1)[0].label == "Example Cities Network"
    assert index.search("Example Cities Network Annual Meeting", 1)[0].label == "ECN Annual Meeting"


def test_a_year_alone_is_no_name(index: LabelIndex) -> None:
    assert all(hit.label != "2024" for hit in index.search("2024", 5))


def test_another_build_is_seen_by_who_has_read_the_former(tmp_path_factory: pytest.TempPathFactory) -> None:
    file = str(tmp_path_factory.mktemp("index") / "labels.sqlite")
    writer, reader = LabelIndex(file), LabelIndex(file)
    writer.rebuild([Label(Iri("a"), "Contoh")])
    assert [hit.iri for hit in reader.search("contoh", 5)] == ["a"]
    writer.rebuild([Label(Iri("b"), "Contoh")])
    assert [hit.iri for hit in reader.search("contoh", 5)] == ["b"]
    writer.close()
    reader.close()
