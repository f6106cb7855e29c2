"""Extraction by rules: `Document` → `Extraction`, and the gazetteer that questions use as well."""

from kg.extraction.extractor import Extractor
from kg.extraction.gazetteer import Gazetteer, Span
from kg.extraction.proposals import MentionSource

__all__ = ["Extractor", "Gazetteer", "MentionSource", "Span"]
