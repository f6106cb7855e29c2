"""Which event a common noun stands for: the named one, another one that is counted apart, none."""

from __future__ import annotations

from extraction_reading import extraction, found


def mentions(text: str, language: str, published: str = "2024-09-12") -> dict[str, list[str]]:
    """The events of a text with the words that stand for each."""
    result = extraction(text, language, published)
    return {
        entity.name: [mention.text for mention in entity.mentions]
        for entity in result.entities
        if entity.kind.endswith("Event")
    }


def test_a_short_form_in_the_middle_is_no_end_of_a_name() -> None:
    text = "Wali Kota Palu Rusdy Hadi membuka Layanan Kota Berbasis Elektronik (LKBE) Summit 2024, Senin, di Palu."
    assert "participatesIn: Rusdy Hadi > Layanan Kota Berbasis Elektronik Summit 2024" in found(text, "id")
    assert "participatesIn: Rusdy Hadi > LKBE Summit 2024" in found(text, "id")


def test_a_second_seminar_is_not_the_one_of_the_text() -> None:
    text = (
        "The Clean Air Seminar took place in Hue on Thursday. A second seminar is scheduled for the week of "
        "September 23–27, with Penang invited."
    )
    assert "second seminar" not in mentions(text, "en").get("Clean Air Seminar", [])


def test_a_first_workshop_with_its_name_behind_is_the_one_so_called() -> None:
    text = "The Port Forum met in Hue. A first workshop, the Clean Air Workshop, will be held on 20 October."
    assert "first workshop" in mentions(text, "en")["Clean Air Workshop"]


def test_the_event_of_a_text_is_near_its_day() -> None:
    text = (
        "Pengukuhan Dewan Pengurus berlangsung di Palu, Kamis (12/9). Dalam Musyawarah Nasional VI Daerah, yang "
        "digelar di Manado pada 30 Mei lalu, suara terbelah. Sebanyak 231 orang hadir dalam musyawarah itu. Musyawarah "
        "itu ramai.\n\nBupati Sigi Rina Lestari, yang didampingi Wakil Bupati Sigi Budi Hartono, meminta dana."
    )
    result = extraction(text, "id", "2024-09-12")
    names = {entity.id: entity.name for entity in result.entities}
    present = {names[str(r.object)] for r in result.relations if r.relation.endswith("participatesIn")}
    assert "Musyawarah Nasional VI Daerah" not in present


def test_that_mayor_of_elsewhere_is_whoever_was_spoken_of_last() -> None:
    text = (
        "Wali Kota Jambi Maulana Akbar membuka rapat. Kursi itu semula milik Eva Dwiana. "
        "Wali Kota Metro tersebut hadir."
    )
    said = found(text, "id")
    assert "holdsPosition: Eva Dwiana > Metro" in said
    assert "holdsPosition: Maulana Akbar > Metro" not in said


def test_an_office_with_a_body_behind_it_is_nobody_met_before() -> None:
    text = (
        "Rina Lestari (peneliti Universitas Tadulako) berbicara. Budi Hartono (peneliti Pusat Kajian Kota) menanggapi. "
        "Peneliti Pusat Kajian Kota menulis."
    )
    assert "holdsPosition: Rina Lestari > Pusat Kajian Kota" not in found(text, "id")


def test_what_has_a_chair_is_a_body_whatever_its_name_ends_in() -> None:
    text = "Rina Lestari adalah Ketua Nusantara Initiatives Forum. Nusantara Initiatives Forum berkantor di Palu."
    assert "holdsPosition: Rina Lestari > Nusantara Initiatives Forum" in found(text, "id")
    assert "Nusantara Initiatives Forum" not in mentions(text, "id")


def test_what_somebody_opens_stays_an_event() -> None:
    text = "Penjabat gubernur dijadwalkan membuka Rapat Koordinasi Pengendalian Banjir di Palu besok."
    assert "Rapat Koordinasi Pengendalian Banjir" in mentions(text, "id")


def test_an_event_in_common_words_is_called_by_what_it_is_about() -> None:
    told = {
        "The Asian Development Bank held a consultation workshop on the Hue bus master plan on Friday.": (
            "consultation workshop on the Hue bus master plan"
        ),
        "A meeting to review the drainage plan was held in Hue.": "meeting to review the drainage plan",
        "Dr Le Van Binh chaired a first forum on flood resilience in Hue.": "first forum on flood resilience",
    }
    for text, name in told.items():
        assert name in mentions(text, "en"), text


def test_an_indonesian_event_in_common_words_is_called_by_what_follows() -> None:
    text = (
        "Diskusi publik tentang penataan pasar digelar di Kendari, Selasa (10/9). Kegiatan itu dibuka "
        "Sekretaris Daerah Kota Kendari Ridwan Taridala."
    )
    said = found(text, "id")
    assert "participatesIn: Ridwan Taridala > Diskusi publik tentang penataan pasar" in said
    assert "participatesIn: Ridwan Taridala > Diskusi publik" in said


def test_the_opening_of_an_event_is_no_other_event() -> None:
    text = "Wali Kota Palu Rusdy Hadi hadir dalam pembukaan Rapat Koordinasi Banjir Sulawesi di Palu."
    assert "participatesIn: Rusdy Hadi > Rapat Koordinasi Banjir Sulawesi" in found(text, "id")
    assert not any("pembukaan" in one for one in found(text, "id"))


def test_an_event_in_one_word_counts_where_the_text_says_when_it_is() -> None:
    text = "FGD berlangsung di Purwokerto pada 9 Mei 2022. FGD itu dibuka Bupati Sigi Rina Lestari."
    assert "participatesIn: Rina Lestari > FGD" in found(text, "id")


