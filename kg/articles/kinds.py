"""What kind of thing some bytes are: told by the bytes first, then by the media type, then by the name."""

from __future__ import annotations

import re
from enum import Enum

SUFFIXES = {
    ".txt": "text",
    ".md": "text",
    ".html": "page",
    ".htm": "page",
    ".xhtml": "page",
    ".pdf": "pdf",
    ".jsonl": "records",
    ".ndjson": "records",
    ".warc": "archive",
    ".rss": "feed",
    ".atom": "feed",
    ".xml": "feed",
}
_MEDIA = {
    "text/html": "page",
    "application/xhtml+xml": "page",
    "text/plain": "text",
    "text/markdown": "text",
    "application/pdf": "pdf",
    "application/jsonl": "records",
    "application/x-ndjson": "records",
    "application/rss+xml": "feed",
    "application/atom+xml": "feed",
    "application/xml": "feed",
    "text/xml": "feed",
}
_HEAD = 2000
_MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_ROOT = re.compile(rb"<(?:[A-Za-z]\w*:)?(rss|feed|RDF|urlset|sitemapindex)\b")
_RECORD = re.compile(rb'\s*\{\s*"')
_GZIP = b"\x1f\x8b"
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


class Kind(Enum):
    """What may hold articles, or lead to them."""

    TEXT = "text"
    PAGE = "page"
    PDF = "pdf"
    RECORDS = "records"
    ARCHIVE = "archive"
    FEED = "feed"


def kind_of(head: bytes, name: str, media_type: str = "") -> Kind | None:
    """The kind of what begins with `head`; None for a kind that is not read. `name` may be empty."""
    told = _by_bytes(head[:_HEAD])
    if told is not None:
        return told
    suffix = _suffix(name)
    named = _MEDIA.get(media_type) or SUFFIXES.get(suffix)
    if named == "text" and media_type and _is_markup(head):
        return Kind.PAGE
    if named is not None:
        return Kind(named)
    if media_type or suffix:
        return None
    if _RECORD.match(head) and b"\n" in head.strip() + b"\n":
        return Kind.RECORDS
    return Kind.PAGE if _is_markup(head) else Kind.TEXT


def _by_bytes(head: bytes) -> Kind | None:
    if head.startswith(b"%PDF-"):
        return Kind.PDF
    if head.startswith((b"WARC/", _GZIP)):
        return Kind.ARCHIVE
    start = head.lstrip()
    for mark in _MARKS:
        start = start.removeprefix(mark)
    if start.startswith(b"<") and _ROOT.search(start) and not _is_markup(start):
        return Kind.FEED
    return None


def _is_markup(head: bytes) -> bool:
    start = head[:_HEAD].lstrip()
    for mark in _MARKS:
        start = start.removeprefix(mark)
    return start.startswith(b"<") and _MARKUP.search(start[:1000]) is not None


def _suffix(name: str) -> str:
    lowered = name.lower().removesuffix(".gz")
    return f".{lowered.rpartition('.')[2]}" if "." in lowered.rpartition("/")[2] else ""
