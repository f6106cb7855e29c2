"""What must hold of each form in which something is given out, by its media type."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pyoxigraph
import rdflib

from served import parsed

_XHTML = ("script", "img", "iframe", "object", "embed")


class _Page(HTMLParser):
    """Notes what could run in a page."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "script" and not (said.get("src") or "").startswith("/static/"):
            self.faults.append(f"<script {said}>")
        for name, value in attrs:
            running = re.match(r"\s*(javascript|data|vbscript):", value or "", re.IGNORECASE)
            if name.startswith("on") or (name in ("href", "src", "action") and running):
                self.faults.append(f"<{tag} {name}={value}>")
        if tag == "img" and said.get("src") == "x":
            self.faults.append(f"<{tag} {said}>")


def check_html(text: str) -> None:
    """Nothing in a page runs or leads to what runs."""
    page = _Page()
    page.feed(text)
    assert page.faults == []


def check_xml(text: str) -> None:
    """Well-formed, without a document type and without what a browser would run."""
    assert "<!DOCTYPE" not in text
    for element in ET.fromstring(text).iter():
        assert element.tag.rpartition("}")[2] not in _XHTML
        for name, value in element.attrib.items():
            assert not name.startswith("on")
            assert not (name.rpartition("}")[2] in ("href", "src") and value.strip().startswith("javascript:"))


def check_json(text: str) -> None:
    """JSON."""
    assert json.loads(text) is not None


def check_csv(text: str) -> None:
    """Rows of one length."""
    found = list(csv.reader(io.StringIO(text, newline="")))
    assert len({len(row) for row in found}) == 1


def check_tsv(text: str) -> None:
    """Rows of one length."""
    assert len({line.count("\t") for line in text.splitlines()}) == 1


def check_rdf(form: str) -> Callable[[str], None]:
    """Reads as RDF of this form, each text whole."""

    def check(text: str) -> None:
        words = [str(o) for o in parsed(text, form).objects() if isinstance(o, rdflib.Literal)]
        assert all(word.count("<script>") <= 1 for word in words)

    return check


def check_quads(text: str) -> None:
    """Reads as N-Quads."""
    assert list(pyoxigraph.parse(text.encode(), pyoxigraph.RdfFormat.N_QUADS))


CHECKS: dict[str, Callable[[str], None]] = {
    "text/html": check_html,
    "image/svg+xml": check_xml,
    "application/atom+xml": check_xml,
    "application/xml": check_xml,
    "application/graphml+xml": check_xml,
    "application/sparql-results+xml": check_xml,
    "application/json": check_json,
    "application/csvm+json": check_json,
    "application/sparql-results+json": check_json,
    "text/csv": check_csv,
    "text/tab-separated-values": check_tsv,
    "text/turtle": check_rdf("text/turtle"),
    "application/n-triples": check_rdf("application/n-triples"),
    "application/rdf+xml": check_rdf("application/rdf+xml"),
    "application/ld+json": check_rdf("application/ld+json"),
    "application/n-quads": check_quads,
    "text/plain": lambda text: None,  # nothing runs in plain text that no browser may take for anything else
}
