"""Atom feeds: what was said when and by whom, over all or of one thing (RFC 4287)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from kg.bounds import span
from kg.graphs import SourceNote
from kg.pages.exploring import graph_of, outline_of
from kg.pages.site import THINGS, Site, is_web, language_of, local
from kg.records import Iri

MOST: Final = 60
LINES: Final = 12
_NEVER = "1970-01-01"


@dataclass(frozen=True, slots=True)
class Line:
    """One link that a source speaks of, and its words for it."""

    start: Iri
    relation: Iri
    end: Iri
    quote: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A dated source and what it says, in a fixed order."""

    source: SourceNote
    day: str
    lines: tuple[Line, ...]


async def feed(request: Request) -> Response:
    """The latest sources of the graph, or of the thing that the address names."""
    return await run_in_threadpool(_feed, request.app.state.site, request)


def _feed(site: Site, request: Request) -> Response:
    path = request.path_params.get("path", "").removesuffix(".atom")
    thing = Iri(f"{THINGS}{path}") if path else None
    if thing is not None and thing not in outline_of(site):
        message = site.names_of(language_of(request))["not-found"]
        return site.render(
            request, "message.html.j2", {"status": 404, "message": message, "detail": request.url.path}, 404
        )
    body = _Writer(site, request).written(thing, said(site, thing))
    headers = {"Access-Control-Allow-Origin": "*", "Vary": "Accept-Language, Cookie"}
    return Response(body, media_type="application/atom+xml", headers=headers)


def said(site: Site, thing: Iri | None) -> tuple[Entry, ...]:
    """The latest dated sources with what they say of a thing, or of anything."""
    graph = graph_of(site)
    edges: Iterable[Any] = graph.edges(data=True)
    if thing is not None:
        edges = (*graph.in_edges(thing, data=True), *graph.out_edges(thing, data=True))
    notes: dict[Iri, SourceNote] = {}
    found: dict[Iri, set[Line]] = defaultdict(set)
    for start, end, data in edges:
        for cite in data["citations"]:
            if cite.source.published and _day(cite.source.published):
                notes[cite.source.iri] = cite.source
                found[cite.source.iri].add(Line(start, data["relation"], end, cite.quote or ""))
    entries = [Entry(notes[iri], _day(notes[iri].published or ""), _sorted(lines)) for iri, lines in found.items()]
    entries.sort(key=lambda entry: entry.source.iri)
    entries.sort(key=lambda entry: entry.day, reverse=True)
    return tuple(entries[:MOST])


def _sorted(lines: Iterable[Line]) -> tuple[Line, ...]:
    return tuple(sorted(lines, key=lambda line: (line.relation, line.start, line.end, line.quote)))


def _day(text: str) -> str:
    try:
        return span(text)[0]
    except ValueError:
        return ""


class _Writer:
    """Writes a feed in the reader's language."""

    def __init__(self, site: Site, request: Request) -> None:
        self._site, self._language = site, language_of(request)
        self._base = str(request.base_url).rstrip("/")
        self._words = site.names_of(self._language)

    def written(self, thing: Iri | None, entries: tuple[Entry, ...]) -> str:
        name = "" if thing is None else f"{self._named(thing)} · "
        title = f"{name}{self._words['site']}"
        own = "/feed.atom" if thing is None else f"/feed/{thing.removeprefix(THINGS)}.atom"
        page = "/" if thing is None else local(thing)
        updated = max((entry.day for entry in entries), default=_NEVER)
        return "".join(
            (
                '<?xml version="1.0" encoding="UTF-8"?>\n',
                f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{self._language}">\n',
                f"<id>{_text(self._base + own)}</id><title>{_text(title)}</title>",
                f"<updated>{updated}T00:00:00Z</updated>\n",
                f'<link rel="self" href={_value(self._base + own)}/><link href={_value(self._base + page)}/>\n',
                "<rights>CC BY 4.0</rights>\n",
                *map(self._entry, entries),
                "</feed>\n",
            )
        )

    def _entry(self, entry: Entry) -> str:
        note = entry.source
        lines = [self._line(line) for line in entry.lines[:LINES]]
        if len(entry.lines) > LINES:
            lines.append(self._words["more"].replace("%n", str(len(entry.lines))))
        pages = "".join(f'<link rel="via" href={_value(page)}/>' for page in note.addresses[:3] if is_web(page))
        return (
            f"<entry><id>{_text(note.iri)}</id><title>{_text(note.title)}</title>"
            f"<updated>{entry.day}T00:00:00Z</updated><published>{entry.day}T00:00:00Z</published>"
            f"<author><name>{_text(note.publisher or self._words['source'])}</name></author>"
            f"<link href={_value(self._base + local(note.iri))}/>{pages}"
            f'<content type="text">{_text(chr(10).join(lines))}</content></entry>\n'
        )

    def _line(self, line: Line) -> str:
        relation = self._site.labels.of(line.relation, self._language).text
        told = f"{self._named(line.start)} – {relation} – {self._named(line.end)}"
        return f"{told}: “{line.quote}”" if line.quote else told

    def _named(self, thing: Iri) -> str:
        return self._site.labels.of(thing, self._language).text


def _text(text: str) -> str:
    return escape("".join(c if c.isprintable() or c == "\n" else " " for c in text))


def _value(text: str) -> str:
    return quoteattr("".join(c for c in text if c.isprintable()))
