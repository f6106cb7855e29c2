"""The extractor does not get worse: no figure falls below its floor on the annotated articles."""

from __future__ import annotations

import json

import pytest

import gate
import scorer

BASELINE = json.loads(gate.BASELINE.read_text(encoding="utf-8"))
TOLERANCE = 0.0005


@pytest.fixture(scope="module")
def measured() -> dict[str, dict[str, float]]:
    return gate.measure()


def test_the_floor_belongs_to_these_articles() -> None:
    assert gate.fingerprint() == BASELINE["fingerprint"], "the articles changed: python tests/scores/gate.py --accept"


@pytest.mark.parametrize("relation", sorted(BASELINE["floors"]))
def test_no_relation_falls_below_its_floor(measured: dict[str, dict[str, float]], relation: str) -> None:
    for name, floor in BASELINE["floors"][relation].items():
        if name != "recall" or relation == "all":
            assert measured[relation][name] >= floor - TOLERANCE, (relation, name)


def test_the_whole_set_is_at_least_fairly_read(measured: dict[str, dict[str, float]]) -> None:
    assert measured["all"]["precision"] >= 0.80
    assert measured["all"]["f1"] >= 0.45


GOLD = {
    "entities": [
        {"key": "ani", "type": "Person", "name": "Ani Wijaya"},
        {"key": "kota", "type": "Place", "name": "Kota Contoh"},
    ],
    "facts": [{"relation": "holdsPosition", "subject": "ani", "object": "kota", "title": "Wali Kota"}],
}


def extracted(title: str, name: str = "Ani Wijaya") -> dict[str, object]:
    return {
        "entities": [
            {"id": "p", "type": "Person", "name": name, "names": []},
            {"id": "k", "type": "Place", "name": "Contoh", "names": []},
        ],
        "statements": [{"relation": "holdsPosition", "subject": "p", "object": "k", "title": title}],
    }


def test_a_right_statement_is_found_whatever_the_level_word() -> None:
    assert scorer.score([(GOLD, extracted("Wali Kota"))])["all"]["f1"] == 1.0


def test_a_wrong_title_or_person_costs_precision_and_recall() -> None:
    for wrong in (extracted("Bupati"), extracted("Wali Kota", name="Budi")):
        assert scorer.score([(GOLD, wrong)])["all"] == {"precision": 0.0, "recall": 0.0, "f1": 0.0}