def test_the_closing_session_is_part_of_the_event_named_before() -> None:
    text = "The Port Cities Forum took place in Hue. The closing session was short."
    assert "closing session" in mentions(text, "en")["Port Cities Forum"]


def test_a_kind_of_event_behind_a_name_says_what_it_is() -> None:
    text = "Dr Le Van Binh flew to Osaka last week to attend the Asia Water Week, a gathering of utilities."
    assert mentions(text, "en") == {"Asia Water Week": ["Asia Water Week", "gathering"]}
    assert "takesPlaceIn: Asia Water Week > Osaka" in found(text, "en")


def test_the_name_of_a_meeting_of_ministers_holds_an_apostrophe() -> None:
    text = "Dr Le Van Binh and Dr Ann Lee met on the margins of the Asia-Pacific Housing Ministers' Conference in Hue."
    said = found(text, "en")
    assert "participatesIn: Ann Lee > Asia-Pacific Housing Ministers' Conference" in said
    assert "takesPlaceIn: Asia-Pacific Housing Ministers' Conference > Hue" in said


def test_whose_bid_it_is_to_host_an_event_does_not_host_it() -> None:
    text = "The Port Cities Forum met in Hue. Penang's bid to host the forum had yet to be submitted."
    assert "participatesIn: Penang > Port Cities Forum" not in found(text, "en")


def test_the_meeting_before_is_another_one() -> None:
    text = (
        "Rapat Koordinasi Banjir Sulawesi digelar di Palu, Selasa (10/9). Rapat sebelumnya berlangsung di Makassar. "
        "Bupati Sigi Rina Lestari hadir."
    )
    said = found(text, "id")
    assert "takesPlaceIn: Rapat Koordinasi Banjir Sulawesi > Palu" in said
    assert "takesPlaceIn: Rapat Koordinasi Banjir Sulawesi > Makassar" not in said


def test_only_the_last_of_a_list_is_told_of_by_a_relative_clause() -> None:
    text = (
        "Konferensi Kota Hijau dimulai. Hadir Bupati Sigi Rina Lestari dan Bupati Poso Budi Hartono yang memberikan "
        "sambutan."
    )
    roles = {
        str(relation.subject): {str(q.value).rpartition("-")[2] for q in relation.qualifiers}
        for relation in extraction(text, "id").relations
        if relation.relation.endswith("participatesIn")
    }
    assert sorted(map(sorted, roles.values())) == [["participant"], ["speaker"]]


def test_by_whom_an_event_is_held_may_stand_behind_when_and_where() -> None:
    said = found("The Port Cities Forum was opened on Friday at the Hue Hall by Dr Le Van Binh.", "en")
    assert "participatesIn: Le Van Binh > Port Cities Forum" in said


def test_when_and_where_between_commas_part_no_verb_from_its_event() -> None:
    said = found("Dr Le Van Binh chaired, from Hue, the Port Cities Forum.", "en")
    assert "participatesIn: Le Van Binh > Port Cities Forum" in said


def test_who_speaks_behind_an_event_in_common_words_is_no_part_of_its_name() -> None:
    text = "The plan was launched in Hue. At the launch Le Van Binh, director of the World Bank, spoke."
    assert "launch Le Van Binh" not in mentions(text, "en")


def test_the_name_of_an_event_goes_on_behind_and() -> None:
    text = "The International Symposium on Building and Managing Port Cities 2022 opened in Hue."
    assert "International Symposium on Building and Managing Port Cities 2022" in mentions(text, "en")


def test_an_office_right_behind_its_noun_belongs_to_the_name_of_an_event() -> None:
    text = "Pelantikan Penjabat Gubernur dilangsungkan di Palu, Selasa (10/9). Bupati Sigi Rina Lestari hadir."
    assert "takesPlaceIn: Pelantikan Penjabat Gubernur > Palu" in found(text, "id")


def test_initials_of_the_last_words_are_no_short_form_of_the_event() -> None:
    text = "Peresmian Bersama Mal Pelayanan Publik (MPP) digelar di Palu, Selasa (10/9). MPP itu megah."
    assert "MPP" not in mentions(text, "id")["Peresmian Bersama Mal Pelayanan Publik"]


def test_an_english_number_counts_an_event_in_an_indonesian_text() -> None:
    text = "Wali Kota Palu Rusdy Hadi hadir di The 3rd Green Mayors Forum yang diadakan di Taguig."
    assert "takesPlaceIn: The 3rd Green Mayors Forum > Taguig" in found(text, "id")


def test_who_failed_to_host_is_no_host() -> None:
    text = "Gagal menjadi tuan rumah Rapat Kerja Nasional Apeksi, Palu menunggu tahun depan."
    assert not any(one.startswith("takesPlaceIn") for one in found(text, "id"))


def test_only_at_a_swearing_in_are_those_sworn_in_taken_for_guests() -> None:
    sworn = "Rosida Thalib dikukuhkan sebagai Direktur PT Sentradata."
    ceremony = f"Pelantikan Pengurus Perhimpunan Petani Palu digelar di Palu. {sworn}"
    seminar = f"Seminar Nasional Petani Palu digelar di Palu. {sworn}"
    assert "participatesIn: Rosida Thalib > Pelantikan Pengurus Perhimpunan Petani Palu" in found(ceremony, "id")
    assert not any(one.startswith("participatesIn: Rosida") for one in found(seminar, "id"))


def test_the_opening_of_a_forum_with_its_year_is_that_forum() -> None:
    said = found("Dalam pembukaan Forum Sungai Bersih 2022, Bupati Sigi Rina Lestari mengajak warga menjaga sungai.")
    assert "participatesIn: Rina Lestari > Forum Sungai Bersih 2022" in said
