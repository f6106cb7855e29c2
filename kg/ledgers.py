"""Files that only grow: lines at the end, never a change before it."""

from __future__ import annotations

from pathlib import Path

from kg.errors import InputError


def append_lines(file: Path, text: str) -> None:
    """Put `text` at the end of a file, on lines of its own; its folder is made where it is missing.

    Raises InputError where it cannot be written.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        old = file.read_bytes() if file.is_file() else b""
        with file.open("a", encoding="utf-8", newline="") as opened:
            opened.write(("\n" if old and not old.endswith(b"\n") else "") + text)
    except OSError as error:
        raise InputError(f"{file} cannot be written: {error.strerror}", hint="set KG_DECISIONS to a folder") from error
