"""Grammar of Indonesian reports: who says it in mid-sentence, possessed offices, verbs of saying with an object."""

from __future__ import annotations

from extraction_reading import extraction, found


def test_words_on_both_sides_of_a_reporting_clause_are_read_as_one() -> None:
    text = (
        "Direktur Bappenas Rosida Thalib hadir. Lembaganya, lanjut dia, meneken nota kesepahaman dengan PT Sentradata."
    )
    assert "partnersWith: Bappenas > PT Sentradata" in found(text)


def test_an_office_with_a_possessive_ending_belongs_to_what_was_named() -> None:
    text = "Apeksi punya pengurus baru. Ketua Dewan Pengurusnya, Rosida Thalib, menerima tamu."
    assert "holdsPosition: Rosida Thalib > Apeksi" in found(text)


def test_the_object_of_a_verb_of_saying_is_no_speaker() -> None:
    text = "Konferensi Kota Berdaya dibuka. Ia berharap Tangkiling tidak lepas tangan."
    assert not any("participatesIn: Tangkiling" in fact for fact in found(text))


def test_a_deputy_with_an_article_is_no_relative_office() -> None:
    assert "holdsPosition: Reny Lamadjido > Palu" in found(
        "Dari pihak Palu tampak sang wakil wali kota, Reny Lamadjido."
    )


def test_a_police_chief_without_a_place_is_of_the_place_of_the_text() -> None:
    text = "Pemerintah Kota Palu menggelar rapat. Kapolres Burhan Latief hadir di Palu."
    assert "holdsPosition: Burhan Latief > Polres Palu" in found(text)


def test_given_names_part_a_body_from_whoever_leads_it() -> None:
    assert "holdsPosition: Bima Arya Sugiarto > Apeksi" in found("Ketua Umum Apeksi Bima Arya Sugiarto hadir.")


def test_a_body_right_behind_a_portfolio_is_what_the_office_belongs_to() -> None:
    said = found("Direktur Teknologi Informasi Bank Sulteng Hasyim Marulina mengatakan itu.")
    assert "holdsPosition: Hasyim Marulina > Bank Sulteng" in said


def test_what_is_refuted_is_no_agreement() -> None:
    text = "Pemerintah Kota Palu membantah bekerja sama dengan PT Sentradata."
    assert all(str(r.modality).endswith("denied") for r in extraction(text).relations if "partners" in str(r.relation))


def test_by_whom_is_told_behind_where_and_when_in_any_language() -> None:
    told = "Rapat Koordinasi Kota Berdaya dibuka di Palu pada Senin (9/5) oleh Bupati Sigi Rina Lestari."
    assert any(one.startswith("participatesIn: Rina Lestari") for one in found(told))
