"""Files, folders, standard input and web addresses → `Article`, or the `Issue` that says why not. Nothing here raises.

The limits keep a broken or hostile source from costing the run more than a moment.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg.articles import frontmatter
from kg.articles.addresses import canonical, is_web, whole
from kg.articles.archives import read_pdf, read_warc
from kg.articles.decoding import UndecodableError, decode
from kg.articles.feeds import Link, read_listing, unpacked
from kg.articles.kinds import Kind, kind_of
from kg.articles.limits import WebLimits
from kg.articles.paths import STDIN, Place, places
from kg.articles.rows import read_rows
from kg.records import Article, Issue

if TYPE_CHECKING:  # the client takes a quarter of a second to load: only a run that asks the web does
    from kg.articles.fetching import Fetched, Fetcher

MOST_BYTES = 10_000_000
MOST_LISTS = 50_000_000  # a file of many articles, JSON lines
MOST_LINE = 1_000_000
_HEAD = 2000
_DEEPEST = 2  # an index of sitemaps, a sitemap, its pages


@dataclass(frozen=True, slots=True)
class _Content:
    """Bytes that were read or fetched; `url` where they come from the web, `link` what a list said of them."""

    source: str
    data: bytes
    name: str
    media_type: str = ""
    charset: str | None = None
    url: str | None = None
    link: Link | None = None


def read_articles(
    paths: Iterable[str], base: Path | None = None, web: WebLimits | None = None
) -> Iterator[Article | Issue]:
    """Each article under `paths` (files, folders, patterns, `-`, web addresses), sorted by address.

    Pages, texts, PDF, JSON lines, web archives; a feed or a sitemap stands for the pages that it lists. What is
    missing, unreadable, too large, binary, empty, in no known encoding, malformed or not to be fetched gives an
    Issue in its place. `base` is what addresses of files are relative to, `web` how far the client goes.
    """
    reader = _Reader(web or WebLimits())
    for place in places(paths, base):
        yield from reader.web(place.source) if is_web(place.source) else reader.file(place)


class _Reader:
    """One run: the client, made when it is needed, and the addresses that have been read."""

    def __init__(self, limits: WebLimits) -> None:
        self._limits = limits
        self._fetcher: Fetcher | None = None
        self._seen: set[str] = set()

    def file(self, place: Place) -> Iterator[Article | Issue]:
        """The articles of a file or of standard input."""
        try:
            yield from self._opened(place)
        except FileNotFoundError:
            yield Issue("missing", place.source, "no such file or folder")
        except OSError as error:
            yield Issue("unreadable", place.source, f"cannot be read: {error.strerror or error}")

    def web(self, address: str, link: Link | None = None, depth: int = 0) -> Iterator[Article | Issue]:
        """The articles at a web address: of the page, or of the pages that the list there names."""
        known = canonical(address)
        if known in self._seen:
            return
        self._seen.add(known)
        got = self._fetched(known)
        if isinstance(got, Issue):
            yield got
            return
        source = canonical(got.address)
        if source != known and source in self._seen:
            return
        self._seen.add(source)
        name = source.partition("?")[0].rpartition("/")[2]
        content = _Content(source, got.data, name, got.media_type, got.charset, source, link)
        yield from self._articles(content, depth)

    def _fetched(self, address: str) -> Fetched | Issue:
        from kg.articles.fetching import Fetcher, FetchError  # noqa: PLC0415  see above

        self._fetcher = self._fetcher or Fetcher(self._limits)
        try:
            return self._fetcher.fetch(whole(address))
        except FetchError as error:
            return Issue(error.code, address, str(error))

    def _opened(self, place: Place) -> Iterator[Article | Issue]:
        if place.path is None and place.source != STDIN:
            yield Issue("missing", place.source, "no file has such a name, and it is no web address")
        elif place.path is None:
            yield from self._loaded(place.source, "", sys.stdin.buffer.read(MOST_LISTS + 1))
        else:
            with place.path.open("rb") as file:
                head = file.read(_HEAD)
                file.seek(0)
                if kind_of(head, place.path.name) is Kind.ARCHIVE and not place.path.name.endswith(".xml.gz"):
                    yield from read_warc(file, place.source, MOST_BYTES)
                else:
                    yield from self._loaded(place.source, place.path.name, file.read(MOST_LISTS + 1))

    def _loaded(self, source: str, name: str, data: bytes) -> Iterator[Article | Issue]:
        if not data.strip():
            yield Issue("empty", source, "the file is empty")
        else:
            yield from self._articles(_Content(source, data, name), 0)

    def _articles(self, content: _Content, depth: int) -> Iterator[Article | Issue]:
        kind = kind_of(content.data[:_HEAD], content.name, content.media_type)
        most = MOST_LISTS if kind is Kind.RECORDS else MOST_BYTES
        if kind is None:
            yield _unsupported(content)
        elif len(content.data) > most:
            yield Issue("too-large", content.source, f"more than {most // 1_000_000} MB; split it")
        elif kind in (Kind.FEED, Kind.ARCHIVE):
            yield from self._listed(content, depth)
        elif kind is Kind.PDF:
            yield _hinted(read_pdf(content.data, content.source), content.link)
        else:
            yield from _decoded(content, kind)

    def _listed(self, content: _Content, depth: int) -> Iterator[Article | Issue]:
        if depth > _DEEPEST:
            yield Issue("feed", content.source, "lists lists that list lists; given up")
            return
        try:
            listing = read_listing(unpacked(content.data), content.url or content.source)
        except ValueError as error:
            yield Issue("feed", content.source, str(error))
            return
        most = self._limits.most_links
        left_out = max(0, len(listing.links) - most) + max(0, len(listing.further) - most)
        if left_out:
            yield Issue("feed", content.source, f"lists more than {most} pages; {left_out} are left out")
        for link in listing.links[:most]:
            yield from self.web(link.address, link, _DEEPEST + 1)
        for further in listing.further[:most]:
            yield from self.web(further, None, depth + 1)


def _unsupported(content: _Content) -> Issue:
    what = content.media_type or f"kind {Path(content.name).suffix}"
    return Issue(
        "unsupported", content.source, f"files of {what} are not read; give text, HTML, PDF, JSON lines or WARC"
    )


def _decoded(content: _Content, kind: Kind) -> Iterator[Article | Issue]:
    try:
        text = decode(content.data, content.charset)
    except UndecodableError as error:
        yield Issue("binary" if "binary" in str(error) else "encoding", content.source, str(error))
        return
    if not text.strip():
        yield Issue("empty", content.source, "there is no text in it")
    elif kind is Kind.RECORDS:
        yield from read_rows(text, content.source)
    elif kind is Kind.PAGE:
        yield _hinted(Article(content.source, "text/html", text, url=content.url), content.link)
    else:
        yield _hinted(_text(content, text), content.link)


def _text(content: _Content, text: str) -> Article | Issue:
    if max(map(len, text.splitlines()), default=0) > MOST_LINE:
        limit = MOST_LINE // 1_000_000
        return Issue("too-large", content.source, f"a line of more than {limit} million characters; no article")
    if content.url is not None:  # what a stranger sends describes nothing but itself
        return Article(content.source, "text/plain", text, url=content.url)
    try:
        head, body = frontmatter.split(text)
    except ValueError as error:
        return Issue("front-matter", content.source, str(error))
    if not body.strip():
        return Issue("empty", content.source, "the file has no text below its head")
    return Article(
        source=content.source,
        media_type="text/plain",
        content=body,
        url=head.url,
        title=head.title,
        publisher=head.publisher,
        author=head.author,
        language=head.lang,
        published=head.published,
        reports=head.reports,
    )


def _hinted(made: Article | Issue, link: Link | None) -> Article | Issue:
    """An article with what the list that named it says, where it is silent itself."""
    if link is None or isinstance(made, Issue):
        return made
    return replace(
        made,
        title=made.title or link.title,
        published=made.published or link.published,
        author=made.author or link.author,
    )
