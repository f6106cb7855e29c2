"""The day under an article."""

from __future__ import annotations

import pytest

from kg.documents.closing import closing_day
from kg.lang import load_all

_BODY = "Wali Kota Palu membuka rapat itu.\n\nRapat berlangsung dua hari.\n\n"


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Rabu, 12 Februari 2025", "2025-02-12"),
        ("(Kamis, 21 September 2023/LM. Hasrul)", "2023-09-21"),
        ("Pertemuan berikutnya akan digelar di Palu pada 12 Februari 2025 oleh panitia", None),
        ("Editor: Yohanes", None),
    ],
)
def test_a_short_last_line_gives_the_day(line: str, day: str | None) -> None:
    assert closing_day(_BODY + line, load_all()) == day
