"""The cases that an analyst asks first, from the shipped data to the answer with its sources."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import iris, pipeline
from kg.answers import Answer, ask, entities_of
from kg.extraction import Gazetteer
from kg.queries import disputes, run
from kg.records import Literal, Term
from kg.settings import Settings
from kg.store import Store, open_store
from kg.terms import SCG, Standing

ROOT = Path(__file__).resolve().parents[2]
ANTARA = (
    "https://m.antaranews.com/amp/berita/4167270/ditjen-bina-adwil-matangkan-persiapan-ri-di-asean-smart-cities-network"
)
CANDIDATES = {
    "id": """JAKARTA – Kementerian Dalam Negeri (Kemendagri) mengusulkan Kota Semarang dan Kota Denpasar menjadi anggota
ASEAN Smart Cities Network (ASCN), Kamis (11/12/2025). Kota Surabaya berpeluang menjadi anggota ASCN. Daerah yang
dipromosikan menjadi anggota ASCN antara lain Kota Bogor. Kota Malang belum menjadi anggota ASCN.""",
    "en": """JAKARTA – The ministry nominated the city of Semarang and the city of Denpasar to join the
ASEAN Smart Cities Network (ASCN). Surabaya is expected to join the ASCN. Bogor hopes to become a member of the ASCN.
Malang has not joined the ASCN.""",
}
PROPOSED = ("Semarang", "Denpasar", "Surabaya", "Bogor", "Malang")


def cells(store: Store, name: str, columns: tuple[str, ...], **values: str) -> set[tuple[str, ...]]:
    table = run(store, name, values, "en").table
    at = [table.columns.index(column) for column in columns]
    return {tuple(_text(row[place]) for place in at) for row in table.rows}


def _text(term: Term | None) -> str:
    return term.value if isinstance(term, Literal) else str(term or "")


@pytest.fixture
def asked(built_store: str) -> Answer:
    with open_store(built_store, read_only=True) as store:
        answer = ask(store, Gazetteer(entities_of(store)), "When is Indonesia Shepherd of ASCN?", "en")
    assert isinstance(answer, Answer)
    return answer


def test_indonesia_is_shepherd_in_three_periods_each_by_its_sources(built_store: str) -> None:
    with open_store(built_store, read_only=True) as store:
        told = cells(store, "ascn-shepherd", ("since", "untilBy", "address"))
    by_period: dict[tuple[str, str], set[str]] = {}
    for since, until, address in told:
        by_period.setdefault((since[:4], until[:4]), set()).add(address)
    assert set(by_period) == {("2023", "2025"), ("2024", "2026"), ("2025", "2027")}
    assert by_period["2024", "2026"] == {ANTARA}
    assert {"https://pacis.unpar.ac.id/?p=394"} < by_period["2023", "2025"]
    assert all("pacis.unpar.ac.id" in address for address in by_period["2025", "2027"])


def test_the_answer_in_words_says_that_the_sources_disagree(asked: Answer) -> None:
    assert asked.ran.query.name == "ascn-shepherd"
    assert asked.disagreements


def test_the_periods_are_a_disagreement_with_the_sources_of_each_side(built_store: str) -> None:
    with open_store(built_store, read_only=True) as store:
        told = cells(store, "disagreements", ("property", "value", "address"), thing="Indonesia")
    assert any(value == "2024-01-01" and address == ANTARA for _, value, address in told)
    assert any(value == "2023-12-31" and address != ANTARA for _, value, address in told)


@pytest.mark.parametrize("language", sorted(CANDIDATES))
def test_proposed_cities_are_proposed_and_never_members(scratch_store: str, tmp_path: Path, language: str) -> None:
    article = tmp_path / "a.txt"
    head = f"---\ntitle: Berita\npublished: 2025-12-11\nlang: {language}\n---\n"
    article.write_text(f"{head}\n{' '.join(CANDIDATES[language].split())}\n", encoding="utf-8")
    pipeline.ingest(Settings(store=scratch_store, data=ROOT / "data"), [str(article)])
    with open_store(scratch_store, read_only=True) as store:
        members = {name for (name,) in cells(store, "ascn-members", ("memberName",))}
        proposed = {name for (name,) in cells(store, "ascn-proposed", ("proposedName",), country="Indonesia")}
    assert members == {"Banyuwangi", "Jakarta", "Makassar", "Sumedang"}
    assert {"Kota Semarang", "Kota Denpasar"} <= proposed
    assert not [name for name in members if any(city in name for city in PROPOSED)]


def test_who_only_proposes_a_place_is_no_source_of_its_membership(built_store: str) -> None:
    with open_store(built_store, read_only=True) as store:
        titles = {title for (title,) in cells(store, "ascn-members", ("sourceTitle",))}
        before = cells(store, "selected-or-proposed", ("townName", "statusName"))
    assert not [title for title in titles if "-status-" in title]
    assert {("Makassar", "active"), ("Makassar", "proposed")} <= before


def test_amran_stood_in_for_safrizal_as_daily_official_in_2024(built_store: str) -> None:
    with open_store(built_store, read_only=True) as store:
        told = cells(store, "stood-in-for", ("whomName", "postName", "capacityName"))
        unit = "Direktorat Jenderal Bina Administrasi Kewilayahan"
        held = cells(store, "head-on-date", ("personName", "capacityName"), of=unit, date="2024-07-30")
    assert {whom for whom, *_ in told} == {"Safrizal Zakaria Ali"}
    assert ("Safrizal Zakaria Ali", "Director General of Regional Administration", "Plh., daily official") in told
    assert {("Amran", "Plh., daily official"), ("Safrizal Zakaria Ali", "definitive")} <= held


def test_what_is_shown_of_a_thing_marks_where_sources_contradict_one_another(built_store: str) -> None:
    nodes = (iris.thing("network-office", "nr-shepherd-indonesia-2023"), iris.thing("event", "ascn-am-5"))
    with open_store(built_store, read_only=True) as store:
        found = disputes(store, nodes)
    assert {one.node for one in found} == {nodes[0]}
    assert {SCG.earliestStart, SCG.earliestEnd} <= {one.property for one in found}
    assert {one.standing for one in found} == {Standing.OPEN}
