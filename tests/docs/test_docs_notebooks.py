"""The notebooks of docs/notebooks run from top to bottom over the built graph, and show what their text promises."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from kg.dumps import turtle
from kg.pages.protocol import Limits
from kg.queries import find_query
from kg.store import open_store
from served import serving

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / "docs" / "notebooks"
SECONDS = 300  # for one cell, on a busy machine

Shown = dict[str, str]
"""By the id of a cell: what it prints, and the HTML of its result."""


def read(name: str) -> nbformat.NotebookNode:
    text = (FOLDER / f"{name}.ipynb").read_text(encoding="utf-8")
    notebook: nbformat.NotebookNode = nbformat.reads(text, as_version=4)  # type: ignore[no-untyped-call]
    return notebook


def run(name: str) -> Shown:
    """What each cell of a notebook shows when it is run in a kernel of its own."""
    notebook = read(name)
    NotebookClient(notebook, timeout=SECONDS, resources={"metadata": {"path": str(FOLDER)}}).execute()
    return {cell.id: "\n".join(map(_text, cell.outputs)) for cell in notebook.cells if cell.cell_type == "code"}


def _text(output: nbformat.NotebookNode) -> str:
    if output.output_type == "stream":
        return str(output.text)
    return str(output.data.get("text/html", output.data.get("text/plain", "")))


@pytest.fixture
def _over_the_graph(built_store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_STORE", built_store)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))


@pytest.fixture
def _as_published(built_store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with open_store(built_store, read_only=True) as store:
        (tmp_path / "core.ttl").write_text(turtle(store.construct(find_query("core", "dumps").sparql)), "utf-8")
    monkeypatch.setenv("KG_DUMPS", str(tmp_path))
    with serving(Path(built_store), Limits(seconds=SECONDS)) as address:
        monkeypatch.setenv("KG_SITE", address)
        yield


@pytest.mark.parametrize("name", ["analyst", "student", "consumer"])
def test_a_notebook_is_kept_without_outputs_and_with_text(name: str) -> None:
    notebook = read(name)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert 8 <= len(notebook.cells) <= 18
    assert len(notebook.cells) > len(code) >= 5
    assert not any(cell.outputs or cell.execution_count for cell in code)


@pytest.mark.usefixtures("_over_the_graph")
def test_the_notebook_of_an_analyst() -> None:
    shown = run("analyst")
    assert {"Banyuwangi", "Jakarta", "Makassar", "Sumedang"} <= set(re.findall(r"\w+", shown["ask"]))
    assert all("“" in line for line in shown["sources"].splitlines())
    assert "budget" in shown["refusal"]
    assert {"2023-01-01", "2024-01-01", "2025-01-01"} <= set(re.findall(r"<td>([\d-]+)</td>", shown["disagree"]))
    assert "disagree" in shown["disagree"]
    assert "since 2018: ['Sumedang']" in shown["then"]
    assert {"Makassar", "Banyuwangi"} <= set(re.findall(r"<th>(\w+)</th>", shown["topics"]))
    steps = shown["path"].splitlines()
    assert 1 <= len(steps) <= 4
    assert "Home Affairs" in steps[0]
    assert "Makassar" in steps[-1]


@pytest.mark.usefixtures("_over_the_graph")
def test_the_notebook_of_a_student() -> None:
    shown = run("student")
    assert "Safrizal Zakaria Ali" in shown["ask"]
    assert "makanan" in shown["ask"]
    assert "Munafri Arifuddin" in shown["sparql"]
    assert "“" in shown["who-says"]
    assert "Sumedang" in shown["time"]
    shares = [float(line.split()[0]) for line in shown["central"].splitlines()]
    assert len(shares) == 5
    assert shares == sorted(shares, reverse=True)
    assert "→" in shown["evidence"]


@pytest.mark.usefixtures("_as_published")
def test_the_notebook_of_a_user_of_the_data() -> None:
    shown = run("consumer")
    triples, blank = map(int, re.findall(r"\d+", shown["load"]))
    assert triples > 10_000
    assert blank == 0
    assert re.match(r"\d+ offices, such as \(", shown["org"])
    assert "“" in shown["sparql"]
    assert "Sumedang" in shown["thing"]
    here, there = map(int, re.findall(r"\d+", shown["agree"]))
    assert here == there > 100
