"""Who works with whom, who belongs to what and who stands for whom, in the many ways in which reporters say it."""

from __future__ import annotations

import pytest

from extraction_reading import found


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("Vientiane has teamed up with LOCA, a ride-hailing firm.", "en", "Vientiane > LOCA"),
        ("Hai Phong has been twinned with Vladivostok since 2005.", "en", "Hai Phong > Vladivostok"),
        ("The pact pairs Melaka with Seoul.", "en", "Melaka > Seoul"),
        ("Naga City has the World Bank as a partner.", "en", "Naga City > World Bank"),
        ("Battambang's partner in the project is the World Bank.", "en", "Battambang > World Bank"),
        ("Hue and Melaka will exchange data under a pact signed on Monday.", "en", "Hue > Melaka"),
        ("Davao City tapped IBM to upgrade its centre.", "en", "Davao City > IBM"),
        ("Grab digandeng Pemkot Bogor untuk mengurai kemacetan.", "id", "Pemkot Bogor > Grab"),
        ("Bekerja sama dengan Bank Dunia, Pemkot Bogor menyusun rencana.", "id", "Pemkot Bogor > Bank Dunia"),
        ("Mitra Pemkot Bogor dalam program itu ialah Grab dan Telkom.", "id", "Pemkot Bogor > Telkom"),
        ("Kota Bogor menjadi kota kembar Daegu.", "id", "Kota Bogor > Daegu"),
    ],
)
def test_partners_are_told_by_nouns_participles_and_passives_too(text: str, language: str, said: str) -> None:
    one, _, other = said.partition(" > ")
    assert {f"partnersWith: {said}", f"partnersWith: {other} > {one}"} & found(text, language)


def test_no_agreement_is_none() -> None:
    said = found("Khon Kaen City Municipality has no agreement with Microsoft.", "en")
    assert not [each for each in said if each.startswith("partnersWith")]


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("Chosen for the ASEAN Smart Cities Network in 2018, Phuket has new lamps.", "en", "Phuket"),
        ("Phuket's membership of the ASEAN Smart Cities Network dates from 2018.", "en", "Phuket"),
        ("The newest members of the ASEAN Smart Cities Network, Rayong and Hue, came.", "en", "Rayong"),
        ("Sebagai anggota ASEAN Smart Cities Network, Makassar memasang sensor.", "id", "Makassar"),
        ("Keanggotaan Makassar di ASEAN Smart Cities Network dimulai 2018.", "id", "Makassar"),
    ],
)
def test_members_are_told_by_nouns_and_in_front(text: str, language: str, said: str) -> None:
    assert f"memberOf: {said} > ASEAN Smart Cities Network" in found(text, language)


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("Ann Lee attended on behalf of the Ministry of Health.", "en", "Ann Lee > Ministry of Health"),
        ("Vietnam's delegation was led by Dr Nguyen Van Sinh.", "en", "Nguyen Van Sinh > Vietnam"),
        ("Dr Ann Lee was there to accept it on Ipoh's behalf.", "en", "Ann Lee > Ipoh"),
        ("Rosida Thalib hadir mewakili Kementerian Kesehatan.", "id", "Rosida Thalib > Kementerian Kesehatan"),
    ],
)
def test_who_stands_in_for_a_body_or_a_place_represents_it(text: str, language: str, said: str) -> None:
    assert f"represents: {said}" in found(text, language)
