"""Portfolios: the words behind or before a head, in capitals or not, and what joins them."""

from __future__ import annotations

import re
from typing import Final

from kg.extraction.lexicon import Head
from kg.extraction.line import Line
from kg.extraction.runs import cuts

_NUMBERED: Final = re.compile("[IVX]+")  # a numeral at the end of a portfolio


def small_domain_end(line: Line, at: int) -> int:
    """The index behind portfolio words in small letters: "minister for electricity, industry and transport"."""
    end = at
    while _is_small(line, end):
        end += 1
        comma = line.key(end) == ","
        joiner = line.joins(end + comma, "name")
        behind = end + comma + joiner
        if (comma or joiner) and _is_small(line, behind) and (joiner or _is_small_list(line, behind)):
            end = behind
    return end


def _is_small(line: Line, at: int) -> bool:
    return line.key(at) in line.lexicon.domains and not line.tokens[at].upper


def _is_small_list(line: Line, at: int) -> bool:
    """Whether portfolio words in small letters, parted by commas, run up to one behind "and"."""
    for index in range(at, min(at + 10, len(line))):
        if line.joins(index, "name"):
            return _is_small(line, index + 1)
        if not _is_small(line, index) and line.key(index) != ",":
            return False
    return False


def domain_end(line: Line, at: int) -> int:
    """The index behind the portfolio words that start at `at`."""
    end = at
    while end < len(line) and line.tokens[end].upper and line.tokens[end].word:
        if end > at and cuts(line, end) and line.key(end) not in line.lexicon.domains:
            break
        if not in_domain(line, end, at):
            break
        end += 1
        joined = _joined(line, end)
        end += joined
    return end


def in_domain(line: Line, at: int, start: int) -> bool:
    """Whether a token belongs to the portfolio that starts at `start`."""
    key = line.key(at)
    if key in line.lexicon.domains or key in line.lexicon.portfolios:
        return True
    return at > start and (line.joins(at - 1, "name") or bool(_NUMBERED.fullmatch(line.tokens[at].text)))


def _joined(line: Line, at: int) -> int:
    """How many tokens join the next portfolio word: "dan", ",", ", dan"."""
    comma = line.key(at) == ","
    joiner = int(line.joins(at + comma, "name"))
    joiner += bool(joiner) and line.joins(at + comma + joiner, "article")
    behind = at + comma + joiner
    if not (comma or joiner) or behind >= len(line) or not line.tokens[behind].upper:
        return 0
    if line.key(behind) not in line.lexicon.domains or cuts(line, behind):
        return 0
    return comma + joiner if joiner or _ends_in_and(line, behind) else 0


def _ends_in_and(line: Line, at: int) -> bool:
    for index in range(at, min(at + 10, len(line))):
        if line.joins(index, "name"):
            return line.key(index + 1) in line.lexicon.domains
        if line.key(index) not in line.lexicon.domains and line.key(index) != ",":
            return False
    return False


def body_names(line: Line, head: Head, portfolio: str) -> tuple[str, ...]:
    """The names that the organisation of an office may have, the likeliest first."""
    if head.has("body"):
        return (head.long,)
    if not head.long or not portfolio or head.has("relative") or head.has("titled"):
        return ()
    long = line.lexicon.portfolios.get(portfolio.casefold())
    names = [portfolio, long] if long else [portfolio]
    return tuple(f"{front.strip()} {name}" for name in names for front in head.long.split("|"))
