"""The questions as data: what part of the graph counts, which edition the rows are from, errors in words."""

from __future__ import annotations

import csv
import io
import threading
from pathlib import Path

import httpx
import jsonschema
import pandas as pd
import pytest
from starlette.routing import Route

from kg.cli import main
from kg.pages.app import _routes
from kg.pages.editions import Edition, edition
from kg.pages.site import Served, Site
from kg.pages.tabular import Sheet, csv_text, inert, sheet_csv
from kg.pages.viewing import BusyError, view_of, viewer
from kg.queries import View, find_query
from kg.records import Literal, Table
from kg.store import open_store
from small_graph import MAKASSAR

ASKED = "/api/questions/ascn-members"
CHAIRS = "/api/questions/ascn-chairs"


def rows(answer: httpx.Response) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.text, newline="")))


def test_every_row_of_a_csv_says_which_edition_it_is_from_and_what_was_asked(client: httpx.Client) -> None:
    answer = client.get(f"{ASKED}.csv", params={"country": "Indonesia"})
    found = rows(answer)
    about = client.get(ASKED, params={"country": "Indonesia"}).json()["about"]
    assert {row["citation"] for row in found} == {about["citation"]}
    for part in (about["version"], about["built"], "CC BY 4.0", "ascn-members?country=Indonesia"):
        assert part in about["citation"]
    assert list(found[0])[-1] == "citation"


def test_pandas_reads_the_csv_without_options(client: httpx.Client) -> None:
    frame = pd.read_csv(io.StringIO(client.get(f"{ASKED}.csv").text))
    assert list(frame["member"]) == [MAKASSAR]
    assert frame["independent"].tolist() == [1]
    assert frame["citation"].nunique() == 1


def test_the_csv_names_its_description_which_describes_every_column(client: httpx.Client) -> None:
    answer = client.get(f"{ASKED}.csv", params={"date": "2024-07-31", "lang": "id"})
    link = answer.links["describedby"]
    assert link["type"] == "application/csvm+json"
    described = client.get(link["url"])
    assert described.headers["content-type"] == "application/csvm+json"
    told = described.json()
    assert told["@context"] == "http://www.w3.org/ns/csvw"
    assert told["dc:license"] == {"@id": "https://creativecommons.org/licenses/by/4.0/"}
    columns = told["tableSchema"]["columns"]
    assert [column["titles"] for column in columns] == list(rows(answer)[0])
    assert all({said["@language"] for said in column["dc:description"]} == {"en", "id"} for column in columns)
    assert rows(client.get(told["url"])) == rows(answer)
    assert "date=2024-07-31" in told["dc:bibliographicCitation"]


def test_json_points_to_the_description_as_the_standard_has_it(client: httpx.Client) -> None:
    found = client.get(ASKED).json()
    assert found["head"]["link"] == [client.get(ASKED).links["describedby"]["url"]]
    assert found["about"]["licence"] == "https://creativecommons.org/licenses/by/4.0/"


def test_the_page_shows_the_same_citation_as_its_files(client: httpx.Client) -> None:
    page = client.get("/questions/ascn-members", params={"as-of": "2024-07-31"}).text
    citation = client.get(ASKED, params={"as-of": "2024-07-31"}).json()["about"]["citation"]
    assert citation.replace("&", "&amp;") in page
    assert "/api/questions/ascn-members.csv?as-of=2024-07-31" in page


