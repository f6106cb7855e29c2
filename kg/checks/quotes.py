"""Every quote stands in the text of its source, at the offsets that it gives."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

from kg.checks.report import Finding, SaidBy, Severity, in_order
from kg.checks.words import words
from kg.queries import find_query
from kg.records import Iri, Literal, Term
from kg.store import Store

SUPPORT = "checks/support"
DIFFERENT_QUOTE = "quote-differs"
DIFFERENT_TEXT = "text-differs"


def check_quotes(store: Store, texts: Mapping[Iri, str]) -> tuple[Finding, ...]:
    """What is wrong with the quotes and hashes of the sources whose text is given, in a fixed order.

    `texts` maps the IRI of a source to the text that its offsets count in; a source without a text
    is not checked. Raises what the store raises.
    """
    return tuple(sorted((*_quotes(store, texts), *_hashes(store, texts)), key=in_order))


def _quotes(store: Store, texts: Mapping[Iri, str]) -> Iterator[Finding]:
    for quote, source, title, exact, start, end in store.select(find_query("quotes", SUPPORT).sparql).rows:
        text = texts.get(Iri(_text(source)))
        if text is None:
            continue
        found = _cut(text, _text(start), _text(end))
        if found != _text(exact):
            yield _finding(DIFFERENT_QUOTE, quote, found, (source, title))


def _hashes(store: Store, texts: Mapping[Iri, str]) -> Iterator[Finding]:
    for node, source, title, digest in store.select(find_query("texts", SUPPORT).sparql).rows:
        text = texts.get(Iri(_text(source)))
        if text is not None and hashlib.sha256(text.encode()).hexdigest() != _text(digest):
            yield _finding(DIFFERENT_TEXT, node, _text(digest), (source, title))


def _finding(name: str, focus: Term | None, value: str, source: tuple[Term | None, Term | None]) -> Finding:
    said = SaidBy(Iri(_text(source[0])), _text(source[1]))
    message, mend = words(name), words(f"{name}-mend")
    return Finding(name, Severity.VIOLATION, _text(focus), message, mend, value=value, sources=(said,))


def _cut(text: str, start: str, end: str) -> str:
    """The words between two offsets; none where an offset is no number or lies outside."""
    if not (start.isdecimal() and end.isdecimal()) or not int(start) < int(end) <= len(text):
        return ""
    return text[int(start) : int(end)]


def _text(term: Term | None) -> str:
    if term is None:
        return ""
    return term.value if isinstance(term, Literal) else str(term)
