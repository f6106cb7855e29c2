"""A text that is printed twice is noticed, however its first words and its letters were changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.articles import read_articles
from kg.documents import fingerprint, repeated, to_document
from kg.documents.reprints import ALIKE, likeness
from kg.lang import load_all
from kg.records import Article

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = [ROOT / "tests" / "samples" / "gold", ROOT / "data" / "articles"]
TEXT = (
    (ROOT / "data" / "articles" / "2024-07-31-sidang-tahunan-ke-7-ascn.txt")
    .read_text(encoding="utf-8")
    .split("---\n")[2]
)


WORDS = ["kota", "cerdas", "wali", "rapat", "balai", "warga", "layanan", "digital", "program", "data"]


def alike(one: str, other: str) -> float:
    return likeness(marked(one), marked(other))


def marked(text: str) -> str:
    mark = fingerprint(text)
    assert mark is not None
    return mark


def groups(**texts: str) -> tuple[tuple[str, ...], ...]:
    return repeated({name: marked(text) for name, text in texts.items()})


@pytest.mark.parametrize(
    "other",
    [
        TEXT,
        TEXT.upper(),
        TEXT.replace("LUANG PRABANG – ", "Kabar.example, Jakarta - "),
        TEXT.replace(", ", " , ").replace("\n\n", "\n"),
        TEXT[: len(TEXT) * 4 // 5],
        f"Redaksi menerima siaran pers berikut dari kementerian.\n\n{TEXT}\n\nDemikian siaran pers itu ditutup.",
        TEXT.replace("Amran", "Pak Amran"),
    ],
)
def test_a_reworked_copy_is_a_reprint(other: str) -> None:
    assert groups(a=TEXT, b=other) == (("a", "b"),)


def test_no_two_samples_are_taken_for_one() -> None:
    articles = [one for one in read_articles(map(str, SAMPLES)) if isinstance(one, Article)]
    assert len(articles) > 40
    marks = {one.source: fingerprint(to_document(one, load_all()).text) for one in articles}
    assert repeated({name: mark for name, mark in marks.items() if mark}) == ()


def test_texts_on_the_same_facts_in_other_words_are_two() -> None:
    told = (ROOT / "tests" / "samples" / "gold" / "id-d15.html").read_text(encoding="utf-8")
    assert alike(TEXT, told) < ALIKE / 3


def test_a_text_of_few_words_has_no_fingerprint() -> None:
    assert fingerprint("Wali Kota Makassar membuka rapat di balai kota.") is None


def test_what_is_no_fingerprint_repeats_nothing() -> None:
    assert repeated({"a": "?", "b": "?", "c": "AAAA", "d": marked(TEXT), "e": ""}) == ()


def test_a_text_between_two_others_makes_one_group_of_three() -> None:
    parts = [" ".join(f"{word}{at}" for at in range(300)) for word in ("satu", "dua", "tiga")]
    first, last = " ".join(parts[:2]) + " " + parts[0].upper(), " ".join(parts[1:])
    between = " ".join(parts)
    assert alike(first, between) >= ALIKE
    assert alike(between, last) >= ALIKE
    assert alike(first, last) < ALIKE
    assert groups(a=first, b=last) == ()
    assert groups(a=first, b=last, c=between) == (("a", "b", "c"),)


@given(st.permutations(["a", "b", "c", "d"]))
def test_groups_do_not_depend_on_the_order(order: list[str]) -> None:
    texts = {"a": TEXT, "b": TEXT[::-1], "c": TEXT.upper(), "d": TEXT[::-1].upper()}
    assert groups(**{name: texts[name] for name in order}) == (("a", "c"), ("b", "d"))


@given(st.lists(st.sampled_from(WORDS), min_size=60))
def test_likeness_is_a_share_and_the_same_both_ways(words: list[str]) -> None:
    one, other = " ".join(words), " ".join(reversed(words))
    assert 0 <= alike(one, other) == alike(other, one) <= 1
    assert alike(one, one) == 1
