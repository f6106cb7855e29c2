"""Reasoning: what follows from the facts (`derive`), and whether ontology and facts can be true (`consistent`)."""

from kg.reasoning.consistency import Verdict, consistent

__all__ = ["Verdict", "consistent"]
