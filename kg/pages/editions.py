"""Which edition of the data somebody holds: version, day of the build, licence, and the line to cite it by."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from kg import resources

TITLE: Final = "Smart-city governance"
LICENCE: Final = "https://creativecommons.org/licenses/by/4.0/"
LICENCE_NAME: Final = "CC BY 4.0"
CITATION: Final = "citation"
"""The last column of a table in a file."""


@dataclass(frozen=True, slots=True)
class Edition:
    """A version, and the day on which its store was written last (ISO, empty where nobody can tell)."""

    version: str
    built: str

    def cited(self, what: str, values: Mapping[str, str]) -> str:
        """One line that says where rows come from: `what` was asked, with which values."""
        built = f", built {self.built}" if self.built else ""
        asked = f"{what}?{urlencode(values)}" if values else what
        return f"{TITLE}, version {self.version}{built}, {LICENCE_NAME}: {asked}"


def edition(folder: Path) -> Edition:
    """The edition of the store in a folder; of the software alone where there is no such folder."""
    files = dict(_tables(folder))
    if not files:
        return Edition(resources.version(), "")
    mark = hashlib.sha256("|".join(f"{name}:{file.st_size}" for name, file in files.items()).encode()).hexdigest()[:8]
    last = datetime.fromtimestamp(max(file.st_mtime for file in files.values()), UTC)
    return Edition(f"{resources.version()}+{mark}", last.date().isoformat())


def _tables(folder: Path) -> Iterator[tuple[str, os.stat_result]]:
    """The engine's tables by name; it joins them while it is open, so one that was listed may be gone."""
    for path in sorted((folder / "quads").glob("*.sst")):
        with contextlib.suppress(FileNotFoundError):
            yield path.name, path.stat()
