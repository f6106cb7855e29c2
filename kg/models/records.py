"""The nouns of this room: what a model answered, what it claims, what was refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from kg.records import Iri

REASONS: Final[Mapping[str, str]] = {
    "malformed": "it is no fact of the schema: a key is missing, doubled or of another kind",
    "cut": "the answer ends within it",
    "relation": "its relation is none of those asked for",
    "choice": "a value is none of the list that it has to be of",
    "type": "what it says the ends are may not stand in that relation",
    "type-against-rules": "the rules know an end as something that may not stand there",
    "quote": "its quote is not in the article, word for word",
    "quote-long": "its quote is too long, or runs over paragraphs",
    "subject": "its subject is not in the quote as a whole word, spelt as there",
    "object": "its object is not in the quote as a whole word, spelt as there",
    "same-ends": "subject and object are the same words",
    "no-name": "an end is a pronoun or a common word, not a name",
    "title": "the title is not in the quote",
    "forum": "the forum is not in the quote",
    "expression": "the words of the date are not in the quote",
    "date": "the date is not the one that its words say",
}
"""Why a fact of a model is refused, by code."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What an endpoint answered: the text, why it ended, who answered, how many tokens each way (None: not told)."""

    content: str
    finish: str = ""
    refusal: str = ""
    model: str = ""
    input_tokens: int | None = None
    output_tokens: int | None = None


class NotAskedError(Exception):
    """There is no answer for an article: `code` and the message of the issue; `last` where none will follow."""

    def __init__(self, code: str, message: str, *, last: bool = False) -> None:
        super().__init__(message)
        self.code = code
        self.last = last


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` of the article's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class End:
    """One end of a grounded fact: where the text names it, and the class that the model says it is of."""

    span: Span
    kind: Iri


@dataclass(frozen=True, slots=True)
class Grounded:
    """A fact that stands in the article: every part of it has its place there.

    `object` is None for a date, a concept for a topic; `texts` and `concepts` are further properties as words of
    the text or as concepts; `dates` first and last day (ISO) with their words.
    """

    relation: Iri
    quote: Span
    subject: End
    object: End | Iri | None
    modality: Iri
    texts: Mapping[Iri, Span]
    concepts: Mapping[Iri, Iri]
    forum: End | None = None
    dates: tuple[str, str, Span] | None = None


@dataclass(frozen=True, slots=True)
class Reject:
    """A fact of a model that was refused, with the code of the reason, as the model gave it."""

    reason: str
    fact: Any
