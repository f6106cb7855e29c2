"""Decisions on the command line: what waits, and what somebody decides on it, from a terminal or a file."""

from __future__ import annotations

import getpass
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg import iris
from kg.cli._names import one_thing
from kg.errors import InputError
from kg.pipeline import Pipeline
from kg.reconsidering import reconsider
from kg.review import UNDO, Choice, Item, Judgement, Queue, Written, lines_of, now, undone, write
from kg.settings import Settings
from kg.store import open_store

_KEYS = frozenset(("item", "decision", "who", "why", "property", "value", "old", "side", "of"))


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which items are asked for: kinds, a name or IRI that they are about, words of a source; empty means all."""

    kinds: tuple[str, ...] = ()
    about: str = ""
    source: str = ""


@dataclass(slots=True)
class Desk:
    """The place where one person decides: writes lines, and remembers them so that the last can be taken back."""

    pipeline: Pipeline
    who: str
    made: list[tuple[tuple[Judgement, ...], list[dict[str, str]]]] = field(default_factory=list)

    @property
    def _folder(self) -> Path:
        return self.pipeline.decision_folders[-1]

    def decide(self, item: Item, choice: Choice) -> None:
        """Write one choice down; raises InputError where it cannot be made."""
        self.made.append(write(self._folder, [lines_of(item, choice)], self.pipeline.decisions))

    def undo(self) -> bool:
        """Take the last one back by a new line; False where there is none."""
        if not self.made:
            return False
        write(self._folder, [undone(*self.made.pop(), self.who)], self.pipeline.decisions)
        return True


def reviewer(given: str, settings: Settings) -> str:
    """Who decides: as given, as set, or the user of this machine."""
    return given.strip() or settings.reviewer.strip() or getpass.getuser()


def waiting(settings: Settings, wanted: Wanted = Wanted()) -> tuple[Item, ...]:
    """The items of the store that are wanted, best first."""
    loaded = Pipeline(settings)
    with open_store(settings.store, read_only=True) as store:
        thing = one_thing(store, wanted.about).iri if wanted.about else None
        items = Queue(store, loaded.judgements, loaded.decisions).items()
    words = wanted.source.casefold()
    return tuple(
        item
        for item in items
        if (not wanted.kinds or item.kind in wanted.kinds)
        and (thing is None or thing in item.things)
        and any(words in f"{side.title} {side.where}".casefold() for side in item.sides)
    )


def decide_lines(settings: Settings, text: str, name: str, who: str) -> int:
    """Write the decisions of a JSONL text down, all or none; gives their number.

    Raises InputError with file and line.
    """
    loaded = Pipeline(settings)
    items = {item.id: item for item in waiting(settings)}
    written = [_written(line, items, f"{name}:{number}", who) for number, line in _numbered(text)]
    write(loaded.decision_folders[-1], written, loaded.decisions)
    return len(written)


def carry_out(settings: Settings) -> None:
    """Bring the store to what is decided by now."""
    reconsider(settings)


def taken_back(loaded: Pipeline, mark: str, who: str) -> Written:
    """The line that takes one decision back, by its mark; raises InputError where none has it."""
    if any(one.mark == mark for one in loaded.judgements.all):
        return Written([{"when": now(), "who": who, "decision": UNDO, "of": mark}])
    for one in loaded.decisions.standing:
        if identity_mark(one.cells) == mark:
            return undone((), [dict(one.cells)], who)
    raise InputError(f"no decision has the mark {mark[:40]!r}", hint="kg decide --list")


def identity_mark(cells: Mapping[str, str]) -> str:
    """The mark of a decision on who is who."""
    return iris.digest("identity", cells["left"], cells["right"])


def read_text(file: str) -> tuple[str, str]:
    """A file's text and its name; `-` is standard input."""
    if file == "-":
        return sys.stdin.read(), "-"
    try:
        return Path(file).read_text(encoding="utf-8"), file
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{file}: cannot be read: {error}") from error


def _numbered(text: str) -> Iterator[tuple[int, str]]:
    return ((number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip())


def _written(line: str, items: Mapping[str, Item], place: str, who: str) -> Written:
    try:
        given = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise InputError(f"{place}: is no JSON", hint="one object a line") from error
    cells = _cells(given, place)
    by = cells.get("who") or who
    if cells.get("decision") == UNDO:
        return Written([{"when": now(), "who": by, "decision": UNDO, "of": cells.get("of", "")}])
    item = items.get(cells.get("item", ""))
    if item is None:
        raise InputError(f"{place}: no item {cells.get('item', '')[:40]!r} waits", hint="kg review --list")
    try:
        return lines_of(item, _choice(cells, by))
    except InputError as error:
        raise InputError(f"{place}: {error.message}", hint=error.hint) from error


def _cells(given: Any, place: str) -> dict[str, str]:
    if not isinstance(given, dict) or not set(given) <= _KEYS:
        raise InputError(f"{place}: is no object with {', '.join(sorted(_KEYS))}")
    if not all(isinstance(value, str | int) for value in given.values()):
        raise InputError(f"{place}: holds what is neither a text nor a number")
    return {name: str(value) for name, value in given.items()}


def _choice(cells: Mapping[str, str], who: str) -> Choice:
    side = cells.get("side", "0")
    return Choice(
        decision=cells.get("decision", ""),
        who=who,
        why=cells.get("why", ""),
        on_property=cells.get("property", ""),
        value=cells.get("value", ""),
        old=cells.get("old", ""),
        side=int(side) if side.isdecimal() else 0,
    )


def kinds(given: Iterable[str]) -> tuple[str, ...]:
    """The kinds asked for, each once."""
    return tuple(dict.fromkeys(given))
