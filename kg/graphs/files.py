"""Whole files or none: written beside the old one, then put in its place."""

from __future__ import annotations

from pathlib import Path


def write_atomically(file: Path, content: bytes) -> None:
    """Write `content` to `file`; a reader sees the old file or the new one, never a part of it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f".{file.name}.part")
    beside.write_bytes(content)
    beside.replace(file)
