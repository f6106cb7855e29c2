"""The addresses for programs beside the questions: what each takes and gives, for `/api/openapi.json`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kg.pages.facets import NAMES as FACETS

RDF: Final = ("text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml")
_ROWS: Final = ("application/sparql-results+json", "application/sparql-results+xml", "text/csv")


@dataclass(frozen=True, slots=True)
class Given:
    """A parameter: its name, what it means, where it stands."""

    name: str
    what: str
    where: str = "query"
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class Described:
    """An address: its methods, parameters, the types of what it gives, and with which status it fails why.

    `moves` where it leads elsewhere and gives nothing itself.
    """

    path: str
    name: str
    summary: str
    takes: tuple[Given, ...] = ()
    gives: tuple[str, ...] = ("application/json",)
    fails: tuple[tuple[str, str], ...] = ()
    methods: tuple[str, ...] = ("get",)
    moves: bool = False


def _part(name: str, what: str) -> Given:
    return Given(name, what, "path", is_required=True)


_FOCUS: Final = Given("focus", "A thing, by IRI or by kind and key", is_required=True)
_LANG: Final = Given("lang", "Language of labels, en or id")
_NONE: Final = (("404", "there is no such thing"),)
_KEY: Final = _part("path", "Kind and key of a thing, as they stand behind /id/ in its IRI")
_QUERY: Final = (
    Given("query", "A SPARQL query; without one the service is described"),
    Given("format", "A result format"),
)
_GRAPH: Final = (Given("graph", "The IRI of a named graph"), Given("default", "The whole graph, without a value"))
_ENTITY: Final = "Names as a spreadsheet has them, matched to things (Reconciliation Service API)"
# ruff: noqa: E501 - a table reads best with a row on a line
ROUTES: Final = (
    Described("/api/graph", "graph", "What is linked to one thing, with evidence", (
        Given("focus", "The thing, by IRI or by kind and key"), Given("name", "Its name, in place of `focus`"),
        Given("limit", "Most nodes"), _LANG,
    ), fails=_NONE),
    Described("/api/graph.graphml", "graphml", "The same as GraphML", (_FOCUS, _LANG), ("application/graphml+xml",), _NONE),
    Described("/api/path", "path", "The shortest way between two things", (
        Given("from", "Where the way begins", is_required=True), Given("to", "Where it ends", is_required=True), _LANG,
    ), fails=_NONE),
    Described("/api/suggest", "suggest", "Things by name, other names, acronyms and slips", (Given("q", "The name or a part of it"), _LANG)),
    Described("/api/network.json", "network", "The whole network: places, kinds, pairs with their years", (_LANG,)),
    Described("/network.svg", "network-picture", "The whole network as a still picture", (
        Given("kind", "One kind of thing"), Given("year", "One year, four digits"),
    ), ("image/svg+xml",)),
    Described("/api/openapi.json", "openapi", "This description"),
    Described("/browse.csv", "list", "The things of the graph, narrowed by facets", (
        *(Given(name, f"Only things of this {name}") for name in FACETS), _LANG,
    ), ("text/csv",)),
    Described("/id/{path}", "identifier", "The identifier of a thing", (_KEY,), moves=True),
    Described("/doc/{path}", "document", "What is said of a thing; by Accept, or by a suffix .ttl .jsonld .nt .rdf", (
        _KEY, Given("as-of", "Only what may hold on that day"), Given("alone", "For pages of sources: yes for what rests on it alone"), _LANG,
    ), ("text/html", *RDF), (("301", "merged into another thing"), *_NONE, ("410", "withdrawn, with the reason"))),
    Described("/def.{suffix}", "ontology", "The ontology", (_part("suffix", "ttl, jsonld, nt or rdf"),), RDF, _NONE),
    Described("/feed.atom", "feed", "What was said when and by whom, and what changed hands", (_LANG,), ("application/atom+xml",)),
    Described("/feed/{path}", "feed-of", "The same of one thing; ends in .atom", (_KEY, _LANG), ("application/atom+xml",), _NONE),
    Described("/sparql", "sparql", "SPARQL 1.1 Protocol, read only", _QUERY, (*_ROWS, *RDF), (
        ("503", "the query took too long or too much"),
    ), ("get", "post")),
    Described("/graph-store", "graph-store", "Graph Store Protocol, read part", _GRAPH, RDF, _NONE),
    Described("/reconcile", "reconcile", _ENTITY, (Given("queries", "The names, as JSON; without them what the service offers"),), methods=("get", "post")),
    Described("/reconcile/suggest", "reconcile-suggest", "Things by the beginning of a name, for OpenRefine", (Given("prefix", "The beginning"), _LANG)),
    Described("/dumps/{name}", "dump", "A file of a release; /downloads lists them", (_part("name", "Its name"),), ("application/octet-stream",), _NONE),
    Described("/dump/{name}", "dump-named", "The same by its lasting name", (_part("name", "Its name"),), moves=True),
    Described("/.well-known/void", "void", "The description of the data set (VoID), and where it can be asked for here", gives=("text/turtle",)),
    Described("/sitemap.xml", "sitemap", "Every page about a thing", gives=("application/xml",)),
    Described("/robots.txt", "robots", "What crawlers may read", gives=("text/plain",)),
)  # fmt: skip
"""Whoever adds a route names it here, or in the test that compares, as a page for people."""
