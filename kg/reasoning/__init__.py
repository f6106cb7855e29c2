"""Reasoning: what follows from the facts (`derive`), whose words a source rests on, and whether all can be true."""

from kg.reasoning.consistency import Verdict, consistent
from kg.reasoning.derivation import Derivation, derive, rules
from kg.reasoning.origins import origin_triples, read_sources, same_texts, site_of

__all__ = [
    "Derivation", "Verdict", "consistent", "derive", "origin_triples", "read_sources", "rules", "same_texts", "site_of",
]  # fmt: skip
