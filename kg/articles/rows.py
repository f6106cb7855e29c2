"""JSON lines → articles: one object a line with `url`, `title`, `date`, `text` (or `html`).

Further fields that are read: `publisher`, `author`, `language`. Others are passed over.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from kg.articles.addresses import canonical, is_web
from kg.articles.feeds import day_of
from kg.bounds import span
from kg.records import Article, Issue

_MOST_LINE = 5_000_000


def read_rows(text: str, source: str) -> Iterator[Article | Issue]:
    """The articles of a file that is known as `source`; a line that is none gives an Issue in its place."""
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            yield _article(line, f"{source}#line-{number}")


def _article(line: str, place: str) -> Article | Issue:
    if len(line) > _MOST_LINE:
        return Issue("too-large", place, f"a line of more than {_MOST_LINE // 1_000_000} million characters")
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return Issue("json", place, "the line is no JSON")
    if not isinstance(row, dict):
        return Issue("json", place, "the line is no JSON object")
    html = _text(row, "html")
    content = _text(row, "text") or html
    if not content:
        return Issue("json", place, "the object has no text")
    url = _text(row, "url")
    address = canonical(url) if url and is_web(url) else None
    return Article(
        source=address or place,
        media_type="text/html" if content is html else "text/plain",
        content=content,
        url=address,
        title=_text(row, "title"),
        publisher=_text(row, "publisher"),
        author=_text(row, "author"),
        language=_text(row, "language"),
        published=_day(_text(row, "date")),
    )


def _text(row: dict[str, Any], name: str) -> str | None:
    value = row.get(name)
    return value.strip() or None if isinstance(value, str) else None


def _day(written: str | None) -> str | None:
    """A day, month or year in ISO form; None where the field holds something else: the text may tell."""
    if written is None:
        return None
    try:
        span(written)
    except ValueError:
        return day_of(written)
    return written
