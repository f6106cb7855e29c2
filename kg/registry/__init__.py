"""Curated tables → facts with their sources, and the entities that the gazetteer knows."""

from kg.registry.atlas import load_atlas
from kg.registry.loading import Registry, load_registry

__all__ = ["Registry", "load_atlas", "load_registry"]
