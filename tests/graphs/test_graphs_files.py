"""The files of a graph: whole, the same bytes every time, harmless whatever the labels are."""

from __future__ import annotations

import base64
import hashlib
import re
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest

from kg.bounds import between
from kg.errors import QueryError, TableError
from kg.graphs import neighbourhood, project, write_gexf, write_graphml, write_page
from kg.graphs.dates import years
from kg.graphs.layout import positions
from kg.graphs.page import render
from kg.records import Iri
from small_graph import MAKASSAR, small_store

HOSTILE = "<b>\x00\x1f & \"'\ud800\u2028]]>"
ROOT = Path(__file__).resolve().parent.parent.parent
PRINT_HASH = """
import hashlib
from small_graph import MAKASSAR, small_store
from kg.graphs import neighbourhood, project
from kg.graphs.page import render
with small_store() as store:
    text = render(neighbourhood(project(store), MAKASSAR, 1, 4), "x", "en")
print(hashlib.sha256(text.encode()).hexdigest())
"""


@pytest.fixture
def graph() -> nx.MultiDiGraph[Iri]:
    with small_store() as store:
        return neighbourhood(project(store), MAKASSAR, 3, 300)


def test_graphml_and_gexf_are_read_back_with_all_nodes_and_edges(graph: nx.MultiDiGraph[Iri], tmp_path: Path) -> None:
    assert write_graphml(graph, tmp_path / "g.graphml") == (tmp_path / "g.graphml").stat().st_size
    assert write_gexf(graph, tmp_path / "g.gexf") == (tmp_path / "g.gexf").stat().st_size
    for again in (nx.read_graphml(tmp_path / "g.graphml"), nx.read_gexf(tmp_path / "g.gexf")):
        assert (len(again), again.number_of_edges()) == (len(graph), graph.number_of_edges())
        assert again.nodes[MAKASSAR]["label"] == "Makassar"
        assert all(data["quote"] and data["source"] for _, _, data in again.edges(data=True))


def test_files_are_the_same_bytes_every_time(graph: nx.MultiDiGraph[Iri], tmp_path: Path) -> None:
    for write in (write_graphml, write_gexf):
        write(graph, tmp_path / "one")
        write(graph, tmp_path / "two")
        assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_a_page_is_the_same_bytes_in_every_process() -> None:
    found = {
        subprocess.run(
            [sys.executable, "-c", PRINT_HASH], capture_output=True, text=True, check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}", "PATH": ""},
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(found) == 1


def test_what_xml_forbids_is_replaced(graph: nx.MultiDiGraph[Iri], tmp_path: Path) -> None:
    for _, data in graph.nodes(data=True):
        data["label"], data["names"] = HOSTILE, (HOSTILE,)
    for _, _, data in graph.edges(data=True):
        data["title"] = HOSTILE
    write_graphml(graph, tmp_path / "g.graphml")
    write_gexf(graph, tmp_path / "g.gexf")
    again = nx.read_graphml(tmp_path / "g.graphml")
    assert again.nodes[MAKASSAR]["label"].startswith("<b>\ufffd\ufffd & ")
    assert len(nx.read_gexf(tmp_path / "g.gexf")) == len(graph)


def test_a_page_is_small_and_names_nothing_outside_but_sources(graph: nx.MultiDiGraph[Iri], tmp_path: Path) -> None:
    assert write_page(graph, tmp_path / "page.html", "Makassar", "en") < 2_000_000
    text = (tmp_path / "page.html").read_text(encoding="utf-8")
    body = text.partition("<script")[0]
    assert not re.findall(r'(?:src|href)="(?!#)', body)
    assert "@import" not in body
    assert "url(" not in body


def test_the_policy_of_a_page_names_its_own_scripts_and_style_by_hash(graph: nx.MultiDiGraph[Iri]) -> None:
    text = render(graph, "Makassar", "en")
    scripts = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    (style,) = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    for part in (*scripts, style):
        digest = base64.b64encode(hashlib.sha256(part.encode()).digest()).decode()
        assert digest in policy.replace("&#43;", "+")
    assert "unsafe" not in policy
    assert policy.startswith("default-src &#39;none&#39;")


def test_too_large_a_graph_and_an_unknown_language_are_refused(graph: nx.MultiDiGraph[Iri], tmp_path: Path) -> None:
    with pytest.raises(TableError, match="no page speaks"):
        write_page(graph, tmp_path / "page.html", "x", "xx")
    for number in range(301):
        graph.add_node(Iri(f"https://example.org/{number}"), **graph.nodes[MAKASSAR])
    with pytest.raises(QueryError, match="take a neighbourhood"):
        write_page(graph, tmp_path / "page.html", "x", "en")
    assert list(tmp_path.iterdir()) == []


def test_no_two_boxes_overlap(graph: nx.MultiDiGraph[Iri]) -> None:
    boxes = dict.fromkeys(graph, (120.0, 50.0))
    where = positions(graph, boxes)
    for one in graph:
        for two in graph:
            if one < two:
                apart = abs(where[one][0] - where[two][0]) >= 119 or abs(where[one][1] - where[two][1]) >= 49
                assert apart, (one, two)


@pytest.mark.parametrize(
    ("earliest", "latest", "text"),
    [
        (None, None, None),
        ("2024-01-01", "2024-12-31", "2024"),
        ("2024-07-01", "2024-07-31", "2024-07"),
        ("2024-07-30", "2024-07-30", "2024-07-30"),
        (None, "2024-07-30", "≤ 2024-07-30"),
        ("2024-07-30", None, "≥ 2024-07-30"),
        ("2018-01-01", "2019-12-31", "2018 – 2019"),
        ("nonsense", "2019-12-31", "nonsense – 2019"),
    ],
)
def test_bounds_are_told_as_a_reader_expects(earliest: str | None, latest: str | None, text: str | None) -> None:
    assert between(earliest, latest) == text


@pytest.mark.parametrize(
    ("bounds", "expected"),
    [
        ((None, None, None, None), None),
        (("2018-01-01", "2018-12-31", None, None), (2018, None)),
        ((None, "2018-05-01", "2018-05-01", None), (2018, 2018)),
        (("2018-01-01", None, None, "2020-12-31"), (2018, 2020)),
        ((None, None, None, "2020-12-31"), (None, 2020)),
        (("soon", None, None, "٢٠٢٠-١"), None),
    ],
)
def test_an_edge_belongs_to_the_years_of_its_bounds(
    graph: nx.MultiDiGraph[Iri], bounds: tuple[str | None, ...], expected: object
) -> None:
    assert years(graph, (MAKASSAR, MAKASSAR), bounds) == expected
