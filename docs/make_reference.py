"""Writes docs/reference.md from the code: every setting, every command with its help, every question.

python docs/make_reference.py            writes the page
python docs/make_reference.py --check    fails when the page is not what would be written
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import click

from kg.cli import kg
from kg.queries import load_queries
from kg.settings import ModelSettings, Settings

PAGE = Path(__file__).resolve().parent / "reference.md"
QUESTIONS = """## Questions

The library that `kg query` and `kg ask` answer from (`queries/answers/`); a parameter's default in brackets.

| name | question | parameters |
| --- | --- | --- |
"""
HEAD = """# Reference

Written by `docs/make_reference.py` from the code; a test compares.

Data goes to stdout, everything else to stderr. Exit status: 0 done, 1 done with recorded issues
or not to the end yet (run it again: `kg publish --minutes`), 2 wrong usage or unreadable input.

## Settings

Read from the environment; an option of a command wins.

| variable | default |
| --- | --- |
"""


def reference() -> str:
    """The page as Markdown."""
    defaults = Settings()
    plain = [f for f in fields(Settings) if f.name != "llm"]
    rows = [f"| `KG_{f.name.upper()}` | `{getattr(defaults, f.name)}` |" for f in plain]
    rows += [f"| `KG_LLM_{f.name.upper()}` | `{getattr(defaults.llm, f.name)}` |" for f in fields(ModelSettings)]
    parts = [HEAD + "\n".join(rows), _meaning(Settings), _meaning(ModelSettings), "## Commands"]
    with click.Context(kg, info_name="kg", max_content_width=100, terminal_width=100) as context:
        for name in kg.list_commands(context):
            command = kg.get_command(context, name)
            assert command is not None
            with click.Context(command, info_name=name, parent=context, terminal_width=100) as inner:
                parts.append(f"### kg {name}\n\n```text\n{command.get_help(inner)}\n```")
    return "\n\n".join([*parts, QUESTIONS + "\n".join(_questions())]) + "\n"


def _meaning(record: type) -> str:
    told = (record.__doc__ or "").partition("\n\n")
    return re.sub(r"\s+", " ", f"{told[0]} {told[2]}" if record is ModelSettings else told[2]).strip()


def _questions() -> Iterator[str]:
    for query in load_queries().values():
        takes = [f"`{p.name}`" + (f" ({p.default})" if p.default else "") for p in query.parameters]
        yield f"| `{query.name}` | {query.question['en']}<br>{query.question['id']} | {', '.join(takes)} |"


def main(arguments: list[str]) -> int:
    """Write the page, or compare it."""
    text = reference()
    if "--check" in arguments:
        current = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
        if current != text:
            print("docs/reference.md is out of date: python docs/make_reference.py", file=sys.stderr)
        return int(current != text)
    PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
