"""What an answer says, and what it says that it assumed."""

from __future__ import annotations

import pytest

from kg.answers import Answer, Asker, Refusal, ask, entities_of
from kg.extraction import Gazetteer
from kg.store import Store


def answer(asker: Asker, question: str, language: str | None = None) -> Answer:
    reply = asker.ask(question, language)
    assert isinstance(reply, Answer), reply
    return reply


def refusal(asker: Asker, question: str) -> Refusal:
    reply = asker.ask(question)
    assert isinstance(reply, Refusal), reply
    return reply


def test_the_answer_is_in_the_language_of_the_question(asker: Asker) -> None:
    assert answer(asker, "Kota mana yang mewakili Indonesia di ASCN?").language == "id"
    assert answer(asker, "Which cities represent Indonesia in ASCN?").language == "en"


def test_the_language_can_be_chosen(asker: Asker) -> None:
    reply = answer(asker, "Which cities represent Indonesia in ASCN?", "id")
    assert reply.language == "id"
    assert "daerah anggota" in reply.sentence


def test_a_typing_error_in_a_name_is_read_and_said_so(asker: Asker) -> None:
    reply = answer(asker, "Positions held by Tito Karnavain")
    assert reply.ran.values["person"].text == "Muhammad Tito Karnavian"
    assert any("Karnavain" in note for note in reply.notes)


def test_a_byname_and_a_part_of_a_name_are_enough(asker: Asker) -> None:
    assert answer(asker, "Which posts did Ahok hold?").ran.values["person"].text == "Basuki Tjahaja Purnama"
    assert answer(asker, "jabatan safrizal").ran.values["person"].text == "Safrizal Zakaria Ali"


def test_a_year_is_taken_as_its_last_day_and_said_so(asker: Asker) -> None:
    reply = answer(asker, "Who was mayor of Makassar in 2018?")
    assert reply.ran.values["date"].text == "2018-12-31"
    assert any("2018-12-31" in note for note in reply.notes)


def test_the_level_that_is_asked_for_narrows_the_rows(asker: Asker) -> None:
    every = answer(asker, "Which places represent Indonesia in ASCN?")
    some = answer(asker, "Which places represent Indonesia in ASCN? Only regencies")
    assert 0 < len(some.table.rows) < len(every.table.rows)
    assert some.narrowed


def test_a_place_brings_its_country_with_it(asker: Asker) -> None:
    reply = answer(asker, "Is Kuala Lumpur a member of ASCN?")
    assert reply.ran.values["country"].text == "Malaysia"
    assert all("Kuala Lumpur" in line for line in reply.lines)


def test_a_topic_narrows_the_programmes(asker: Asker) -> None:
    reply = answer(asker, "Program kesehatan di Makassar")
    assert reply.lines
    assert all("kesehatan" in line for line in reply.lines)


def test_disagreement_is_stated(asker: Asker) -> None:
    reply = answer(asker, "Since when is Makassar a member of ASCN?")
    assert any("2017" in line and "2018" in line for line in reply.disagreements)


def test_every_row_has_its_source(asker: Asker) -> None:
    reply = answer(asker, "Siapa wali kota Makassar pada 2022?")
    source = reply.table.columns.index("source")
    assert {row[source] for row in reply.table.rows} == {cited.source for cited in reply.sources}


def test_each_country_leaves_the_country_open(asker: Asker) -> None:
    reply = answer(asker, "Anggota ASCN dari semua negara")
    assert "country" not in reply.ran.values
    assert "semua negara" in reply.sentence


def test_a_deputy_is_not_taken_for_the_head(asker: Asker) -> None:
    reply = answer(asker, "Who is the vice mayor of Makassar?")
    assert reply.ran.query.name == "post-holders"
    assert any("Aliyah" in line for line in reply.lines)


def test_a_leading_post_is_asked_of_its_body(asker: Asker) -> None:
    reply = answer(asker, "Siapa mendagri tahun 2017?")
    assert reply.ran.query.name == "head-on-date"
    assert any("Tjahjo Kumolo" in line for line in reply.lines)


def test_what_comes_near_is_suggested(asker: Asker) -> None:
    reply = refusal(asker, "Siapa istri wali kota Makassar?")
    assert reply.suggestions[0].query == "head-on-date"


