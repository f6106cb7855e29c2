"""What stands in other sentences: whose office it is, which body a common noun means."""

from __future__ import annotations

import pytest

from extraction_reading import extraction, found


def posts(text: str, language: str) -> set[str]:
    """Who holds an office of what, as `person > body`."""
    return {said.removeprefix("holdsPosition: ") for said in found(text, language) if said.startswith("holdsPosition")}


def test_a_noun_for_a_body_means_the_one_whose_name_holds_it() -> None:
    text = (
        "The Hai Duong People's Committee and the firm Nordlys Energy signed a deal. "
        "The Port Development Office was told. Tran Van Minh, chairman of the committee, spoke."
    )
    assert "Tran Van Minh > Hai Duong People's Committee" in posts(text, "en")


def test_the_network_is_the_one_with_the_word_in_its_name() -> None:
    text = (
        "The ASEAN Smart Cities Network met in Vientiane. The Global Green Growth Institute gave a grant. "
        "Cauayan joined the network last year."
    )
    assert "memberOf: Cauayan > ASEAN Smart Cities Network" in found(text, "en")


def test_its_minister_is_that_of_the_ministry_named_before() -> None:
    text = (
        "The plan lies with the Ministry of Construction and the Port Agency. "
        "Ms Tran Thi Hoa, its minister, praised the work."
    )
    assert "Tran Thi Hoa > Ministry of Construction" in posts(text, "en")


def test_a_minister_beside_a_deputy_is_of_the_same_ministry() -> None:
    text = "Deputy Minister of Public Health Som Thong opened the hall, standing in for minister Ann Liew."
    assert "Ann Liew > Ministry of Public Health" in posts(text, "en")


def test_its_mayor_is_no_officer_of_a_network() -> None:
    text = (
        "Dagupan is a member of the ASEAN Smart Cities Network. "
        "Its mayor, Belen Cruz, will go to Manila in May for the annual meeting of the network."
    )
    assert "Belen Cruz > Dagupan" in posts(text, "en")
    assert not any("Network" in said for said in posts(text, "en"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            """Badan Riset Kelautan menerima tamu dari Palu. Badan Riset Kelautan punya kapal baru.
            Kapal Badan Riset Kelautan itu besar. Turut menyambut, Deputi Bidang Lingkungan Hidup Rina Lestari.""",
            "Rina Lestari > Badan Riset Kelautan",
        ),
        (
            """Kementerian Kelautan melantik pejabat baru. Kementerian Kelautan dan staf Kementerian Kelautan hadir.
            Mereka yang dilantik adalah: 1. Budi Hartono sebagai Inspektur Jenderal.""",
            "Budi Hartono > Kementerian Kelautan",
        ),
    ],
)
def test_an_office_without_a_body_is_of_the_one_that_the_text_is_about(text: str, said: str) -> None:
    assert said in posts(text, "id")


def test_it_is_of_none_where_the_text_speaks_of_several() -> None:
    text = (
        "Badan Riset Kelautan menerima tamu dari Dinas Perikanan Palu. Badan Riset Kelautan dan Dinas Perikanan Palu "
        "akrab. Dinas Perikanan Palu berterima kasih. Turut menyambut, Deputi Bidang Lingkungan Hidup Rina Lestari."
    )
    assert not any(said.startswith("Rina") for said in posts(text, "id"))


def test_the_secretary_of_the_place_that_the_sentence_names_is_of_it() -> None:
    text = (
        "Makassar menjadi tuan rumah. Makassar ramai sejak pagi. "
        "Trofi Daerah Istimewa Yogyakarta diterima Sekretaris Daerah Dewi Anggraini."
    )
    assert any(said.startswith("Dewi Anggraini > ") and "Yogyakarta" in said for said in posts(text, "id"))


def test_a_rite_with_a_name_of_its_own_kind_is_not_the_meeting_of_the_text() -> None:
    text = (
        "The Clean Air Summit opened in Busan on Monday. On Sunday Mayor Oh Jin stood beside the guests at the "
        "groundbreaking ceremony."
    )
    result = extraction(text, "en", "2019-11-25")
    events = {entity.name: [mention.text for mention in entity.mentions] for entity in result.entities}
    assert "groundbreaking ceremony" not in events.get("Clean Air Summit", [])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Dr Ann Lee came to Cebu City. The Dagupan mayor brought gifts.", "Ann Lee > Dagupan"),
        ("Dr Ann Lee spoke first. The Port Authority director said it was hard.", "Ann Lee > Port Authority"),
        (
            "It was Dr Ann Lee's work, and the city's. The Dagupan mayor, who took office in June, asked for patience.",
            "Ann Lee > Dagupan",
        ),
    ],
)
def test_a_title_that_opens_a_sentence_may_be_that_of_the_one_person_before(text: str, said: str) -> None:
    assert said in posts(text, "en")


@pytest.mark.parametrize(
    "text",
    [
        "Dr Ann Lee spoke first, then Dr Ben Tan. The Port Authority director said it was hard.",
        "Mayor Ann Lee of Cebu City spoke first. The Port Authority director said it was hard.",
        "Dr Ann Lee spoke first. The former mayor of Dagupan said it was hard.",
        "Dr Ann Lee spoke first. In the hall the Dagupan mayor said it was hard.",
        "Dr Ann Lee spoke first. Nobody asked her. The Dagupan mayor said it was hard.",
    ],
)
def test_it_is_nobodys_where_several_are_named_or_their_office_is_known(text: str) -> None:
    assert not any(end in said for said in posts(text, "en") for end in ("Port Authority", "Dagupan"))


def test_the_mayor_of_a_city_is_the_one_who_was_named_so_with_it() -> None:
    text = (
        "The Clean Air Summit opened. Mayor Ann Lee of Dagupan met Mayor Ben Tan of Cebu City. "
        "The Cebu City mayor gave a keynote speech."
    )
    said = found(text, "en")
    assert "participatesIn: Ben Tan > Clean Air Summit" in said
    assert "participatesIn: Ann Lee > Clean Air Summit" not in said


def test_the_mayor_of_another_city_is_not_ours() -> None:
    text = (
        "Makassar berbenah. Makassar bangga. Kabar itu datang dari Kota Ambon dan Kota Ternate. "
        "Wali kota, Rina Lestari, menelepon."
    )
    assert "Rina Lestari > Makassar" not in posts(text, "id")
