"""Input that is no news text costs time in proportion to its length and breaks nothing."""

from __future__ import annotations

import time

import pytest

from extraction_reading import extraction

_NAMES = "Wali Kota Palu Hadi Rasyid, "
_PLAIN = "Hujan turun sejak pagi dan jalan basah sampai sore.\n\n"  # a text without words is refused before


@pytest.mark.parametrize(
    "text",
    [
        _NAMES * 9_000,
        "dan " * 70_000,
        "( " * 50_000,
        "“" * 50_000,
        "A" * 290_000,
        "Rapat " * 20_000 + "\n\n" + "ASEAN, " * 20_000,
        "1/2/2021 " * 20_000,
        "\u202e\u0000\ufeff" * 10_000,
        "0" * 250_000,
    ],
    ids=["names", "joiners", "brackets", "quotes", "one-word", "capitals", "dates", "marks", "digits"],
)
def test_a_sentence_without_end_is_read_in_time(text: str) -> None:
    started = time.process_time()
    extraction(_PLAIN + text)
    assert time.process_time() - started < 60


@pytest.mark.parametrize("text", ["", " ", "\n\n\n", ".", "A", "“", "(", "1", "Wali Kota", "dan", "—"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_a_text_that_says_nothing_gives_nothing(text: str, language: str) -> None:
    assert extraction(_PLAIN + text, language).relations == ()


def test_the_same_text_gives_the_same_result() -> None:
    text = (
        "Wali Kota Palu Hadi Rasyid menghadiri ASEAN Smart Cities Network Annual Meeting di Jakarta, Kamis (5/5/2022)."
    )
    assert extraction(text) == extraction(text)
