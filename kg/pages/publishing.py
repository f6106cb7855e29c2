"""The site as plain files for any static host: the pages in both languages, the data, dumps, feeds, rewrite rules.

Every page comes from the application itself, asked without a network.
"""

from __future__ import annotations

import asyncio
import hashlib
import math
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

import kg
from kg import resources
from kg.errors import InputError, Unfinished
from kg.graphs.words import Words
from kg.pages.app import Application
from kg.pages.draft import Draft, is_published
from kg.pages.labels import THINGS
from kg.pages.site import HERE, WORDS, Served
from kg.pages.twin import DATA, ORIGIN, Twin, fits, not_found, rules
from kg.queries import load_queries
from kg.queries.library import PAGES, find_query
from kg.store import everything

LANGUAGES: Final = ("en", "id")
SEEDS: Final = ("/", "/browse", "/questions", "/downloads", "/def", "/feed.atom")
_STEP = 100
_PROGRAM = frozenset((".py", ".j2", ".tsv", ".ttl"))
_WRITTEN = (200, 400)
"""400: a question of the library whose example is not in this graph still has its page."""


@dataclass(frozen=True, slots=True)
class Published:
    """How many files there are, their bytes, and how many pages and data were not made anew."""

    files: int
    size: int
    kept: int


def publish(
    served: Served,
    folder: Path,
    base: str,
    tell: Callable[[str], None] = lambda _: None,
    until: float = math.inf,
) -> Published:
    """Write the twin of a site into a new or earlier folder; `base` is where it will stand, without a last slash.

    The folder changes at the end, at once. Raises InputError where it holds anything that was not published before,
    and Unfinished when the clock (`time.monotonic()`) has passed `until`; a later run goes on from there.
    """
    folder = folder.resolve()
    if folder.exists() and any(folder.iterdir()) and not is_published(folder):
        raise InputError(f"{folder} holds other files", hint="give a new folder")
    folder.parent.mkdir(parents=True, exist_ok=True)
    mark = _mark(served)
    draft = Draft(folder, f"{mark} {base}")
    try:
        press = _Press(served, draft, base, _Progress(tell, until))
        press.named(mark)
        asyncio.run(press.run())
        _beside(served, draft.place, base)
        draft.finish()
    finally:
        draft.close()
    files = [path for path in folder.rglob("*") if path.is_file()]
    return Published(len(files), sum(path.stat().st_size for path in files), draft.kept)


def _mark(served: Served) -> str:
    """What all pages are made of: this program, and what queries see of the store."""
    made = hashlib.sha256()
    package = Path(kg.__file__).parent
    for path in sorted(path for path in package.rglob("*") if path.suffix in _PROGRAM and path.is_file()):
        made.update(path.read_bytes())
    for query in load_queries().values():
        made.update(query.sparql.encode())
    for line in sorted(everything(served.store)):
        made.update(line)
    return made.hexdigest()[:16]


def _beside(served: Served, folder: Path, base: str) -> None:
    """What is no page: static files, dumps, rules for servers."""
    ignored = shutil.ignore_patterns("vendor", "*.js")
    shutil.copytree(HERE / "static", folder / "static", dirs_exist_ok=True, ignore=ignored)
    if served.dumps.is_dir():
        shutil.copytree(served.dumps, folder / "dumps", dirs_exist_ok=True)
    gone = _keys(served, "gone")
    shutil.copyfile(folder / "index.en.html", folder / "index.html")
    (folder / "404.html").write_text(not_found(base, {tag: Words(tag, WORDS) for tag in LANGUAGES}), encoding="utf-8")
    (folder / ".htaccess").write_text(
        f"{rules('', gone)}ErrorDocument 404 {urlsplit(base).path}/404.html\n", encoding="utf-8"
    )
    (folder / "w3id.htaccess").write_text(rules(base, gone), encoding="utf-8")
    (folder / ".nojekyll").touch()


class _Progress:
    """Tells how far a run is, and ends it when its time is up."""

    def __init__(self, tell: Callable[[str], None], until: float) -> None:
        self._tell, self._begun, self._until = tell, time.monotonic(), until

    def at(self, done: int, left: int, draft: Draft) -> None:
        """So many files are done, so many addresses are known that may give more."""
        now = time.monotonic()
        if now > self._until:
            goes_on = self._begun < self._until
            hint = "run it again: it goes on there" if goes_on else "give it more: the dumps took all of it"
            raise Unfinished(f"time is up: {done} files are ready in {draft.place}", hint=hint)
        if done % _STEP == 0:
            made = done - draft.kept
            rest = f" · {left * (now - self._begun) / made / 60:.0f} min left" if made > _STEP else ""
            self._tell(f"{done:,} of about {done + left:,} files{rest}")


