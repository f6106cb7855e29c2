"""The takedown list: `data/decisions/takedowns.jsonl`, an object a line, only ever appended to.

A line has `when`, `who`, `decision` (takedown) and perhaps `why`; `salt`, `keyed` and `probe`, by which its hashes are
made and checked; `people`, the identifiers that answer 410; and hashes of `identifiers`, of `forms` of the name, of
each form `within` a country, body or place, and of the identifiers of namesakes who are `spared`. No name stands in it.
A line with `decision` undo and `of`, the mark of another one, takes that back.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from kg import iris
from kg.errors import TableError
from kg.ledgers import append_lines
from kg.records import Iri
from kg.resolution.identity.names import person_name

FILE: Final = "takedowns.jsonl"
TAKEDOWN, UNDO = "takedown", "undo"
_TEXTS: Final = ("when", "who", "decision", "why", "salt", "probe", "of")
_LISTS: Final = ("people", "identifiers", "forms", "within", "spared")
_PROBE: Final = "probe"


@dataclass(frozen=True, slots=True)
class Taking:
    """One line; `mark` is its name."""

    mark: str
    when: str
    who: str
    decision: str
    why: str = ""
    salt: str = ""
    probe: str = ""
    of: str = ""
    keyed: bool = False
    people: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    spared: tuple[str, ...] = ()

    @property
    def order(self) -> tuple[str, str]:
        """Later lines after earlier ones."""
        return self.when, self.mark


class Hashing:
    """Keyed hashes of names and identifiers: a salt that stands in the list, and a secret that does not."""

    def __init__(self, salt: str, secret: str = "") -> None:
        self._key = bytes.fromhex(salt) + secret.encode()
        self.of = lru_cache(maxsize=1 << 20)(self._of)

    def _of(self, text: str) -> str:
        return hmac.digest(self._key, text.encode(), "sha256").hex()[:32]

    @property
    def probe(self) -> str:
        """What tells whether salt and secret are those of a line."""
        return self.of(_PROBE)


class Takings:
    """The list as it stands; `secret` is what keyed lines were made with. Raises TableError where it is another one."""

    def __init__(self, lines: Iterable[Taking] = (), secret: str = "") -> None:
        self.all: tuple[Taking, ...] = tuple(sorted({one.mark: one for one in lines}.values(), key=lambda o: o.order))
        gone = {one.of for one in self.all if one.decision == UNDO}
        self.standing = tuple(one for one in self.all if one.decision == TAKEDOWN and one.mark not in gone)
        self.hashings: dict[str, Hashing] = {}
        for one in self.standing:
            found = Hashing(one.salt, secret if one.keyed else "")
            if found.probe != one.probe:
                raise TableError(f"the takedown {one.mark} was made with another secret", hint="set KG_TAKEDOWN_KEY")
            self.hashings.setdefault(f"{one.salt}{one.keyed}", found)
        self._sets = {name: frozenset(h for one in self.standing for h in getattr(one, name)) for name in _LISTS}

    def __bool__(self) -> bool:
        return bool(self.standing)

    def has(self, name: str, text: str) -> bool:
        """Whether the hash of a text stands in that list of any line."""
        return any(hashing.of(text) in self._sets[name] for hashing in self.hashings.values())

    def is_gone(self, person: Iri, names: Iterable[str], contexts: Iterable[str]) -> bool:
        """Whether a person of a source is one of the list: by identifier, or by a name and what it stands with.

        A name of several words needs a country, body or place in common, or a source that gives none; a single
        word needs a body in common. Namesakes who were told apart stay.
        """
        if self.has("spared", person):
            return False
        if self.has("identifiers", person):
            return True
        around = tuple(contexts)
        fitting = [form for name in names for form in forms_of(name) if self.has("forms", form)]
        return any(
            ("-" in form and not around) or any(self.has("within", f"{form} {context}") for context in around)
            for form in fitting
        )


def forms_of(name: str) -> set[str]:
    """A name as it is compared: as it stands, without titles, and without single letters."""
    parts = [iris.folded(part) for part in person_name(name).parts]
    long = [part for part in parts if len(part) > 1]
    return {form for form in (iris.folded(name), "-".join(parts), "-".join(long)) if form}


def read_takings(folders: Iterable[Path], secret: str) -> Takings:
    """The list of all folders together; raises TableError that names file and line of what is malformed."""
    return Takings((one for folder in folders for one in _lines(folder / FILE)), secret)


def append_taking(folder: Path, line: Mapping[str, Any]) -> Taking:
    """Write one line at the end of a folder's list; gives it as it will be read."""
    text = json.dumps({name: value for name, value in line.items() if value not in ("", [], None)}, ensure_ascii=False)
    made = _taking(text, FILE)
    append_lines(folder / FILE, f"{text}\n")
    return made


def _lines(file: Path) -> Iterator[Taking]:
    if file.is_file():
        for number, line in enumerate(file.read_text(encoding="utf-8", errors="replace").split("\n"), 1):
            if line.strip():
                yield _taking(line, f"{file}:{number}")


def _taking(line: str, place: str) -> Taking:
    try:
        given = json.loads(line)
        texts = {name: given.get(name, "") for name in _TEXTS}
        lists: dict[str, Any] = {name: tuple(given.get(name, ())) for name in _LISTS}
        bytes.fromhex(texts["salt"])
        datetime.fromisoformat(texts["when"])
    except (ValueError, AttributeError, TypeError, RecursionError) as error:
        raise TableError(f"{place}: is no line of the list", hint="see docs/review.md") from error
    parts = (*texts.values(), *(value for values in lists.values() for value in values))
    decided = {TAKEDOWN: texts["salt"] and texts["probe"] and lists["people"], UNDO: texts["of"]}
    if not all(isinstance(part, str) for part in parts) or not decided.get(texts["decision"]) or not texts["who"]:
        raise TableError(f"{place}: lacks who, or what a takedown needs", hint="see docs/review.md")
    mark = iris.digest("takedown", json.dumps(given, sort_keys=True, ensure_ascii=False))
    return Taking(mark=mark, keyed=bool(given.get("keyed")), **texts, **lists)
