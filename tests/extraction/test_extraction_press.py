"""Offices, owners of programmes, partners and members in turns of phrase that the press is fond of."""

from __future__ import annotations

import pytest

from extraction_reading import found


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("At the helm of the Land Transport Authority is Ann Lee.", "en", "Ann Lee > Land Transport Authority"),
        ("Ann Lee was named to head the Land Transport Authority.", "en", "Ann Lee > Land Transport Authority"),
        ("Ann Lee, since May director of the World Bank, came.", "en", "Ann Lee > World Bank"),
        ("The post of director at the World Bank went to Ann Lee.", "en", "Ann Lee > World Bank"),
        ("The deputy mayors of Palu are Ann Lee and John Tan.", "en", "John Tan > Palu"),
        ("Ann Lee and John Tan are among the deputy mayors of Palu.", "en", "Ann Lee > Palu"),
        ("Wali Kota Surabaya Eri Cahyadi kembali memimpin Apeksi.", "id", "Eri Cahyadi > Apeksi"),
    ],
)
def test_offices_are_told_by_helms_posts_and_plurals(text: str, language: str, said: str) -> None:
    assert f"holdsPosition: {said}" in found(text, language)


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("Davao City's flagship Clean River Programme has grown.", "en", "Davao City > Clean River Programme"),
        ("The Department of Health is in charge of the Clean River Programme.", "en", "Department of Health"),
        (
            "Responsibility for the Clean River Programme lies with the Department of Health.",
            "en",
            "Department of Health",
        ),
        ("Pengelolaan aplikasi Sangupalu berada di tangan Dinas Sosial Kota Palu.", "id", "Dinas Sosial Kota Palu"),
        (
            "Aplikasi Sangupalu diluncurkan kemarin. Pengelolaannya berada di tangan Dinas Sosial Kota Palu.",
            "id",
            "Dinas Sosial Kota Palu",
        ),
        ("Penanggung jawab program Kampung Iklim adalah Dinas Sosial Kota Palu.", "id", "Dinas Sosial Kota Palu"),
    ],
)
def test_programmes_belong_to_whoever_is_in_charge_of_them(text: str, language: str, said: str) -> None:
    assert [each for each in found(text, language) if each.startswith(f"runs: {said}")]


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("Melaka's agreement with Huawei runs to 2026.", "en", "Melaka > Huawei"),
        ("The model was jointly developed by Melaka and Ghent University.", "en", "Melaka > Ghent University"),
        ("Melaka is one of Huawei's partners.", "en", "Melaka > Huawei"),
        ("Melaka and Huawei on Tuesday formalised their partnership.", "en", "Melaka > Huawei"),
        ("Pasig City Mayor Vico Sotto signed an agreement with Grab director Grace Cruz.", "en", "Pasig City > Grab"),
        ("Dengan menggandeng PT Telkom, Pemkab Sleman membangun pusat data.", "id", "Pemkab Sleman > PT Telkom"),
        ("Bandung dan Seoul menjadi kota kembar sejak 2016.", "id", "Bandung > Seoul"),
    ],
)
def test_partners_are_told_by_possessives_and_by_who_signs(text: str, language: str, said: str) -> None:
    one, _, other = said.partition(" > ")
    assert {f"partnersWith: {said}", f"partnersWith: {other} > {one}"} & found(text, language)


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("Thailand nominated Bangkok and Phuket for the ASEAN Smart Cities Network.", "en", "Phuket"),
        ("Bangkok and Phuket were nominated by Thailand to the ASEAN Smart Cities Network.", "en", "Bangkok"),
        ("The ASEAN Smart Cities Network has two members from Thailand, namely Bangkok and Phuket.", "en", "Phuket"),
        ("Makassar masuk ASEAN Smart Cities Network bersama Jakarta dan Banyuwangi.", "id", "Banyuwangi"),
    ],
)
def test_members_are_told_by_who_names_them(text: str, language: str, said: str) -> None:
    assert f"memberOf: {said} > ASEAN Smart Cities Network" in found(text, language)


def test_who_was_not_put_in_charge_runs_nothing() -> None:
    said = found("Davao City is not in charge of the Clean River Programme.", "en")
    assert not [each for each in said if each.startswith("runs")]


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("Davao City Mayor Sara Lim met her counterpart from Cebu City, John Tan.", "en", "John Tan > Cebu City"),
        ("Penang mayor Ann Lee and her Melaka counterpart, John Tan, met.", "en", "John Tan > Melaka"),
        ("Wali Kota Surabaya Eri Cahyadi bertemu koleganya dari Medan, Rico Waas.", "id", "Rico Waas > Medan"),
    ],
)
def test_a_counterpart_holds_the_same_office_elsewhere(text: str, language: str, said: str) -> None:
    assert f"holdsPosition: {said}" in found(text, language)


def test_the_counterpart_of_nobody_holds_no_office() -> None:
    said = found("The delegation met its counterpart. Her counterpart from Cebu City, John Tan, came.", "en")
    assert not [each for each in said if each.startswith("holdsPosition")]
