"""The site in a real browser: readers, narrow screens, hostile texts, and what an audit of accessibility finds."""

from __future__ import annotations

import re
from urllib.parse import quote, urlencode

import pytest
from playwright.sync_api import expect

from kg.terms import BASE
from site_opening import AXE, Visit, audited, bundled, faults, until
from small_graph import ARTICLE, MAKASSAR, PEMKOT, PERSON, SENTENCES, TENURE

pytestmark = pytest.mark.browser
DOC = {thing: f"/doc/{thing.removeprefix(f'{BASE}id/')}" for thing in (MAKASSAR, PERSON, ARTICLE, TENURE)}
PAGES = (
    "/",
    DOC[MAKASSAR],
    DOC[PERSON],
    DOC[ARTICLE],
    DOC[TENURE],
    "/browse?type=Place",
    "/search?q=contoh",
    f"/chart/{PEMKOT.removeprefix(f'{BASE}id/')}?on=2024-07-30",
    f"/chart/{PEMKOT.removeprefix(f'{BASE}id/')}?on=2024-07-30&against=2010-01-01",
    f"{DOC[ARTICLE]}?alone=yes",
    "/ask?q=" + quote("Which cities represent Indonesia in ASCN?"),
    "/questions",
    "/questions/ascn-members",
    "/explore",
    "/explore?focus=place/kota-makassar",
    "/network",
    "/network/central",
    "/query",
    "/learn",
    "/learn?a1=place&a2=place",
    "/learn/exercises/2",
    "/downloads",
    "/def",
    "/nothing",
)


def quiet(said: list[str]) -> list[str]:
    """What pages said beyond notes of a graphics driver, of an answer 404, or of 400 where an example is unknown."""
    notes = ("the server responded with a status of 40", "GL Driver Message")
    return [line for line in said if not any(note in line for note in notes)]


def test_every_page_fits_a_telephone_asks_no_other_server_and_passes_an_audit(site_address: str, visit: Visit) -> None:
    found = visit(site_address, PAGES[0], width=360)
    wide, serious = [], []
    for path in PAGES:
        found.page.goto(site_address + path)
        if found.page.evaluate("document.documentElement.scrollWidth") > 360:
            wide.append(path)
        if AXE.is_file():
            serious += [(path, *fault) for fault in faults(found.page)]
    assert (wide, serious) == ([], [])
    assert (found.asked, quiet(found.said), found.dialogs) == ([], [], [])


@audited
def test_an_audit_finds_no_serious_fault_in_the_dark(site_address: str, visit: Visit) -> None:
    assert faults(visit(site_address, DOC[MAKASSAR], scheme="dark").page) == []


def test_markup_in_texts_and_addresses_never_runs(hostile_address: str, visit: Visit) -> None:
    found = visit(hostile_address, PAGES[0])
    for path in PAGES:
        found.page.goto(hostile_address + path)
        for summary in found.page.locator("main summary:visible").all()[:3]:
            summary.click()
        assert found.page.evaluate("typeof window.hacked") == "undefined", path
        assert found.page.locator('a[href^="javascript:" i], [onerror], [onload], main script').count() == 0, path
    assert (found.asked, quiet(found.said), found.dialogs) == ([], [], [])


def test_the_language_is_switched_and_remembered(site_address: str, visit: Visit) -> None:
    page = visit(site_address, DOC[MAKASSAR]).page
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("link", name="Bahasa Indonesia").click()
    expect(page.locator("html")).to_have_attribute("lang", "id")
    page.goto(site_address + DOC[PERSON])
    expect(page.locator("html")).to_have_attribute("lang", "id")


def test_a_fact_opens_its_quote_and_the_timeline_leads_to_it(site_address: str, visit: Visit) -> None:
    page = visit(site_address, DOC[PERSON]).page
    key = TENURE.rpartition("/")[2]
    page.locator(f'div.strip a[href="#{key}"]').focus()
    page.keyboard.press("Enter")
    assert page.url.endswith(f"#{key}")
    fact = page.locator(f"#{key}")
    fact.locator("summary").first.click()
    expect(fact.locator("blockquote").first).to_have_text(SENTENCES[1])
    expect(fact.get_by_role("link", name="Makassar dan jejaring kota")).to_be_visible()


def test_a_question_in_words_leads_to_rows_with_quotes(site_address: str, visit: Visit) -> None:
    page = visit(site_address, "/").page
    page.locator("form.ask input").fill("Which cities represent Indonesia in ASCN?")
    page.keyboard.press("Enter")
    expect(page.locator("table")).to_contain_text("Makassar")
    page.locator("td summary").first.click()
    expect(page.locator("td blockquote").first).to_be_visible()


