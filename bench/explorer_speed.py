"""The explorer on a graph of 10,000 things beside a page of stock pyvis with the same nodes and edges, in one Chromium.

python bench/explorer_speed.py [NODES]

The graph is made up: bodies in a tree, each on a place, and people with terms of office in them, by preference in those
that have many. It has no claims, so links come without quotes. "First view" is the time from the call of the address
until the picture stands with its table; the server has read the graph before, as it does when it starts. "Re-focus" is
the time from sending the form with another name until its picture stands. pyvis writes its page with its own template
and defaults; it is given up after LIMIT seconds.
"""

from __future__ import annotations

import contextlib
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import TimeoutError as TooLate
from pyvis.network import Network

from kg.pages.site import HERE
from kg.records import Iri, Literal, Triple
from kg.store import open_store
from kg.terms import BASE, DCT, ORG, RDF, RDFS, SCG, SKOS

NODES = 10_000
RUNS = 7
LIMIT = 120
SEED = 20180427
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
WATCH = """(() => { const watch = () => {
  const nodes = window.explorer?.picture?.()?.nodes().length ?? 0;
  const drawn = nodes > 1 && document.querySelectorAll("#links tbody tr").length > 0;
  if (drawn) window.drawnAt = performance.now(); else setTimeout(watch, 5);
}; addEventListener("DOMContentLoaded", watch); })()"""
AGAIN = """async ({ name, id }) => {
  document.getElementById("name").value = name;
  const begun = performance.now();
  document.getElementById("start").requestSubmit();
  while (!(window.explorer.state.opened[0] === id && window.explorer.picture().getElementById(id).nonempty()))
    await new Promise((done) => setTimeout(done, 2));
  return performance.now() - begun;
}"""
STOCK = """typeof network !== "undefined" &&
  (network.drawnOnce || (network.once("afterDrawing", () => { network.drawnOnce = true; }), false))"""


def thing(kind: str, number: int) -> Iri:
    """The identifier of a made-up thing."""
    return Iri(f"{BASE}id/{kind}/n{number}")


def world(nodes: int) -> set[Triple]:
    """A tenth places, three tenths bodies, the rest people, each with two terms of office."""
    dice = random.Random(SEED)
    found: set[Triple] = set()
    places = [thing("place", n) for n in range(nodes // 10)]
    bodies = [thing("organisation", n) for n in range(3 * nodes // 10)]
    people = [thing("person", n) for n in range(nodes - len(places) - len(bodies))]
    for kind, things in ((SCG.Place, places), (SCG.LocalGovernment, bodies), (SCG.Person, people)):
        for number, one in enumerate(things):
            name = Literal(f"{kind.rpartition('#')[2]} {number:05d}")
            found |= {Triple(one, RDF.type, kind), Triple(one, RDFS.label, name), Triple(one, SKOS.prefLabel, name)}
    for number, body in enumerate(bodies):
        found.add(Triple(body, DCT.spatial, places[number % len(places)]))
        if number:
            found.add(Triple(body, ORG.subOrganizationOf, bodies[dice.randrange(number)]))
    for number, person in enumerate(people * 2):
        tenure = thing("tenure", number)
        body = bodies[int(len(bodies) * dice.random() ** 3)]
        found |= {Triple(tenure, RDF.type, SCG.Tenure), Triple(tenure, ORG.member, person)}
        found.add(Triple(tenure, ORG.organization, body))
    return found


def explored(browser: Browser, address: str) -> tuple[list[float], list[float]]:
    """Milliseconds of first views, each in a new profile, and of re-focusing in one page."""
    first, again = [], []
    for run in range(RUNS):
        page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
        page.add_init_script(WATCH)
        page.goto(f"{address}/explore?focus={quote(thing('organisation', run))}", wait_until="commit")
        first.append(_drawn(page))
        if run == RUNS - 1:
            for number in range(20, 20 + RUNS):
                name = {"name": f"LocalGovernment {number:05d}", "id": f"organisation/n{number}"}
                again.append(page.evaluate(AGAIN, name))
        page.context.close()
    return first, again


def _drawn(page: Page) -> float:
    """Milliseconds from asking for the page until the picture stood."""
    while not page.evaluate("window.drawnAt ?? 0"):
        page.wait_for_timeout(100)
    return float(page.evaluate("window.drawnAt"))


@contextlib.contextmanager
def served(store: Path) -> Iterator[str]:
    """`kg serve` over a store, in a process of its own, when it has read its graph."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "kg", "serve", "--port", str(port), "--store", str(store)]
    with subprocess.Popen(command) as server:
        try:
            address = f"http://127.0.0.1:{port}"
            for _ in range(600):
                with contextlib.suppress(OSError):
                    focus = quote(thing("organisation", 100))
                    urllib.request.urlopen(f"{address}/api/graph?focus={focus}", timeout=300).read()
                    break
                time.sleep(0.2)
            yield address
        finally:
            server.terminate()


def stock(nodes: list[tuple[str, str]], edges: list[tuple[str, str]], file: Path) -> float | None:
    """Seconds until stock pyvis has drawn for the first time, None where that takes longer than LIMIT."""
    network = Network(directed=True, cdn_resources="in_line")
    network.add_nodes([one for one, _ in nodes], label=[label for _, label in nodes])
    network.edges = [{"from": start, "to": end} for start, end in edges]
    file.write_text(network.generate_html(), encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.route("http*://**", lambda route: route.abort())
        begun = time.perf_counter()
        try:
            page.goto(file.as_uri(), wait_until="commit")
            page.wait_for_function(STOCK, timeout=LIMIT * 1000)
        except TooLate:
            return None
        return time.perf_counter() - begun


def main(nodes: int) -> None:
    """Print every figure."""
    if not (HERE / "static" / "vendor" / "cytoscape.js").is_file():
        sys.exit("the explorer draws nothing without its bundles: make frontend")
    triples = world(nodes)
    labels = [(str(s), o.value) for s, p, o in triples if p == RDFS.label and isinstance(o, Literal)]
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        with open_store(str(store), create=True) as opened:
            opened.replace_all({Iri(f"{BASE}id/graph/made-up"): triples})
            opened.rebuild_labels()
        with served(store) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
            first, again = explored(browser, address)
            browser.close()
        print(f"{nodes} things: first view {statistics.median(first):.0f} ms (most {max(first):.0f}), ", end="")
        print(f"re-focus {statistics.median(again):.0f} ms (most {max(again):.0f}), {RUNS} runs each")
        edges = [(str(s), str(o)) for s, p, o in triples if p in (DCT.spatial, ORG.subOrganizationOf)]
        member = {s: str(o) for s, p, o in triples if p == ORG.member}
        edges += [(member[s], str(o)) for s, p, o in triples if p == ORG.organization]
        took = stock(sorted(labels), sorted(edges), Path(folder) / "stock.html")
        print(f"stock pyvis, {len(labels)} nodes, {len(edges)} edges: first picture ", end="")
        print(f"after {took:.1f} s" if took is not None else f"none after {LIMIT} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else NODES)
