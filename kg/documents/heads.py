"""The head of an article: its title, and the bylines between title and first paragraph.

Comes in: the lines of an article in order. Goes out: `Head` and the lines below.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.documents.bylines import Byline, BylineReader
from kg.documents.lines import Line
from kg.documents.noise import Noise, is_prose

_LONGEST_TITLE = 220
_MASTHEAD = 6
_LETTERHEAD = 4  # words in capitals above a title: "PEMERINTAH KOTA PALU", "INTERVIEW"


@dataclass(frozen=True, slots=True)
class Head:
    """Title ("" where there is none) and bylines of an article, with the lines that are left."""

    title: str
    bylines: tuple[Byline, ...]
    lines: tuple[Line, ...]


def split_head(lines: Sequence[Line], title: str | None, noise: Noise, reader: BylineReader) -> Head:
    """Part head and body. A `title` that is known already is not looked for, only taken out of the lines."""
    left = _below_masthead(list(lines), noise, reader)
    if title is None:
        title, left = _first_title(left, reader)
    key = Line(title).key
    left = [line for line in left if line.key != key]
    bylines, kept, above = [], [], True
    for line in left:
        byline = reader.read(line.text) if above or _credits(line, reader) else None
        above = above and not is_prose(line.text)
        if byline is not None:
            bylines.append(byline)
        elif not reader.is_stamp(line.text):
            kept.append(line)
    return Head(title, tuple(bylines), tuple(kept))


def _credits(line: Line, reader: BylineReader) -> bool:
    """Whether a line below the first paragraph begins with "Editor:" or the like."""
    return reader.begins_with_label(line.text)


def _below_masthead(lines: list[Line], noise: Noise, reader: BylineReader) -> list[Line]:
    """The lines below a path ("Beranda » Berita") or the block of a letterhead ("Siaran pers")."""
    for number, line in enumerate(lines[:_MASTHEAD]):
        if reader.is_crumbs(line.text):
            return _below_masthead(lines[number + 1 :], noise, reader)
    if lines and noise.mast.fullmatch(lines[0].text):
        below = next((n for n, line in enumerate(lines) if n and line.gap), len(lines))
        return lines[below:] or lines[1:]
    return lines


def _first_title(lines: list[Line], reader: BylineReader) -> tuple[str, list[Line]]:
    """The first line where it reads like a title: short, no prose, no byline, no letterhead above one."""
    plain = [n for n, line in enumerate(lines[:_MASTHEAD]) if reader.read(line.text) is None]
    if not plain or not _may_be_title(lines[plain[0]]) or any(is_prose(line.text) for line in lines[: plain[0]]):
        return "", lines
    first, second = plain[0], plain[1] if len(plain) > 1 else -1
    if second > 0 and _is_letterhead(lines[first], lines[second]):
        return lines[second].text, [line for n, line in enumerate(lines) if n not in (first, second)]
    return lines[first].text, lines[:first] + lines[first + 1 :]


def _may_be_title(line: Line) -> bool:
    return not is_prose(line.text) and len(line.text) <= _LONGEST_TITLE


def _is_letterhead(line: Line, behind: Line) -> bool:
    """Whether a few words in capitals stand above a title that is not written so, and is longer."""
    words = len(line.text.split())
    return (
        line.text.isupper()
        and words <= _LETTERHEAD
        and _may_be_title(behind)
        and not behind.text.isupper()
        and len(behind.text.split()) > words
    )
