"""Which representation a client wants: its Accept header against what there is (RFC 9110, 12.5.1)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

_LONGEST = 2000


@lru_cache(maxsize=1024)
def chosen(accept: str, offered: Sequence[str]) -> str | None:
    """The media type of `offered` that `accept` likes best; the first one on a tie; None where none is liked.

    An empty header accepts everything. What is malformed in it is passed over.
    """
    ranges = _ranges(accept[:_LONGEST])
    if not ranges:
        return offered[0]
    liked = [(_quality(kind, ranges), -index) for index, kind in enumerate(offered)]
    best, index = max(liked)
    return offered[-index] if best > 0 else None


def _ranges(accept: str) -> list[tuple[str, str, float]]:
    found = []
    for part in accept.split(","):
        kind, *parameters = (piece.strip() for piece in part.split(";"))
        main, slash, sub = kind.casefold().partition("/")
        if kind == "*":
            main, slash, sub = "*", "/", "*"
        if slash and main and sub:
            found.append((main, sub, _weight(parameters)))
    return found


def _weight(parameters: Sequence[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().casefold() == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0


def _quality(kind: str, ranges: Sequence[tuple[str, str, float]]) -> float:
    main, _, sub = kind.partition("/")
    fitting = [((m != "*") + (s != "*"), q) for m, s, q in ranges if m in (main, "*") and s in (sub, "*")]
    return max(fitting)[1] if fitting else 0.0
