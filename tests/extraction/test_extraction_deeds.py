"""An event that a verb tells, with or without a noun that takes it up: it has the day, the place and the people."""

from __future__ import annotations

import pytest

from extraction_reading import found


def test_a_noun_takes_up_what_an_active_verb_told() -> None:
    said = found(
        "Gubernur Jambi Rusdy Hadi meresmikan Pasar Angso Duo Baru di Jambi, Kamis (5/5). Peresmian itu disaksikan "
        "Bupati Sigi Rina Lestari."
    )
    assert "participatesIn: Rusdy Hadi > Peresmian Pasar Angso Duo Baru" in said
    assert "participatesIn: Rina Lestari > Peresmian Pasar Angso Duo Baru" in said
    assert "occursOn: Peresmian Pasar Angso Duo Baru > 2022-05-05" in said


def test_a_noun_takes_up_what_a_passive_verb_told() -> None:
    said = found(
        "Aplikasi Sapa Kampung diluncurkan Gubernur Jambi Rusdy Hadi di Sungai Penuh, Senin (9/5).\n\n"
        "Kegiatan tersebut dihadiri Bupati Sigi Rina Lestari."
    )
    assert "participatesIn: Rusdy Hadi > peluncuran Sapa Kampung" in said
    assert "participatesIn: Rina Lestari > peluncuran Sapa Kampung" in said


def test_what_is_only_planned_is_no_event_that_took_place() -> None:
    said = found(
        "Gubernur Jambi Rusdy Hadi akan meresmikan Pasar Angso Duo Baru pada Juni. Acara itu dihadiri warga. "
        "Bupati Sigi Rina Lestari hadir."
    )
    assert not any(one.startswith("participatesIn: Rusdy Hadi") for one in said)


def test_a_named_event_goes_before_what_a_verb_told() -> None:
    said = found(
        "Festival Danau Kerinci 2022 digelar di Sungai Penuh. Gubernur Jambi Rusdy Hadi meluncurkan aplikasi Sapa "
        "Kampung. Acara itu dihadiri Bupati Sigi Rina Lestari."
    )
    assert "participatesIn: Rina Lestari > Festival Danau Kerinci 2022" in said


def test_whom_somebody_met_takes_part_in_the_meeting() -> None:
    said = found(
        "Gubernur Jambi Rusdy Hadi bertemu Bupati Sigi Rina Lestari di Jambi, Jumat (6/5). Pertemuan itu membahas "
        "jalan."
    )
    guests = {one.partition(" > ")[0] for one in said if one.startswith("participatesIn")}
    assert guests == {"participatesIn: Rusdy Hadi", "participatesIn: Rina Lestari"}


def test_an_activity_in_common_words_is_an_event_where_it_takes_place() -> None:
    held = "Acara donor darah massal berlangsung di Salatiga, Selasa (10/5), dan dibuka Bupati Sigi Rina Lestari."
    assert "participatesIn: Rina Lestari > donor darah massal" in found(held)
    assert not any(one.startswith("participatesIn") for one in found("Kegiatan belajar mengajar terhenti di Salatiga."))


@pytest.mark.parametrize(
    "text",
    [
        "Dr Le Van Binh launched the Green Cities Programme in Hue on 4 May 2022.",
        "The Green Cities Programme was launched on 4 May 2022 in Hue by Dr Le Van Binh.",
        "Dr Le Van Binh came himself on 4 May 2022 to launch the Green Cities Programme in Hue.",
    ],
)
def test_a_launch_told_by_a_verb_is_an_event(text: str) -> None:
    said = found(text, "en")
    assert "participatesIn: Le Van Binh > launch of Green Cities Programme" in said
    assert "occursOn: launch of Green Cities Programme > 2022-05-04" in said
    assert "takesPlaceIn: launch of Green Cities Programme > Hue" in said


@pytest.mark.parametrize(
    "text",
    [
        "The Green Cities Programme, launched in 2018, goes on, Dr Le Van Binh said on Friday.",
        "Dr Le Van Binh hopes to launch the Green Cities Programme on 4 May 2023.",
        "Dr Le Van Binh launched the Green Cities Programme.",
    ],
)
def test_a_launch_without_its_day_or_only_hoped_for_is_none(text: str) -> None:
    assert not any("launch of" in each for each in found(text, "en"))


def test_a_noun_takes_up_what_an_english_verb_told() -> None:
    said = found(
        "Dr Le Van Binh launched the Green Cities Programme in Hue on 4 May 2022.\n\n"
        "The launch was attended by Ms Tran Thi Lan.",
        "en",
    )
    assert "participatesIn: Le Van Binh > launch of Green Cities Programme" in said
    assert "participatesIn: Tran Thi Lan > launch of Green Cities Programme" in said
    assert "occursOn: launch of Green Cities Programme > 2022-05-04" in said


@pytest.mark.parametrize(
    "text",
    [
        "Gubernur Jambi Rusdy Hadi meluncurkan aplikasi Sapa Kampung di Sungai Penuh, Senin (9/5).",
        "Aplikasi Sapa Kampung diluncurkan di Sungai Penuh, Senin (9/5), oleh Gubernur Jambi Rusdy Hadi.",
    ],
)
def test_an_indonesian_launch_needs_no_noun_either(text: str) -> None:
    said = found(text)
    assert "participatesIn: Rusdy Hadi > peluncuran Sapa Kampung" in said
    assert "occursOn: peluncuran Sapa Kampung > 2022-05-09" in said
    assert "takesPlaceIn: peluncuran Sapa Kampung > Sungai Penuh" in said


def test_who_says_that_somebody_launched_is_no_launcher() -> None:
    said = found(
        "Dr Le Van Binh said the Hue Department of Transport launched the Green Cities Programme on 4 May.", "en"
    )
    assert not any(one.startswith("participatesIn: Le Van Binh") for one in said)


def test_a_ceremony_is_that_of_what_its_sentence_tells() -> None:
    said = found("The agreement was signed in Hue on 4 May 2022 in a ceremony attended by Ms Tran Thi Lan.", "en")
    assert "participatesIn: Tran Thi Lan > signing ceremony" in said
    assert "occursOn: signing of agreement > 2022-05-04" in said


def test_a_meeting_is_called_by_whom_somebody_met() -> None:
    said = found("Dr Le Van Binh met Ms Tran Thi Lan in Hue on 4 May 2022. The meeting was about floods.", "en")
    assert "participatesIn: Le Van Binh > meeting with Tran Thi Lan" in said
    assert "participatesIn: Tran Thi Lan > meeting with Tran Thi Lan" in said
    assert "takesPlaceIn: meeting with Tran Thi Lan > Hue" in said


def test_what_is_signed_at_an_event_is_no_event_of_its_own() -> None:
    said = found(
        "The Hue Smart City Forum 2022 opened on 4 May 2022. Dr Le Van Binh signed a declaration at the close of the "
        "forum. The signing was welcomed.",
        "en",
    )
    assert not any("signing of" in one for one in said)


def test_all_who_sign_together_take_part() -> None:
    said = found(
        "Bupati Sigi Rina Lestari dan Gubernur Jambi Rusdy Hadi menandatangani nota kesepahaman di Jambi, Kamis (5/5). "
        "Penandatanganan itu disaksikan warga."
    )
    guests = {one.partition(" > ")[0] for one in said if one.startswith("participatesIn")}
    assert guests == {"participatesIn: Rina Lestari", "participatesIn: Rusdy Hadi"}