def test_an_unknown_name_is_named(asker: Asker) -> None:
    reply = refusal(asker, "Which cities represent France in ASCN?")
    assert reply.missing == ("France",)


@pytest.mark.parametrize("year", ["1850", "2075"])
def test_a_time_that_no_source_covers_is_refused(asker: Asker, year: str) -> None:
    reply = refusal(asker, f"Who was governor of Jakarta in {year}?")
    assert reply.reason in {"time", "early", "nothing"}
    assert year in reply.message


def test_where_no_source_covers_the_time_the_answer_leads_with_that_and_tells_the_nearest_known(asker: Asker) -> None:
    late = answer(asker, "Who was the mayor of Bandung in 2022?")
    assert late.sentence == "No source says who headed Kota Bandung on 2022-12-31."
    assert late.lines[0].startswith("Last known before, seen on 2017-05-22: Ridwan Kamil, Mayor of Bandung")
    early = answer(asker, "Siapa wali kota Bandung pada 1 Januari 2017?")
    assert early.sentence.startswith("Tidak ada sumber yang menyebut pimpinan")
    assert early.lines[0].startswith("Pertama diketahui sesudahnya, terlihat pada 2017-05-22: Ridwan Kamil")


def test_without_a_time_whoever_is_not_known_to_have_ended_is_told_as_last_known(asker: Asker) -> None:
    reply = answer(asker, "Who is the mayor of Bandung?")
    assert reply.lines[0].startswith("Last known, seen on 2017-05-22: Ridwan Kamil")


def test_where_a_source_covers_the_day_it_is_told_as_such(asker: Asker) -> None:
    reply = answer(asker, "Who was the mayor of Makassar on 30 July 2024?")
    assert reply.sentence == "On 2024-07-30:"
    assert reply.lines[0].startswith("Mohammad Ramdhan Pomanto")


def test_what_a_query_needs_and_the_question_lacks_is_asked_for(asker: Asker) -> None:
    reply = refusal(asker, "Give me the career and biography")
    assert reply.reason == "unnamed"
    assert "person" in reply.message


def test_no_row_is_a_refusal_that_shows_the_query(asker: Asker) -> None:
    reply = refusal(asker, "Is Bandung a member of ASCN?")
    assert reply.reason == "nothing"
    assert reply.ran is not None
    assert reply.ran.query.name == "ascn-members"
    assert "Bandung" in reply.message


def test_a_word_that_only_colours_the_question_is_passed_over_and_said_so(asker: Asker) -> None:
    reply = answer(asker, "Which ministries shoulder responsibility for smart cities?")
    assert reply.ran.query.name == "ministries-involved"
    assert any("shoulder" in note for note in reply.notes)


def test_the_same_question_gives_the_same_answer(asker: Asker) -> None:
    question = "Who chaired ASCN in each year?"
    assert asker.ask(question) == asker.ask(question)


def test_ask_keeps_what_it_read_for_a_gazetteer(answering_store: Store) -> None:
    gazetteer = Gazetteer(entities_of(answering_store))
    first = ask(answering_store, gazetteer, "Siapa ketua ASCN tahun 2023?")
    again = ask(answering_store, gazetteer, "Siapa ketua ASCN tahun 2023?", "en")
    assert isinstance(first, Answer)
    assert isinstance(again, Answer)
    assert (first.language, again.language) == ("id", "en")


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("When was ASCN founded?", "2018-04-28"),
        ("Kapan sidang tahunan ASCN ke-7 digelar?", "2024-07-30 – 2024-07-31, di Luang Prabang"),
        ("Who runs Gerakan Menuju 100 Smart City?", "Ministry of Communications and Informatics"),
        ("Who was acting mayor of Makassar in 2020?", "Rudy Djamaluddin"),
        ("Who attended the annual meeting of ASCN in Laos?", "At 7th ASEAN Smart Cities Network Annual Meeting:"),
    ],
)
def test_the_answer_has_what_was_asked_for(asker: Asker, question: str, words: str) -> None:
    answer = asker.ask(question)
    assert isinstance(answer, Answer)
    assert words in "\n".join((answer.sentence, *answer.lines))


def test_a_question_after_acting_heads_names_no_definitive_one(asker: Asker) -> None:
    assert isinstance(asker.ask("Siapa Plt. Bupati Sumedang?"), Refusal)
