"""An event that a verb tells first and a noun takes up: it has the name, the day and the people of the verb."""

from __future__ import annotations

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
