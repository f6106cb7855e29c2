"""`kg positions`: the places of the whole network as a file, kept from one release to the next."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.cli import main
from kg.graphs import read_positions
from kg.store import open_store
from small_graph import MAKASSAR, small_graph


def test_positions_are_written_and_kept(tmp_path: Path) -> None:
    store, first, second = str(tmp_path / "store"), tmp_path / "first.tsv", tmp_path / "second.tsv"
    with open_store(store, create=True) as opened:
        opened.replace_all(small_graph())
    assert main(["positions", str(first), "--store", store]) == 0
    places = read_positions(first)
    assert MAKASSAR in places
    first.write_text(first.read_text(encoding="utf-8").replace(f"{MAKASSAR}\t", f"{MAKASSAR}\t9"), encoding="utf-8")
    assert main(["positions", str(second), "--from", str(first), "--store", store]) == 0
    assert read_positions(second) == read_positions(first)


def test_an_export_holds_the_positions_and_keeps_those_of_the_version_before(tmp_path: Path) -> None:
    store, first, second = str(tmp_path / "store"), tmp_path / "first", tmp_path / "second"
    with open_store(store, create=True) as opened:
        opened.replace_all(small_graph())
    assert main(["export", str(first), "--store", store]) == 0
    file = first / "positions.tsv"
    file.write_text(file.read_text(encoding="utf-8").replace(f"{MAKASSAR}\t", f"{MAKASSAR}\t9"), encoding="utf-8")
    moved = file.read_bytes()
    assert main(["export", str(first), "--store", store]) == 0
    assert main(["export", str(second), "--previous", str(first), "--store", store]) == 0
    assert file.read_bytes() == (second / "positions.tsv").read_bytes() == moved


def test_positions_that_are_none_are_said_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store, folder = str(tmp_path / "store"), tmp_path / "dumps"
    with open_store(store, create=True) as opened:
        opened.replace_all(small_graph())
    folder.mkdir()
    (folder / "positions.tsv").write_text("nothing", encoding="utf-8")
    assert main(["export", str(folder), "--store", store]) == 2
    assert "holds no positions" in capsys.readouterr().err
