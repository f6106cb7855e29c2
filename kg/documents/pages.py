"""A web page → its article's lines and what it says about itself.

Comes in: HTML. Goes out: `Page`. trafilatura finds the body; before that the boxes that hold other
articles, comments and captions are taken out, so that neither their words nor their dates can pass
for the article's. Raises ArticleError for pages that are no article or made to cost time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import trafilatura
from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring
from trafilatura.settings import Extractor

from kg.documents.bylines import BylineReader
from kg.documents.lines import Line, clean, page_lines
from kg.documents.metadata import Metadata, read_metadata
from kg.documents.noise import Noise, is_prose
from kg.errors import ArticleError
from kg.lang import DayReader

_MOST_TAGS = 30_000
_MOST_BRACKETS = 200_000
_DEEPEST = 240
_LONGEST_TAG = 20_000
_BLOCKS = ("div", "section", "span", "table", "ul", "ol", "blockquote", "font", "b", "i", "em", "strong", "center")
_TAG = re.compile("</?[a-zA-Z]")
_LONG_TAG = re.compile(rf"(?<=<)/?[a-zA-Z][^<>]{{{_LONGEST_TAG - 1},}}")
_BLOCK = re.compile(rf"<(/?)(?:{'|'.join(_BLOCKS)})(?![a-zA-Z])([^<>]*)", re.IGNORECASE | re.ASCII)
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,8})|([0-9]{1,10}));?")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_NEVER = ("nav", "aside", "footer", "form", "figcaption", "amp-sidebar", "button", "select", "noscript", "template")
_HEADINGS = ("h2", "h3", "h4", "h5", "h6", "strong", "b", "p", "span")
_NAMED = re.compile(r"[\s_-]+")
_NEAR = 12
_MOST_PROSE = 0.3
_OPTIONS = Extractor(output_format="python", fast=True, comments=False)
_LEAF = ("p", "head", "item", "quote", "row", "code")


@dataclass(frozen=True, slots=True)
class Page:
    """An article as a page holds it: the lines near its heading, its body's lines, its metadata."""

    near: tuple[Line, ...]
    lines: tuple[Line, ...]
    metadata: Metadata


@dataclass(frozen=True, slots=True)
class Readers:
    """What reads the words of a page."""

    noise: Noise
    bylines: BylineReader
    days: DayReader


def read_page(html: str, readers: Readers) -> Page:
    """The article of a page; raises ArticleError where there is none or the page is malformed on purpose."""
    _check(html)
    tree = _parse(html)
    _prune(tree, readers.noise)
    metadata = read_metadata(tree, readers.days)
    near = tuple(_near_heading(tree, readers.bylines))
    return Page(near, tuple(_body(tree)), metadata)


def _check(html: str) -> None:
    """Refuse what makes an HTML parser slow: see the limits above; linear in the page's length."""
    bare = _without_scripts(html)
    if bare.count("<") > _MOST_BRACKETS:
        raise ArticleError("the page is nothing but tags", hint="save the article as text")
    if any(len(_QUOTED.sub("", found[0])) > _LONGEST_TAG for found in _LONG_TAG.finditer(bare)):
        raise ArticleError("the page has a tag with thousands of attributes", hint="save the article as text")
    if len(_TAG.findall(bare)) > _MOST_TAGS:
        raise ArticleError(f"the page has more than {_MOST_TAGS} tags", hint="save the article as text")
    if _depth(bare) > _DEEPEST:
        raise ArticleError(f"the page is nested more than {_DEEPEST} deep", hint="save the article as text")


def _depth(html: str) -> int:
    """How deep the blocks of a page are nested at most."""
    depth = deepest = 0
    for closing, rest in _BLOCK.findall(html):
        if not rest.endswith("/"):
            depth += -1 if closing else 1
            deepest = max(deepest, depth)
    return deepest


def _without_scripts(html: str) -> str:
    lowered, kept, position = html.lower(), [], 0
    if len(lowered) != len(html):  # a few letters change their length: then scripts are counted too
        return html
    while (start := lowered.find("<script", position)) >= 0:
        kept.append(html[position:start])
        end = lowered.find("</script", start)
        position = end if end >= 0 else len(html)
    return "".join([*kept, html[position:]])


def _parse(html: str) -> HtmlElement:
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    html = _NO_XML.sub(" ", _REFERENCE.sub(_harmless, html))
    try:
        return document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise ArticleError("the page cannot be parsed as HTML", hint="save the article as text") from error


