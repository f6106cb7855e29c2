"""A published folder in the making: its files stand beside the old folder until all are there, then take its place.

What is ready is written down file by file, so that a run that broke off goes on where it stopped, and a run that
finds nothing changed makes no page anew.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TextIO

from kg.errors import InputError

LEDGER: Final = ".published.jsonl"
_OURS: Final = frozenset(("browse", "doc", "dumps", "feed", "questions", "static"))


@dataclass(frozen=True, slots=True)
class Made:
    """A file by the hash of its content (none: the address gives no file), and the addresses that it leads to."""

    mark: str
    links: tuple[str, ...]


class Draft:
    """The files of `folder` as they are to be; `state` names all that they are made of."""

    def __init__(self, folder: Path, state: str) -> None:
        self._folder, self._state = folder, state
        self.place = folder.with_name(f"{folder.name}.draft")
        self._old = folder.with_name(f"{folder.name}.old")
        if self._old.exists() and not folder.exists():
            self._old.rename(folder)  # a swap that broke off half-way
        self._before_state, self._before = _ledger(folder)
        drafted, self._ready = _ledger(self.place)
        if drafted != state:
            shutil.rmtree(self.place, ignore_errors=True)
            self._ready = {}
        self.place.mkdir(parents=True, exist_ok=True)
        self._lines = self._opened()
        self.kept = 0

    def _opened(self) -> TextIO:
        lines = (self.place / LEDGER).open("w", encoding="utf-8")
        lines.write(json.dumps({"state": self._state}) + "\n")
        for file, made in self._ready.items():
            _write_line(lines, file, made)
        return lines

    def ready(self, file: str) -> Made | None:
        """What is known of a file that need not be made anew; None where it must be."""
        made = self._ready.get(file)
        if made is not None and _is_whole(self.place / file, made):
            self.kept += 1
            return made
        made = self._before.get(file) if self._before_state == self._state else None
        if made is None or not _is_whole(self._folder / file, made):
            return None
        if made.mark:
            _link(self._folder / file, self.place / file)
        _write_line(self._lines, file, made)
        self.kept += 1
        return made

    def write(self, file: str, body: bytes, links: Sequence[str]) -> None:
        """Write a file; one that is as it was before stays the same file, with its time."""
        made = Made(hashlib.sha256(body).hexdigest(), tuple(links))
        before = self._before.get(file)
        if before is not None and before.mark == made.mark and _is_whole(self._folder / file, before):
            _link(self._folder / file, self.place / file)
        else:
            path = self.place / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.unlink(missing_ok=True)
            path.write_bytes(body)
        _write_line(self._lines, file, made)

    def skip(self, file: str) -> None:
        """Remember that an address gives no file."""
        _write_line(self._lines, file, Made("", ()))

    def finish(self) -> None:
        """Put the draft in the place of the folder; what others laid beside our files stays there.

        Raises InputError where the folder cannot be renamed; the draft stays.
        """
        self._lines.close()
        try:
            if self._folder.exists():
                shutil.rmtree(self._old, ignore_errors=True)
                self._folder.rename(self._old)
                self._carry_over()
            self.place.rename(self._folder)
        except OSError as error:
            why = f"{self._folder} cannot be replaced: {error.strerror}"
            raise InputError(why, hint=f"the files are ready in {self.place}") from error
        shutil.rmtree(self._old, ignore_errors=True)

    def _carry_over(self) -> None:
        known = {file.partition("/")[0] for file in self._before} | _OURS
        for path in self._old.iterdir():
            if path.name not in known and not (self.place / path.name).exists():
                path.rename(self.place / path.name)

    def close(self) -> None:
        """Leave the draft as it is, for a later run."""
        self._lines.close()


def is_published(folder: Path) -> bool:
    """Whether a folder holds a site that was published."""
    return (folder / LEDGER).exists() or (folder / "index.en.html").exists()


def _ledger(folder: Path) -> tuple[str | None, dict[str, Made]]:
    """The state of a folder and its files; None and nothing where no ledger can be read."""
    lines = _lines(folder / LEDGER)
    head = next(lines, None)
    if not isinstance(head, dict):
        return None, {}
    files: dict[str, Made] = {}
    for line in lines:
        if isinstance(line, list) and len(line) == 3:
            file, mark, links = line
            files[file] = Made(mark, tuple(links))
    return head.get("state"), files


def _lines(file: Path) -> Iterator[object]:
    if file.is_file():
        for line in file.read_text(encoding="utf-8", errors="replace").splitlines():
            with suppress(ValueError):  # the last line of a run that broke off
                yield json.loads(line)


def _write_line(lines: TextIO, file: str, made: Made) -> None:
    lines.write(json.dumps([file, made.mark, made.links], ensure_ascii=False) + "\n")
    lines.flush()


def _is_whole(path: Path, made: Made) -> bool:
    if not made.mark:
        return not path.exists()
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() == made.mark
    except OSError:
        return False


def _link(file: Path, target: Path) -> None:
    """The same file at a second place; a copy where the system has no links."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    try:
        os.link(file, target)
    except OSError:
        shutil.copy2(file, target)
