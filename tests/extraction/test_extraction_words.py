"""What is known of a word before its sentence is: most words are passed by, and nothing is lost by it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.articles import read_articles
from kg.documents import to_document
from kg.extraction import Extractor
from kg.extraction.dates import Calendar
from kg.extraction.gazetteer import Gazetteer
from kg.extraction.lexicon import Lexicon
from kg.extraction.line import Line
from kg.extraction.patterns import Pattern, Patterns
from kg.extraction.phrases import Phrases
from kg.extraction.tokens import key_of, tokenise
from kg.extraction.words import LOOK_UP, READ, Plan, Words
from kg.lang import load, load_all
from kg.records import Article, Entity, Extraction, Iri, Name
from kg.registry import load_registry
from kg.terms import SCG

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = [
    str(ROOT / "tests" / "samples" / "gold" / f"{name}.txt") for name in ("en-d01", "en-d05", "id-d02", "id-d07")
]
WHO = Entity(Iri("https://example.org/who"), SCG.IntergovernmentalOrganisation, (Name("WHO"),))
KEYS = st.lists(st.sampled_from("abc"), min_size=1, max_size=4).map(tuple)


@pytest.fixture(scope="module")
def words() -> Words:
    english = load("en")
    return Words(Lexicon(english), Gazetteer((WHO,)), Calendar(english))


def _plans(words: Words, text: str) -> Iterator[tuple[str, bool]]:
    return ((token.text, words.plan(token).alone) for token in tokenise(text))


def test_a_common_word_stands_for_itself(words: Words) -> None:
    assert dict(_plans(words, "who repaired broken lamps")) == {
        "who": True,  # the acronym is written otherwise
        "repaired": True,
        "broken": True,
        "lamps": True,
    }


def test_the_name_of_a_body_is_read_as_it_is_written(words: Words) -> None:
    assert not words.plan(tokenise("WHO")[0]).alone


@pytest.mark.parametrize("text", ["yesterday", "2024", "(", "“", "mayor"])
def test_what_may_begin_a_date_a_title_or_an_office_is_read(words: Words, text: str) -> None:
    plan = words.plan(tokenise(text)[0])
    assert (plan.otherwise, plan.alone) == (READ, False)


def test_a_word_that_begins_phrases_of_common_words_is_looked_up_when_one_may_follow(words: Words) -> None:
    plan = words.plan(tokenise("was")[0])
    assert plan.alone
    assert plan.otherwise == LOOK_UP
    assert plan.seconds


@given(st.lists(KEYS, max_size=12), st.lists(st.sampled_from("abc"), max_size=8))
def test_phrases_are_found_wherever_all_their_words_stand(known: list[tuple[str, ...]], line: list[str]) -> None:
    phrases: Phrases[str] = Phrases()
    for keys in known:
        phrases.add(keys, "x")
    for at in range(len(line)):
        expected = {len(keys) for keys in known if tuple(line[at : at + len(keys)]) == keys}
        found = phrases.matches(line, at)
        assert [length for length, _ in found] == sorted(expected, reverse=True)
        assert phrases.longest(line, at)[0] == max(expected, default=0)


@given(st.text(alphabet="aB1.,'’s/-( ", max_size=40))
def test_tokens_stand_where_they_say_and_are_the_same_a_second_time(text: str) -> None:
    tokens = tokenise(text, frozenset({"a", "b"}))
    assert all(text[token.start : token.end] == token.text for token in tokens)
    assert tokens == tokenise(text, frozenset({"a", "b"}))
    assert "".join(token.text for token in tokens) == "".join(text.split())
    assert key_of(text) == tuple(token.key for token in tokenise(text))


def _extractions() -> list[Extraction]:
    languages = load_all()
    extractor = Extractor(load_registry(ROOT / "data" / "registry").entities, languages)
    found = [article for article in read_articles(SAMPLES) if isinstance(article, Article)]
    return [extractor.extract(to_document(article, languages)) for article in found]


def test_nothing_is_found_by_reading_every_word_and_trying_every_pattern(monkeypatch: pytest.MonkeyPatch) -> None:
    short = _extractions()

    def every(patterns: Patterns, stage: str, _met: int, after: int = -1) -> list[tuple[int, Pattern]]:
        return [one for one in enumerate(patterns.stage(stage)) if one[0] > after]

    monkeypatch.setattr(Words, "plan", lambda *_: Plan(READ))
    monkeypatch.setattr(Patterns, "candidates", every)
    monkeypatch.setattr(Lexicon, "mark", lambda *_: -1)
    monkeypatch.setattr(Line, "last", lambda line, _: len(line))
    assert _extractions() == short
