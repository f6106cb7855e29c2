"""Four bounds → the two short dates that a reader expects."""

from __future__ import annotations

from kg.bounds import span


def between(earliest: str | None, latest: str | None) -> str | None:
    """One side of the bounds as text: 2024, 2024-07, 2024-07-30, `≤ …`, `≥ …` or `… – …`; None without any."""
    if earliest is None or latest is None:
        return f"≤ {latest}" if latest else f"≥ {earliest}" if earliest else None
    forms = (earliest[:4], earliest[:7], earliest)
    return next((short for short in forms if _means(short, earliest, latest)), f"{earliest} – {latest}")


def _means(short: str, earliest: str, latest: str) -> bool:
    try:
        return span(short) == (earliest, latest)
    except ValueError:  # a foreign store may hold any text as a date: show it as it is
        return False
