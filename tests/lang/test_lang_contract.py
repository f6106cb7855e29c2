"""What every language folder must hold, so that the rooms that read its tables find what they ask for."""

from __future__ import annotations

import pytest

from kg.lang import Language, load_all

LANGUAGES = {language.tag: language for language in load_all()}
TABLES = ("offices", "bodies", "areas", "events", "programmes", "topics", "references", "cues", "joiners", "plain")
CUES = ("list", "say", "denied", "absent", "proposed", "planned", "deadline", "apart", "due")


def forms(language: Language, table: str) -> list[str]:
    """The forms of a table in its order."""
    return [row["form"] for row in language.tables.get(table, ())]


@pytest.fixture(params=sorted(LANGUAGES))
def language(request: pytest.FixtureRequest) -> Language:
    """Each language in turn."""
    return LANGUAGES[request.param]


@pytest.mark.parametrize("table", TABLES)
def test_a_language_has_the_tables_that_extraction_reads(language: Language, table: str) -> None:
    assert forms(language, table)


def test_a_language_names_all_months_and_days_of_the_week(language: Language) -> None:
    assert {int(row["month"]) for row in language.table("months")} == set(range(1, 13))
    assert {int(row["day"]) for row in language.table("weekdays")} == set(range(1, 8))


@pytest.mark.parametrize("cue", CUES)
def test_a_language_has_words_for_what_python_asks_for_by_name(language: Language, cue: str) -> None:
    assert cue in {row["cue"] for row in language.tables["cues"]}


@pytest.mark.parametrize("table", TABLES)
def test_no_form_begins_or_ends_with_a_blank(language: Language, table: str) -> None:
    assert [form for form in forms(language, table) if form != form.strip()] == []


def test_a_cue_is_given_to_a_form_once(language: Language) -> None:
    pairs = [(row["form"].casefold(), row["cue"]) for row in language.tables["cues"]]
    assert len(pairs) == len(set(pairs))
