"""What differs between two versions, as facts: which were added, changed or withdrawn, who says so, and why.

In: sorted files of lines (`kg.dumps.lines`). Out: changes, held in memory as far as things differ. A fact is a
node that claims speak of; derived claims are left out, for they follow from the others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from kg.dumps.difference import difference
from kg.dumps.lines import terms
from kg.terms import BASE, DCT, OA, ORG, PROV, RDF, RDFS, SCG, Review

_CLAIM: Final = f"<{BASE}id/claim/"
_ENDS: Final = (
    ORG.member, SCG.memberPlace, SCG.representative, SCG.participant, SCG.owner, SCG.party, ORG.resultingOrganization
)  # fmt: skip
_WANTED: Final = tuple(
    f"<{name}>"
    for name in (
        RDF.subject, RDF.predicate, RDF.object, DCT.source, SCG.relation, SCG.reviewStatus, SCG.modality,
        SCG.confidence, PROV.wasDerivedFrom,
    )
)  # fmt: skip


class Kind(StrEnum):
    """How a fact differs."""

    ADDED = "added"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"


class Reason(StrEnum):
    """Why a claim is no longer made, as far as the two versions tell."""

    SOURCE = "source-withdrawn"
    TEXT = "text-changed"
    READING = "read-differently"
    STANDING = "standing-changed"


@dataclass(frozen=True, slots=True)
class Told:
    """A claim, its terms as N-Triples writes them; `standing` is its modality, review status and confidence."""

    claim: str
    predicate: str
    value: str
    relation: str
    source: str
    quote: str
    standing: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """A fact that differs: the thing it is about, its other ends, the claims that went and those that came."""

    kind: Kind
    thing: str
    relation: str
    node: str
    ends: tuple[str, ...]
    gone: tuple[Told, ...]
    come: tuple[Told, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """All changes by thing and relation, the words for the terms in them, and how many quads differ.

    `withdrawn` is why each source was withdrawn, as far as its tombstone says.
    """

    changes: tuple[Change, ...]
    labels: Mapping[str, str]
    withdrawn: Mapping[str, str]
    removed: int
    added: int


class _Version:
    """One of the two files, read for what concerns some nodes."""

    def __init__(self, file: Path, nodes: Collection[str]) -> None:
        self.texts: dict[str, set[str]] = defaultdict(set)
        self.labels: dict[str, str] = {}
        self.withdrawn: dict[str, str] = {}
        of: dict[str, dict[str, str]] = {}
        quotes: dict[str, str] = {}
        kept, selectors = self._claims_on(file, nodes), {}
        for subject, predicate, value, _ in _quads(file):
            if subject in kept and predicate in _WANTED:
                of.setdefault(subject, {})[predicate] = value
            elif predicate == f"<{PROV.specializationOf}>":
                self.texts[value].add(subject)
            elif predicate in (f"<{RDFS.label}>", f"<{DCT.title}>"):
                self.labels.setdefault(subject, value)
            elif predicate == f"<{SCG.reason}>":
                self.withdrawn[subject] = value
            elif predicate == f"<{OA.hasSelector}>":
                selectors[subject] = value
            elif predicate == f"<{OA.exact}>":
                quotes[subject] = value
        self.claims: dict[str, dict[str, Told]] = defaultdict(dict)
        for claim, given in of.items():
            self._keep(claim, given, quotes.get(selectors.get(given.get(f"<{PROV.wasDerivedFrom}>", ""), ""), ""))

    @staticmethod
    def _claims_on(file: Path, nodes: Collection[str]) -> set[str]:
        about = f"<{RDF.subject}>"
        return {subject for subject, predicate, value, _ in _quads(file) if predicate == about and value in nodes}

    def _keep(self, claim: str, given: Mapping[str, str], quote: str) -> None:
        node, predicate, value, source, relation, review, modality, confidence, _ = (
            given.get(name, "") for name in _WANTED
        )
        if review != f"<{Review.DERIVED}>":
            told = Told(claim, predicate, value, relation, source, quote, (modality, review, confidence))
            self.claims[node][claim] = told


def changes(old: Path, new: Path) -> Changes:
    """What differs between two spooled versions, sorted by thing, relation and node."""
    claims, removed, added = set(), 0, 0
    for sign, line in difference(old, new):
        removed, added = removed + (sign == "D"), added + (sign == "A")
        if line.startswith(_CLAIM.encode()):
            claims.add(terms(line)[0])
    nodes = _nodes(old, claims) | _nodes(new, claims)
    before, after = _Version(old, nodes), _Version(new, nodes)
    found = [change for node in sorted(nodes) if (change := _change(node, before, after)) is not None]
    return Changes(
        tuple(sorted(found, key=lambda c: (c.kind, after.labels.get(c.thing, c.thing), c.relation, c.node))),
        before.labels | after.labels,
        {source: why for source, why in after.withdrawn.items() if source not in after.texts},
        removed,
        added,
    )


def _quads(file: Path) -> Iterator[tuple[str, str, str, str]]:
    with file.open("rb") as lines:
        yield from map(terms, lines)


def _nodes(file: Path, claims: Collection[str]) -> set[str]:
    about = f"<{RDF.subject}>"
    return {value for subject, predicate, value, _ in _quads(file) if predicate == about and subject in claims}


def _change(node: str, before: _Version, after: _Version) -> Change | None:
    was, now = before.claims.get(node, {}), after.claims.get(node, {})
    gone = tuple(told for claim, told in sorted(was.items()) if now.get(claim) != told)
    come = tuple(told for claim, told in sorted(now.items()) if was.get(claim) != told)
    if not gone and not come:
        return None
    kind = Kind.CHANGED if was and now else Kind.ADDED if now else Kind.WITHDRAWN
    every = [*(now or was).values()]
    things = [told.value for name in _ENDS for told in every if told.predicate == f"<{name}>"]
    ends = {t.value for t in every if t.value.startswith(f"<{BASE}id/")}
    thing = min(things, default=node)
    reasons = tuple(sorted({_reason(told, before, after) for told in gone}))
    relation = min(told.relation for told in every)
    return Change(kind, thing, relation, node, tuple(sorted(ends - {thing})), gone, come, reasons)


def _reason(told: Told, before: _Version, after: _Version) -> Reason:
    if any(told.claim in claims for claims in after.claims.values()):
        return Reason.STANDING
    if told.source not in after.texts:
        return Reason.SOURCE
    return Reason.READING if before.texts[told.source] == after.texts[told.source] else Reason.TEXT
