"""The whole network in a real browser: picture, search, filters, list, and a still picture without WebGL."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from site_opening import Visit, bundled, until

pytestmark = [pytest.mark.browser, bundled]


def errors(said: list[str]) -> list[str]:
    """What the page said beyond the notes of a graphics driver made of software."""
    return [line for line in said if "GL Driver Message" not in line]


def ready(page: Page) -> None:
    until(page, "Boolean(window.network)")


@pytest.mark.parametrize("width", [1280, 360])
def test_a_name_is_found_and_leads_to_its_page_and_to_the_explorer(site_address: str, visit: Visit, width: int) -> None:
    found = visit(site_address, "/network", width=width)
    page = found.page
    ready(page)
    assert page.evaluate("Boolean(window.network.renderer)")
    page.locator("#name").fill("makassar")
    page.keyboard.press("Enter")
    expect(page.locator("#chosen h3")).to_contain_text("Makassar")
    expect(page.locator("#chosen a").first).to_have_attribute("href", re.compile("^/doc/"))
    expect(page.locator("#chosen a").nth(1)).to_have_attribute("href", re.compile("^/explore"))
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert (found.asked, errors(found.said)) == ([], [])


@pytest.mark.parametrize(
    ("asked", "name"), [("Makasar", "Makassar"), ("MAKASSSAR", "Makassar"), ("ASCN", "ASEAN Smart Cities Network")]
)
def test_a_slip_or_another_name_finds_the_thing_too(site_address: str, visit: Visit, asked: str, name: str) -> None:
    found = visit(site_address, "/network")
    page = found.page
    ready(page)
    page.locator("#name").fill(asked)
    page.keyboard.press("Enter")
    expect(page.locator("#chosen h3")).to_contain_text(name)
    page.locator("#name").fill("qqqq")
    page.keyboard.press("Enter")
    expect(page.locator("#chosen")).to_have_text("Nothing goes by that name.")
    assert errors(found.said) == []


def test_a_filter_holds_for_picture_list_count_and_address(site_address: str, visit: Visit) -> None:
    page = visit(site_address, "/network").page
    ready(page)
    page.locator("#kind").select_option("Person")
    until(page, "location.search.includes('Person')")
    drawn = page.evaluate("window.network.state.now.nodes.filter(Boolean).length")
    expect(page.locator("#twin tbody tr")).to_have_count(drawn)
    expect(page.locator("#count")).to_contain_text(f"things: {drawn},")
    page.reload()
    ready(page)
    expect(page.locator("#twin tbody tr")).to_have_count(drawn)


def test_without_webgl_there_is_a_still_picture_and_the_same_list(site_address: str, visit: Visit) -> None:
    found = visit(site_address, "/")
    found.page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    found.page.goto(f"{site_address}/network")
    ready(found.page)
    assert found.page.evaluate("document.querySelector('#whole img').src").endswith("/network.svg?kind=&year=")
    until(found.page, "document.querySelector('#whole img').naturalWidth > 0")
    expect(found.page.locator("#twin tbody tr")).not_to_have_count(0)
    assert errors(found.said) == []
