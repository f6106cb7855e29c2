"""`Article` → `Document`: one fixed text with sentences, offsets, languages and dates, free of noise."""

from kg.documents.document import to_document

__all__ = ["to_document"]
