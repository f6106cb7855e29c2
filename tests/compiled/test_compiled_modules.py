"""What can be compiled stays so: the modules of the compiled build are written in what its compiler understands."""

from __future__ import annotations

import ast
import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


def _build() -> ModuleType:
    spec = importlib.util.spec_from_file_location("kg_build", ROOT / "setup.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def trees(monkeypatch: pytest.MonkeyPatch) -> dict[str, ast.Module]:
    monkeypatch.chdir(ROOT)
    return {file: ast.parse(Path(file).read_text(encoding="utf-8")) for file in _build().modules()}


def test_the_rooms_that_articles_pass_through_are_compiled(trees: dict[str, ast.Module]) -> None:
    assert {"kg/extraction/chunker.py", "kg/resolution/known.py", "kg/statements/claims.py"} <= set(trees)


def test_nothing_is_looked_for_in_a_display_with_a_star(trees: dict[str, ast.Module]) -> None:
    """`x in (a, *b)`: the compiler stops at it with an error of its own."""
    displays = (ast.Tuple, ast.List, ast.Set)
    found = [
        f"{file}:{node.lineno}"
        for file, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Compare)
        for side in node.comparators
        if isinstance(side, displays) and any(isinstance(element, ast.Starred) for element in side.elts)
    ]
    assert found == []
