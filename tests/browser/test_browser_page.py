"""The page of a graph in a real browser: opened from a file, without a network, by mouse and by keyboard."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Literal

import networkx as nx
import pytest
from playwright.sync_api import expect

from browser_opening import Opened, Opener
from kg.graphs import write_page
from kg.records import Iri
from small_graph import MAKASSAR, PERSON, SENTENCES

pytestmark = pytest.mark.browser
HOSTILE = (
    "<script>window.hacked=1</script>",
    "</script><script>window.hacked=1</script>",
    "<img src=x onerror=window.hacked=1>",
    "javascript:window.hacked=1",
    '"><svg onload=window.hacked=1>',
    "\u2028window.hacked=1\u2029//",
    "href {{7*7}} {% raw %} <!-- ${window.hacked=1}",
    "\u202eevil\u202c \x00\x07",
)


def _links(opened: Opened) -> list[str]:
    found: list[str] = opened.page.locator("#links > li .says").all_inner_texts()
    return found


def test_the_page_opens_without_asking_for_anything_or_complaining(page_file: Path, opened: Opener) -> None:
    made = opened(page_file)
    expect(made.page.locator("h1")).to_have_text("Makassar")
    expect(made.page.locator("#picture canvas")).to_be_visible()
    assert made.page.locator("#links > li").count() == int(made.page.locator("#status").inner_text().split()[0])
    assert (made.asked, made.said, made.dialogs) == ([], [], [])


def test_the_picture_is_drawn_and_has_colours(page_file: Path, opened: Opener) -> None:
    colours = opened(page_file).page.evaluate(
        """() => { const c = document.querySelector("#picture canvas");
        const d = c.getContext("2d").getImageData(0, 0, c.width, c.height).data, seen = new Set();
        for (let i = 0; i < d.length; i += 4) seen.add((d[i] << 16) | (d[i + 1] << 8) | d[i + 2]);
        return seen.size; }"""
    )
    assert colours > 20


def test_search_finds_by_name_without_accents_and_shows_only_the_links_of_what_was_chosen(
    page_file: Path, opened: Opener
) -> None:
    made = opened(page_file)
    made.page.fill("#search", "cöntoh")
    expect(made.page.locator("#matches button")).to_have_count(1)
    made.page.press("#search", "Enter")
    expect(made.page.locator("#heading")).to_have_text("Contoh Orang")
    expect(made.page.locator("#kind")).to_contain_text("person")
    assert all("Contoh Orang" in link for link in _links(made))
    made.page.fill("#search", "nobody of this name")
    expect(made.page.locator("#matches")).to_contain_text("Nothing found")


def test_every_link_shows_its_quote_and_its_source(page_file: Path, opened: Opener) -> None:
    made = opened(page_file, "#node=person/p1")
    item = made.page.locator("#links > li", has_text="participates in")
    expect(item.locator("blockquote").first).to_have_text(SENTENCES[1])
    link = item.locator("figcaption a").first
    expect(link).to_have_attribute("href", "https://example.org/report")
    expect(link).to_have_attribute("rel", re.compile("noopener"))
    expect(item.locator("figcaption").first).to_contain_text("Koran Contoh · 2024-07-31")


def test_filters_take_kinds_and_relations_out_and_say_how_many_are_hidden(page_file: Path, opened: Opener) -> None:
    made = opened(page_file)
    before = len(_links(made))
    made.page.locator("#relations label", has_text="participates in").locator("input").uncheck()
    assert not any("participates in" in link for link in _links(made))
    expect(made.page.locator("#status")).to_contain_text(f"{before - 1} links · 1 hidden")
    made.page.locator("#kinds label", has_text="person").locator("input").uncheck()
    assert not any("Contoh Orang" in link for link in _links(made))


def test_the_legend_counts_what_is_drawn_by_colour_and_shape(
    page_file: Path, opened: Opener, small_picture: nx.MultiDiGraph[Iri]
) -> None:
    made = opened(page_file)
    counts = [int(text) for text in made.page.locator("#kinds .count").all_inner_texts()]
    assert sum(counts) == len(small_picture)
    marks = made.page.locator("#kinds svg.mark")
    looks = {(mark.get_attribute("data-colour"), mark.inner_html()) for mark in marks.all()}
    assert len({colour for colour, _ in looks}) == len({shape for _, shape in looks}) == marks.count()


def test_the_year_hides_what_did_not_hold_then(page_file: Path, opened: Opener) -> None:
    made = opened(page_file)
    year = made.page.locator("#year")
    assert (year.get_attribute("min"), year.get_attribute("max")) == ("2017", "2024")
    year.focus()
    made.page.keyboard.press("ArrowRight")
    expect(made.page.locator("#year-word")).to_have_text("2018")
    assert any("member of" in link for link in _links(made))
    assert not any("holds position" in link for link in _links(made)), "known for 2024 only"
    assert any("located in" in link for link in _links(made)), "undated links may hold in any year"
    assert "year=2018" in made.page.url
    made.page.keyboard.press("End")
    assert any("holds position" in link for link in _links(made))


def test_the_address_keeps_the_state(page_file: Path, opened: Opener) -> None:
    made = opened(page_file)
    made.page.fill("#search", "Contoh")
    made.page.press("#search", "Enter")
    made.page.locator("#relations label", has_text="participates in").locator("input").uncheck()
    again = opened(page_file, "#" + made.page.url.partition("#")[2])
    expect(again.page.locator("#heading")).to_have_text("Contoh Orang")
    assert _links(again) == _links(made)
    made.page.go_back()
    expect(made.page.locator("#heading")).to_have_text("All links")


@pytest.mark.parametrize("hash_", ["#node=nobody", "#year=99999", "#year=x&hide=%00,<b>", "#%E0%A4%A"])
def test_an_address_with_nonsense_opens_the_whole(page_file: Path, opened: Opener, hash_: str) -> None:
    made = opened(page_file, hash_)
    expect(made.page.locator("#heading")).to_have_text("All links")
    assert made.said == []


def test_everything_can_be_reached_by_keyboard(page_file: Path, opened: Opener) -> None:
    made = opened(page_file)
    made.page.keyboard.press("Tab")
    expect(made.page.locator(".skip")).to_be_focused()
    made.page.keyboard.press("Enter")
    made.page.keyboard.press("Tab")
    expect(made.page.locator("#links button").first).to_be_focused()
    name = made.page.locator("#links button").first.inner_text()
    made.page.keyboard.press("Enter")
    expect(made.page.locator("#heading")).to_have_text(name)
    made.page.focus("#search")
    made.page.keyboard.type("makassar")
    made.page.keyboard.press("ArrowDown")
    made.page.keyboard.press("ArrowDown")
    made.page.keyboard.press("Enter")
    expect(made.page.locator("#heading")).to_contain_text("Makassar")
    made.page.keyboard.type("x")
    made.page.focus("#search")
    made.page.keyboard.press("Escape")
    expect(made.page.locator("#matches")).to_be_hidden()


def test_a_click_on_a_node_chooses_it_and_a_click_beside_shows_all_again(page_file: Path, opened: Opener) -> None:
    made = opened(page_file)
    made.page.fill("#search", "Contoh")
    made.page.press("#search", "Enter")
    made.page.wait_for_timeout(400)
    box = made.page.locator("#picture canvas").bounding_box()
    assert box is not None
    made.page.mouse.click(box["x"] + 4, box["y"] + 4)
    expect(made.page.locator("#heading")).to_have_text("All links")
    made.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(made.page.locator("#heading")).to_have_text("Contoh Orang")


def test_the_picture_is_saved_as_png(page_file: Path, opened: Opener, tmp_path: Path) -> None:
    made = opened(page_file)
    with made.page.expect_download() as waiting:
        made.page.click("#png")
    waiting.value.save_as(tmp_path / "picture.png")
    assert waiting.value.suggested_filename == "makassar.png"
    assert (tmp_path / "picture.png").read_bytes().startswith(b"\x89PNG")
    assert (made.asked, made.said) == ([], [])


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_is_cut_off_on_a_narrow_screen(page_file: Path, opened: Opener, width: int) -> None:
    made = opened(page_file, width=width, height=740)
    assert made.page.evaluate("document.documentElement.scrollWidth") <= width
    box = made.page.locator("#picture").bounding_box()
    canvas = made.page.locator("#picture canvas").bounding_box()
    assert box is not None
    assert canvas is not None
    assert box["height"] >= 300
    assert abs(canvas["height"] - box["height"]) < 4


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_can_be_read_in_both_colour_schemes(
    page_file: Path, opened: Opener, scheme: Literal["light", "dark"]
) -> None:
    made = opened(page_file, "#node=person/p1")
    made.page.emulate_media(color_scheme=scheme)
    for selector in ("h1", ".relation", "blockquote", "figcaption", "#kind", ".count", ".chip span"):
        ratio = made.page.locator(selector).first.evaluate(
            """(e) => {
            const parse = (c) => c.match(/[\\d.]+/g).map(Number);
            let at = e, back = [0, 0, 0, 0];
            while (at && !(back[3] ?? 1)) { back = parse(getComputedStyle(at).backgroundColor); at = at.parentElement; }
            const light = (c) => { const [r, g, b] = c.slice(0, 3).map((v) => { v /= 255;
              return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
              return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
            const [a, b] = [light(parse(getComputedStyle(e).color)), light(back)];
            return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05); }"""
        )
        assert ratio >= 4.5, (selector, ratio)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_labels_are_only_text(
    small_picture: nx.MultiDiGraph[Iri], opened: Opener, tmp_path: Path, hostile: str
) -> None:
    graph = _poisoned(small_picture, hostile)
    write_page(graph, tmp_path / "page.html", hostile, "en")
    made = opened(tmp_path / "page.html")
    made.page.fill("#search", hostile[:10])
    made.page.fill("#search", "a")
    made.page.locator("#matches button").first.click()
    for box in made.page.locator("summary").all():
        box.click()
    canvas = made.page.locator("#picture canvas").bounding_box()
    assert canvas is not None
    for part in (0.3, 0.5, 0.7):
        made.page.mouse.move(canvas["x"] + canvas["width"] * part, canvas["y"] + canvas["height"] * part)
    assert made.page.evaluate("window.hacked") is None
    assert made.page.locator("img, iframe, object, embed").count() == 0
    assert made.page.locator("a[href^='javascript']").count() == 0
    assert made.page.locator("script").count() == 3
    assert (made.asked, made.said, made.dialogs) == ([], [], [])
    shown = made.page.evaluate("document.querySelector('#heading').textContent")
    assert shown.strip()


def _poisoned(graph: nx.MultiDiGraph[Iri], text: str) -> nx.MultiDiGraph[Iri]:
    """The same graph with the text as every label, name, title, quote, source and address."""
    copy = graph.copy()
    for _, data in copy.nodes(data=True):
        data["label"], data["names"] = f"a {text}", (text,)
    for _, _, data in copy.edges(data=True):
        data["title"] = text
        data["citations"] = tuple(
            replace(c, quote=text, source=replace(c.source, title=text, addresses=(text, "javascript:alert(1)"),
                                                  publisher=text, published=text))
            for c in data["citations"]
        )  # fmt: skip
    return copy


def test_both_languages_are_spoken(small_picture: nx.MultiDiGraph[Iri], opened: Opener, tmp_path: Path) -> None:
    write_page(small_picture, tmp_path / "halaman.html", "Makassar", "id")
    made = opened(tmp_path / "halaman.html")
    assert made.page.locator("html").get_attribute("lang") == "id"
    expect(made.page.locator("#heading")).to_have_text("Semua hubungan")
    expect(made.page.locator("#kinds")).to_contain_text("orang")
    assert MAKASSAR in small_picture
    assert PERSON in small_picture
