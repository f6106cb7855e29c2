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


def _found_in_english(text: str) -> set[str]:
    return found(text, "en")


def test_names_of_all_the_region_are_told_by_given_names_and_family_names_in_front() -> None:
    for name in ("Nguyen Thi Lan", "Somchai Wongsa", "Siti Rahmah binti Yusof", "Ramon Villareal", "Kyaw Zin"):
        assert f"holdsPosition: {name} > Da Nang Port" in _found_in_english(
            f"The plan came from {name} in May. {name} is the director of Da Nang Port."
        )


def test_whom_she_means_at_the_beginning_of_a_sentence_is_the_one_unknown_full_name_before() -> None:
    text = "Orvel Tindaro keeps the buses running. She is director of the Palu Transport Office."
    assert "holdsPosition: Orvel Tindaro > Palu Transport Office" in _found_in_english(text)


def test_a_name_of_hyphenated_syllables_is_a_person() -> None:
    text = "The prize went to Baek Sung-min. He is mayor of Busan."
    assert "holdsPosition: Baek Sung-min > Busan" in _found_in_english(text)
