"""The explorer in a real browser: widen, filter, find a way, go back, read a quote, share the address."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from site_opening import Visit, bundled, until
from small_graph import ASCN, MAKASSAR, PERSON, SENTENCES

pytestmark = [pytest.mark.browser, bundled]
FOCUS = MAKASSAR.partition("/id/")[2]
START = f"/explore?focus={FOCUS}"


def rows(page: Page) -> int:
    return page.locator("#links tbody tr").count()


def ready(page: Page) -> None:
    until(page, "window.explorer?.picture()?.nodes().length > 1")


def click_at(page: Page, what: str) -> None:
    """Click on the point of the picture that an expression over `p`, the picture, gives."""
    box = page.locator("#picture").bounding_box()
    x, y = page.evaluate(f"(() => {{ const p = window.explorer.picture(), at = {what}; return [at.x, at.y]; }})()")
    assert box is not None
    page.mouse.click(box["x"] + x, box["y"] + y)


def test_one_actor_is_widened_and_back_undoes_it(site_address: str, visit: Visit) -> None:
    found = visit(site_address, START)
    page = found.page
    ready(page)
    page.locator("#picture").scroll_into_view_if_needed()
    before = rows(page)
    person = PERSON.partition("/id/")[2]
    click_at(page, f"p.getElementById('{person}').renderedPosition()")
    expect(page.locator("#chosen h3")).to_contain_text("Contoh Orang")
    page.locator("#chosen button").first.click()
    until(page, f"window.explorer.state.opened.includes('{person}')")
    expect(page).to_have_url(re.compile("person%2Fp1"))
    assert rows(page) >= before
    page.locator("#back").click()
    until(page, "window.explorer.state.opened.length === 1")
    expect(page.locator("#links tbody tr")).to_have_count(before)
    assert (found.asked, found.said) == ([], [])


def test_a_kind_is_hidden_in_picture_table_and_address_alike(site_address: str, visit: Visit) -> None:
    page = visit(site_address, START).page
    ready(page)
    before = rows(page)
    page.locator("#kinds label", has_text="network").locator("input").click()
    until(page, "location.hash.includes('hide=')")
    hidden = rows(page)
    assert hidden <= before
    assert page.evaluate("window.explorer.picture().edges().length") == hidden
    page.reload()
    ready(page)
    assert rows(page) == hidden


def test_a_year_takes_away_what_did_not_hold(site_address: str, visit: Visit) -> None:
    page = visit(site_address, START).page
    ready(page)
    before = rows(page)
    page.locator("#year").fill("2012")
    until(page, f"document.querySelectorAll('#links tbody tr').length < {before}")
    assert page.evaluate("window.explorer.picture().edges().length") == rows(page)


def test_an_edge_shows_its_quote(site_address: str, visit: Visit) -> None:
    page = visit(site_address, START).page
    ready(page)
    page.locator("#picture").scroll_into_view_if_needed()
    click_at(page, "p.edges().filter(e => e.data('edge').cites.some(c => c.quote))[0].renderedMidpoint()")
    expect(page.locator("#chosen q").first).to_be_visible()


def test_the_way_between_two_is_found_by_names(site_address: str, visit: Visit) -> None:
    page = visit(site_address, START).page
    ready(page)
    page.locator("#target").fill("Contoh Orang")
    page.locator("#way").click()
    until(page, "window.explorer.picture().$(':selected').length > 1")


def test_a_way_is_in_the_heading_and_in_the_address_and_stands_after_a_reload(site_address: str, visit: Visit) -> None:
    page = visit(site_address, f"/explore?focus={ASCN.partition('/id/')[2]}").page
    ready(page)
    page.locator("#target").fill("Contoh Orang")
    page.locator("#way").click()
    until(page, "location.hash.includes('way=')")
    chosen = "window.explorer.picture().$(':selected').map(e => e.data('label')).sort()"
    before, count, told = page.evaluate(chosen), rows(page), page.locator("#status").inner_text()
    expect(page.locator("h1")).to_contain_text("→ Contoh Orang")
    expect(page).to_have_title(re.compile("→ Contoh Orang"))
    page.reload()
    until(page, "window.explorer?.state.ways.length === 1")
    assert (page.evaluate(chosen), rows(page), page.locator("#status").inner_text()) == (before, count, told)
    expect(page.locator("h1")).to_contain_text("→ Contoh Orang")
    assert page.evaluate("window.explorer.state.opened.length") == 1, "what only lies on the way is not widened"
    page.locator("#back").click()
    until(page, "window.explorer.state.ways.length === 0")
    expect(page.locator("h1")).not_to_contain_text("→")


def test_another_name_is_in_the_heading_and_in_the_address(site_address: str, visit: Visit) -> None:
    page = visit(site_address, START).page
    ready(page)
    page.locator("#name").fill("Contoh Orang")
    page.locator("#start button").click()
    expect(page.locator("h1")).to_contain_text("Contoh Orang")
    expect(page).to_have_url(re.compile(r"\?focus=person%2Fp1#"))
    page.reload()
    ready(page)
    expect(page.locator("h1")).to_contain_text("Contoh Orang")
    page.locator("#back").click()
    expect(page.locator("h1")).to_contain_text("Makassar")


def test_a_name_is_the_way_in_on_a_telephone_too(site_address: str, visit: Visit) -> None:
    page = visit(site_address, "/explore", width=360).page
    expect(page.locator("#picture")).to_be_hidden()
    expect(page.get_by_role("link", name="Makassar", exact=True).first).to_be_visible()
    page.locator("#name").fill("Makassar")
    page.keyboard.press("Enter")
    ready(page)
    box = page.locator("#picture").bounding_box()
    assert box is not None
    assert box["y"] < 500, "the picture is seen without scrolling"
    expect(page.locator("#links")).to_contain_text(SENTENCES[0])
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_widening_leaves_what_was_there_in_its_place_and_a_pinned_node_stays(site_address: str, visit: Visit) -> None:
    page = visit(site_address, START).page
    ready(page)
    where = f"window.explorer.picture().getElementById('{FOCUS}')"
    page.get_by_role("button", name="Pin").click()
    before = page.evaluate(f"{where}.position()")
    page.evaluate(f"window.explorer.picture().getElementById('{PERSON.partition('/id/')[2]}').emit('dbltap')")
    until(page, "window.explorer.state.opened.length === 2")
    after = page.evaluate(f"{where}.position()")
    assert abs(before["x"] - after["x"]) + abs(before["y"] - after["y"]) < 2
    assert page.evaluate(f"{where}.locked()")
    page.reload()
    until(page, "window.explorer?.state.opened.length === 2")
    again = page.evaluate(f"{where}.position()")
    assert page.evaluate(f"{where}.locked()"), "the address says what is pinned, and where"
    assert abs(before["x"] - again["x"]) + abs(before["y"] - again["y"]) < 2
    page.locator("#back").click()
    until(page, "window.explorer.state.opened.length === 1")
    page.locator("#back").click()
    until(page, f"!{where}.locked()")


def test_the_first_part_is_asked_for_once_before_the_scripts_run(site_address: str, visit: Visit) -> None:
    page = visit(site_address, START).page
    ready(page)
    asked = page.evaluate("performance.getEntriesByType('resource').map((one) => [one.name, one.initiatorType])")
    assert [kind for name, kind in asked if "/api/graph?" in name] == ["link"]


def test_the_picture_is_saved_with_its_citation(site_address: str, visit: Visit) -> None:
    page = visit(site_address, START).page
    ready(page)
    with page.expect_download() as download:
        page.locator("#svg").click()
    text = download.value.path().read_text(encoding="utf-8")
    assert text.startswith("<svg")
    assert "Makassar. Smart-city governance, " in text
    with page.expect_download() as download:
        page.locator("#png").click()
    assert download.value.path().read_bytes().startswith(b"\x89PNG")
