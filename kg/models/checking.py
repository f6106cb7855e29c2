"""A fact as a model wrote it → a fact that stands in the article, or the reason why it does not.

Every part is held against the text and the ontology; nothing is corrected. That a quote stands in the article
does not make the reading of it right: a grounded fact is a candidate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from kg.lang import Language
from kg.models.finding import Finder
from kg.models.records import End, Grounded, Reject, Span
from kg.models.schema import CHOICES, FORUMS, WORDS, forms, types
from kg.records import Document, Iri
from kg.relations import ENDS, segment_of
from kg.terms import CONCEPTS, SCG
from kg.terms import Relation as Kind

_LONGEST_QUOTE: Final = 600
_DATE: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_NUMBERS: Final = re.compile(r"\d+")
_YEAR: Final = 4  # digits


class _RefusedError(Exception):
    """Why a fact is refused."""


class Checker:
    """Checks the facts of one document."""

    def __init__(self, document: Document, languages: Sequence[Language]) -> None:
        self._document = document
        self._finder = Finder(document.text)
        self._common = {row["form"] for language in languages for row in language.table("references")}
        self._months = {row["form"]: int(row["month"]) for language in languages for row in language.table("months")}

    def check(self, fact: Mapping[str, Any]) -> Grounded | Reject:
        """The fact with its places in the text, or why it is refused."""
        try:
            return self._grounded({key: value for key, value in fact.items() if value is not None})
        except _RefusedError as refused:
            return Reject(str(refused), dict(fact))

    def _grounded(self, fact: Mapping[str, str]) -> Grounded:
        form = forms().get(fact.get("relation", ""))
        if form is None:
            raise _RefusedError("relation")
        subject_type = _segment(fact, "subject_type", ENDS[form.relation].subject)
        for quote in self._quotes(fact):
            subject = next(self._finder.find(fact.get("subject", ""), quote), None)
            if subject is None:
                continue
            target = self._target(form.relation, fact, quote, subject)
            if form.relation != Kind.OCCURS_ON and target is None:
                continue
            self._check_name(fact["subject"], subject_type)
            return Grounded(
                relation=form.relation,
                quote=quote,
                subject=End(subject, subject_type),
                object=target,
                modality=_choice(fact, "modality", "modality"),
                texts=dict(self._texts(form.relation, fact, quote)),
                concepts=dict(_concepts(fact)),
                forum=self._forum(fact, quote),
                dates=self._dates(fact, quote) if form.relation == Kind.OCCURS_ON else None,
            )
        raise _RefusedError(self._lacking(fact))

    def _quotes(self, fact: Mapping[str, str]) -> Iterator[Span]:
        quote = fact.get("quote", "")
        if len(quote) > _LONGEST_QUOTE:
            raise _RefusedError("quote-long")
        found = list(self._finder.find(quote))
        kept = [span for span in found if self._is_in_one_paragraph(span)]
        if found and not kept:
            raise _RefusedError("quote-long")
        return iter(kept)

    def _is_in_one_paragraph(self, span: Span) -> bool:
        return any(p.start <= span.start and span.end <= p.end for p in self._document.paragraphs)

    def _lacking(self, fact: Mapping[str, str]) -> str:
        """What of a fact the text lacks: the quote itself, else an end in it."""
        quotes = list(self._quotes(fact))
        if not quotes:
            return "quote"
        named = any(any(self._finder.find(fact.get("subject", ""), quote)) for quote in quotes)
        if not named:
            return "subject"
        return "same-ends" if fact.get("subject") == fact.get("object") else "object"

    def _target(self, relation: Iri, fact: Mapping[str, str], quote: Span, subject: Span) -> End | Iri | None:
        """The object: where the quote names it, not on the words of the subject."""
        if relation == Kind.OCCURS_ON:
            return None
        found = next((span for span in self._finder.find(fact.get("object", ""), quote) if span != subject), None)
        if found is None:
            return None
        if relation == Kind.ADDRESSES:
            return _choice(fact, "topic", "topic")
        kind = _segment(fact, "object_type", ENDS[relation].object)
        self._check_name(fact["object"], kind)
        return End(found, kind)

    def _check_name(self, name: str, kind: Iri) -> None:
        """Refuse a pronoun; and where no event is named, a word without any capital."""
        words = " ".join(name.split())
        written = any(letter.isupper() for letter in words) or kind == SCG.Event
        if not written or words.casefold() in self._common or not any(letter.isalpha() for letter in words):
            raise _RefusedError("no-name")

    def _texts(self, relation: Iri, fact: Mapping[str, str], quote: Span) -> Iterator[tuple[Iri, Span]]:
        if SCG.title in ENDS[relation].own:
            found = next(self._finder.find(fact.get(WORDS[SCG.title], ""), quote), None)
            if found is None:
                raise _RefusedError("title")
            yield SCG.title, found

    def _forum(self, fact: Mapping[str, str], quote: Span) -> End | None:
        forum = fact.get(WORDS[SCG.forum])
        if forum is None:
            return None
        found = next(self._finder.find(forum, quote), None)
        if found is None:
            raise _RefusedError("forum")
        return End(found, _segment(fact, "forum_type", FORUMS))

    def _dates(self, fact: Mapping[str, str], quote: Span) -> tuple[str, str, Span]:
        expression = next(self._finder.find(fact.get("expression", ""), quote), None)
        if expression is None:
            raise _RefusedError("expression")
        start = fact.get("start", "")
        end = fact.get("end", start)
        words = self._document.text[expression.start : expression.end]
        if not (self._says(words, start) and self._says(words, end) and start <= end):
            raise _RefusedError("date")
        return start, end, expression

    def _says(self, words: str, day: str) -> bool:
        """Whether the words of a date name every part of it; the year may be that of publication or one beside it."""
        parts = _DATE.fullmatch(day)
        if parts is None:
            return False
        year, month, number = (int(part) if part else None for part in parts.groups())
        numbers = [found[0] for found in _NUMBERS.finditer(words)]
        years = {int(found) for found in numbers if len(found) == _YEAR}
        named = {self._months[word] for word in re.findall(r"\w+", words.casefold()) if word in self._months}
        figures = {int(found) for found in numbers if len(found) < _YEAR}
        return (
            self._is_year(year, years)
            and (month is None or month in (named or figures))
            and (number is None or number in figures)
        )

    def _is_year(self, year: int | None, written: set[int]) -> bool:
        if written or year is None:
            return year in written
        published = (self._document.published or "")[:_YEAR]
        return published.isdigit() and abs(int(published) - year) <= 1


def _segment(fact: Mapping[str, str], key: str, allowed: frozenset[str]) -> Iri:
    kind = types().get(fact.get(key, ""))
    if kind is None or segment_of(kind) not in allowed:
        raise _RefusedError("type")
    return kind


def _choice(fact: Mapping[str, str], key: str, scheme: str) -> Iri:
    found = CONCEPTS[scheme].get(fact.get(key, ""))
    if found is None:
        raise _RefusedError("choice")
    return found


def _concepts(fact: Mapping[str, str]) -> Iterator[tuple[Iri, Iri]]:
    for name, (key, scheme) in CHOICES.items():
        if key in fact:
            yield name, _choice(fact, key, scheme)
