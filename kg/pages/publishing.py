"""The site as plain files for any static host: the pages in both languages, the data, dumps, feeds, rewrite rules.

Every page comes from the application itself, asked without a network.
"""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from kg.errors import InputError
from kg.pages.app import Application
from kg.pages.site import HERE, THINGS, Served
from kg.pages.twin import DATA, ORIGIN, Twin, rules
from kg.queries import load_queries
from kg.queries.library import PAGES, find_query

LANGUAGES: Final = ("en", "id")
SEEDS: Final = ("/", "/browse", "/questions", "/downloads", "/def", "/feed.atom")
_STEP = 100
_WRITTEN = (200, 400)
"""400: a question of the library whose example is not in this graph still has its page."""


@dataclass(frozen=True, slots=True)
class Published:
    """How many files were written, and their bytes."""

    files: int
    size: int


def publish(served: Served, folder: Path, base: str, tell: Callable[[str], None] = lambda _: None) -> Published:
    """Write the twin of a site into a new or earlier folder; `base` is where it will stand, without a last slash.

    Raises InputError where the folder holds anything that was not published before.
    """
    mark = folder / "index.en.html"
    if folder.exists() and any(folder.iterdir()) and not mark.exists():
        raise InputError(f"{folder} holds other files", hint="give a new folder")
    folder.mkdir(parents=True, exist_ok=True)
    _copies(served, folder)
    press = _Press(served, folder, base, tell)
    asyncio.run(press.run())
    _swept(folder, press.written)
    gone = _keys(served, "gone")
    shutil.copyfile(mark, folder / "index.html")
    (folder / ".htaccess").write_text(rules("", gone), encoding="utf-8")
    (folder / "w3id.htaccess").write_text(rules(base, gone), encoding="utf-8")
    (folder / ".nojekyll").touch()
    files = [path for path in folder.rglob("*") if path.is_file()]
    return Published(len(files), sum(path.stat().st_size for path in files))


def _copies(served: Served, folder: Path) -> None:
    ignored = shutil.ignore_patterns("vendor", "*.js")
    shutil.copytree(HERE / "static", folder / "static", dirs_exist_ok=True, ignore=ignored)
    if served.dumps.is_dir() and served.dumps.resolve() != (folder / "dumps").resolve():
        shutil.copytree(served.dumps, folder / "dumps", dirs_exist_ok=True)


class _Press:
    """Asks for pages, follows their links, and writes each into its file once."""

    def __init__(self, served: Served, folder: Path, base: str, tell: Callable[[str], None]) -> None:
        self._application = Application(served, ORIGIN)
        self._folder, self._base, self._tell = folder, base, tell
        self._things = _things(served)
        self._twin = Twin(frozenset(self._things), frozenset(load_queries()))
        self.written: set[str] = set()

    async def run(self) -> None:
        waiting = [*SEEDS, *(f"/doc/{key}" for key in self._things)]
        waiting += [f"/doc/{key}.{suffix}" for key in self._things for suffix in DATA]
        waiting += [f"/def.{suffix}" for suffix in DATA]
        waiting.reverse()
        while waiting:
            address = waiting.pop()
            for language in LANGUAGES:
                waiting += await self._write(address, language)
        self._sitemap()

    async def _write(self, address: str, language: str) -> list[str]:
        """Write the file of one address, if it is not there; gives the addresses that it leads to."""
        file = self._twin.file(address, language)
        if file is None or file in self.written or file.startswith(("static/", "dumps/")):
            return []
        self.written.add(file)
        if len(self.written) % _STEP == 0:
            self._tell(f"{len(self.written)} files")
        status, body = await _ask(self._application, address, language)
        if status not in _WRITTEN:
            return []
        links: list[str] = []
        if file.endswith(".html"):
            page = body.decode()
            links = [link for link in self._twin.links(page) if "lang=" not in link]
            body = self._twin.linked(page, file, language).encode()
        elif file.endswith(".atom"):
            body = self._twin.placed(body.decode(), self._base, language).encode()
        path = self._folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
        return links

    def _sitemap(self) -> None:
        pages = sorted(file for file in self.written if file.endswith(".html"))[:50_000]
        entries = "".join(f"<url><loc>{self._base}/{page}</loc></url>" for page in pages)
        space = "http://www.sitemaps.org/schemas/sitemap/0.9"
        text = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{space}">{entries}</urlset>\n'
        (self._folder / "sitemap.xml").write_text(text, encoding="utf-8")
        (self._folder / "robots.txt").write_text(
            f"User-agent: *\nSitemap: {self._base}/sitemap.xml\n", encoding="utf-8"
        )


def _swept(folder: Path, written: Collection[str]) -> None:
    """Without the pages of an earlier time that nothing is left to say on: of whom was taken down, above all."""
    for top in sorted({file.partition("/")[0] for file in written if "/" in file}):
        for path in sorted((folder / top).rglob("*")):
            if path.is_file() and path.relative_to(folder).as_posix() not in written:
                path.unlink()


def _things(served: Served) -> list[str]:
    """The keys of everything that gets a page: whatever has a name, and the sources."""
    return _keys(served, "published")


def _keys(served: Served, query: str) -> list[str]:
    rows = served.store.select(find_query(query, PAGES).sparql).rows
    keys = [str(row[0]).removeprefix(THINGS) for row in rows]
    return [key for key in keys if all(part not in ("", ".", "..") for part in key.split("/")) and ":" not in key]


async def _ask(application: Application, address: str, language: str) -> tuple[int, bytes]:
    """What the application answers, without a network."""
    parts = urlsplit(address)
    scope: dict[str, Any] = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
        "server": (urlsplit(ORIGIN).hostname, 80), "root_path": "", "path": parts.path, "raw_path": parts.path.encode(),
        "query_string": parts.query.encode(), "still": True,
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
