"""A question in words → an answer with its sources, or a refusal. Read this first.

The question is read (`reading`), the queries of the library are ranked (`matching`), the best is run with
what the question gives it (`slots`), its rows are narrowed and put into sentences. No model takes part:
the same question to the same store gives the same answer.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from kg.answers.choosing import Chooser
from kg.answers.citing import cell_text, citations
from kg.answers.matching import Match, Matcher
from kg.answers.narrowing import narrowed
from kg.answers.pieces import Reading
from kg.answers.reading import Reader
from kg.answers.records import Answer, Ran, Refusal, Suggestion
from kg.answers.rows import NOW, before, kept, particular, uncovered
from kg.answers.sentences import count, disagreements, filled, lines, phrase
from kg.answers.slots import Filled
from kg.answers.things import Things
from kg.answers.wordings import load_wordings
from kg.answers.words import Vocabulary
from kg.errors import InputError
from kg.lang import load_all
from kg.models import NotAskedError
from kg.queries import Bound, Phrases, Query, View, Viewer, backed, find_query, load_queries
from kg.queries.library import PAGES
from kg.records import Entity, Iri, Literal, Term
from kg.store import Store

LONGEST = 500
PLAIN = View()
_SURE, _LEAST, _LIKELY = 0.62, 0.45, 0.3
_STRANGE = 0.45
_LIKE, _TELLING = 0.8, 2
_CLOSE = 0.07
_SUGGESTIONS = 3
_DAY = "{date}"
_ASSUMED = frozenset({"country", "network", "place", "person", "organisation", "event", "thing", "year", "number"})


class Asker:
    """Answers questions to one store; made once, since it reads all names and learns all wordings.

    `entities` are the things that can be named (see `things.entities_of`); `today` is the day that "now"
    means, given so that tests can fix it. With a `chooser` a model chooses the query; where it does not answer,
    the wordings do. `make` gives the store of a view, for who keeps what was made; else each is made anew.
    """

    def __init__(
        self,
        store: Store,
        entities: Iterable[Entity],
        today: date | None = None,
        chooser: Chooser | None = None,
        make: Callable[[View], Store] | None = None,
    ) -> None:
        self._store, self._chooser, self._make = store, chooser, make
        self._today = today or date.today()  # noqa: DTZ011 - the day where the asker is
        languages = load_all()
        vocabulary = Vocabulary(languages)
        self.things = Things(entities, vocabulary, languages)
        self._reader = Reader(self.things, vocabulary, languages)
        self._matcher = Matcher(self._reader, load_wordings())

    def ask(self, question: str, language: str | None = None, view: View = PLAIN) -> Answer | Refusal:
        """The answer to a question, in `language` or else in that of the question, from the graph as `view` wants it.

        Raises QueryError for a view that cannot be.
        """
        text = cleaned(question)
        if len(text) > LONGEST:
            tag = language or "en"
            message = phrase(tag, "long", count=len(text), most=LONGEST)
            return Refusal(text[:LONGEST], tag, "long", message, (), None, (), ())
        reading, ranked = self.understand(text)
        asked = _Asked(text, reading, language or reading.language, view, self._reader.read(text).unknown)
        if not any(piece.sort != "word" or piece.concept for piece in reading.pieces):
            return asked.refusal("empty", (), ())
        chosen = self._chosen(asked)
        if chosen is not None:
            return chosen
        refusal = asked.refused(ranked, max(self._span[1], self._today.isoformat()))
        return refusal or self._answer(asked, ranked)

    def understand(self, question: str) -> tuple[Reading, tuple[Match, ...]]:
        """How a question is read, and the queries it may ask for, best first."""
        reading = self._reader.read(question)
        if len(reading.unknown) == 1 and self._reader.may_pass_over(reading):
            known = reading.without("unknown")
            ranked = self._matcher.rank(known, self._today)
            if ranked[0].score >= _LIKE and ranked[0].telling >= _TELLING and not ranked[0].unexplained:
                return known, ranked
        return reading, self._matcher.rank(reading, self._today)

    def _chosen(self, asked: _Asked) -> Answer | Refusal | None:
        """The answer by the query that a model chose, None without a model; unknown names are refused."""
        try:
            choice = self._chooser.choose(asked.text) if self._chooser else None
        except NotAskedError:
            return None
        if choice is None:
            return None
        if choice.query is None:
            return asked.refusal("topic", (), ())
        values = dict(choice.values)
        try:
            return self._answer(asked, (Match(load_queries()[choice.query], 1.0, Filled(values), (), 0.0),))
        except InputError:
            given = tuple(values.values())
            return asked.refusal("unknown" if given else "topic", given, (), words=_listed(given))

    def _answer(self, asked: _Asked, ranked: Sequence[Match]) -> Answer | Refusal:
        best = ranked[0]
        values = dict(best.filled.values)
        seen = Viewer(self._store, asked.view, self.things, self._make).run(best.query.name, values, asked.language)
        answered = seen.answered
        table = narrowed(answered.table, best.filled.narrowing, self._labels)
        called = {name: self._called(value, asked.language) for name, value in answered.values.items()}
        ran = Ran(best.query, called, answered.sparql)
        if not table.rows and particular(best):
            return asked.nothing(ran, best)
        early = before(table, answered.values, best.query, self._span[0])
        if early is not None:
            return asked.refusal("early", (early,), ranked[:1], words=_listed([early]), first=self._span[0])
        phrases = best.query.phrases.get(asked.language)
        day = uncovered(table, values, answered.values, best.query) if phrases and _DAY in phrases.none else None
        said = lines(best.query, table, asked.language, day)
        words = asked.words(best.query, ran.values, count(best.query, table, said))
        return Answer(
            question=asked.text,
            language=asked.language,
            ran=ran,
            given=frozenset(values) - best.filled.guessed,
            narrowed=tuple(piece.text for piece in best.filled.narrowing),
            table=backed(self._store, table),
            sentence=_sentence(phrases, words, is_known=bool(table.rows) and day in (None, NOW))
            or f"{best.query.title[asked.language]}:",
            lines=said,
            sources=citations(table),
            disagreements=tuple(disagreements(best.query, table, asked.language)),
            notes=tuple(asked.notes(best, ran.values)),
            suggestions=asked.suggestions(_rivals(ranked)),
            tentative=kept(seen, table),
        )

    def _called(self, value: Bound, language: str) -> Bound:
        """A value with the name that its thing has in a language, if it has one."""
        if not isinstance(value.term, Iri):
            return value
        bindings: dict[str, Term] = {"thing": value.term, "language": Literal(language)}
        rows = self._store.select(find_query("called", PAGES).sparql, bindings).rows
        return Bound(value.term, cell_text(rows[0][0]) or value.text) if rows else value

    @cached_property
    def _labels(self) -> dict[Iri, frozenset[str]]:
        labels: dict[Iri, set[str]] = {}
        for concept, name in self._store.select(find_query("concepts", PAGES).sparql, {}).rows:
            if isinstance(concept, Iri) and isinstance(name, Literal):
                labels.setdefault(concept, set()).add(name.value)
        return {concept: frozenset(names) for concept, names in labels.items()}

    @cached_property
    def _span(self) -> tuple[str, str]:
        """The days on which the first and the last source were published."""
        rows = self._store.select(find_query("span", PAGES).sparql, {}).rows
        days = [cell.value[:10] for row in rows for cell in row if isinstance(cell, Literal)]
        return min(days, default=""), max(days, default="")


@dataclass(frozen=True, slots=True)
class _Asked:
    """One question while it is being answered."""

    text: str
    reading: Reading
    language: str
    view: View
    passed: tuple[str, ...] = ()

    def refused(self, ranked: Sequence[Match], last: str) -> Refusal | None:
        """Why the question cannot be answered, as far as the words show."""
        best = ranked[0]
        late = [p.text for p in self.reading.pieces if p.time is not None and p.time.first > last]
        if self.reading.unknown:
            return self.refusal("unknown", self.reading.unknown, ranked, words=_listed(self.reading.unknown))
        if late:
            return self.refusal("time", late, ranked, words=_listed(late), last=last)
        wanted = max(ranked, key=lambda match: match.complete)
        if wanted.lacking and wanted.complete > max(best.score, _LEAST):
            kinds = [parameter.kind for parameter in wanted.lacking]
            named = ", ".join(phrase(self.language, f"kind {kind}") for kind in kinds)
            return self.refusal("unnamed", kinds, ranked, words=named)
        left = [piece.text for piece in best.unexplained]
        if left and (not best.whole or best.strange > _STRANGE):
            return self.refusal("unused" if best.score > _LIKELY else "topic", left, ranked, words=_listed(left))
        return self.refusal("topic", left, ranked) if best.score < _LEAST else None

    def refusal(self, reason: str, missing: Sequence[str], ranked: Sequence[Match], **words: object) -> Refusal:
        """A refusal in the language of the asker."""
        message = phrase(self.language, reason, **words)
        likely = [match for match in ranked if match.score >= _LIKELY]
        notes = tuple(self._readings())
        return Refusal(self.text, self.language, reason, message, tuple(missing), None, notes, self.suggestions(likely))

    def nothing(self, ran: Ran, match: Match) -> Refusal:
        """A refusal because the query that was meant gives no row."""
        phrases = ran.query.phrases.get(self.language)
        missing = tuple(dict.fromkeys(piece.text for piece in match.filled.narrowing))
        message = phrase(self.language, "other", words=_listed(missing))
        if phrases is not None and not missing:
            message = filled(phrases.none, self.words(ran.query, ran.values, 0))
        notes = tuple(self.notes(match, ran.values))
        return Refusal(self.text, self.language, "nothing", message, missing, ran, notes, ())

    def words(self, query: Query, values: Mapping[str, Bound], rows: int) -> dict[str, str]:
        """The words for the templates of a query: its values, and how many things there are."""
        words = {name: value.text for name, value in values.items()}
        for parameter in query.parameters:
            if parameter.name not in words and parameter.default is not None and parameter.kind == "country":
                words[parameter.name] = phrase(self.language, "any country")
        return words | {"count": str(rows)}

    def suggestions(self, matches: Iterable[Match]) -> tuple[Suggestion, ...]:
        """The first few of some queries as suggestions."""
        chosen = [m for m in matches if m.score >= _LIKELY][:_SUGGESTIONS]
        return tuple(Suggestion(m.query.name, m.query.question[self.language], round(m.score, 2)) for m in chosen)

    def notes(self, match: Match, values: Mapping[str, Bound]) -> Iterable[str]:
        """What was assumed: readings, days for months and years, defaults, words that change nothing."""
        yield from self._readings()
        yield from self._views()
        for at, slot in match.filled.slots.items():
            piece = self.reading.pieces[at]
            if piece.time is not None and piece.time.unit != "day" and _kind(match.query, slot) == "date":
                yield phrase(self.language, "day", typed=piece.text, day=values[slot].text)
        assumed = [
            f"{phrase(self.language, f'kind {p.kind}')} {values[p.name].text}"
            for p in match.query.parameters
            if p.name in values and p.kind in _ASSUMED and p.name not in set(match.filled.values) - match.filled.guessed
        ]
        if assumed:
            yield phrase(self.language, "assumed", words=", ".join(assumed))
        if match.filled.narrowing:
            yield phrase(self.language, "narrowed", words=_listed([p.text for p in match.filled.narrowing]))
        unused = [p.text for p in match.filled.unused]
        unused += [p.text for p in match.unexplained if p.sort == "word"]
        unused += self.passed
        if unused:
            yield phrase(self.language, "ignored", words=_listed(unused))

    def _views(self) -> Iterable[str]:
        if self.view.as_of is not None:
            yield phrase(self.language, "as-of", day=self.view.as_of)
        if self.view.min_sources > 1:
            yield phrase(self.language, "min-sources", least=self.view.min_sources)
        if self.view.candidates:
            yield phrase(self.language, "candidates")

    def _readings(self) -> Iterable[str]:
        for piece in self.reading.pieces:
            if piece.read is not None:
                yield phrase(self.language, "read", typed=piece.text, name=piece.read)


def cleaned(question: str) -> str:
    """The question on one line, composed (NFC), without control characters."""
    plain = unicodedata.normalize("NFC", question)
    return " ".join("".join(c if c.isprintable() else " " for c in plain).split())


def _rivals(ranked: Sequence[Match]) -> list[Match]:
    """The queries that come near the best, or the next best ones where the best is none too sure."""
    best, rest = ranked[0], [match for match in ranked[1:] if match.whole]
    near = [match for match in rest if best.score - match.score <= _CLOSE]
    return near if near or best.score >= _SURE else rest[:_SUGGESTIONS]


def _sentence(phrases: Phrases | None, words: Mapping[str, str], *, is_known: bool) -> str:
    """The sentence that stands before the rows, or says that no source knows."""
    return filled(phrases.some if is_known else phrases.none, words) if phrases is not None else ""


def _kind(query: Query, name: str) -> str:
    parameter = query.parameter(name)
    return parameter.kind if parameter is not None else ""


def _listed(words: Sequence[str]) -> str:
    return ", ".join(f"“{word}”" for word in dict.fromkeys(words))
