"""Files, folders and standard input → `Article` or `Issue`; nothing is digested here."""

from kg.articles.reading import read_articles

__all__ = ["read_articles"]
