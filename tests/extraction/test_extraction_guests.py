"""Who took part in an event by the ways in which Indonesian reporters say it."""

from __future__ import annotations

import pytest

from extraction_reading import extraction, found

_OPENS = "Konferensi Kota Hijau digelar di Palu, Senin (9/5)."


@pytest.mark.parametrize(
    "sentence",
    [
        "Hadir 15 wali kota, di antaranya Wali Kota Tual Rina Lestari.",
        "Di barisan depan tampak Wali Kota Tual Rina Lestari.",
        "Sesi kedua dibawakan oleh Wali Kota Tual Rina Lestari.",
        "Rina Lestari, tokoh yang lama mengajar di sana, juga terlihat di antara undangan.",
        "Gong ditabuh Wali Kota Tual Rina Lestari.",
        "Soal teknis dijelaskan Wali Kota Tual Rina Lestari.",
        "Hal itu Wali Kota Tual Rina Lestari sampaikan dalam konferensi tersebut.",
    ],
)
def test_a_guest_is_found_however_the_sentence_is_turned(sentence: str) -> None:
    assert "participatesIn: Rina Lestari > Konferensi Kota Hijau" in found(f"{_OPENS} {sentence}")


def test_where_a_guest_comes_from_is_no_guest() -> None:
    said = found(f"{_OPENS} Konferensi itu menghadirkan Rina Lestari dari Bappenas dan Budi Hartono dari Bank Dunia.")
    assert "participatesIn: Rina Lestari > Konferensi Kota Hijau" in said
    assert not any(one.startswith(("participatesIn: Bappenas", "participatesIn: Bank Dunia")) for one in said)


def test_several_mayors_are_no_mayor_of_the_text() -> None:
    text = f"Wali Kota Tual Rina Lestari menulis surat. {_OPENS} Hadir 15 wali kota."
    assert "participatesIn: Rina Lestari > Konferensi Kota Hijau" not in found(text)


def test_who_stands_in_for_somebody_opens_the_event_and_not_that_one() -> None:
    text = "Wakil Bupati Sigi Budi Hartono mewakili Bupati Sigi Rina Lestari membuka Konferensi Kota Hijau."
    names = {entity.id: entity.name for entity in extraction(text).entities}
    guests = {names[r.subject] for r in extraction(text).relations if r.relation.endswith("participatesIn")}
    assert guests == {"Budi Hartono"}
