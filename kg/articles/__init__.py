"""Files, folders, standard input, web addresses → `Article` or `Issue`; nothing is digested here."""

from kg.articles.addresses import canonical
from kg.articles.limits import WebLimits
from kg.articles.reading import read_articles

__all__ = ["WebLimits", "canonical", "read_articles"]