def _harmless(reference: re.Match[str]) -> str:
    """A reference such as "&#1;" is a blank: no tree may hold its character, and trafilatura trips over it."""
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    return " " if code > 0x10FFFF or _NO_XML.match(chr(code)) else reference[0]


def _prune(tree: HtmlElement, noise: Noise) -> None:
    """Take out what is not the article's: by element, by class, by the words that head a box."""
    prose = _prose(tree)
    for element in [one for one in tree.iter() if isinstance(one.tag, str)]:
        if element.tag in _NEVER or _named_noise(element, noise):
            _drop(element, prose)
        elif element.tag in _HEADINGS and len(element) <= 1 and noise.opens_block(_short(element)):
            parent = element.getparent()
            if parent is not None and parent.tag not in ("body", "html", "article", "main"):
                _drop(parent, prose)


def _short(element: HtmlElement) -> str:
    text = element.text or "".join(child.text or "" for child in element)
    return clean(text) if len(text) <= 120 else ""


def _named_noise(element: HtmlElement, noise: Noise) -> bool:
    names = f"{element.get('class') or ''} {element.get('id') or ''}".lower()
    if not names.strip() or element.tag in ("html", "body", "main", "article"):
        return False
    return any(name in noise.classes for name in (*names.split(), *_NAMED.split(names)))


def _drop(element: HtmlElement, prose: int) -> None:
    """Take an element out unless it holds the heading or much of the page's prose."""
    parent = element.getparent()
    if parent is None or next(element.iter("h1"), None) is not None:
        return
    if _prose(element) <= _MOST_PROSE * prose:
        element.drop_tree()


def _prose(element: HtmlElement) -> int:
    """How many characters of paragraphs an element holds."""
    texts = ((one.text_content() if one.tag == "p" else one.text or "") for one in element.iter("p", "td", "div"))
    return sum(len(text) for text in texts if len(text) > 60)


def _near_heading(tree: HtmlElement, bylines: BylineReader) -> Iterator[Line]:
    """The short lines that follow the page's first heading, down to the first paragraph, where bylines stand."""
    heading = next(tree.iter("h1"), None)
    if heading is None:
        return
    found = 0
    for element in heading.xpath(
        "following::*[not(*) or self::p or self::div or self::h6 or self::span][position() <= 40]"
    ):
        text = clean(element.text_content()) if isinstance(element.tag, str) else ""
        if is_prose(text) or found >= _NEAR:
            return
        if text and len(text) <= 220 and bylines.read(text) is not None:
            found += 1
            yield Line(text, gap=True)


def _body(tree: HtmlElement) -> list[Line]:
    found = trafilatura.bare_extraction(tree, options=_OPTIONS)
    body = getattr(found, "body", None)
    lines = page_lines(_parts(body)) if body is not None else []
    if sum(len(line.text) for line in lines if is_prose(line.text)) == 0:
        lines = page_lines((element.text_content(), False) for element in tree.iter("p"))
    return lines


def _parts(body: etree._Element) -> Iterator[tuple[str, bool]]:
    """The texts of a body as trafilatura gives it, one for each paragraph, heading, item or row."""
    for element in body.iter():
        if element.tag not in _LEAF or _inside_leaf(element, body):
            continue
        if element.tag == "row" and _is_layout(element):
            continue
        if element.tag == "row":
            yield " | ".join(filter(None, (_text(cell) for cell in element))), False
        else:
            for text in _text(element).split("\n"):
                yield text, element.tag == "head"


def _is_layout(row: etree._Element) -> bool:
    return any(child.tag in _LEAF for child in row.iter() if child is not row)


def _inside_leaf(element: etree._Element, body: etree._Element) -> bool:
    parent = element.getparent()
    while parent is not None and parent is not body:
        if parent.tag in _LEAF and not (parent.tag == "row" and _is_layout(parent)):
            return True
        parent = parent.getparent()
    return False


def _text(element: etree._Element) -> str:
    """An element's text, a line break for each `lb` in it."""
    pieces = [element.text or ""]
    for child in element:
        pieces.append("\n" if child.tag == "lb" else _text(child))
        pieces.append(child.tail or "")
    text = "".join(pieces)
    return text if any(child.tag == "lb" for child in element.iter()) else text.replace("\n", " ")
