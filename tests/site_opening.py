"""The site in a real Chromium: what a page asks for, says and tries to do is noted."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from browser_opening import Opened, watch
from hostile_graph import hostile_graph
from kg.pages.site import HERE
from kg.records import Iri, Triple
from kg.store import open_store
from served import serving
from small_graph import small_graph

Visit = Callable[..., Opened]
AXE = Path(__file__).resolve().parent.parent / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
bundled = pytest.mark.skipif(
    not (HERE / "static" / "vendor" / "cytoscape.js").is_file(), reason="make frontend has not been run"
)
audited = pytest.mark.skipif(not AXE.is_file(), reason="frontend/node_modules is missing: make frontend installs it")


def _served(folder: Path, graphs: dict[Iri, set[Triple]]) -> Iterator[str]:
    with open_store(str(folder), create=True) as store:
        store.replace_all(graphs)
        store.rebuild_labels()
    with serving(folder) as address:
        yield address


@pytest.fixture(scope="session")
def site_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server over the small graph."""
    yield from _served(tmp_path_factory.mktemp("site") / "store", small_graph())


@pytest.fixture(scope="session")
def hostile_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server over the small graph with markup in every text."""
    yield from _served(tmp_path_factory.mktemp("hostile") / "store", hostile_graph())


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """Opens an address; a request to any other server is refused and noted."""
    contexts = []

    def open_(address: str, path: str, width: int = 1280, scheme: str = "light", language: str = "en") -> Opened:
        context = browser.new_context(
            viewport={"width": width, "height": 800},
            color_scheme="dark" if scheme == "dark" else "light",
            locale=language,
            accept_downloads=True,
        )
        contexts.append(context)
        found = Opened(context.new_page())

        watch(context, found, lambda url: url.startswith((address, "blob:", "data:")))
        found.page.goto(address + path)
        return found

    yield open_
    for context in contexts:
        context.close()


def until(page: Page, condition: str, seconds: float = 20) -> None:
    """Wait for a condition; Playwright's own wait evaluates text, which the site's policy forbids."""
    deadline = time.monotonic() + seconds
    while not page.evaluate(condition):
        assert time.monotonic() < deadline, condition
        page.wait_for_timeout(50)


def faults(page: Page) -> list[tuple[str, list[str]]]:
    """The rules that are broken, with the elements that break them; the editor of others is theirs."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    result: dict[str, Any] = page.evaluate(
        "axe.run({exclude: [['#yasgui']]}, {resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa']})"
    )
    return [
        (fault["id"], [node["html"][:160] for node in fault["nodes"][:3]])
        for fault in result["violations"]
        if fault["impact"] in ("serious", "critical")
    ]
