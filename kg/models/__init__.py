"""Models beside the rules, none needed: a language model that states facts, taggers that propose names."""

from kg.models.helpers import LLM, helpers, mention_sources
from kg.models.reading import REJECTED, ModelReader
from kg.models.records import REASONS

__all__ = ["LLM", "REASONS", "REJECTED", "ModelReader", "helpers", "mention_sources"]
