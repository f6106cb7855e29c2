"""One article → one fixed text with its title, sentences, languages and date.

The main path of this room: lines → head and body → noise away → text, paragraphs, sentences.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.documents.bylines import Byline, byline_reader
from kg.documents.closing import closing_day
from kg.documents.datelines import Dateline, dateline_reader
from kg.documents.detection import detector
from kg.documents.heads import Head, split_head
from kg.documents.lines import Line, clean, text_lines
from kg.documents.metadata import Metadata
from kg.documents.noise import is_prose, noise, without_noise
from kg.documents.pages import Page, Readers, read_page
from kg.documents.sentences import splitter
from kg.errors import ArticleError
from kg.lang import Language, WrittenDay, day_reader
from kg.records import Article, Document, Paragraph, Sentence

_GAP = "\n\n"
_MOST_TEXT = 300_000  # a book of a hundred pages: longer ones take half a minute to extract from
_MOST_LINES = 20_000
_HTML = "text/html"
_OWNED = re.compile(r"(?:©|\(c\)|copyright)\D{0,20}((?:19|20)\d\d)", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
_TAG = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]+)*$")
_LONGEST_DAY = 32  # characters of a sentence that is nothing but a day
_IN_BRACKETS = re.compile(r"\(([^()]{4,24})\)")


@dataclass(frozen=True, slots=True)
class _Parts:
    """An article taken apart: its head, the lines of its body and the dateline that opens them."""

    head: Head
    body: tuple[Line, ...]
    metadata: Metadata
    dateline: Dateline | None
    opening: int | None


def to_document(article: Article, languages: tuple[Language, ...]) -> Document:
    """One text out of an article; raises ArticleError where no text is left.

    `languages` are those whose words for bylines, months and noise are known; a text in another
    language is a document all the same.
    """
    parts = _take_apart(article, languages)
    texts = ([parts.head.title] if parts.head.title else []) + [line.text for line in parts.body]
    text = _GAP.join(texts)
    if not _LETTER.search(text):
        raise ArticleError("no text found", hint="is this the page of an article?")
    language = _language(article) or detector(languages).of_article(texts)
    paragraphs = _paragraphs(parts, texts, language, languages)
    published, basis = _published(article, parts, languages)
    authors = [byline.author for byline in parts.head.bylines if byline.author]
    return Document(
        article=article,
        text=text,
        text_hash=hashlib.sha256(text.encode()).hexdigest(),
        language=language,
        title=parts.head.title,
        publisher=article.publisher or parts.metadata.publisher,
        author=article.author or parts.metadata.author or (authors[0] if authors else None),
        published=published,
        published_basis=basis,
        dateline_place=_place(parts),
        paragraphs=paragraphs,
        sentences=_sentences(parts, text, paragraphs, languages),
    )


def _take_apart(article: Article, languages: tuple[Language, ...]) -> _Parts:
    rules, bylines = noise(languages), byline_reader(languages)
    page = _page(article, languages)
    if sum(len(line.text) for line in page.lines) > _MOST_TEXT or len(page.lines) > _MOST_LINES:
        raise ArticleError(f"more than {_MOST_TEXT} characters of text", hint="split it into its articles")
    title = clean(article.title or page.metadata.title or "") or None
    head = split_head(page.lines, title, rules, bylines)
    near = tuple(found for line in page.near if (found := bylines.read(line.text)))
    head = Head(head.title, near + head.bylines, head.lines)
    body = tuple(without_noise(head.lines, rules))
    opening = next((number for number, line in enumerate(body) if is_prose(line.text)), None)
    dateline = dateline_reader(languages).read(body[opening].text) if opening is not None else None
    return _Parts(head, body, page.metadata, dateline, opening)


def _page(article: Article, languages: tuple[Language, ...]) -> Page:
    if article.media_type == _HTML:
        return read_page(article.content, Readers(noise(languages), byline_reader(languages), day_reader(languages)))
    return Page((), tuple(text_lines(article.content)), Metadata())


def _paragraphs(
    parts: _Parts, texts: list[str], language: str, languages: tuple[Language, ...]
) -> tuple[Paragraph, ...]:
    tell = detector(languages)
    found, start = [], 0
    for number, text in enumerate(texts):
        title = number == 0 and bool(parts.head.title)
        line = parts.body[number - bool(parts.head.title)] if not title else None
        kind = "title" if line is None else "heading" if line.heading else "body"
        own = language if title else tell.of_paragraph(text, language)
        found.append(Paragraph(start, start + len(text), own, kind))
        start += len(text) + len(_GAP)
    return tuple(found)


def _language(article: Article) -> str | None:
    """The language that an article says it is in, without its country: "id-ID" is "id"."""
    tag = _TAG.match((article.language or "").strip().lower())
    return tag.group(1) if tag is not None else None


def _sentences(
    parts: _Parts, text: str, paragraphs: Sequence[Paragraph], languages: tuple[Language, ...]
) -> tuple[Sentence, ...]:
    split = splitter(languages)
    offset = bool(parts.head.title)
    found = []
    for number, paragraph in enumerate(paragraphs):
        words = text[paragraph.start : paragraph.end]
        if paragraph.kind == "title":
            found.append(Sentence(paragraph.start, paragraph.end, number))
            continue
        opens = parts.dateline is not None and number - offset == parts.opening
        begin = parts.dateline.end if parts.dateline is not None and opens else 0
        found += [Sentence(paragraph.start + a, paragraph.start + b, number) for a, b in split.spans(words, begin)]
    return tuple(found)


def _place(parts: _Parts) -> str | None:
    if parts.dateline is not None and parts.dateline.place is not None:
        return parts.dateline.place
    return next((byline.place for byline in parts.head.bylines if byline.place), None)


def _published(article: Article, parts: _Parts, languages: tuple[Language, ...]) -> tuple[str | None, str]:
    """The day an article came out and what says so: metadata, dateline, text or none."""
    given = article.published or parts.metadata.published
    if given is not None:
        return given, "metadata"
    written = _from_bylines(parts.head.bylines) or (parts.dateline.day if parts.dateline else None)
    if written is not None:
        day = written.iso(_year(article))
        if day is not None:
            return day, "dateline"
    day = _from_opening(parts, languages) or _closing(article, languages)
    return (day, "text") if day is not None else (None, "none")


def _closing(article: Article, languages: tuple[Language, ...]) -> str | None:
    return None if article.media_type == _HTML else closing_day(article.content, languages)


def _from_bylines(bylines: Sequence[Byline]) -> WrittenDay | None:
    return next((byline.published for byline in bylines if byline.published is not None), None)


def _year(article: Article) -> int | None:
    """The year that a dateline leaves out: of the copyright line. A year in the text may be any other one."""
    owned = _OWNED.search(article.content)
    return int(owned.group(1)) if owned is not None else None


def _from_opening(parts: _Parts, languages: tuple[Language, ...]) -> str | None:
    """The day of the news: whole in brackets in the first paragraph, "Jumat (25/5/2018)", or its first sentence."""
    if parts.opening is None:
        return None
    text = parts.body[parts.opening].text
    lead = text[parts.dateline.end if parts.dateline else 0 :].partition(". ")[0]
    if len(lead) <= _LONGEST_DAY and (days := day_reader(languages).find(lead)) and days[0].year is not None:
        return days[0].iso()
    for match in _IN_BRACKETS.finditer(text):
        days = day_reader(languages).find(match.group(1))
        if len(days) == 1 and days[0].year is not None:
            return days[0].iso()
    return None
