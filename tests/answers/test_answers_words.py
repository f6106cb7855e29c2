"""Words, numbers and times of questions, and the files that say what they mean."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.answers import load_wordings, wordings
from kg.answers.sentences import filled, phrase
from kg.answers.times import times
from kg.answers.words import Vocabulary, words
from kg.errors import TableError
from kg.lang import load_all

VOCABULARY = Vocabulary(load_all())


def concept(text: str, language: str = "en") -> str:
    sense = VOCABULARY.sense([word.key for word in words(text)], 0, language)[1]
    return sense.concept if sense else "unknown"


def test_words_lose_case_accents_and_the_possessive() -> None:
    assert [word.key for word in words("Makassar's Wali-Kota, Osmeña")] == ["makassar", "wali", "kota", "osmena"]


def test_an_apostrophe_inside_a_name_joins_its_parts() -> None:
    assert [word.key for word in words("Sombere' Dottoro'ta")] == ["sombere", "dottorota"]


@given(st.text(max_size=60))
def test_words_stand_where_they_say(text: str) -> None:
    assert all(text[word.start : word.end] == word.text for word in words(text))


@pytest.mark.parametrize("form", ["member", "members", "anggota", "keanggotaan"])
def test_forms_of_both_languages_share_a_concept(form: str) -> None:
    assert concept(form) == "member"


def test_inflected_forms_are_known_by_their_stem() -> None:
    assert concept("overlaps") == "overlap"
    assert concept("mengetuainya", "id") == "chair"


def test_a_mistyped_word_is_known_if_one_word_alone_is_near() -> None:
    near = VOCABULARY.near("kementrain")
    assert near is not None
    assert near[1].concept == "ministry"
    assert VOCABULARY.near("zzzzzzz") is None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("on 31 July 2024", "2024-07-31", "2024-07-31"),
        ("pada 1 Juli 2018", "2018-07-01", "2018-07-01"),
        ("in February 2024", "2024-02-01", "2024-02-29"),
        ("Desember 2022", "2022-12-01", "2022-12-31"),
        ("tahun 2019", "2019-01-01", "2019-12-31"),
        ("on 2024-07-30", "2024-07-30", "2024-07-30"),
        ("in 1850?", "1850-01-01", "1850-12-31"),
    ],
)
def test_times_have_a_first_and_a_last_day(text: str, first: str, last: str) -> None:
    [time] = times(text, load_all())
    assert (time.first, time.last) == (first, last)


def test_two_days_share_the_year_of_one() -> None:
    assert [time.first for time in times("between July 1 and July 9, 2024", load_all())] == ["2024-07-01", "2024-07-09"]


def test_a_part_without_words_is_left_out() -> None:
    template = "{a}[, since {since}][ ({level})]."
    assert filled(template, {"a": "Makassar", "level": "city"}) == "Makassar (city)."


def test_sentences_are_in_the_tables_of_the_language() -> None:
    assert phrase("en", "unknown", words="x").endswith("x.")
    assert phrase("id", "unknown", words="x") != phrase("en", "unknown", words="x")


def test_every_query_has_wordings_in_both_languages() -> None:
    lacking = [w.query.name for w in load_wordings() if any(len(w.examples.get(tag, ())) < 5 for tag in ("en", "id"))]
    assert lacking == []


def test_wordings_name_parameters_or_kinds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "wordings").mkdir()
    monkeypatch.setattr("kg.answers.wordings.resources.folder", lambda _: tmp_path)
    query = load_wordings()[0].query
    file = tmp_path / "wordings" / f"{query.name}.toml"
    for broken in ('en = ["Who is {nobody}?"]', "en = 3", "= ["):
        file.write_text(broken, encoding="utf-8")
        with pytest.raises(TableError):
            wordings._read(query)
