"""The lines at the head of a text file that describe it: `key: value`, closed by `---`.

Comes in: the text of a file. Goes out: `FrontMatter` and the text below it. A text without such
lines is all text. Raises ValueError for a key that is unknown or doubled and for a malformed value.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.bounds import span

_CLOSE = "---"
_LINE = re.compile(r"([a-z][a-z_-]{0,30}):(?:[ \t]+(\S.*?))?[ \t]*")
_TAG = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_MOST_LINES = 40
_REPORTS = "reports"
_KEYS = frozenset({"url", "title", "published", "publisher", "author", "lang", _REPORTS})


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the head of a text file says about it; None where it is silent."""

    url: str | None = None
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    author: str | None = None
    lang: str | None = None
    reports: tuple[str, ...] = ()


def split(text: str) -> tuple[FrontMatter, str]:
    """Part the head of `text` from the rest; the head may open with `---` as well."""
    lines = text.split("\n", _MOST_LINES)
    lines = [line.rstrip("\r") for line in lines]
    first = 1 if lines[0].strip() == _CLOSE else 0
    head: list[tuple[str, str]] = []
    for number, line in enumerate(lines[first:_MOST_LINES], start=first):
        if line.strip() == _CLOSE and head:
            return _checked(head), "\n".join(text.split("\n")[number + 1 :])
        match = _LINE.fullmatch(line)
        if match is None:
            break
        head.append((match.group(1), match.group(2) or ""))
    return FrontMatter(), text


def _checked(head: list[tuple[str, str]]) -> FrontMatter:
    values: dict[str, str] = {}
    reports: list[str] = []
    for key, value in head:
        if key not in _KEYS:
            raise ValueError(f"unknown key {key!r} in the head; known are {', '.join(sorted(_KEYS))}")
        if key == _REPORTS:
            reports.append(value)
        elif key in values:
            raise ValueError(f"key {key!r} comes twice in the head")
        elif value:
            values[key] = value
    _check_values(values, reports)
    return FrontMatter(**values, reports=tuple(reports))


def _check_values(values: dict[str, str], reports: list[str]) -> None:
    if "published" in values:
        span(values["published"])
    if not _TAG.fullmatch(values.get("lang", "en")):
        raise ValueError(f"lang is no language tag: {values['lang']!r}")
    for address in [*reports, *([values["url"]] if "url" in values else [])]:
        if not _ADDRESS.fullmatch(address):
            raise ValueError(f"not a web address: {address!r}")
