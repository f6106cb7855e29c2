"""Cuts what stands on a page of news and is no part of the article, line by line.

Comes in: lines. Goes out: the lines that are the article's. The words are tables (`noise.tsv`); what
is here is how far each kind of line reaches.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate

from kg.documents.lines import Line
from kg.errors import TableError
from kg.lang import Language

_LIST_MARK = re.compile(r"(?:[-–—•*·>»›▪●■◦]|\d{1,2}[.)])\s|[>»›•]")
_PROSE_END = re.compile(r"[.][\"'”’»)\]]*$")
_BREAK = re.compile(r"[.!?][\"'”’»)]*\s+[\"'“‘«(]*[A-Z]")
_STOP = re.compile(r"[.;][\"'”’»)\]]*$")
_WORD = re.compile(r"[^\W\d_]")
_LONGEST_NOISE = 600  # a longer line is a paragraph, whatever it begins with
_LONGEST_TAIL = 200
_EARLY = 0.34
_LABEL_WORDS = 5  # in what heads a block of links
_SHOUTED_WORDS = 10
_BETWEEN_LINKS = (" // ", " | ", " • ")
_LINK_WORDS = 4  # in a headline at least
_FEWEST_LINKS = 2
_MOST_LINES = 400  # in a longer text pull quotes are not looked for: it takes quadratic time
_KINDS = frozenset({"head", "rest", "line", "tail", "mast", "class"})


@dataclass(frozen=True, slots=True)
class Noise:
    """The noise of a set of languages, ready to be asked (see `noise`)."""

    head: re.Pattern[str]
    rest: re.Pattern[str]
    line: re.Pattern[str]
    tail: re.Pattern[str]
    mast: re.Pattern[str]
    classes: frozenset[str]

    def opens_block(self, text: str) -> bool:
        """Whether a line announces what is not the article's: related, popular, comments."""
        return bool(self.head.fullmatch(text) or self.rest.fullmatch(text))


@cache
def noise(languages: tuple[Language, ...]) -> Noise:
    """The noise of these languages together: a page of one often carries the menu of another."""
    rows: dict[str, list[str]] = {kind: [] for kind in sorted(_KINDS)}
    for lang in languages:
        for row in lang.table("noise"):
            if row["kind"] not in _KINDS:
                raise TableError(f"{lang.path}/noise.tsv: unknown kind {row['kind']!r}")
            rows[row["kind"]].append(row["pattern"])
    return Noise(
        head=_whole(rows["head"]),
        rest=_whole(rows["rest"]),
        line=_compiled(rf"\W*(?:{_any(rows['line'])})"),
        tail=_compiled(rf"\s*(?:{_any(rows['tail'])})\s*$"),
        mast=_whole(rows["mast"]),
        classes=frozenset(rows["class"]),
    )


def without_noise(lines: Sequence[Line], rules: Noise) -> list[Line]:
    """The lines of the article among `lines`; the title is not among them."""
    kept: list[Line] = []
    dropping = False
    shares = _prose_before(lines)
    end = _links_from(lines, shares)
    for line, share in zip(lines[:end], shares[:end], strict=True):
        # a "popular" box above most of the prose stands above the article: only the box goes
        if share >= _EARLY and rules.rest.fullmatch(line.text):
            break
        if rules.opens_block(line.text):
            dropping = True
        elif dropping and not is_prose(line.text):
            continue
        else:
            dropping = False
            kept.extend(_line(line, rules))
    return _without_doubles(kept)


def _links_from(lines: Sequence[Line], shares: Sequence[float]) -> int:
    """Where a block of headlines below the last paragraph begins, its label included; the end where there is none."""
    end = len(lines)
    first = _first(lines, shares, _is_headline)
    numbered = _first(lines, shares, _is_numbered)
    labels = [at for at in (first - 1, first) if _is_label_at(lines, shares, at)]
    if numbered < end and lines[numbered - 1].text.isupper() and _is_label_at(lines, shares, numbered - 1):
        labels.append(numbered - 1)
    rows = (at for at in range(first, end) if _is_row_of_links(lines[at].text))
    return labels[0] if labels else next(rows, end)


