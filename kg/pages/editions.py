"""Which edition of the data somebody holds: version, day of the build, licence, and the line to cite it by."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
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
    files = sorted((folder / "quads").glob("*.sst"))
    if not files:
        return Edition(resources.version(), "")
    mark = hashlib.sha256("|".join(f"{path.name}:{path.stat().st_size}" for path in files).encode()).hexdigest()[:8]
    last = datetime.fromtimestamp(max(path.stat().st_mtime for path in files), UTC)
    return Edition(f"{resources.version()}+{mark}", last.date().isoformat())
