"""Answers on disk, one file each, under the hash of what was asked of whom: the same question is asked once."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from kg.models.records import Answer


class Cache:
    """A folder of answers; a file that cannot be read counts as none."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, key: str) -> Answer | None:
        """The answer under a key."""
        try:
            return Answer(**json.loads(self._file(key).read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None

    def put(self, key: str, answer: Answer) -> None:
        """Keep an answer; another process that keeps the same one does no harm."""
        file = self._file(key)
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent, suffix=".part")
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            json.dump(asdict(answer), stream, ensure_ascii=False, sort_keys=True, indent=1)
        Path(name).replace(file)

    def _file(self, key: str) -> Path:
        return self._folder / key[:2] / f"{key}.json"


def key_of(**parts: Any) -> str:
    """The key of a question: SHA-256 over all that the answer depends on."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
