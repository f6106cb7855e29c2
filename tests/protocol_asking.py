"""Queries that tests of the protocol put, and how they wait for servers that are still coming up or busy."""

from __future__ import annotations

import time

import httpx

from kg.pages.protocol.connection import OverH11, OverHttptools
from small_graph import MAKASSAR

CONNECTIONS = (OverH11, OverHttptools)

ASK = "ASK { ?s ?p ?o }"
SELECT = f"SELECT ?o {{ <{MAKASSAR}> <http://www.w3.org/2000/01/rdf-schema#label> ?o }}"
CONSTRUCT = f"CONSTRUCT {{ <{MAKASSAR}> ?p ?o }} WHERE {{ <{MAKASSAR}> ?p ?o }}"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
TABLES = ("application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values")
WIDE = 60_000
GRAPHS = ("text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml")


def again_until_served(address: str, headers: dict[str, str]) -> httpx.Response:
    """The answer, asked for again while the server says that it is busy."""
    deadline = time.monotonic() + 60
    while (answer := httpx.get(address, headers=headers, timeout=60)).status_code == 503:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    return answer
