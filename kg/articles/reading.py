"""One file after another → `Article`, or the `Issue` that says why not. Nothing here raises.

The limits keep a broken or hostile file from costing the run more than a moment.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.articles import frontmatter
from kg.articles.decoding import UndecodableError, decode
from kg.articles.paths import HTML, STDIN, TEXT, Place, places
from kg.records import Article, Issue

MOST_BYTES = 10_000_000
MOST_LINE = 1_000_000
_MARKUP = re.compile(r"<(?:!doctype html|html|head|body)\b", re.IGNORECASE)


def read_articles(paths: Iterable[str], base: Path | None = None) -> Iterator[Article | Issue]:
    """Each article under `paths` (files, folders, patterns, `-`), sorted by address.

    A file that is missing, unreadable, too large, binary, empty, in no known encoding or with a
    malformed head gives an Issue in its place. `base` is what addresses are relative to.
    """
    for place in places(paths, base):
        yield _read(place)


def _read(place: Place) -> Article | Issue:
    data = _load(place)
    if isinstance(data, Issue):
        return data
    if not data.strip():
        return Issue("empty", place.source, "the file is empty")
    try:
        text = decode(data)
    except UndecodableError as error:
        code = "binary" if "binary" in str(error) else "encoding"
        return Issue(code, place.source, str(error))
    return _article(place, text)


def _load(place: Place) -> bytes | Issue:
    try:
        return _bytes(place)
    except FileNotFoundError:
        return Issue("missing", place.source, "no such file or folder")
    except OSError as error:
        return Issue("unreadable", place.source, f"cannot be read: {error.strerror or error}")


def _bytes(place: Place) -> bytes | Issue:
    if place.source == STDIN:
        data = sys.stdin.buffer.read(MOST_BYTES + 1)
    elif place.path is None:
        return Issue("missing", place.source, "not a file; save the page and give its path")
    elif place.path.suffix.lower() not in TEXT | HTML | {""}:
        place.path.stat()
        return Issue("unsupported", place.source, f"files of kind {place.path.suffix} are not read; give text or HTML")
    else:
        with place.path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        return Issue("too-large", place.source, f"more than {MOST_BYTES // 1_000_000} MB; split it")
    return data


def _is_markup(text: str) -> bool:
    head = text[:1000].lstrip()
    return head.startswith("<") and _MARKUP.search(head) is not None


def _article(place: Place, text: str) -> Article | Issue:
    suffix = place.path.suffix.lower() if place.path else ""
    if suffix in HTML or (suffix not in TEXT and _is_markup(text)):
        return Article(place.source, "text/html", text)
    if max(map(len, text.splitlines()), default=0) > MOST_LINE:
        return Issue(
            "too-large", place.source, f"a line of more than {MOST_LINE // 1_000_000} million characters; no article"
        )
    try:
        head, body = frontmatter.split(text)
    except ValueError as error:
        return Issue("front-matter", place.source, str(error))
    if not body.strip():
        return Issue("empty", place.source, "the file has no text below its head")
    return Article(
        source=place.source,
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
