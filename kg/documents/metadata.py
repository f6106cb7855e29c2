"""What a web page says about itself: JSON-LD first, then OpenGraph, meta names and `<time>`.

Comes in: a parsed page. Goes out: `Metadata`. A date is taken only from a place that is meant for the
article's own: never from a list of other articles, never from running text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml.html import HtmlElement

from kg.documents.lines import clean
from kg.lang import DayReader

_PUBLISHED = (
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "datepublished",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "dc.date",
    "date",
)
_AUTHOR = ("author", "article:author", "parsely-author", "dc.creator", "byl")
_SITE = ("og:site_name", "application-name", "dc.publisher")
_ISO_DAY = re.compile(r"\s*(\d{4})-(\d{2})-(\d{2})")
_TITLE_END = re.compile(r"\s+(?:[|–—·•:]{1,2}|-)\s+")
_ARTICLE_TYPES = ("article", "blogposting", "report")
_MOST_JSON = 500_000
_DEEPEST = 40


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says about its article; None where it is silent."""

    title: str | None = None
    published: str | None = None
    author: str | None = None
    publisher: str | None = None
    url: str | None = None


def read_metadata(page: HtmlElement, days: DayReader) -> Metadata:
    """The metadata of a page; a malformed block is passed over."""
    linked = next((found for found in _json_articles(page)), {})
    meta = _meta(page)
    published = [linked.get("datePublished"), *(meta.get(name) for name in _PUBLISHED), *_times(page)]
    return Metadata(
        title=_title(page, _text(linked.get("headline")), meta.get("og:title")),
        published=next((day for value in published if (day := _day(_text(value), days))), None),
        author=_name(linked.get("author")) or _first(meta, _AUTHOR),
        publisher=_name(linked.get("publisher")) or _first(meta, _SITE),
        url=_address(page, meta, linked),
    )


def _json_articles(page: HtmlElement) -> Iterator[dict[str, Any]]:
    for script in page.iter("script"):
        text = script.text or ""
        if (script.get("type") or "").strip().lower() != "application/ld+json" or len(text) > _MOST_JSON:
            continue
        try:
            data = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _articles(data, 0)


def _articles(data: object, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(data, list):
        for item in data:
            yield from _articles(item, depth + 1)
    elif isinstance(data, dict):
        types = data.get("@type")
        names = [str(name).lower() for name in (types if isinstance(types, list) else [types])]
        if any(name.endswith(_ARTICLE_TYPES) for name in names):
            yield data
        for key in ("@graph", "mainEntity"):
            yield from _articles(data.get(key), depth + 1)


def _meta(page: HtmlElement) -> dict[str, str]:
    """The first content of each meta name, property or itemprop, in small letters."""
    found: dict[str, str] = {}
    for element in page.iter("meta"):
        content = clean(element.get("content") or "")
        for attribute in ("property", "name", "itemprop"):
            name = (element.get(attribute) or "").strip().lower()
            if name and content:
                found.setdefault(name, content)
    return found


def _times(page: HtmlElement) -> Iterator[str]:
    for element in page.iter():
        if element.get("itemprop") == "datePublished" and element.tag != "meta":
            yield element.get("datetime") or element.get("content") or element.text_content()
    for element in page.iter("time"):
        if element.get("datetime"):
            yield element.get("datetime") or ""


def _day(text: str | None, days: DayReader) -> str | None:
    if text is None:
        return None
    iso = _ISO_DAY.match(text)
    if iso is not None:
        text = "-".join(iso.groups())
    found = days.find(text[:80])
    return found[0].iso() if found else None


def _title(page: HtmlElement, headline: str | None, shared: str | None) -> str | None:
    """The page's own heading where its other titles agree with it, else what it shares, else its `<title>`."""
    named = next((clean(element.text_content()) for element in page.iter("title")), "")
    others = [title for title in (headline, shared, named) if title]
    for element in page.iter("h1"):
        heading = clean(element.text_content())
        if heading and (not others or any(_agree(heading, other) for other in others)):
            return heading
    return headline or shared or (_TITLE_END.split(named)[0] if named else None)


def _agree(one: str, other: str) -> bool:
    words, others = set(one.casefold().split()), set(other.casefold().split())
    return len(words & others) >= 0.5 * min(len(words), len(others)) and len(words) > 1


def _address(page: HtmlElement, meta: dict[str, str], linked: dict[str, Any]) -> str | None:
    links = (element.get("href") for element in page.iter("link") if (element.get("rel") or "").lower() == "canonical")
    page_of = linked.get("mainEntityOfPage")
    identified = page_of.get("@id") if isinstance(page_of, dict) else page_of
    given = (*links, meta.get("og:url"), _text(linked.get("url")), _text(identified))
    return next((clean(one) for one in given if one and one.startswith(("http://", "https://"))), None)


def _first(meta: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((meta[name] for name in names if name in meta and "://" not in meta[name]), None)


def _name(value: object) -> str | None:
    if isinstance(value, list):
        return "; ".join(name for one in value[:10] if (name := _name(one))) or None
    if isinstance(value, dict):
        return _name(value.get("name"))
    text = _text(value)
    return None if text is None or "://" in text else text


def _text(value: object) -> str | None:
    return (clean(value) or None) if isinstance(value, str) else None
