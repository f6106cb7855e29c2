"""One statement of a profile as lines: its ends and properties, then who says so and in which words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.bounds import end_bounds, sighted, start_bounds
from kg.cli._output import compact, harmless
from kg.graphs import Display, between
from kg.pages.tabular import plain
from kg.queries import Dispute, Saying, Statement, sources_of
from kg.records import Iri, Literal
from kg.terms import BASE, RDF, SCG, Capacity, Modality, Review

SOURCES = 3
QUOTED = 240
THINGS = f"{BASE}id/"
WORDS = {
    "en": {
        "seen": "as of",
        "since": "since",
        "until": "until",
        "more": "more",
        "not facts": "not taken for facts",
        "one": "1 independent source",
        "many": "independent sources",
        "sure": "confidence",
        "disputed": "sources contradict one another",
    },
    "id": {
        "seen": "per",
        "since": "sejak",
        "until": "sampai",
        "more": "lagi",
        "not facts": "tidak dianggap fakta",
        "one": "1 sumber independen",
        "many": "sumber independen",
        "sure": "keyakinan",
        "disputed": "sumber saling bertentangan",
    },
}
SIDES = {"since": (SCG.earliestStart, SCG.latestStart), "until": (SCG.earliestEnd, SCG.latestEnd)}
PLAIN = frozenset(
    (SCG.earliestStart, SCG.latestStart, SCG.earliestEnd, SCG.latestEnd, SCG.dateExpression, RDF.type, SCG.postKind)
)
"""What is told otherwise: dates in one, the class above all, the kind of post by its title."""


class Lines:
    """Knows the thing that is shown, the words of the ontology and the language."""

    def __init__(self, thing: Iri, display: Display, language: str, disputed: Sequence[Dispute] = ()) -> None:
        self.thing = thing
        self.display = display
        self.language = language
        self.words = WORDS[language]
        self.disputed = disputed

    def heading(self, relation: Iri, *, stands: bool) -> str:
        """The line above the statements of one relation."""
        doubt = "" if stands else f" ({self.words['not facts']})"
        return f"{self.display.word(relation, self.language)}{doubt}"

    def statement(self, statement: Statement, skipped: frozenset[Iri] = frozenset()) -> Iterator[str]:
        """What is stated on one line, then a line for each of the first sources."""
        kept = [saying for saying in statement.sayings if saying.name not in skipped]
        if not kept:
            return
        yield "  " + self._stated(statement, kept)
        for dispute in self.disputed:
            if dispute.node == statement.node and dispute.property in {saying.name for saying in kept}:
                yield f"    ! {self._dispute(dispute)}"
        said = sources_of(saying for saying in kept if saying.name != RDF.type)
        by_source = {saying.source.iri: saying for saying in reversed(said)}
        chosen = sorted(by_source.values(), key=said.index)
        for saying in chosen[:SOURCES]:
            yield f"    {self._source(saying)}"
        if len(chosen) > SOURCES:
            yield f"    + {len(chosen) - SOURCES} {self.words['more']}"

    def _dispute(self, dispute: Dispute) -> str:
        standing = self.display.word(dispute.standing, self.language)
        reason = f": {harmless(dispute.reason)}" if dispute.reason else ""
        return f"{self.words['disputed']}: {self.display.word(dispute.property, self.language)} ({standing}{reason})"

    def _stated(self, statement: Statement, kept: Sequence[Saying]) -> str:
        things: dict[str, None] = {}
        details: dict[str, dict[str, None]] = {}
        if statement.node != self.thing and (statement.label or all(saying.value != self.thing for saying in kept)):
            things[harmless(statement.label or compact(statement.node))] = None
        for saying in kept:
            if saying.value in (self.thing, Capacity.DEFINITIVE) or saying.name in PLAIN:
                continue
            if isinstance(saying.value, Iri) and saying.value.startswith(THINGS):
                things[harmless(saying.label or compact(saying.value))] = None
            else:
                details.setdefault(self.display.word(saying.name, self.language), {})[self._value(saying)] = None
        told = [
            f"{name}: {' / '.join(values)}" for name, values in details.items() if not values.keys() <= things.keys()
        ]
        return " · ".join([*things, *told, *self._dates(statement), *self._support(statement)])

    def _value(self, saying: Saying) -> str:
        if isinstance(saying.value, Literal):
            return harmless(saying.value.value)
        return harmless(self.display.word(saying.value, self.language))

    def _dates(self, statement: Statement) -> Iterator[str]:
        given = [[plain(value) for value in statement.values(bound)] for side in SIDES.values() for bound in side]
        begun, ended = start_bounds(*given[:2]), end_bounds(*given[2:])
        seen = sighted((*begun, *ended))
        told = {"seen": seen} if seen else dict(zip(SIDES, (between(*begun), between(*ended)), strict=True))
        yield from (f"{self.words[word]} {days}" for word, days in told.items() if days)

    def _support(self, statement: Statement) -> Iterator[str]:
        support = statement.support
        if statement.stands and support.independent and statement.node != self.thing:
            counted = self.words["one"] if support.independent == 1 else f"{support.independent} {self.words['many']}"
            yield f"{counted}, {self.words['sure']} {support.confidence:.2f}"

    def _source(self, saying: Saying) -> str:
        source = saying.source
        where = ", ".join(harmless(p) for p in (source.title, source.published or "", *source.addresses[:1]) if p)
        words = harmless(saying.quote or "")
        quote = f"“{words if len(words) <= QUOTED else words[:QUOTED] + ' …'}” " if words else ""
        doubts = [
            self.display.word(term, self.language)
            for term in (saying.modality, saying.review)
            if term not in (Modality.ASSERTED, Review.CURATED, Review.ACCEPTED)
        ]
        sure = f" [{', '.join([*doubts, str(saying.confidence)])}]" if doubts else ""
        return f"{quote}— {where}{sure}"


def as_record(statement: Statement, disputed: Sequence[Dispute] = ()) -> dict[str, object]:
    """A statement as plain values for JSON."""
    return {
        "relation": statement.relation,
        "node": statement.node,
        "stands": statement.stands,
        "independent": statement.support.independent,
        "confidence": str(statement.support.confidence),
        "disputed": [
            {"property": one.property, "standing": one.standing, "reason": one.reason}
            for one in disputed
            if one.node == statement.node
        ],
        "claims": [
            {
                "claim": saying.claim,
                "property": saying.name,
                "value": plain(saying.value),
                "label": saying.label,
                "modality": saying.modality,
                "review": saying.review,
                "confidence": str(saying.confidence),
                "quote": saying.quote,
                "source": {
                    "iri": saying.source.iri,
                    "title": saying.source.title,
                    "published": saying.source.published,
                    "addresses": saying.source.addresses,
                },
            }
            for saying in statement.sayings
        ],
    }
