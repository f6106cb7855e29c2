"""`kg graph` and `kg network` over a store on disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import resources
from kg.cli import main
from kg.statements import ontology_triples
from kg.store import open_store
from small_graph import ONTOLOGY_GRAPH, small_graph


@pytest.fixture
def store(tmp_path: Path) -> str:
    with open_store(str(tmp_path / "store"), create=True) as opened:
        for graph, triples in small_graph().items():
            opened.replace(graph, sorted(triples))
        opened.replace(ONTOLOGY_GRAPH, ontology_triples(resources.folder("ontology")))
    return str(tmp_path / "store")


@pytest.mark.parametrize("ending", ["html", "graphml", "gexf"])
def test_a_graph_is_written_in_the_form_that_its_ending_names(
    store: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], ending: str
) -> None:
    file = tmp_path / f"g.{ending}"
    assert main(["graph", "Makassar", "--depth", "2", "-o", str(file), "--store", store]) == 0
    assert file.stat().st_size > 1000
    assert "nodes" in capsys.readouterr().err


def test_another_ending_and_an_unknown_name_are_one_line(
    store: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["graph", "Makassar", "-o", str(tmp_path / "g.doc"), "--store", store]) == 2
    assert main(["graph", "Atlantis", "-o", str(tmp_path / "g.html"), "--store", store]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 2


def test_communities_of_a_year_need_the_year_and_a_meeting(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["network", "communities", "--store", store]) == 2
    assert main(["network", "communities", "--year", "2024", "--store", store]) == 2
    assert "give --year" in capsys.readouterr().err


def test_a_measure_tells_what_it_rests_on(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["network", "likenesses", "--lang", "id", "--store", store]) == 0
    assert "bermitra dengan, menjalankan · segala waktu" in capsys.readouterr().err
