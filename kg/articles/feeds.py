"""Feeds (RSS, Atom) and sitemaps → the links that they list, newest or as they stand.

Comes in: bytes. Goes out: `Listing`. Nothing is fetched here; entities of XML are never expanded.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from lxml import etree

from kg.articles.addresses import joined
from kg.bounds import span

_SITEMAP = ("urlset", "sitemapindex")
_ISO_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]|$)")
_MOST_BYTES = 10_000_000


@dataclass(frozen=True, slots=True)
class Link:
    """One article that a list points to, and what the list says of it."""

    address: str
    title: str | None = None
    published: str | None = None
    author: str | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """The links of a feed or sitemap; `further` are the sitemaps that an index names."""

    links: tuple[Link, ...]
    further: tuple[str, ...] = ()


def read_listing(data: bytes, address: str) -> Listing:
    """The links of a feed or sitemap that stands at `address`; raises ValueError where it is neither."""
    data = unpacked(data)
    root = _root(data)
    if root is not None and etree.QName(root).localname in _SITEMAP:
        return _sitemap(root, address)
    import feedparser  # noqa: PLC0415  slow to load, and sitemaps do without

    # feedparser would take a string for an address: it gets a stream
    found = feedparser.parse(io.BytesIO(data), response_headers={"content-location": address}, sanitize_html=False)
    if not found.get("version"):
        raise ValueError("neither a feed nor a sitemap")
    return Listing(tuple(_once(_entries(found.entries, address))))


def unpacked(data: bytes, most: int = _MOST_BYTES) -> bytes:
    """Data without its gzip; raises ValueError where it is damaged or grows beyond `most`."""
    if not data.startswith(b"\x1f\x8b"):
        return data
    stream = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        plain = stream.decompress(data, most)
    except zlib.error as error:
        raise ValueError("a damaged gzip file") from error
    if stream.unconsumed_tail or not stream.eof:
        raise ValueError("a gzip file that is cut or too large")
    return plain


def _root(data: bytes) -> etree._Element | None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _sitemap(root: etree._Element, address: str) -> Listing:
    links: list[Link] = []
    further: list[str] = []
    for entry in root.iterchildren(etree.Element):
        told = {etree.QName(one).localname: (one.text or "").strip() for one in entry.iter(etree.Element)}
        target = joined(address, told.get("loc", ""))
        if target is None:
            continue
        if etree.QName(entry).localname == "sitemap":
            further.append(target)
        else:
            links.append(Link(target, told.get("title") or None, day_of(told.get("publication_date", ""))))
    return Listing(tuple(_once(links)), tuple(dict.fromkeys(further)))


def _entries(entries: Iterable[Mapping[str, str]], address: str) -> Iterator[Link]:
    for entry in entries:
        target = joined(address, entry.get("link") or "")
        if target is not None:
            yield Link(
                target,
                " ".join((entry.get("title") or "").split()) or None,
                day_of(entry.get("published") or ""),
                " ".join((entry.get("author") or "").split()) or None,
            )


def _once(links: Iterator[Link] | list[Link]) -> list[Link]:
    return list({link.address: link for link in links}.values())


def day_of(written: str) -> str | None:
    """The day in a time stamp (ISO 8601 or RFC 5322), as its own clock has it; None for anything else."""
    iso = _ISO_DAY.match(written.strip())
    if iso is not None:
        return _checked(iso.group(1))
    try:
        return parsedate_to_datetime(written).date().isoformat()
    except (ValueError, TypeError, IndexError):
        return None


def _checked(day: str) -> str | None:
    try:
        span(day)
    except ValueError:
        return None
    return day
