"""The title of an office without what says in which capacity it is held: "Plt. Wali Kota Bogor" → "Wali Kota Bogor"."""

from __future__ import annotations

import re
from functools import cache

from kg.lang.base import load_all

_TABLE = "capacities"


def bare_title(title: str) -> str:
    """A title without the words of any language's table of capacities in front of it, in brackets or not.

    A title that is nothing else stays as it is.
    """
    rest = " ".join(title.split())
    pattern = _capacities()
    while (match := pattern.match(rest)) is not None and match.end() < len(rest):
        rest = rest[match.end() :]
    return rest[:1].upper() + rest[1:]


@cache
def _capacities() -> re.Pattern[str]:
    rows = (row for language in load_all() if _TABLE in language.tables for row in language.table(_TABLE))
    forms = {row["form"].rstrip(".") for row in rows if row.get("position") != "last"}
    words = "|".join(re.escape(form) for form in sorted(forms, key=lambda form: (-len(form), form)))
    return re.compile(rf"\(?(?:{words})\b\.?\)?[\s,]+" if words else r"(?!)", re.IGNORECASE)
