"""Days of the week → ISO days: the last one so called, the next one where the text looks ahead, ranges of two."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

WEEK: Final = timedelta(days=7)


def last_so_called(today: date, weekday: int) -> date:
    """The day of the week (1 Monday) on or before the day of writing."""
    return today - timedelta(days=(today.isoweekday() - weekday) % 7)


def next_so_called(today: date, weekday: int) -> date:
    """The day of the week behind the day of writing."""
    return today + timedelta(days=(weekday - today.isoweekday() - 1) % 7 + 1)


def week_days(today: date, first: int, last: int | None = None) -> tuple[date, date]:
    """The days from one to another ("Wednesday to Friday"): those that hold the day of writing, else the last ones."""
    end = last_so_called(today, last or first)
    start = last_so_called(end, first)
    return (start + WEEK, end + WEEK) if start + WEEK <= today else (start, end)
