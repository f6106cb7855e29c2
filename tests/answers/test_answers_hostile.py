"""Whatever is typed gives an answer or a refusal, fast; nothing of it reaches a query but as a term."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.answers import Answer, Asker, Refusal
from kg.errors import QueryError
from kg.queries import View

HOSTILE = (
    'Who is "Amran"?',
    "Who is 'Amran' } UNION { ?s ?p ?o }?",
    "DROP ALL; which cities represent Indonesia in ASCN?",
    "SELECT * WHERE { ?s ?p ?o }",
    "Which cities represent <http://evil.example/> in ASCN?",
    'Siapa wali kota Makassar"@id . ?x ?y ?z',
    "Siapa wali kota {place}?",
    "$country $network $date",
    "\x00\x01\x02\x1b[31m who is the mayor of Makassar \x7f",
    "who\nis\tthe\rmayor of Makassar?",
    "\u202eWho is the mayor of Makassar?\u202c",
    "'; --",
    "((((((((((((((((((((",
    "🤖🤖🤖",
    "ａｓｃｎ ｍｅｍｂｅｒｓ",
    "2024-99-99 99/99/9999",
    "-1 1e999 NaN",
)


@pytest.mark.parametrize("question", HOSTILE)
def test_hostile_questions_are_answered_or_refused(asker: Asker, question: str) -> None:
    reply = asker.ask(question)
    assert isinstance(reply, Answer | Refusal)
    if isinstance(reply, Answer):
        assert "evil" not in reply.ran.sparql
        assert "UNION { ?s ?p ?o }" not in reply.ran.sparql
        assert "@id ." not in reply.ran.sparql


@pytest.mark.parametrize("text", ["a" * 10_000, "mayor " * 2_000, "🤖" * 10_000, "Makassar, " * 1_000])
def test_ten_thousand_characters_are_refused_at_once(asker: Asker, text: str) -> None:
    started = time.perf_counter()
    reply = asker.ask(text)
    assert isinstance(reply, Refusal)
    assert reply.reason == "long"
    assert time.perf_counter() - started < 2


def test_the_longest_question_that_is_read_takes_little_time(asker: Asker) -> None:
    started = time.perf_counter()
    asker.understand("xyzzy plugh frotz " * 27)
    assert time.perf_counter() - started < 10


@pytest.mark.parametrize("question", ["", "   ", "?", "\x00", "the of in", "tolong dong"])
def test_nothing_asked_is_said_so(asker: Asker, question: str) -> None:
    reply = asker.ask(question)
    assert isinstance(reply, Refusal)
    assert reply.reason == "empty"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=80))
def test_no_text_is_too_odd_to_be_read(asker: Asker, text: str) -> None:
    reading, ranked = asker.understand(text)
    assert ranked
    assert all(0 <= match.score <= 1.01 for match in ranked)
    assert all(piece.first < piece.last for piece in reading.pieces)


@pytest.mark.parametrize("question", [*HOSTILE, "{" * 10_000, "Makassar' } ; DROP ALL #"])
def test_a_hostile_question_is_as_harmless_in_any_view(asker: Asker, question: str) -> None:
    reply = asker.ask(question, "id", View(min_sources=2))
    assert isinstance(reply, Answer | Refusal)
    assert reply.language == "id"


@pytest.mark.parametrize("day", ["yesterday", "2024-02-30", '2024-07-31" } #', "x" * 10_000])
def test_a_hostile_day_of_a_view_is_refused_in_a_line(asker: Asker, day: str) -> None:
    with pytest.raises(QueryError) as caught:
        asker.ask("Which cities represent Indonesia in ASCN?", "en", View(as_of=day))
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 300
