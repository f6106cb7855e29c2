"""What the user names → the files to read, each with the address that it will be known by.

Comes in: paths, folders, patterns and `-`. Goes out: `Place`s in sorted order, each once. Not its
job: opening them.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from glob import glob, has_magic
from pathlib import Path

from kg.articles.addresses import is_web
from kg.articles.kinds import SUFFIXES

STDIN = "-"
_IN_FOLDERS = frozenset(SUFFIXES) - {".xml"}  # any program's data may be XML: such a file has to be named
_ABOUT = "readme"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where an article lies: `source` is the address it is known by, `path` where to open it.

    `path` is None for standard input and for an address that cannot be a file.
    """

    source: str
    path: Path | None


def places(paths: Iterable[str], base: Path | None) -> tuple[Place, ...]:
    """Every file under `paths`, sorted by address, none twice.

    A folder gives the articles in it and below, hidden files and README files left out; a pattern
    what matches it; anything else itself, whether it is there or not. An address is relative to
    `base` where the file lies under it.
    """
    found = {_place(one, base) for given in paths for one in _expand(given)}
    return tuple(sorted(found, key=lambda place: place.source))


def _expand(given: str) -> Iterator[str]:
    if given == STDIN or "\0" in given or is_web(given):
        yield given
    elif _is(given, Path.is_dir):
        yield from _walk(given)
    elif has_magic(given) and not _is(given, Path.exists):
        matches = glob(given, recursive=True)  # noqa: PTH207  Path.glob takes no absolute pattern
        yield from (one for match in matches for one in _expand(match))
        if not matches:
            yield given
    else:
        yield given


def _is(given: str, what: Callable[[Path], bool]) -> bool:
    try:
        return what(Path(given))
    except OSError:  # a name that no file can have
        return False


def _walk(folder: str) -> Iterator[str]:
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found = (Path(parent, name) for name in files if _is_article(name))
        yield from (str(file) for file in found if file.is_file())  # a pipe would block


def _is_article(name: str) -> bool:
    file = Path(name.lower().removesuffix(".gz") if name.lower().endswith(".warc.gz") else name)
    return file.suffix.lower() in _IN_FOLDERS and not name.startswith(".") and file.stem.lower() != _ABOUT


def _place(given: str, base: Path | None) -> Place:
    if given == STDIN or "\0" in given or "://" in given:
        return Place(given, None)
    path = Path(given)
    if base is not None:
        inside = os.path.relpath(path, base)
        if not inside.startswith(os.pardir):
            return Place(Path(inside).as_posix(), path)
    return Place(path.as_posix(), path)