class _Press:
    """Asks for pages, follows their links, and writes each into its file once."""

    def __init__(self, served: Served, draft: Draft, base: str, progress: _Progress) -> None:
        self._application = Application(served, ORIGIN)
        self._draft, self._base, self._progress = draft, base, progress
        self._things = _things(served)
        self._twin = Twin(frozenset(self._things), frozenset(load_queries()))
        self._written: set[str] = set()
        self._known: set[str] = set()

    def named(self, mark: str) -> None:
        """Name the version that the pages bear by what they are made of: the same data give the same bytes."""
        self._application.site.version = f"{resources.version()}+{mark[:8]}"

    async def run(self) -> None:
        waiting = [*SEEDS, *(f"/doc/{key}" for key in self._things)]
        waiting += [f"/doc/{key}.{suffix}" for key in self._things for suffix in DATA]
        waiting += [f"/def.{suffix}" for suffix in DATA]
        self._known.update(waiting)
        waiting.reverse()
        while waiting:
            address = waiting.pop()
            for language in LANGUAGES:
                links = await self._write(address, language)
                waiting += [link for link in links if link not in self._known]
                self._known.update(links)
            self._progress.at(len(self._written), 2 * len(waiting), self._draft)
        self._sitemap()

    async def _write(self, address: str, language: str) -> tuple[str, ...]:
        """Write the file of one address, if it is not there; gives the further addresses that it leads to."""
        file = self._twin.file(address, language)
        if file is None or file in self._written or file.startswith(("static/", "dumps/")):
            return ()
        self._written.add(file)
        ready = self._draft.ready(file)
        if ready is not None:
            return ready.links
        status, body = await _ask(self._application, address, language)
        if status not in _WRITTEN:
            self._draft.skip(file)
            return ()
        links: tuple[str, ...] = ()
        if file.endswith(".html"):
            page = body.decode()
            found = dict.fromkeys(link for link in self._twin.links(page) if "lang=" not in link)
            links = tuple(link for link in found if link.removeprefix("/doc/") not in self._twin.things)
            body = self._twin.linked(page, file, language).encode()
        elif file.endswith(".atom"):
            body = self._twin.placed(body.decode(), self._base, language).encode()
        self._draft.write(file, body, links)
        return links

    def _sitemap(self) -> None:
        pages = sorted(file for file in self._written if file.endswith(".html"))[:50_000]
        entries = "".join(f"<url><loc>{self._base}/{page}</loc></url>" for page in pages)
        space = "http://www.sitemaps.org/schemas/sitemap/0.9"
        text = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{space}">{entries}</urlset>\n'
        (self._draft.place / "sitemap.xml").write_text(text, encoding="utf-8")
        robots = f"User-agent: *\nSitemap: {self._base}/sitemap.xml\n"
        (self._draft.place / "robots.txt").write_text(robots, encoding="utf-8")


def _things(served: Served) -> list[str]:
    """The keys of everything that gets a page: whatever has a name, and the sources."""
    return _keys(served, "published")


def _keys(served: Served, query: str) -> list[str]:
    rows = served.store.select(find_query(query, PAGES).sparql).rows
    keys = [str(row[0]).removeprefix(THINGS) for row in rows]
    return [key for key in keys if fits(key)]


async def _ask(application: Application, address: str, language: str) -> tuple[int, bytes]:
    """What the application answers, without a network."""
    parts = urlsplit(address)
    scope: dict[str, Any] = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
        "server": (urlsplit(ORIGIN).hostname, 80), "root_path": "",
        "path": unquote(parts.path), "raw_path": parts.path.encode(), "query_string": parts.query.encode(),
        "still": True,
        "headers": [
            (b"host", urlsplit(ORIGIN).netloc.encode()), (b"accept", b"text/html"),
            (b"accept-language", language.encode()),
        ],
    }  # fmt: skip
    status, body = 500, bytearray()

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        nonlocal status
        if message["type"] == "http.response.start":
            status = message["status"]
        body.extend(message.get("body", b""))

    await application.pages(scope, receive, send)
    return status, bytes(body)
