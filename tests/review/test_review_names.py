"""A decision on a name is on what the source gives, however the name stands beside those of other sources."""

from __future__ import annotations

from kg.review.reading import read_graph
from kg.statements import called, to_triples
from linking_articles import Report

REPORT = Report("a.txt", "Ramdhan Pomanto", "makassar", "2018-03-12")


def test_a_claim_on_a_name_has_one_key_whether_or_not_another_name_is_preferred() -> None:
    before = to_triples(REPORT.said)
    after = called(before, {(REPORT.person, ""): "Danny Pomanto"})
    assert after != before
    assert {claim.key for claim in read_graph(after).claims} == {claim.key for claim in read_graph(before).claims}
