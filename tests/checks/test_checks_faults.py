"""Each check says nothing of a good graph, and is shown the fault that it is there for."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from kg.checks import Finding, Severity, check, check_quotes
from kg.checks.queries import zero_row_queries
from kg.records import Iri, Literal, Triple
from kg.store import Store
from kg.terms import BASE, DCT, OA, OPENGOV, ORG, PROV, RDF, RDFS, SCG, XSD, Modality
from small_graph import (
    ARTICLE,
    ARTICLE_GRAPH,
    DERIVED_GRAPH,
    DISKOMINFO,
    MAKASSAR,
    MEETING,
    OTHER,
    PEMKOT,
    PERSON,
    POST,
    TABLE_GRAPH,
    TABLE_ROW,
    TENURE,
    TEXT,
    TEXTS,
    day,
    small_store,
    thing,
)

Change = Callable[[Store], None]


def _content(store: Store, graph: Iri) -> set[Triple]:
    return {triple for found, triple in store.quads() if found == graph}


def _put(graph: Iri, *triples: Triple) -> Change:
    return lambda store: store.replace(graph, sorted({*_content(store, graph), *triples}))


def _drop(graph: Iri, subject: Iri | None, predicate: Iri) -> Change:
    """Take out the property of one subject, or of every subject."""

    def change(store: Store) -> None:
        kept = {t for t in _content(store, graph) if t.predicate != predicate or subject not in (None, t.subject)}
        assert kept != _content(store, graph)
        store.replace(graph, sorted(kept))

    return change


def _claim_on(subject: Iri, predicate: Iri) -> Iri:
    with small_store() as store:
        (found,) = (
            t.subject
            for t in _content(store, ARTICLE_GRAPH)
            if t.predicate == RDF.subject
            and t.object == subject
            and Triple(t.subject, RDF.predicate, predicate) in _content(store, ARTICLE_GRAPH)
        )
    return found


def _swap(graph: Iri, subject: Iri, predicate: Iri, value: Iri | Literal) -> Change:
    def change(store: Store) -> None:
        _drop(graph, subject, predicate)(store)
        _put(graph, Triple(subject, predicate, value))(store)

    return change


def _denied(store: Store) -> None:
    """Another claim denies what an accepted one asserts."""
    claim = _claim_on(TENURE, SCG.capacity)
    copy = thing("claim", "denied")
    said = {Triple(copy, t.predicate, t.object) for t in _content(store, ARTICLE_GRAPH) if t.subject == claim}
    said -= {Triple(copy, SCG.modality, Modality.ASSERTED)}
    _put(ARTICLE_GRAPH, *said, Triple(copy, SCG.modality, Modality.DENIED))(store)


def _second_holder(store: Store) -> None:
    """Two people hold one post through the same month, and no acting capacity explains it."""
    _drop(ARTICLE_GRAPH, TENURE, SCG.capacity)(store)
    _drop(ARTICLE_GRAPH, TENURE, SCG.latestStart)(store)
    _drop(ARTICLE_GRAPH, TENURE, SCG.earliestEnd)(store)
    for node, person in ((TENURE, PERSON), (thing("tenure", "t9"), OTHER)):
        _put(
            ARTICLE_GRAPH,
            Triple(node, OPENGOV.post, POST),
            Triple(node, ORG.member, person),
            Triple(node, SCG.latestStart, day("2024-01-01")),
            Triple(node, SCG.earliestEnd, day("2024-12-31")),
        )(store)


def _out_of_order(store: Store) -> None:
    """One row says that the meeting began after its last possible start."""
    (claim,) = (
        t.subject
        for t in _content(store, TABLE_GRAPH)
        if t.object == SCG.latestStart and Triple(t.subject, RDF.subject, MEETING) in _content(store, TABLE_GRAPH)
    )
    _swap(TABLE_GRAPH, claim, RDF.object, day("2024-07-01"))(store)


@dataclass(frozen=True)
class Fault:
    check: str
    change: Change
    focus: str
    severity: Severity = Severity.VIOLATION


SELECTOR = thing("selector", f"s1-0-{TEXT.index('.') + 1}")
FAULTS = (
    Fault("claim-incomplete", _drop(ARTICLE_GRAPH, _claim_on(TENURE, SCG.capacity), SCG.modality),
          _claim_on(TENURE, SCG.capacity)),
    Fault("claim-without-fact", _drop(ARTICLE_GRAPH, TENURE, SCG.capacity), _claim_on(TENURE, SCG.capacity)),
    Fault("claim-without-quote", _drop(ARTICLE_GRAPH, _claim_on(TENURE, SCG.capacity), PROV.wasDerivedFrom),
          _claim_on(TENURE, SCG.capacity)),
    Fault("fact-without-claim", _put(ARTICLE_GRAPH, Triple(MAKASSAR, SCG.seat, Literal("Makassar"))), MAKASSAR),
    Fault("parent-circle", _put(TABLE_GRAPH, Triple(PEMKOT, ORG.subOrganizationOf, DISKOMINFO)), PEMKOT),
    Fault("quote-offsets", _swap(ARTICLE_GRAPH, SELECTOR, OA.end, Literal("9", XSD.nonNegativeInteger)), SELECTOR),
    Fault("row-bounds-order", _out_of_order, MEETING),
    Fault("source-without-title", _drop(ARTICLE_GRAPH, ARTICLE, DCT.title), ARTICLE),
    Fault("thing-without-label", _drop(DERIVED_GRAPH, PERSON, RDFS.label), PERSON),
    Fault("undefined-term", _put(TABLE_GRAPH, Triple(MAKASSAR, Iri(f"{BASE}def#noSuchTerm"), Literal("x"))),
          f"{BASE}def#noSuchTerm"),
    Fault("shape-Place-level-known", _drop(TABLE_GRAPH, MAKASSAR, SCG.level), MAKASSAR, Severity.WARNING),
    Fault("asserted-and-denied", _denied, TENURE, Severity.WARNING),
    Fault("two-holders", _second_holder, POST, Severity.WARNING),
)  # fmt: skip


def _report(change: Change) -> tuple[Finding, ...]:
    with small_store() as store:
        change(store)
        return check(store).findings


def test_a_good_graph_passes_every_check() -> None:
    with small_store() as store:
        report = check(store, TEXTS)
    assert report.findings == ()
    assert report.passed
    assert set(report.counts.values()) == {0}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.check)
def test_a_fault_is_found_by_the_check_that_is_there_for_it(fault: Fault) -> None:
    found = [finding for finding in _report(fault.change) if finding.check == fault.check]
    assert fault.focus in {finding.focus for finding in found}
    assert {finding.severity for finding in found} == {fault.severity}
    for finding in found:
        assert set(finding.message) == {"en", "id"}
        assert all(finding.message.values())
        assert "{" not in "".join(finding.message.values())


def test_every_check_has_been_shown_a_fault() -> None:
    with small_store() as store:
        ran = set(check(store, TEXTS).checks)
    shown = {fault.check for fault in FAULTS if not fault.check.startswith("shape-")}
    assert ran - shown == {"shapes", "blank-node", "quote-differs", "text-differs"}, "tested elsewhere in this folder"
    assert set(zero_row_queries()) <= ran


def test_a_finding_names_the_source_of_the_offending_fact() -> None:
    by_check = {finding.check: finding for finding in _report(_drop(TABLE_GRAPH, MAKASSAR, SCG.level))}
    assert [said.title for said in by_check["shape-Place-level-known"].sources] == [
        "registry/places.csv: kota-makassar"
    ]
    taken = _report(_drop(ARTICLE_GRAPH, TENURE, SCG.capacity))
    (finding,) = [finding for finding in taken if finding.check == "claim-without-fact"]
    assert [said.iri for said in finding.sources] == [ARTICLE]


def test_a_warning_lets_the_build_pass_and_a_violation_does_not() -> None:
    with small_store() as store:
        _denied(store)
        warned = check(store)
        _put(ARTICLE_GRAPH, Triple(MAKASSAR, SCG.seat, Literal("Makassar")))(store)
        broken = check(store)
    assert warned.passed
    assert warned.counts == {Severity.VIOLATION: 0, Severity.WARNING: 1}
    assert not broken.passed
    assert [finding.severity for finding in broken.findings] == sorted(
        (finding.severity for finding in broken.findings), reverse=False
    )


def test_findings_come_in_the_same_order_every_time() -> None:
    def change(store: Store) -> None:
        for fault in FAULTS[:6]:
            fault.change(store)

    assert _report(change) == _report(change)


# --- quotes ---------------------------------------------------------------------------------------


def _quote_findings(texts: dict[Iri, str]) -> list[tuple[str, tuple[Iri, ...]]]:
    with small_store() as store:
        return [(f.check, tuple(s.iri for s in f.sources)) for f in check_quotes(store, texts)]


def test_quotes_stand_where_they_say() -> None:
    assert _quote_findings(TEXTS) == []


def test_a_text_that_has_changed_is_noticed_by_its_hash_and_its_quotes() -> None:
    moved = _quote_findings({ARTICLE: " " + TEXT})
    assert {name for name, _ in moved} == {"quote-differs", "text-differs"}
    assert {sources for _, sources in moved} == {(ARTICLE,)}
    assert _quote_findings({ARTICLE: TEXT + " "}) == [("text-differs", (ARTICLE,))]


def test_a_quote_with_other_words_or_impossible_offsets_is_noticed() -> None:
    for predicate, value in (
        (OA.exact, Literal("Kata lain.")),
        (OA.start, Literal("-1")),
        (OA.end, Literal("100000")),
        (OA.end, Literal("akhir")),
    ):
        with small_store() as store:
            _swap(ARTICLE_GRAPH, SELECTOR, predicate, value)(store)
            found = check_quotes(store, {ARTICLE: TEXT})
        assert [finding.check for finding in found] == ["quote-differs"], (predicate, value)


def test_a_source_without_a_text_is_left_aside() -> None:
    assert _quote_findings({TABLE_ROW: TEXTS[TABLE_ROW]}) == []
    assert _quote_findings({}) == []


def test_the_hash_is_that_of_the_text_in_utf_8() -> None:
    with small_store() as store:
        hashes = [t.object for t in _content(store, ARTICLE_GRAPH) if t.predicate == SCG.textHash]
    assert hashes == [Literal(hashlib.sha256(TEXT.encode()).hexdigest())]
