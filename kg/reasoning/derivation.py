"""What follows from the facts: each query of `queries/derive/` is a rule, and its triples are what it derives.

Comes in: a store, or anything that answers CONSTRUCT. Goes out: the rules with their triples. Not its job:
giving the triples their claims (`kg.statements`) or writing them anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Protocol

from kg.records import Triple
from kg.resources import folder

_HEADER = "#+"


class Constructing(Protocol):
    """What answers a CONSTRUCT with distinct, sorted triples: any store."""

    def construct(self, query: str, /) -> tuple[Triple, ...]:
        """The triples of the query."""
        ...


@dataclass(frozen=True, slots=True)
class Derivation:
    """One rule: the name of its file, its SPARQL and the triples that it gives."""

    name: str
    text: str
    triples: tuple[Triple, ...]


def derive(store: Constructing) -> tuple[Derivation, ...]:
    """What every rule gives, in the order of the rules' names. No rule rests on what another one derives."""
    return tuple(Derivation(name, text, store.construct(text)) for name, text in rules())


@cache
def rules() -> tuple[tuple[str, str], ...]:
    """Every rule as its name and its SPARQL, without the header, sorted by name."""
    files = sorted((folder("queries") / "derive").glob("*.rq"))
    return tuple((file.stem, _without_header(file.read_text(encoding="utf-8"))) for file in files)


def _without_header(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if not line.startswith(_HEADER)).strip() + "\n"