def _first(lines: Sequence[Line], shares: Sequence[float], is_link: Callable[[str], bool]) -> int:
    """Where the lines at the end begin that are all links of a kind."""
    at = len(lines)
    while at and shares[at - 1] == 1.0 and is_link(lines[at - 1].text):
        at -= 1
    return at


def _is_label_at(lines: Sequence[Line], shares: Sequence[float], at: int) -> bool:
    """Whether a line below the last paragraph is a label with links enough under it."""
    return 0 < at < len(lines) - _FEWEST_LINKS and shares[at] == 1.0 and _is_label(lines[at].text)


def _is_row_of_links(text: str) -> bool:
    """Whether a line holds several headlines: "Kabar Kota: A … // B … // C …"."""
    return sum(text.count(mark) for mark in _BETWEEN_LINKS) >= _FEWEST_LINKS


def _is_numbered(text: str) -> bool:
    return _LIST_MARK.match(text) is not None and text[0].isdigit() and not _STOP.search(text)


def _is_headline(text: str) -> bool:
    """Whether a line may be the headline of another article: several words, no full stop, no number in a list."""
    return len(text.split()) >= _LINK_WORDS and not _is_listed(text) and not _STOP.search(text) and not is_prose(text)


def _is_listed(text: str) -> bool:
    return _LIST_MARK.match(text) is not None and text[0].isdigit()


def _is_label(text: str) -> bool:
    """Whether a line may be the label above such a block: a few words, or more in capitals."""
    most = _SHOUTED_WORDS if text.isupper() else _LABEL_WORDS
    return 0 < sum(_WORD.search(word) is not None for word in text.split()) <= most and not _STOP.search(text)


def is_prose(text: str) -> bool:
    """Whether a line reads like a paragraph of an article rather than a headline or a label."""
    if _LIST_MARK.match(text):
        return False
    return (len(text) >= 60 and _PROSE_END.search(text) is not None) or (
        len(text) >= 100 and _BREAK.search(text) is not None
    )


def _line(line: Line, rules: Noise) -> Iterable[Line]:
    short = len(line.text) <= _LONGEST_NOISE
    if not _WORD.search(line.text) or (short and rules.line.match(line.text)):
        return
    end = rules.tail.search(line.text, max(len(line.text) - _LONGEST_TAIL, 0)) if len(line.text) > 40 else None
    text = line.text[: end.start()] + line.text[end.end() :] if end is not None else line.text
    yield line if text == line.text else replace(line, text=text)


def _prose_before(lines: Sequence[Line]) -> list[float]:
    """For each line, how much of all prose stands above it; 1 where there is none at all."""
    above = list(accumulate((len(line.text) if is_prose(line.text) else 0 for line in lines), initial=0))
    return [share / above[-1] if above[-1] else 1.0 for share in above[:-1]]


def _without_doubles(lines: list[Line]) -> list[Line]:
    """Lines said once: repeated lines and pull quotes (a line that a paragraph holds word for word) go."""
    seen: set[str] = set()
    kept: list[Line] = []
    for line in lines:
        if line.key in seen:
            continue
        seen.add(line.key)
        if not _is_pulled(line, lines):
            kept.append(line)
    return kept


def _is_pulled(line: Line, lines: list[Line]) -> bool:
    if not 30 <= len(line.text) <= 300 or _PROSE_END.search(line.text) or len(lines) > _MOST_LINES:
        return False
    bare = line.text.strip("\"'“”‘’«» ")
    return any(bare in other.text for other in lines if len(other.text) > len(line.text) + 10)


def _any(patterns: Iterable[str]) -> str:
    return "|".join(f"(?:{pattern})" for pattern in patterns) or r"(?!)"


def _whole(patterns: Iterable[str]) -> re.Pattern[str]:
    return _compiled(rf"\W*(?:{_any(patterns)})\W*")


def _compiled(pattern: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern, re.IGNORECASE)
    except re.error as error:
        raise TableError(f"noise.tsv: a pattern is broken: {error}", hint=pattern[:80]) from error
