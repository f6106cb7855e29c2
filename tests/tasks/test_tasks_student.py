"""What a student does in a day, in a real browser, in both languages, on the graph that is shipped.

The numbers are those of the list of tasks.
"""

from __future__ import annotations

import os
import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import rdflib
from playwright.sync_api import Page, expect

from browser_opening import Opener
from kg.cli import main
from kg.queries import load_queries
from served import serving
from site_opening import AXE, Visit, audited, bundled, faults, until
from store_copying import copied

pytestmark = pytest.mark.browser
both = pytest.mark.parametrize("language", ["en", "id"])
MAKASSAR = "/explore?focus=place/73.71"
PICTURE = "window.explorer.picture()"


@pytest.fixture(scope="module")
def folder(build_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the shipped graph and its dumps stand."""
    made = tmp_path_factory.mktemp("shipped")
    copied(build_folder / "store", made / "store")
    return made


@pytest.fixture(scope="module")
def shipped(folder: Path) -> Iterator[str]:
    """A server over the shipped graph."""
    with serving(folder / "store") as address:
        yield address


@pytest.fixture(scope="module")
def dumps(folder: Path, built_dumps: Path) -> Path:
    """The dumps of the shipped graph, beside it."""
    shutil.copytree(built_dumps, folder / "dumps", copy_function=os.link)
    return folder / "dumps"


def opened_at(visit: Visit, address: str, path: str, language: str = "en") -> Page:
    page: Page = visit(address, path, language=language).page
    until(page, f"({PICTURE}?.nodes().length ?? 0) > 1")
    return page


@both
def test_1_the_hand_out_opens_without_a_network_at_once(
    shipped: str, built_store: str, tmp_path: Path, opened: Opener, language: str
) -> None:
    del shipped
    file = tmp_path / "makassar.html"
    assert main(["graph", "Makassar", "-o", str(file), "--lang", language, "--store", built_store]) == 0
    assert file.stat().st_size < 2_000_000
    opened(file)  # the first page of a browser waits for the browser
    begun = time.monotonic()
    found = opened(file)
    assert time.monotonic() - begun < 3
    assert (found.asked, found.said) == ([], [])


@bundled
@both
def test_2_two_steps_from_makassar_and_back(shipped: str, visit: Visit, language: str) -> None:
    page = opened_at(visit, shipped, MAKASSAR, language)
    before = page.evaluate(f"{PICTURE}.nodes().length")
    other = page.evaluate(f"{PICTURE}.nodes().filter(n => n.id().startsWith('organisation/'))[0].id()")
    page.evaluate(f"{PICTURE}.getElementById('{other}').emit('dbltap')")
    until(page, "window.explorer.state.opened.length === 2")
    assert page.evaluate(f"{PICTURE}.nodes().length") > before
    assert page.evaluate(f"{PICTURE}.nodes().every(n => n.data('label').length > 0)")
    page.locator("#back").click()
    until(page, "window.explorer.state.opened.length === 1")
    assert page.evaluate(f"{PICTURE}.nodes().length") == before


@bundled
@both
def test_3_in_2018_picture_table_and_count_lose_the_same(shipped: str, visit: Visit, language: str) -> None:
    page = opened_at(visit, shipped, MAKASSAR, language)
    before = page.evaluate(f"{PICTURE}.edges().length")
    page.locator("#year").fill("2018")
    until(page, f"{PICTURE}.edges().length < {before}")
    edges, nodes = page.evaluate(f"[{PICTURE}.edges().length, {PICTURE}.nodes().length]")
    expect(page.locator("#links tbody tr")).to_have_count(edges)
    numbers = [int(text) for text in re.findall(r"\d+", page.locator("#count").inner_text())]
    assert numbers == [nodes, edges]


@bundled
@both
def test_4_represents_leads_to_its_words_paper_day_and_page(shipped: str, visit: Visit, language: str) -> None:
    page = opened_at(visit, shipped, "/explore?focus=organisation/ascn", language)
    dated = page.locator(".evidence", has=page.locator("q"), has_text=re.compile(r", 20\d\d-\d\d-\d\d"))
    row = page.locator("#links tbody tr", has=dated).first
    row.locator("summary").click()
    evidence = row.locator(".evidence", has_text=re.compile(r", 20\d\d-\d\d-\d\d")).first
    expect(evidence.locator("q")).to_be_visible()
    expect(evidence.locator("a[href^='/doc/source']")).to_be_visible()
    expect(evidence.locator("a[href^='http']").first).to_be_visible()


@both
def test_5_a_city_its_government_and_its_mayor(shipped: str, visit: Visit, language: str) -> None:
    page = visit(shipped, "/learn", language=language).page
    expect(page.locator(".lesson")).to_have_count(3)
    assert page.locator(".lesson svg polygon, .lesson svg circle").count() == 3
    assert len({mark.get_attribute("points") for mark in page.locator(".lesson polygon").all()}) == 2
    for at, answer in enumerate(("government", "place", "mayor", "government", "place", "place"), 1):
        page.locator(f"input[name=a{at}][value={answer}]").check()
    page.locator(".quiz button").click()
    expect(page.locator("#score")).to_contain_text("5")
    page.locator("input[name=a6][value=mayor]").check()
    page.locator(".quiz button").click()
    expect(page.locator("#score")).to_contain_text(re.compile("^6 .* 6"))


@both
def test_6_ten_exercises_check_themselves(shipped: str, visit: Visit, language: str) -> None:
    exercises = list(load_queries("exercises").values())
    assert len(exercises) == 10
    page = visit(shipped, "/learn", language=language).page
    for number, exercise in enumerate(exercises, 1):
        page.goto(f"{shipped}/learn/exercises/{number}")
        verdict = page.locator("#verdict")
        if number > 1:
            page.locator("#exercise button").click()
            expect(verdict).to_have_attribute("data-right", "no", timeout=30_000)
        page.locator("#query").fill(exercise.sparql)
        page.locator("#exercise button").click()
        expect(verdict).to_have_attribute("data-right", "yes", timeout=30_000)
    expect(page.locator("#solved")).to_contain_text("10")


@both
def test_7_the_most_central_body_and_why(shipped: str, visit: Visit, language: str) -> None:
    page = visit(shipped, "/network/central", language=language).page
    expect(page.locator("#ranks tbody tr").first).to_contain_text("1")
    expect(page.locator("math")).to_be_visible()
    expect(page.locator("dl.properties")).to_contain_text("Brandes 2001")
    assert re.search(r"\d+ \w+, \d+ \w+", page.locator("dl.properties").inner_text())


@bundled
@both
def test_8_a_figure_with_its_citation(shipped: str, visit: Visit, language: str) -> None:
    page = opened_at(visit, shipped, MAKASSAR, language)
    with page.expect_download() as download:
        page.locator("#svg").click()
    text = download.value.path().read_text(encoding="utf-8")
    assert re.search(r"Makassar\. .+, \d+\.\d+\.\d+\S*\+[0-9a-f]{8}, CC BY 4\.0\. http", text)


@bundled
@audited
@both
def test_9_keyboard_and_screen_reader_get_the_same_rows(shipped: str, visit: Visit, language: str) -> None:
    page = opened_at(visit, shipped, MAKASSAR, language)
    assert page.locator("#links tbody tr").count() == page.evaluate(f"{PICTURE}.edges().length")
    stops = []
    for _ in range(60):
        page.keyboard.press("Tab")
        stops.append(page.evaluate("document.activeElement.closest('#links') !== null"))
    assert any(stops), "the table is reached by Tab: nothing traps the focus"
    assert AXE.is_file()
    assert faults(page) == []


@both
def test_10_one_line_in_a_notebook_and_the_first_query_gives_rows(
    shipped: str, dumps: Path, visit: Visit, language: str
) -> None:
    assert (dumps / "core.ttl").is_file()
    page = visit(shipped, "/learn", language=language).page
    line = page.locator("#notebook-line").inner_text()
    found = re.search(r'parse\("([^"]+)", format="([a-z]+)"\)', line)
    assert found
    graph = rdflib.Graph().parse(found[1], format=found[2])
    query = re.search(r'query\("""(.+)"""\)', page.locator("#notebook-query").inner_text(), re.DOTALL)
    assert query
    assert len(graph.query(query[1])) > 3
