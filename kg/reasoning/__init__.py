"""Reasoning: what follows from the facts (`derive`), and whether ontology and facts can be true (`consistent`)."""

from kg.reasoning.consistency import Verdict, consistent
from kg.reasoning.derivation import Derivation, derive, rules

__all__ = ["Derivation", "Verdict", "consistent", "derive", "rules"]
