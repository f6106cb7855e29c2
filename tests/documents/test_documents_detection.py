"""Languages are told by common words where they are plain, by the detector where they are not."""

from __future__ import annotations

import pytest

from kg.documents.detection import Detector, detector
from kg.lang import load_all

ENGLISH = (
    "The council has approved the plan for cleaner buses after a long debate about their cost, "
    "and several members said that they would also ask for better shelters before the end of the year."
)
INDONESIAN = (
    "Dewan kota menyetujui rencana bus bersih setelah perdebatan panjang dan akan meminta halte yang lebih baik."
)
VIETNAMESE = "Hội đồng thành phố đã thông qua kế hoạch xe buýt sạch sau một cuộc tranh luận dài về chi phí của dự án."


def test_plain_english_is_told_without_the_detector(monkeypatch: pytest.MonkeyPatch) -> None:
    tell = detector(load_all())

    def asked(*_: object) -> tuple[str, float]:
        raise AssertionError("the detector was asked")

    monkeypatch.setattr(Detector, "_best", asked)
    assert tell.of_article([ENGLISH]) == "en"
    assert tell.of_paragraph(ENGLISH, "en") == "en"


def test_a_paragraph_in_another_language_is_told_from_its_article() -> None:
    tell = detector(load_all())
    assert tell.of_paragraph(INDONESIAN, "en") == "id"
    assert tell.of_paragraph(VIETNAMESE, "en") == "vi"
    assert tell.of_article([INDONESIAN]) == "id"


def test_indonesian_that_looks_malay_is_told_by_words_that_malay_has_not(monkeypatch: pytest.MonkeyPatch) -> None:
    tell = detector(load_all())
    monkeypatch.setattr(Detector, "_best", lambda *_: ("ms", 0.83))
    ours = "Wali kota bisa datang ke kantor dinas karena jalan itu ditutup sejak Kamis, ujar gubernur di provinsi itu."
    theirs = "Datuk Bandar hadir ke mesyuarat kerana jalan itu ditutup pada Khamis, menurut kerajaan negeri itu bahawa."
    assert tell.of_article([ours]) == "id"
    assert tell.of_article([theirs]) == "ms"