@bundled
def test_the_editor_runs_a_query(site_address: str, visit: Visit) -> None:
    query = "SELECT ?s { ?s a <https://w3id.org/smart-city-governance/def#Network> }"
    found = visit(site_address, f"/query?query={quote(query)}")
    expect(found.page.locator("#yasgui .yasr_results")).to_contain_text("ascn", timeout=15_000)
    assert (found.asked, found.said) == ([], [])


@bundled
def test_the_editor_is_readable_on_a_dark_screen(site_address: str, visit: Visit) -> None:
    page = visit(site_address, "/query", scheme="dark").page
    expect(page.locator("#yasgui .yasqe")).to_be_visible(timeout=15_000)
    fields = page.locator("#yasgui").locator("input, select, button, textarea")
    grounds = fields.evaluate_all("all => all.map(one => getComputedStyle(one).backgroundColor)")
    assert grounds
    dark = {
        page.evaluate(f"getComputedStyle(document.querySelector('{at}')).backgroundColor")
        for at in ("html", "header button")
    }
    assert not dark & set(grounds)


EVENTS = """PREFIX scg: <https://w3id.org/smart-city-governance/def#>
SELECT ?event ?place ?start (-5.14 AS ?lat) (119.43 AS ?long)
WHERE { ?event a scg:Event ; scg:earliestStart ?start . ?place a scg:Network } LIMIT 5"""


@bundled
@pytest.mark.parametrize(
    ("view", "drawn"),
    [("graph", ".view.graph canvas"), ("map", "svg.view.map circle"), ("timeline", "svg.view.timeline rect")],
)
def test_rows_are_seen_as_graph_map_and_timeline_and_the_address_says_so(
    site_address: str, visit: Visit, view: str, drawn: str
) -> None:
    found = visit(site_address, f"/query?query={quote(EVENTS)}&view={view}")
    expect(found.page.locator(drawn).first).to_be_visible(timeout=20_000)
    until(found.page, f"location.search.endsWith('view={view}')")
    expect(found.page.locator("#permalink")).to_have_attribute("href", re.compile(f"view={view}$"))
    assert (found.asked, found.said, found.dialogs) == ([], [], [])


@bundled
def test_rows_without_anything_for_a_view_say_so(site_address: str, visit: Visit) -> None:
    found = visit(site_address, f"/query?query={quote('SELECT (1 AS ?one) {}')}&view=map")
    expect(found.page.locator(".yasr_results")).to_contain_text("nothing for this view", timeout=20_000)
    assert (found.asked, found.said) == ([], [])


@bundled
def test_a_link_to_a_query_that_is_none_says_so_in_the_result(site_address: str, visit: Visit) -> None:
    page = visit(site_address, "/query").page
    thrown: list[str] = []
    page.on("pageerror", lambda error: thrown.append(str(error)))
    page.goto(f"{site_address}/query?query={quote('SELECT WHERE nothing')}")
    expect(page.locator(".yasr")).to_contain_text("line 1")
    assert thrown == []


@bundled
def test_markup_in_results_is_inert_in_every_view(hostile_address: str, visit: Visit) -> None:
    for view in ("graph", "timeline", "table"):
        query = "SELECT ?s ?label ?day { ?s ?p ?label , ?day FILTER(isLiteral(?label)) } LIMIT 200"
        found = visit(hostile_address, f"/query?query={quote(query)}&view={view}")
        until(found.page, "document.querySelector('.yasr_results')?.children.length > 0")
        assert found.page.evaluate("typeof window.hacked") == "undefined"
        assert (found.asked, found.dialogs) == ([], [])


def test_the_editor_speaks_indonesian_and_leaves_queries_and_results_alone(site_address: str, visit: Visit) -> None:
    asked = 'SELECT ("Table" AS ?Query) { } LIMIT 1'
    page = visit(site_address, f"/query?{urlencode({'query': asked})}", language="id").page
    expect(page.locator("#yasgui .yasr_response_chip")).to_contain_text("hasil dalam", timeout=15_000)
    expect(page.locator("#yasgui .yasqe_queryButton")).to_have_attribute("title", "Jalankan kueri")
    expect(page.locator("#yasgui .select_table")).to_contain_text("Tabel")
    expect(page.locator("#yasgui tbody")).to_contain_text("Table")
    expect(page.locator("#yasgui .yasqe")).to_contain_text('"Table" AS ?Query')
    english = visit(site_address, f"/query?{urlencode({'query': asked})}").page
    expect(english.locator("#yasgui .yasqe_queryButton")).to_have_attribute("title", "Run query", timeout=15_000)
