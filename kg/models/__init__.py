"""Models beside the rules, none needed: a language model that states facts, taggers that propose names."""

from kg.models.budget import Budget
from kg.models.client import Client
from kg.models.helpers import LLM, helpers, mention_sources
from kg.models.reading import REJECTED, ModelReader
from kg.models.records import REASONS, NotAskedError

__all__ = [
    "LLM",
    "REASONS",
    "REJECTED",
    "Budget",
    "Client",
    "ModelReader",
    "NotAskedError",
    "helpers",
    "mention_sources",
]
