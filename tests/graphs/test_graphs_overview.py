"""The whole network is laid out ahead: the same every time, nothing on another, and steady from release to release."""

from __future__ import annotations

import math
from itertools import pairwise
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import TableError
from kg.graphs import overview, read_positions, write_positions
from kg.records import Iri

NODES = [Iri(f"urn:n{at:02d}") for at in range(30)]
LINKS = st.lists(st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)), max_size=60)


def graph_of(links: list[tuple[Iri, Iri]], nodes: list[Iri] | None = None) -> nx.MultiDiGraph[Iri]:
    made: nx.MultiDiGraph[Iri] = nx.MultiDiGraph()
    made.add_nodes_from(NODES if nodes is None else nodes)
    made.add_edges_from(links)
    return made


@given(LINKS, st.randoms())
@settings(max_examples=40)
def test_the_order_of_the_graph_does_not_matter_and_no_two_share_a_point(
    links: list[tuple[Iri, Iri]], random: object
) -> None:
    mixed, nodes = list(links), list(NODES)
    random.shuffle(mixed), random.shuffle(nodes)  # type: ignore[attr-defined]
    found = overview(graph_of(links))
    assert found == overview(graph_of(mixed, nodes))
    assert len(set(found.values())) == len(NODES)


@given(LINKS, st.integers(1, 29))
@settings(max_examples=40)
def test_what_was_published_stays_and_what_is_new_stands_beside_its_neighbours(
    links: list[tuple[Iri, Iri]], kept: int
) -> None:
    old = graph_of([pair for pair in links if pair[0] in NODES[:kept] and pair[1] in NODES[:kept]], NODES[:kept])
    before = overview(old)
    after = overview(graph_of(links), before)
    assert {node: after[node] for node in before} == before
    assert set(after) == set(NODES)


def test_a_new_thing_stands_near_what_it_is_linked_to() -> None:
    before = overview(graph_of(list(pairwise(NODES[:20])), NODES[:20]))
    after = overview(graph_of([*pairwise(NODES[:20]), (NODES[25], NODES[3])], [*NODES[:20], NODES[25]]), before)
    assert math.dist(after[NODES[25]], after[NODES[3]]) < 30


def test_positions_are_written_and_read_back(tmp_path: Path) -> None:
    found = overview(graph_of(list(pairwise(NODES))))
    write_positions(found, tmp_path / "positions.tsv")
    assert read_positions(tmp_path / "positions.tsv") == found


@pytest.mark.parametrize("text", ["", "node\tx\n", "node\tx\ty\na\tone\t2\n", "node\tx\ty\na\tnan\t2\n"])
def test_a_file_that_holds_no_positions_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "positions.tsv").write_text(text, encoding="utf-8")
    with pytest.raises(TableError):
        read_positions(tmp_path / "positions.tsv")


def test_a_graph_of_nothing_has_no_positions() -> None:
    assert overview(graph_of([], [])) == {}
