"""The day under an article: "Rabu, 12 Februari 2025", "(Kamis, 21 September 2023/LM. Hasrul)"."""

from __future__ import annotations

from kg.documents.lines import text_lines
from kg.lang import Language, day_reader

_LAST = 8  # lines in which the day stands, with editors and links around it
_LONGEST = 70
_WORDS = 6


def closing_day(content: str, languages: tuple[Language, ...]) -> str | None:
    """The one whole day that a short line at the end of a text writes; None where there is none."""
    for line in reversed(list(text_lines(content))[-_LAST:]):
        if len(line.text) > _LONGEST or len(line.text.split()) > _WORDS + 2:
            continue
        days = [day for day in day_reader(languages).find(line.text) if day.year is not None]
        if len(days) == 1 and _others(line.text, days[0].start, days[0].end) <= _WORDS - 2:
            return days[0].iso()
    return None


def _others(text: str, start: int, end: int) -> int:
    """How many words stand around the day."""
    return len(f"{text[:start]} {text[end:]}".split())
