"""WARC files and PDF documents → articles. Both want a library of the extra `archives`."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import IO, Any

from kg.articles.addresses import canonical, is_web
from kg.articles.decoding import UndecodableError, decode
from kg.articles.kinds import Kind, kind_of
from kg.records import Article, Issue

_WANTED = ("response", "resource", "conversion")
_MOST_PAGES = 200
_MOST_TEXT = 2_000_000
_NO_TITLE = re.compile(r"(?i)^(microsoft word|untitled|document\d*$)|\.(docx?|pdf|odt|indd|pptx?)$")
_MISSING = "files of this kind need the extra libraries: pip install 'smart-city-governance[archives]'"

# what damaged files make the libraries raise is not all their own
_FAULTS = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    OSError,
    RecursionError,
    NotImplementedError,
)


def read_warc(stream: IO[bytes], source: str, most_bytes: int) -> Iterator[Article | Issue]:
    """The pages in a WARC file, plain or gzip; a page that cannot be read gives an Issue."""
    try:
        from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415  an extra
        from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415
    except ImportError:
        yield Issue("unsupported", source, _MISSING)
        return
    pages = 0
    try:
        for record in ArchiveIterator(stream):
            wanted = record.rec_type in _WANTED
            pages += wanted
            made = _record(record, most_bytes) if wanted else None
            if made is not None:
                yield made
    except (ArchiveLoadFailed, EOFError, *_FAULTS) as error:
        yield Issue("unreadable", source, f"a damaged archive after {pages} pages: {_first_line(error)}")
        return
    if not pages:
        yield Issue("unreadable", source, "there are no pages in the archive")


def _record(record: Any, most_bytes: int) -> Article | Issue | None:
    address = record.rec_headers.get_header("WARC-Target-URI") or ""
    headers = record.http_headers
    if not is_web(address) or (headers is not None and headers.get_statuscode() != "200"):
        return None
    declared = (headers or record.rec_headers).get_header("Content-Type") or ""
    media_type, _, parameters = declared.partition(";")
    data = record.content_stream().read(most_bytes + 1)
    kind = kind_of(data[:2000], "", media_type.strip().lower() or "text/html")
    source = canonical(address)
    if kind not in (Kind.TEXT, Kind.PAGE):
        return None
    if len(data) > most_bytes:
        return Issue("too-large", source, f"more than {most_bytes // 1_000_000} MB")
    try:
        text = decode(data, parameters.lower().partition("charset=")[2].strip(" \"'") or None)
    except UndecodableError as error:
        return Issue("binary" if "binary" in str(error) else "encoding", source, str(error))
    if not text.strip():
        return Issue("empty", source, "the page is empty")
    return Article(source, "text/html" if kind is Kind.PAGE else "text/plain", text, url=source)


def read_pdf(data: bytes, source: str) -> Article | Issue:
    """The text of a PDF document as one article, or the Issue that says why not."""
    try:
        from pypdf import PdfReader  # noqa: PLC0415  an extra
        from pypdf.errors import PyPdfError  # noqa: PLC0415
    except ImportError:
        return Issue("unsupported", source, _MISSING)
    try:
        reader = PdfReader(io.BytesIO(data))
        text = _pages(reader)
        title = (reader.metadata.title or "").strip() if reader.metadata else ""
    except (PyPdfError, *_FAULTS) as error:
        return Issue("unreadable", source, f"a PDF that cannot be read: {_first_line(error)}")
    if not text.strip():
        return Issue("empty", source, "the PDF holds no text (pictures of pages are not read)")
    web = source if is_web(source) else None
    return Article(source, "text/plain", text, url=web, title=None if _NO_TITLE.search(title) else title or None)


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:120]


def _pages(reader: Any) -> str:
    parts: list[str] = []
    for page in list(reader.pages[:_MOST_PAGES]):
        parts.append(page.extract_text() or "")
        if sum(map(len, parts)) > _MOST_TEXT:
            break
    return "\n".join(parts)
