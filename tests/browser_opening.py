"""A real Chromium, and the page of the small graph with a label of every hostile kind in it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import networkx as nx
import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, Playwright, Route, sync_playwright

from kg.graphs import neighbourhood, project, write_page
from kg.records import Iri
from small_graph import MAKASSAR, small_store

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    opened = _playwright().chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
    yield opened
    opened.close()


@cache
def _playwright() -> Playwright:
    """One a process: several folders import the fixture above, and a second one beside the first is refused."""
    return sync_playwright().start()


@pytest.fixture(scope="session")
def small_picture() -> nx.MultiDiGraph[Iri]:
    with small_store() as store:
        return neighbourhood(project(store), MAKASSAR, 3, 300)


@pytest.fixture(scope="session")
def page_file(small_picture: nx.MultiDiGraph[Iri], tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("page") / "makassar.html"
    write_page(small_picture, file, "Makassar", "en")
    return file


@dataclass
class Opened:
    """A page that is ready, and everything that it asked for, said or tried to do since."""

    page: Page
    asked: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)


Opener = Callable[..., Opened]


def watch(context: BrowserContext, found: Opened, allowed: Callable[[str], bool]) -> None:
    """Note what a page says and tries to do; a request to an address that is not `allowed` is refused and noted."""

    def answer(route: Route) -> None:
        if allowed(route.request.url):
            route.continue_()
        else:
            found.asked.append(route.request.url)
            route.abort()

    def refuse(dialog: Dialog) -> None:
        found.dialogs.append(dialog.message)
        dialog.dismiss()

    context.route("**/*", answer)
    found.page.on("console", lambda message: found.said.append(message.text))
    found.page.on("pageerror", lambda error: found.said.append(str(error)))
    found.page.on("dialog", refuse)


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opener]:
    """Opens a file; whatever is not that file is refused and noted."""
    contexts = []

    def open_(file: Path, hash_: str = "", width: int = 1280, height: int = 800) -> Opened:
        context = browser.new_context(viewport={"width": width, "height": height}, accept_downloads=True)
        contexts.append(context)
        found = Opened(context.new_page())
        address = file.as_uri()

        watch(context, found, lambda url: url.partition("#")[0] == address or url.startswith("blob:"))
        found.page.goto(address + hash_)
        found.page.wait_for_selector("html[data-ready=yes]", state="attached")
        return found

    yield open_
    for context in contexts:
        context.close()
