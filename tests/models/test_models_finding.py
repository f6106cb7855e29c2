"""Where words stand in a text: letter by letter, whole words only, with offsets of the text as it was given."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.models.answers import read
from kg.models.finding import Finder
from kg.models.records import Span

TEXT = "Dian said:\n\n“Kota  Bogor’s plan”\tis ready. Dian Sari of Kota Bogor agreed; José too."


def _words(text: str, words: str) -> list[str]:
    return [text[span.start : span.end] for span in Finder(text).find(words)]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Dian", ["Dian", "Dian"]),
        ("Dia", []),
        ("ian", []),
        ("Kota Bogor", ["Kota  Bogor", "Kota Bogor"]),
        ('"Kota Bogor\'s plan"', ["“Kota  Bogor’s plan”"]),
        ("said: «Kota", ["said:\n\n“Kota"]),
        ("kota Bogor", []),
        ("Jose\u0301", ["José"]),
        ("Jose", []),
        ("", []),
        ("  ", []),
    ],
)
def test_whole_words_are_found_whatever_the_spaces_and_quotation_marks(words: str, found: list[str]) -> None:
    assert _words(TEXT, words) == found


def test_an_accent_that_stands_alone_belongs_to_the_word_before() -> None:
    assert _words("Mn\u0302 and M", "Mn") == []


def test_only_places_inside_a_span_count() -> None:
    finder = Finder(TEXT)
    assert [span.start for span in finder.find("Dian", Span(10, len(TEXT)))] == [TEXT.rindex("Dian")]


@given(st.text(alphabet="ab ’'\"“\n\té", max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_what_is_found_reads_like_what_was_looked_for(text: str, start: int, end: int) -> None:
    words = text[min(start, end) : max(start, end)]
    plain = str.maketrans("’“", "'\"")
    for found in _words(text, words):
        assert " ".join(found.translate(plain).split()) == " ".join(words.translate(plain).split())


@given(st.text(max_size=200), st.booleans())
def test_no_text_of_an_answer_raises(content: str, ended: bool) -> None:
    read(content, ended=ended)
    read('{"facts": [' + content, ended=ended)


@given(st.integers(0, 400))
def test_of_an_answer_cut_anywhere_only_whole_facts_come_out(at: int) -> None:
    fact = {"quote": "a", "relation": "takesPlaceIn", "subject": "b", "subject_type": "Event", "object": "c"}
    fact |= {"object_type": "Place", "modality": "asserted"}
    whole = '{"facts": [' + ", ".join([str(fact).replace("'", '"')] * 3) + "]}"
    assert all(found == fact for found in read(whole[:at], ended=False).facts)
