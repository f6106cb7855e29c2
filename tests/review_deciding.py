"""What the tests of decisions share: three reports, a store that holds them, and the steps of deciding."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kg.finishing import finish
from kg.records import Iri, SourceFacts, Triple
from kg.resolution import Decisions, read_decisions
from kg.review import Choice, Item, Queue, lines_of, read_judgements, write
from kg.statements import to_triples
from kg.store import Store
from kg.terms import ORG, Review
from linking_articles import Report

ONE = Report("a.txt", "Ramdhan Pomanto", "makassar", "2018-03-12")
TWO = Report("b.txt", "Yana Mulyana", "bandung", "2022-06-09")
NEAR = Report("c.txt", "Ramdhan Pomanto", "medan", "2023-03-20")
NONE = Decisions((), ())
Quads = list[tuple[Iri, Triple]]


def doubtful(report: Report, text: str = "") -> SourceFacts:
    """What a report says, read with too little confidence; `text` is the hash of its text, where it has changed."""
    said = report.said
    facts = tuple(replace(fact, review=Review.CANDIDATE) for fact in said.facts)
    return replace(said, facts=facts, source=replace(said.source, text_hash=text or said.source.text_hash))


def fill(store: Store, *said: SourceFacts) -> None:
    """Put what is said into the store, a graph a source."""
    for one in said:
        store.replace(one.source.graph, to_triples(one))


def finished(store: Store, folder: Path) -> Quads:
    """Finish the store by the decisions of `folder`; every quad, sorted."""
    decisions = read_decisions(folder / "identities.csv", ())
    finish(store, decisions, read_judgements([folder]))
    return sorted(store.quads())


def queue(store: Store, folder: Path) -> tuple[Item, ...]:
    """What waits for a decision, in order."""
    return Queue(store, read_judgements([folder]), read_decisions(folder / "identities.csv", ())).items()


def decide(store: Store, folder: Path, number: int, choice: Choice) -> Quads:
    """Decide on item `number` of the queue; every quad after that, sorted."""
    write(folder, [lines_of(queue(store, folder)[number], choice)], NONE)
    return finished(store, folder)


def members(quads: Quads) -> set[object]:
    """Who holds an office in these quads."""
    return {t.object for _, t in quads if t.predicate == ORG.member}
