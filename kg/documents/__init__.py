"""`Article` → `Document`: one fixed text with sentences, offsets, languages and dates, free of noise."""

from kg.documents.document import to_document
from kg.documents.reprints import Reprints

__all__ = ["Reprints", "to_document"]
