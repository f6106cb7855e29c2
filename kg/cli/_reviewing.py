"""Review on a screen: an item with its sides beside one another, one key for each decision."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import click
from rich.columns import Columns
from rich.console import Console, Group
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from kg.cli._output import compact, harmless
from kg.errors import KgError
from kg.records import Iri, Literal
from kg.review import (
    ACCEPT,
    APART,
    CLAIM,
    DISAGREEMENT,
    DUPLICATE,
    EDIT,
    PREFER,
    REJECT,
    SAME,
    UNSURE,
    Choice,
    Item,
    Side,
)
from kg.terms import RDF

KEYS: Final[Mapping[str, Mapping[str, str]]] = {
    CLAIM: {"a": ACCEPT, "r": REJECT, "e": EDIT, "u": UNSURE},
    DUPLICATE: {"m": SAME, "n": APART, "u": UNSURE},
    DISAGREEMENT: {"u": UNSURE},
}
SKIP, BACK, QUIT = "s", "z", "q"
_WORDS: Final = {ACCEPT: "accept", REJECT: "reject", EDIT: "edit", SAME: "merge", APART: "not same", UNSURE: "unsure"}
_NARROW: Final = 48


@dataclass(slots=True)
class Screen:
    """Asks about each item; `decide` writes a choice down and `undo` takes the last one back."""

    who: str
    decide: Callable[[Item, Choice], None]
    undo: Callable[[], bool]
    ask_why: bool = True
    console: Console = field(default_factory=lambda: Console(highlight=False))

    def run(self, items: Sequence[Item]) -> int:
        """Go through the items; gives how many decisions stand at the end."""
        at, made = 0, list[int]()
        while at < len(items):
            self._show(items[at], at + 1, len(items))
            key = read_key()
            if key == QUIT:
                break
            if key == BACK:
                at = made.pop() if made and self.undo() else at
            elif key == SKIP:
                at += 1
            elif self._decided(items[at], key):
                made.append(at)
                at += 1
        return len(made)

    def _decided(self, item: Item, key: str) -> bool:
        """Whether the key became a decision; what cannot be decided is told, and the item stays."""
        choice = self._choice(item, key)
        if choice is None:
            self.console.print(Text(f"{harmless(key)!r}: {_help(item)}"))
            return False
        try:
            self.decide(item, choice)
        except KgError as error:
            self.console.print(Text(str(error), style="red"))
            return False
        return True

    def _choice(self, item: Item, key: str) -> Choice | None:
        decision = KEYS[item.kind].get(key)
        if item.kind == DISAGREEMENT and key.isdecimal():
            return Choice(PREFER, self.who, self._why(), side=int(key))
        if decision is None:
            return None
        if decision == EDIT:
            name, value, old = self._edit(item)
            return Choice(EDIT, self.who, self._why(), on_property=name, value=value, old=old)
        return Choice(decision, self.who, self._why())

    def _why(self) -> str:
        return read_line("why (Enter for none)") if self.ask_why else ""

    def _edit(self, item: Item) -> tuple[str, str, str]:
        lines = [line for side in item.sides for line in side.lines if line.name != RDF.type]
        for number, line in enumerate(lines, 1):
            self.console.print(Text(f"{number} {compact(line.name)}: {harmless(line.label)}"))
        given = read_line("number of the value to replace")
        chosen = lines[int(given) - 1 : int(given)] if given.isdecimal() and int(given) else []
        value = read_line("value")
        return (chosen[0].name, value, _value(chosen[0].value)) if chosen else ("", value, "")

    def _show(self, item: Item, number: int, of: int) -> None:
        shown = self.console
        shown.rule(Text(f"{number}/{of} {item.kind} {item.id}"))
        shown.print(Text(harmless(item.title), style="bold"))
        shown.print(Text(harmless(f"{item.why} [{item.score}]")))
        panels = [panel(side, n) for n, side in enumerate(item.sides, 1)]
        wide = shown.width >= _NARROW * 2
        shown.print(
            Columns(panels, equal=True, width=shown.width // 2 - 2) if wide and len(panels) > 1 else Group(*panels)
        )
        shown.print(Text(_help(item), style="dim"))


def panel(side: Side, number: int) -> Panel:
    """One side: its words, then what was read from them."""
    table = Table.grid(padding=(0, 1))
    for line in side.lines:
        if line.name != RDF.type:
            table.add_row(Text(compact(line.name), style="dim"), Text(harmless(line.label)))
    quotes = [Text(f"“{harmless(quote)}”", style="italic") for quote in side.quotes]
    where = [Text(harmless(side.where), style="dim")] if side.where else []
    return Panel(Group(*quotes, table, *where), title=Text(f"{number} {harmless(side.title)}"), title_align="left")


def _help(item: Item) -> str:
    keys = [f"{key} {_WORDS[decision]}" for key, decision in KEYS[item.kind].items()]
    sides = [f"1–{len(item.sides)} prefer that side"] if item.kind == DISAGREEMENT else []
    return " · ".join([*sides, *keys, f"{SKIP} skip", f"{BACK} undo", f"{QUIT} quit"])


def read_key() -> str:
    """One key of a terminal, or a line of a pipe by its first character; the end of it is to quit."""
    if sys.stdin.isatty():
        return click.getchar()
    while line := sys.stdin.readline():
        if line.strip():
            return line.strip()[0]
    return QUIT


def read_line(prompt: str) -> str:
    """A line that somebody types, without the space around it."""
    click.echo(f"{prompt}: ", nl=False)
    return sys.stdin.readline().strip()


def as_record(item: Item) -> dict[str, object]:
    """An item as JSON has it."""
    return {
        "item": item.id,
        "kind": item.kind,
        "score": item.score,
        "title": item.title,
        "why": item.why,
        "things": sorted(item.things),
        "before": item.before.mark if item.before else None,
        "sides": [_side_record(side) for side in item.sides],
    }


def _side_record(side: Side) -> dict[str, object]:
    lines = [
        {"property": compact(one.name), "value": _value(one.value), "label": one.label, "claim": one.key}
        for one in side.lines
    ]
    return {"title": side.title, "where": side.where, "quotes": list(side.quotes), "lines": lines}


def _value(value: Iri | Literal) -> str:
    return value.value if isinstance(value, Literal) else value
