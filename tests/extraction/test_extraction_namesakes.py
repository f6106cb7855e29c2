"""Who is meant by a name of unknown kind: given names, later short forms, places that are called like people."""

from __future__ import annotations

from extraction_reading import extraction, found
from kg.terms import SCG


def _people(text: str) -> set[str]:
    return {entity.name for entity in extraction(text).entities if entity.kind == SCG.Person}


def test_an_unknown_name_that_begins_with_a_given_name_is_a_person() -> None:
    said = found("Kursi Kepala Dinas Sosial Kota Palu jatuh ke tangan Rina Mokodompit.")
    assert "holdsPosition: Rina Mokodompit > Dinas Sosial Kota Palu" in said


def test_a_person_told_by_a_given_name_alone_leaves_no_trace_where_nothing_is_stated() -> None:
    assert "Rina Mokodompit" not in _people("Gedung itu milik Rina Mokodompit.")


def test_a_full_name_whose_short_form_the_text_uses_is_that_person() -> None:
    text = "Konferensi Kota Berdaya dihadiri Wikanta Danarsih. Menurut Danarsih, kota itu siap."
    assert "participatesIn: Wikanta Danarsih > Konferensi Kota Berdaya" in found(text)


def test_a_place_called_like_a_person_of_the_text_is_that_person_unless_a_preposition_says_otherwise() -> None:
    text = "Wali Kota Bogor Bima Arya Sugiarto hadir. Bima berharap warga datang. Ia lalu terbang ke Bima."
    places = [m.text for e in extraction(text).entities if e.kind == SCG.Place for m in e.mentions]
    assert places.count("Bima") <= 1


def test_what_is_opened_and_bears_a_year_is_an_event() -> None:
    text = "Wali Kota Palu Hadianto Rasyid membuka Palu Bergerak Maju 2022 kemarin."
    assert any(entity.kind == SCG.Event for entity in extraction(text).entities)
