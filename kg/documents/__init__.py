"""`Article` → `Document`: one fixed text with sentences, offsets, languages and dates, free of noise."""

from kg.documents.document import to_document
from kg.documents.reprints import fingerprint, repeated

__all__ = ["fingerprint", "repeated", "to_document"]
