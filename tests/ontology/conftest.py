"""The ontology, the sample and the shapes, read once."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph

HERE = Path(__file__).resolve().parent
ONTOLOGY = HERE.parent.parent / "ontology"
FILES = ("core", "schemes", "provenance", "alignments", "display")


@pytest.fixture(scope="session")
def own() -> Graph:
    """What the ontology says of its own terms."""
    graph = Graph()
    for name in FILES:
        graph.parse(ONTOLOGY / f"{name}.ttl")
    return graph


@pytest.fixture(scope="session")
def whole(own: Graph) -> Graph:
    """The same with the declarations of the terms of other vocabularies."""
    return Graph().parse(ONTOLOGY / "vocabularies.ttl") + own


@pytest.fixture(scope="session")
def shapes() -> Graph:
    return Graph().parse(ONTOLOGY / "shapes.ttl")


@pytest.fixture(scope="session")
def sample(own: Graph) -> Graph:
    """The sample together with the ontology, as data are validated."""
    return Graph().parse(HERE / "sample.ttl") + own
