"""Documentation that fails the build when it lies: every example is run, every page is up to date."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import kg
from kg.settings import ModelSettings, Settings

ROOT = Path(__file__).resolve().parent.parent.parent
PAGES = sorted([ROOT / "README.md", *ROOT.glob("docs/*.md")])
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
ELISION = "…"


def examples() -> list[tuple[str, str, list[str]]]:
    """Each `$ kg …` of each console block: the page, the command, the lines that it prints."""
    found = []
    for page in PAGES:
        for block in BLOCK.findall(page.read_text(encoding="utf-8")):
            for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
                command, *lines = part.rstrip("\n").split("\n")
                found.append((page.name, command, lines))
    return [example for example in found if example[1].startswith("kg ")]


def pattern(lines: list[str]) -> re.Pattern[str]:
    """The printed lines as a pattern: an ellipsis stands for any text, one that is a whole line for any lines."""
    parts = [
        "(?:.*\n)*?"
        if line.strip() == ELISION
        else ".*".join(re.escape(part.rstrip()) for part in line.split(ELISION)) + " *\n"
        for line in lines
    ]
    return re.compile("".join(parts))


@pytest.mark.parametrize(("page", "command", "lines"), examples())
def test_an_example_prints_what_the_page_shows(
    page: str,
    command: str,
    lines: list[str],
    scratch_store: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("KG_STORE", scratch_store)
    result = CliRunner().invoke(kg, shlex.split(command)[1:], standalone_mode=False)
    assert result.exception is None, (page, command, result.exception)
    assert pattern(lines).fullmatch(result.stdout), (page, command, result.stdout)


def test_the_readme_opens_with_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    head = readme[: readme.index("\n## ")]
    assert "make demo" in head
    assert "make test" in head


def test_every_target_of_make_that_a_page_names_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    for page in PAGES:
        named = set(re.findall(r"`make ([a-z-]+)`", page.read_text(encoding="utf-8")))
        assert named <= targets, page.name


def test_every_file_that_a_page_links_to_exists() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), (page.name, target)


def test_the_reference_is_what_the_code_says() -> None:
    command = [sys.executable, "docs/make_reference.py", "--check"]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_the_reference_explains_each_setting() -> None:
    text = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
    for prefix, record in (("KG_", Settings), ("KG_LLM_", ModelSettings)):
        for name in set(record.__dataclass_fields__) - {"llm"}:
            assert f"`{prefix}{name.upper()}`" in text
            assert f"`{name}`" in text
