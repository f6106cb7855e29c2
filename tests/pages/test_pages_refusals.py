"""What an address asks for and nobody takes is refused in words; what others hang behind a link is not."""

from __future__ import annotations

import httpx
import pytest

from kg.pages.tabular import filename
from small_graph import ASCN, MAKASSAR, PEMKOT

HTML = {"Accept": "text/html"}
PAGES = (
    f"/doc/{MAKASSAR.partition('/id/')[2]}",
    f"/chart/{PEMKOT.partition('/id/')[2]}",
    f"/explore?focus={MAKASSAR.partition('/id/')[2]}",
    "/search",
    "/browse",
    "/network",
    "/questions/ascn-members",
    "/ask",
    "/query",
    "/learn",
)


def with_parameter(page: str, said: str) -> str:
    return f"{page}{'&' if '?' in page else '?'}{said}"


@pytest.mark.parametrize("page", PAGES)
def test_a_page_refuses_a_parameter_that_it_does_not_take_and_names_those_that_it_takes(
    client: httpx.Client, page: str
) -> None:
    answer = client.get(with_parameter(page, "asof=2024-07-30"), headers=HTML)
    assert answer.status_code == 400
    assert "takes no parameter &#39;asof&#39;" in answer.text
    assert "it takes " in answer.text
    assert "lang" in answer.text.partition("it takes ")[2][:400]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("said", ["utm_source=news&fbclid=x", "lang=id"])
def test_marks_of_others_and_the_language_pass(client: httpx.Client, page: str, said: str) -> None:
    assert client.get(with_parameter(page, said), headers=HTML).status_code == 200


@pytest.mark.parametrize("page", ["/api/ask?q=x", f"/api/graph?focus={MAKASSAR}", "/api/suggest?q=x"])
def test_the_api_refuses_as_json(client: httpx.Client, page: str) -> None:
    answer = client.get(f"{page}&page=2")
    assert answer.status_code == 400
    assert answer.json()["hint"].startswith("it takes ")


@pytest.mark.parametrize("said", ["kind=Persons", "year=soon"])
def test_the_network_refuses_a_kind_and_a_year_that_are_none(client: httpx.Client, said: str) -> None:
    assert client.get(f"/network?{said}").status_code == 400
    assert client.get(f"/network.svg?{said}").status_code == 400


def test_the_explorer_takes_a_name_without_scripts_and_says_what_it_does_not_find(client: httpx.Client) -> None:
    assert 'id="focus-name">: Makassar<' in client.get("/explore?name=makasar").text
    missing = client.get("/explore?focus=place/nowhere")
    assert (missing.status_code, 'role="alert"' in missing.text) == (404, True)


def test_the_file_of_a_narrowed_answer_is_not_called_as_that_of_the_whole(client: httpx.Client) -> None:
    whole, narrowed = (
        client.get(f"/api/questions/ascn-members.csv{asked}").headers["content-disposition"]
        for asked in ("", "?as-of=2024-07-30")
    )
    assert "ascn-members-as-of-2024-07-30-" in narrowed
    assert whole != narrowed
    listed = client.get("/browse.csv?type=Place").headers["content-disposition"]
    assert 'filename="list-type-place-' in listed


def test_a_file_name_is_plain_and_differs_where_values_do() -> None:
    assert filename("q", {}, "1") == "q-1.csv"
    names = {filename("q", {"thing": text}, "1") for text in ("a", "ä", "北京", "上海", "x" * 300, "x" * 301)}
    assert len(names) == 6
    assert all(name.isascii() and len(name) < 130 and '"' not in name for name in names)


def test_a_question_in_words_takes_the_options_of_the_library(client: httpx.Client) -> None:
    asked = {"q": "Which cities are members of ASCN?"}
    usual = client.get("/api/ask", params=asked).json()
    early = client.get("/api/ask", params={**asked, "as-of": "2017-01-01"}).json()
    assert usual["answer"]
    assert early != usual
    assert any("2017-01-01" in note for note in early["notes"])
    assert client.get("/api/ask", params={**asked, "as-of": "soon"}).status_code == 400
    page = client.get("/ask", params={**asked, "include-candidates": "yes"})
    assert page.status_code == 200
    assert '<option value="yes" selected>' in page.text
    assert client.get("/ask", params={**asked, "min-sources": "none"}).status_code == 400
    assert ASCN.partition("/id/")[2] in page.text or "Makassar" in page.text