def test_lists_and_the_command_line_cite_the_edition_too(
    client: httpx.Client, small_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    listed = rows(client.get("/browse.csv", params={"type": "Place"}))
    assert "browse?type=Place" in listed[0]["citation"]
    with open_store(str(small_folder), read_only=True) as store:
        version = Site(Served(store, small_folder, small_folder)).version
    assert version in listed[0]["citation"]
    assert edition(small_folder).version == version
    assert edition(small_folder / "none").built == ""
    assert main(["query", "ascn-members", "--format", "csv", "--store", ":memory:"]) == 2
    capsys.readouterr()


def test_as_of_leaves_out_what_had_not_begun(client: httpx.Client) -> None:
    assert client.get(ASKED, params={"as-of": "2024-07-31"}).json()["results"]["bindings"]
    assert not client.get(ASKED, params={"as-of": "2001-01-01"}).json()["results"]["bindings"]


def test_what_too_few_sources_report_is_left_out(client: httpx.Client) -> None:
    assert client.get(ASKED, params={"min-sources": "1"}).json()["results"]["bindings"]
    assert not client.get(ASKED, params={"min-sources": "2"}).json()["results"]["bindings"]


def test_candidates_come_when_they_are_asked_for_and_are_marked(client: httpx.Client) -> None:
    question = "/api/questions/posts-of-person"
    person = {"person": "Contoh Lain"}
    assert not client.get(question, params=person).json()["results"]["bindings"]
    found = client.get(f"{question}.csv", params={**person, "include-candidates": "yes"})
    assert {row["candidate"] for row in rows(found)} <= {"true"}
    page = client.get("/questions/posts-of-person", params={**person, "include-candidates": "yes"})
    assert page.status_code == 200


@pytest.mark.parametrize(
    ("said", "why", "hint"),
    [
        ({"as-of": "yesterday"}, "yesterday", "2024-07-31"),
        ({"as-of": "2024-02-30"}, "2024-02-30", ""),
        ({"min-sources": "0"}, "min-sources='0' is no number of sources", "a number from 1 to 100"),
        ({"min-sources": "many"}, "no number of sources", "1 to 100"),
        ({"include-candidates": "maybe"}, "neither yes nor no", "yes or no"),
        ({"contry": "Indonesia"}, "takes no parameter 'contry'", "country"),
        ({"country": "Atlantis"}, "Atlantis", ""),
        ({"date": "soon"}, "soon", ""),
    ],
)
def test_what_is_not_understood_is_said_in_words(
    client: httpx.Client, said: dict[str, str], why: str, hint: str
) -> None:
    answer = client.get(ASKED, params=said)
    assert answer.status_code == 400
    assert why in answer.json()["error"]
    assert hint in answer.json()["hint"]


def test_a_question_that_nobody_wrote_is_not_found(client: httpx.Client) -> None:
    for path in ("/api/questions/no-such", "/api/questions/ascn-members.xlsx"):
        answer = client.get(path)
        assert (answer.status_code, answer.json()["hint"]) == (404, "/questions lists them")


def test_the_description_names_every_option_and_every_error(client: httpx.Client) -> None:
    described = client.get("/api/openapi.json").json()
    operation = described["paths"]["/api/questions/ascn-members"]["get"]
    assert {"country", "date", "as-of", "min-sources", "include-candidates", "lang"} <= {
        parameter["name"] for parameter in operation["parameters"]
    }
    assert set(operation["responses"]) == {"200", "400", "503"}
    names = [p["get"]["operationId"] for p in described["paths"].values()]
    assert len(names) == len(set(names))


def test_answers_and_errors_are_of_the_shape_that_is_described(client: httpx.Client) -> None:
    schemas = client.get("/api/openapi.json").json()["components"]["schemas"]
    jsonschema.validate(client.get(ASKED).json(), schemas["Rows"])
    jsonschema.validate(client.get(ASKED, params={"as-of": "x"}).json(), schemas["Error"])


def test_few_may_wait_for_a_view_and_the_others_are_told_so(
    small_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, free = threading.Event(), threading.Event()

    def slow(store: object, view: View) -> object:
        begun.set()
        free.wait(20)
        return store

    monkeypatch.setattr("kg.pages.viewing.seen_as", slow)
    monkeypatch.setattr("kg.pages.viewing._WAITING", 1)
    with open_store(str(small_folder), read_only=True) as store:
        site = Site(Served(store, small_folder, small_folder))
        ask = viewer(site, view_of({"min-sources": "3"}))
        thread = threading.Thread(target=ask.run, args=("ascn-members", {}))
        thread.start()
        assert begun.wait(20)
        with pytest.raises(BusyError, match="are being made"):
            viewer(site, view_of({"min-sources": "4"})).run("ascn-members", {})
        free.set()
        thread.join(20)
        assert viewer(site, View()).run("ascn-members", {}).answered.table.rows


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "+1+cmd", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert inert(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-5.14", "+62", "1e9", "-1.2E-3", "Makassar", "", "2024-07-30"])
def test_numbers_and_words_stay_as_they_are(text: str) -> None:
    assert inert(text) == text


def test_a_file_of_rows_can_be_read_back_whatever_is_in_it() -> None:
    hostile = '=1, "a"\n'
    assert csv_text(("a",), [(hostile,)]) == 'a\r\n"\'=1, ""a""\n"\r\n'
    sheet = Sheet(Table(("a",), ((Literal(hostile),),)), find_query("ascn-members"), {"x": "=1"}, Edition("1", ""))
    assert next(csv.DictReader(io.StringIO(sheet_csv(sheet), newline=""))) == {
        "a": f"'{hostile}",
        "citation": "Smart-city governance, version 1, CC BY 4.0: ascn-members?x=%3D1",
    }


FOR_PEOPLE = {
    "/", "/search", "/browse", "/chart/{path}", "/def", "/ask", "/questions", "/questions/{name}", "/explore",
    "/network", "/network/central", "/learn", "/learn/exercises/{number}", "/query", "/downloads",
}  # fmt: skip
"""Pages: whatever else the site serves is for programs, and described."""
IN_FRONT = {"/sparql", "/graph-store"}
"""Served before the routes of the pages."""


def test_openapi_describes_every_address_for_programs_and_no_other(client: httpx.Client) -> None:
    paths = client.get("/api/openapi.json").json()["paths"]
    described = set(paths)
    served = {route.path.replace(":path", "") for route in _routes() if isinstance(route, Route)} - FOR_PEOPLE
    of_questions = {path for path in described if path.startswith("/api/questions/")}
    assert described - of_questions - {"/doc/source/{key}.json"} == (served | IN_FRONT) - {"/api/questions/{name}"}
    operations = [
        one["operationId"] for path in client.get("/api/openapi.json").json()["paths"].values() for one in path.values()
    ]
    assert len(operations) == len(set(operations))


def test_a_name_that_nothing_bears_is_told_in_the_words_of_the_reader_with_names_like_it(client: httpx.Client) -> None:
    answer = client.get("/questions/ascn-members", params={"country": "Indonesa", "lang": "id"})
    assert answer.status_code == 400
    assert "Tidak ada yang bernama demikian." in answer.text
    assert "Apakah maksud Anda: Indonesia?" in answer.text
    nothing = client.get("/questions/ascn-members", params={"country": "Nowhereville", "lang": "en"})
    assert "Nothing goes by that name." in nothing.text
    assert "kg show" not in nothing.text


def test_a_table_that_the_engine_has_just_joined_with_others_ends_nothing(tmp_path: Path) -> None:
    (tmp_path / "quads").mkdir()
    (tmp_path / "quads" / "000007.sst").write_bytes(b"kept")
    alone = edition(tmp_path)
    (tmp_path / "quads" / "000009.sst").symlink_to(tmp_path / "gone.sst")
    assert edition(tmp_path) == alone
    assert alone.built
