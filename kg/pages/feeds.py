"""Atom feeds: what was said when and by whom, and what changed hands, over all or of one thing (RFC 4287)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from kg.bounds import span
from kg.graphs import SourceNote, between
from kg.pages.exploring import graph_of, outline_of
from kg.pages.feed_changes import Handing, Holding, handings_of
from kg.pages.labels import THINGS
from kg.pages.site import Site, is_web, language_of, local
from kg.records import Iri
from kg.terms import Capacity

MOST: Final = 60
LINES: Final = 12
LONGEST: Final = 300
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
    if thing is not None and not has_feed(site, thing):
        message = site.names_of(language_of(request))["not-found"]
        return site.render(
            request, "message.html.j2", {"status": 404, "message": message, "detail": request.url.path}, 404
        )
    body = _Writer(site, request).written(thing, (said(site, thing), handings_of(site, thing)[:MOST]))
    headers = {"Access-Control-Allow-Origin": "*", "Vary": "Accept-Language, Cookie"}
    return Response(body, media_type="application/atom+xml", headers=headers)


def has_feed(site: Site, thing: Iri) -> bool:
    """Whether a thing has a feed: it is linked to others, or it changed hands."""
    return thing in outline_of(site) or bool(handings_of(site, thing))


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

    def written(self, thing: Iri | None, found: tuple[tuple[Entry, ...], tuple[Handing, ...]]) -> str:
        entries, handed = found
        dated = [*((one.day, self._entry(one)) for one in entries), *((one.day, self._handing(one)) for one in handed)]
        dated.sort(key=lambda pair: pair[0], reverse=True)
        name = "" if thing is None else f"{self._named(thing)} · "
        title = f"{name}{self._words['site']}"
        own = "/feed.atom" if thing is None else f"/feed/{thing.removeprefix(THINGS)}.atom"
        page = "/" if thing is None else local(thing)
        updated = max((day for day, _ in dated), default=_NEVER)
        return "".join(
            (
                '<?xml version="1.0" encoding="UTF-8"?>\n',
                f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{self._language}">\n',
                f"<id>{_text(self._base + own)}</id><title>{_text(title)}</title>",
                f"<updated>{updated}T00:00:00Z</updated>\n",
                f'<link rel="self" href={_value(self._base + own)}/><link href={_value(self._base + page)}/>\n',
                "<rights>CC BY 4.0</rights>\n",
                *(written for _, written in dated[:MOST]),
                "</feed>\n",
            )
        )

    def _entry(self, entry: Entry) -> str:
        note = entry.source
        lines = [self._line(line) for line in entry.lines[:LINES]]
        if len(entry.lines) > LINES:
            lines.append(self._words["more"].replace("%n", str(len(entry.lines))))
        return (
            f"<entry><id>{_text(note.iri)}</id><title>{_text(note.title)}</title>"
            f"<updated>{entry.day}T00:00:00Z</updated><published>{entry.day}T00:00:00Z</published>"
            f"<author><name>{_text(note.publisher or self._words['source'])}</name></author>"
            f"<link href={_value(self._base + local(note.iri))}/>{_via(note.addresses)}"
            f'<content type="text">{_text(chr(10).join(lines))}</content></entry>\n'
        )

    def _quoted(self, source: Iri, quote: str) -> str:
        """The words of a source behind its title; of a table's row what they state."""
        stated = self._site.curated.statement(source, quote, self._words, self._language) if quote else None
        return f": {stated}" if stated else f": “{_short(quote)}”" if quote else ""

    def _handing(self, handing: Handing) -> str:
        """The entry of a change: what it is about, the old and the new holder, and who reports it."""
        what = self._named(handing.subject) + (f" · {self._named(handing.role)}" if handing.role else "")
        old, new = (self._holder(held) for held in (handing.old, handing.new))
        told = handing.new.told[0] if handing.new.told else None
        note = self._site.reader.source(told.source) if told else None
        lines = [f"{self._words['feed-old']}: {old}{_when(handing.old)}"]
        lines.append(f"{self._words['feed-new']}: {new}{_when(handing.new)}")
        if note is not None and told is not None:
            title = self._site.curated.title(note.iri, self._words, self._language)
            source = ", ".join(filter(None, (title, note.publisher, note.published)))
            lines.append(f"{self._words['source']}: {source}{self._quoted(note.iri, told.quote)}")
        author = (note.publisher or note.title if note else "") or self._words["source"]
        return (
            f"<entry><id>{_text(handing.new.node)}#after-{_text(handing.old.node.rpartition('/')[2])}</id>"
            f"<title>{_text(f'{what}: {old} → {new}')}</title>"
            f"<updated>{handing.day}T00:00:00Z</updated><author><name>{_text(author)}</name></author>"
            f'<category term="change" label={_value(self._words["feed-change"])}/>'
            f"<link href={_value(self._base + local(handing.subject))}/>{_via(note.pages if note else ())}"
            f'<content type="text">{_text(chr(10).join(lines))}</content></entry>\n'
        )

    def _holder(self, held: Holding) -> str:
        acting = held.capacity if held.capacity != Capacity.DEFINITIVE else None
        return self._named(held.holder) + (f" ({self._named(acting)})" if acting else "")

    def _line(self, line: Line) -> str:
        relation = self._site.labels.of(line.relation, self._language).text
        told = f"{self._named(line.start)} – {relation} – {self._named(line.end)}"
        return f"{told}: “{line.quote}”" if line.quote else told

    def _named(self, thing: Iri) -> str:
        return self._site.labels.of(thing, self._language).text


def _via(pages: Sequence[str]) -> str:
    """Links to the first pages behind an entry."""
    return "".join(f'<link rel="via" href={_value(page)}/>' for page in pages[:3] if is_web(page))


def _when(held: Holding) -> str:
    known = held.bounds
    sides = between(known.earliest_start, known.latest_start), between(known.earliest_end, known.latest_end)
    days = (side.replace(" – ", "/") for side in sides if side)
    printed = " – ".join(dict.fromkeys(days))
    return f", {printed}" if printed else ""


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST].rstrip()} …"


def _text(text: str) -> str:
    return escape("".join(c if c.isprintable() or c == "\n" else " " for c in text))


def _value(text: str) -> str:
    return quoteattr("".join(c for c in text if c.isprintable()))
