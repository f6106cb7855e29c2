"""What a policy analyst does in a day, through the command line, on the graph that is shipped."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from kg.cli import main

Capture = pytest.CaptureFixture[str]


class Desk:
    """The command line over the shipped graph: what it prints as rows, JSON or text."""

    def __init__(self, store: str, capsys: Capture) -> None:
        self.store, self._capsys = store, capsys

    def rows(self, name: str, *more: str, language: str = "en", **values: str) -> list[dict[str, str]]:
        """The rows of a question."""
        given = [part for key, value in values.items() for part in ("--set", f"{key}={value}")]
        text = self.text("query", name, *given, *more, "--lang", language, "--format", "csv")
        return list(csv.DictReader(io.StringIO(text)))

    def asked(self, question: str, status: int = 0) -> dict[str, Any]:
        """The reply to a question in words."""
        reply = json.loads(self.text("ask", question, "--format", "json", status=status))
        assert isinstance(reply, dict)
        return reply

    def text(self, *arguments: str, status: int = 0, plain: bool = False) -> str:
        """What a command prints; over this store unless it is `plain`."""
        self._capsys.readouterr()
        assert main([*arguments, *(() if plain else ("--store", self.store))]) == status
        return self._capsys.readouterr().out


@pytest.fixture
def desk(built_store: str, capsys: Capture) -> Desk:
    return Desk(built_store, capsys)


@pytest.mark.parametrize("language", ["en", "id"])
def test_1_members_of_indonesia_on_a_day_with_level_and_source(desk: Desk, language: str) -> None:
    rows = desk.rows("ascn-members", language=language, date="2024-07-31")
    assert len({row["member"] for row in rows}) == 4
    assert sorted({(row["member"], row["levelName"]) for row in rows}, key=lambda r: r[1])
    for member in {row["member"] for row in rows}:
        assert any(row["quote"] and row["source"] for row in rows if row["member"] == member)


def test_2_the_acting_representative_and_whom_he_stood_in_for(desk: Desk) -> None:
    rows = [row for row in desk.rows("ascn-representative", date="2024-07-30") if row["certain"] == "true"]
    assert ("Amran", "Safrizal Zakaria Ali") in {(row["personName"], row["whomName"]) for row in rows}
    assert all(row["quote"] for row in rows if row["personName"] == "Amran")


def test_3_what_was_added_since_2018_and_what_was_only_proposed(desk: Desk) -> None:
    then, now = (
        {row["memberName"] for row in desk.rows("ascn-members", date=day)} for day in ("2018-07-01", "2025-01-01")
    )
    assert now - then == {"Sumedang"}
    assert not then - now
    assert not now & {row["proposedName"] for row in desk.rows("ascn-proposed")}


def test_4_every_period_as_shepherd_and_how_many_say_so(desk: Desk) -> None:
    rows = desk.rows("ascn-shepherd")
    assert len({(row["since"], row["sinceBy"], row["until"], row["untilBy"]) for row in rows}) >= 3
    assert all(row["publishers"] for row in rows)
    assert desk.asked("When is Indonesia Shepherd of ASCN?")["sources"]


@pytest.mark.parametrize("language", ["en", "id"])
def test_5_who_links_the_ministry_to_programmes_of_makassar(desk: Desk, language: str) -> None:
    programmes = sorted({row["programme"] for row in desk.rows("member-programmes", place="Makassar")})
    for programme in programmes[:2]:
        rows = desk.rows("shortest-path", language=language, start="Kemendagri", end=programme)
        steps = {int(row["step"]): row for row in rows}
        assert sorted(steps) == list(range(1, len(steps) + 1))
        assert 1 <= len(steps) <= 4
        assert steps[len(steps)]["target"] == programme
        assert all(steps[at]["target"] == steps[at + 1]["origin"] for at in range(1, len(steps)))
        quoted = {row["step"] for row in rows if row["quote"] and row["source"] and row["address"]}
        assert quoted == {row["step"] for row in rows}


def test_6_the_line_of_the_ministry_on_two_dates_and_what_differs(desk: Desk) -> None:
    then, now = (line_of(desk.rows("chain-of-command", date=day)) for day in ("2018-05-22", "2025-12-11"))
    assert {unit for unit, parent, _ in then & now if parent}, "the units stand on both"
    gone, come = then - now, now - then
    assert {person for *_, person in gone if person} >= {"Tjahjo Kumolo"}
    assert {person for *_, person in come if person} >= {"Muhammad Tito Karnavian"}


def test_6_a_ministry_that_was_replaced_is_named_with_the_day_and_the_source(desk: Desk) -> None:
    rows = desk.rows("organisation-successors", organisation="Kominfo")
    assert {(row["since"], row["sinceBy"]) for row in rows} == {("2024-10-21", "2024-10-21")}
    assert all(row["quote"] and row["source"] for row in rows)


def test_6_the_units_that_took_part_come_with_the_day(desk: Desk) -> None:
    rows = desk.rows("units-in-network")
    assert {row["opens"][:4] for row in rows} >= {"2018", "2025"}
    assert len({row["unit"] for row in rows}) >= 2
    assert all(row["quote"] for row in rows)


def line_of(rows: list[dict[str, str]]) -> set[tuple[str, str, str]]:
    """Who stands where on a day: unit, what it is part of, who heads it."""
    return {(row["unitName"], row["parentName"], row["personName"]) for row in rows}


@pytest.mark.parametrize(
    ("language", "question"),
    [("en", "Which programmes does each member city run?"), ("id", "Program apa yang dijalankan tiap daerah anggota?")],
)
def test_7_topics_by_city_as_csv_that_agree_with_the_answer_in_words(desk: Desk, language: str, question: str) -> None:
    rows = desk.rows("member-programmes", language=language)
    assert rows
    assert all(row["townName"] and row["programmeName"] for row in rows)
    (version,) = {row["citation"] for row in rows}
    assert re.search(r"version \S+\+[0-9a-f]{8}, built \d{4}-\d\d-\d\d, CC BY 4\.0: member-programmes", version)
    assert topics(rows) == topics(answered(desk.asked(question)))
    told = {(row["town"], row["programme"], row["topicName"]) for row in rows if row["topicName"]}
    assert sum(topics(rows).values()) == len(told)


def answered(reply: dict[str, Any]) -> list[dict[str, str]]:
    """The rows of a reply in words; a cell without a value is empty."""
    table = reply["table"]
    columns = table["head"]["vars"]
    return [{name: row.get(name, {}).get("value", "") for name in columns} for row in table["results"]["bindings"]]


def topics(rows: list[dict[str, str]]) -> Counter[tuple[str, str]]:
    """How many programmes each town has on each topic."""
    told = {(row["townName"], row["topicName"], row["programmeName"]) for row in rows if row["topicName"]}
    return Counter((town, topic) for town, topic, _ in told)


def test_8_facts_that_rest_on_one_publisher_and_how_many_they_are(desk: Desk) -> None:
    rows = desk.rows("single-source")
    assert rows
    hosts: dict[str, set[str]] = {}
    for row in rows:
        hosts.setdefault(row["node"], set()).add(row["host"])
    assert all(len(found) == 1 for found in hosts.values())
    reply = desk.asked("Which facts about ASCN rest on a single independent source?")
    assert str(reply["answer"]).startswith(f"{len(hosts)} facts")
    assert {row["node"] for row in desk.rows("single-source", "--min-sources", "2")} < set(hosts)


def test_9_a_question_in_indonesian_is_answered_and_an_unknown_one_refused(desk: Desk) -> None:
    reply = desk.asked("Daerah mana yang bergabung dengan ASCN pada 2023?")
    assert "Sumedang" in json.dumps(reply)
    assert "SELECT" in json.dumps(reply)
    assert desk.asked("Siapa juara Piala Dunia 2018?", status=1)["refusal"]


def test_10_a_new_holder_of_a_post_shows_after_its_article_with_its_words(
    scratch_store: str, tmp_path: Path, capsys: Capture
) -> None:
    desk = Desk(scratch_store, capsys)
    before = {row["personName"] for row in desk.rows("successions", place="Makassar")}
    (old,) = {row["personName"] for row in desk.rows("head-on-date", of="Makassar", date="2026-01-20")}
    article = tmp_path / "2027-03-01-pelantikan.txt"
    article.write_text(ARTICLE, encoding="utf-8")
    desk.text("ingest", str(article))
    new = [row for row in desk.rows("successions", place="Makassar") if row["personName"] not in before]
    assert {row["personName"] for row in new} == {"Surya Wijaya"}
    assert all(row["quote"] and row["published"] == "2027-03-01" for row in new)
    assert {row["predecessorName"] for row in new} == {old}
    assert before


ARTICLE = """---
title: Pelantikan Wali Kota Makassar
published: 2027-03-01
publisher: Contoh Berita
lang: id
---

MAKASSAR – Wali Kota Makassar Surya Wijaya menghadiri rapat di Jakarta, 1 Maret 2027. Surya Wijaya dilantik sebagai
Wali Kota Makassar pada 1 Maret 2027.
"""
