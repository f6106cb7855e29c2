"""Lessons from the store, a quiz that the server marks, and exercises whose start never is their solution."""

from __future__ import annotations

import itertools

import httpx
import pytest

from kg.pages.learning import EXERCISES, start_of
from kg.pages.site import as_code
from kg.queries import load_queries
from small_graph import MAKASSAR, PEMKOT, PERSON


def local(thing: str) -> str:
    return f"/doc/{thing.partition('/id/')[2]}"


@pytest.mark.parametrize("language", ["en", "id"])
def test_the_lessons_show_a_city_its_government_and_who_headed_it(client: httpx.Client, language: str) -> None:
    page = client.get("/learn", params={"lang": language}).text
    cards = page[page.index('class="cards"') : page.index('id="quiz"')]
    assert [thing for thing in (MAKASSAR, PEMKOT, PERSON) if f'href="{local(thing)}"' not in cards] == []


def test_the_quiz_is_marked_and_foreign_answers_are_none(client: httpx.Client) -> None:
    right = {"a1": "government", "a2": "place", "a3": "mayor", "a4": "government", "a5": "place", "a6": "mayor"}
    assert "6 of 6 right" in client.get("/learn", params=right).text
    page = client.get("/learn", params={**right, "a1": "mayor", "a2": "<script>"}).text
    assert "4 of 6 right" in page
    assert "It acts, employs and signs" in page
    assert "<script>" not in page


def test_an_exercise_starts_with_the_query_before_and_the_prefixes_that_it_needs() -> None:
    exercises = list(load_queries(EXERCISES).values())
    for before, wanted in itertools.pairwise(exercises):
        start = start_of(wanted, before)
        assert start.strip() != wanted.sparql.strip()
        assert all(line in start for line in wanted.sparql.splitlines() if line.startswith("PREFIX"))


def test_every_exercise_has_a_page_and_no_other_number_has(client: httpx.Client) -> None:
    for number in range(1, 11):
        assert client.get(f"/learn/exercises/{number}").status_code == 200
    assert client.get("/learn/exercises/0").status_code == 404
    assert client.get("/learn/exercises/11").status_code == 404


def test_every_solution_finds_rows(client: httpx.Client) -> None:
    for exercise in load_queries(EXERCISES).values():
        headers = {"Accept": "application/sparql-results+json"}
        found = client.get("/sparql", params={"query": exercise.sparql}, headers=headers).json()
        assert found["results"]["bindings"] or exercise.name.endswith("filter"), exercise.name


def test_what_stands_between_backticks_is_code_and_nothing_becomes_mark_up(client: httpx.Client) -> None:
    page = client.get("/learn/exercises/1", params={"lang": "en"}).text
    assert "<code>a</code> asks for the type" in page
    assert as_code("`<b>` & <i>") == "<code>&lt;b&gt;</code> &amp; &lt;i&gt;"
    assert as_code("an odd ` & one") == "an odd ` &amp; one"
