"""Scores extracted statements against annotated articles.

A fact counts as found when relation, subject and object agree (lenient); strict also asks for its
title, role and dates. Facts that the annotation lists as optional are neither demanded nor held
against the extractor. An article is paired with its annotation by file stem.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Json = Mapping[str, Any]

LEVEL_WORDS = (
    r"(kota administrasi|kota|kabupaten|kab|provinsi|prov|daerah khusus ibukota|daerah khusus|pemerintah kota"
    r"|pemerintah kabupaten|pemerintah provinsi|pemerintah daerah|pemkot|pemkab|pemprov|pemda|city of"
    r"|city government of|government of|province of|regency of|the)"
)
TRAILING = r"(city government|provincial government|regency government|city|regency|province|government|municipality)"
ACTORS = ("Place", "Organization")
SIMILAR_TITLE = 0.6
SIMILAR_NAME = 0.75


def normal(text: str) -> str:
    """Casefolded, unaccented, unpunctuated text."""
    text = unicodedata.normalize("NFKD", text)
    text = "".join(c for c in text if not unicodedata.combining(c)).casefold()
    return re.sub(r"[^\w]+", " ", text).strip()


def bare(text: str) -> str:
    """A name without the words that only say which level of government it is."""
    text = normal(text)
    text = re.sub(rf"^(?:{LEVEL_WORDS} )+", "", text)
    return re.sub(rf"(?: {TRAILING})+$", "", text) or text


def similar(a: str, b: str, need: float) -> bool:
    """Whether two phrases share at least `need` of their words (Jaccard)."""
    left, right = set(normal(a).split()), set(normal(b).split())
    return bool(left and right) and len(left & right) / len(left | right) >= need


def names_of(entity: Json) -> set[str]:
    """Every name of an entity, its mentions included."""
    names = [entity.get("name", ""), *entity.get("names", []), *entity.get("aliases", [])]
    return {n for n in [*names, *(m.get("text", "") for m in entity.get("mentions", []))] if n}


def same_entity(gold: Json, predicted: Json) -> bool:
    """Whether an annotated and an extracted entity are the same, by type and names."""
    if gold["type"] == "Person" and predicted.get("type") != "Person":
        return False
    g, p = names_of(gold), names_of(predicted)
    if {normal(x) for x in g} & {normal(x) for x in p}:
        return True
    if gold["type"] in ACTORS and predicted.get("type") in ACTORS:
        return bool({bare(x) for x in g} & {bare(x) for x in p})
    return gold["type"] in ("Program", "Event") and any(similar(a, b, SIMILAR_NAME) for a in g for b in p)


@dataclass(slots=True)
class Tally:
    """Counts by relation."""

    found: Counter[str]
    missed: Counter[str]
    wrong: Counter[str]


class Annotated:
    """One annotated article beside what was extracted from it."""

    def __init__(self, gold: Json, predicted: Json) -> None:
        self.gold_entities = {e["key"]: e for e in gold["entities"]}
        self.entities = {e["id"]: e for e in predicted.get("entities", [])}
        self.facts: list[Json] = gold["facts"]
        self.optional: list[Json] = gold.get("optionalFacts", [])
        self.statements: list[Json] = predicted.get("statements", [])

    def score(self, *, strict: bool) -> Tally:
        """How many demanded facts were found and missed, and how many statements are wrong."""
        tally, used = Tally(Counter(), Counter(), Counter()), set[int]()
        for fact in self.facts:
            hits = (i for i, s in enumerate(self.statements) if i not in used and self.hit(fact, s, strict=strict))
            match = next(hits, None)
            (tally.missed if match is None else tally.found)[fact["relation"]] += 1
            used |= set() if match is None else {match}
        for i, statement in enumerate(self.statements):
            if i not in used and not self._excused(statement, strict=strict):
                tally.wrong[statement["relation"]] += 1
        return tally

    def labels(self) -> tuple[list[str], list[str]]:
        """How each statement is judged strictly (right, wrong, optional), and the relations of the facts missed."""
        right, missed = set[int](), list[str]()
        for fact in self.facts:
            hits = (i for i, s in enumerate(self.statements) if i not in right and self.hit(fact, s, strict=True))
            match = next(hits, None)
            missed += [fact["relation"]] if match is None else []
            right |= set() if match is None else {match}
        judged = ("optional" if self._excused(s, strict=True) else "wrong" for s in self.statements)
        return ["right" if i in right else label for i, label in enumerate(judged)], missed

    def _excused(self, statement: Json, *, strict: bool) -> bool:
        if any(self.hit(f, statement, strict=False) for f in self.optional):
            return True
        return any(self.hit(f, statement, strict=strict) for f in self.facts)

    def hit(self, fact: Json, statement: Json, *, strict: bool) -> bool:
        """Whether the statement says the fact."""
        if fact["relation"] != statement.get("relation"):
            return False
        if fact["relation"] == "occursOn":
            return self._dated(fact, statement, strict=strict)
        return self._ends(fact, statement) and (not strict or _details(fact, statement))

    def _dated(self, fact: Json, statement: Json, *, strict: bool) -> bool:
        start = str(statement.get("start") or statement.get("object") or "")
        wanted = fact.get("start") or ""
        if not start or not self._end(fact, "subject", statement.get("subject")) or start[: len(wanted)] != wanted:
            return False
        return not strict or str(statement.get("end") or start) == str(fact.get("end") or wanted)

    def _ends(self, fact: Json, statement: Json) -> bool:
        subject, obj = statement.get("subject"), statement.get("object")
        if self._end(fact, "subject", subject) and self._end(fact, "object", obj):
            return True
        symmetric = fact["relation"] == "partnersWith"
        return symmetric and self._end(fact, "subject", obj) and self._end(fact, "object", subject)

    def _end(self, fact: Json, end: str, iri: str | None) -> bool:
        if iri is None:
            return False
        others = fact.get(f"{end}Alt") or []
        keys = [fact.get(end), *([others] if isinstance(others, str) else others)]
        return any(key is not None and self._same(key, iri) for key in keys)

    def _same(self, key: str, iri: str) -> bool:
        gold, predicted = self.gold_entities.get(key), self.entities.get(iri)
        if gold is None:
            return normal(key) == normal(iri).split("/")[-1]
        return predicted is not None and same_entity(gold, predicted)


def _details(fact: Json, statement: Json) -> bool:
    if fact["relation"] == "holdsPosition":
        titles = [fact.get("title") or "", *fact.get("titleAliases", [])]
        return any(similar(t, statement.get("title") or "", SIMILAR_TITLE) for t in titles)
    if fact["relation"] == "participatesIn" and fact.get("role"):
        return normal(statement.get("role") or "participant") == normal(fact["role"])
    return True


def figures(found: int, missed: int, wrong: int) -> dict[str, float]:
    """Precision, recall and F1, each in 0–1 and rounded to three places."""
    precision = found / (found + wrong) if found + wrong else 0.0
    recall = found / (found + missed) if found + missed else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"precision": round(precision, 3), "recall": round(recall, 3), "f1": round(f1, 3)}


def score(pairs: Iterable[tuple[Json, Json]]) -> dict[str, dict[str, float]]:
    """Strict figures over all pairs of annotation and extraction: "all" and one entry a relation."""
    totals: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for gold, predicted in pairs:
        tally = Annotated(gold, predicted).score(strict=True)
        for place, counts in enumerate((tally.found, tally.missed, tally.wrong)):
            for relation, count in counts.items():
                totals[relation][place] += count
                totals["all"][place] += count
    return {relation: figures(*counts) for relation, counts in sorted(totals.items())}
