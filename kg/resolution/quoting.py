"""Spans of a document as evidence, and the language that a span is in."""

from __future__ import annotations

from kg.records import Document, Evidence


def evidence(document: Document, start: int, end: int) -> Evidence:
    """The words of a document between two offsets."""
    return Evidence(start, end, document.text[start:end])


def language_at(document: Document, at: int) -> str:
    """The language of the paragraph that holds an offset."""
    return next((p.language for p in document.paragraphs if p.start <= at < p.end), document.language)
