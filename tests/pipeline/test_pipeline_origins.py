"""Five prints of one release and two reports of their own: three independent sources, in whatever order they come."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import iris
from kg.checks import check
from kg.pipeline import ORIGINS, Outcome, Pipeline, finish, store_articles, withdraw
from kg.queries import find_query
from kg.records import Iri, Literal, Triple
from kg.settings import Settings
from kg.store import Store, open_store
from kg.terms import PROV, SCG, XSD

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = (ROOT / "data" / "articles" / "2024-07-31-sidang-tahunan-ke-7-ascn.txt").read_text("utf-8").split("---\n")[2]
MEMBERS = "Kota Makassar dan Kabupaten Sumedang adalah anggota ASEAN Smart Cities Network (ASCN)."
RELEASE = f"{SAMPLE}\n\n{MEMBERS}"
PRINTS = {
    "satu.example": RELEASE,
    "dua.example": f"Redaksi menerima siaran pers berikut dari kementerian.\n\n{RELEASE}",
    "tiga.example": RELEASE.replace("LUANG PRABANG – ", "Kabar Tiga, Jakarta - "),
    "empat.example": f"{RELEASE}\n\nDemikian isi siaran pers tersebut.",
    "lima.example": RELEASE.replace("Saat ini ASCN", "Kini ASCN").replace("ikut serta", "turut serta"),
}
OWN = {
    "enam.example": """JAKARTA – Peserta dari beberapa daerah berkumpul sejak pagi di balai kota, lalu naik bus.
Kabupaten Sumedang dan Kota Makassar merupakan anggota ASEAN Smart Cities Network (ASCN). Rombongan dari Jakarta
berangkat ke utara, Selasa. Mereka dijadwalkan kembali pada akhir pekan, dan hasil pertemuan akan dibahas bersama
pemerintah daerah pada bulan berikutnya di kantor kementerian di Jakarta.""",
    "tujuh.example": """VIENTIANE – Kedutaan menyambut tamu dari Jakarta, yang menginap dua malam sebelum melanjutkan
perjalanan. Kota Makassar dan Kabupaten Sumedang adalah anggota ASEAN Smart Cities Network (ASCN). Duta besar
menjelaskan hubungan dagang kedua negara dalam jamuan makan malam, lalu para tamu meninjau pasar dan tepi sungai.""",
}
DAYS = dict(zip(PRINTS, ("2024-08-02", "2024-08-01", "2024-07-31", "2024-08-03", "2024-08-01"), strict=True))
FIRST = "tiga.example"
slow = settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def address(host: str) -> str:
    return f"https://www.{host}/berita/1"


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline(Settings(data=ROOT / "data"))


@pytest.fixture(scope="module")
def paths(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The seven articles as files, by the host that they stand on."""
    folder = tmp_path_factory.mktemp("articles")
    for host, text in (PRINTS | OWN).items():
        day = DAYS.get(host, "2024-07-31")
        head = f"---\nurl: {address(host)}\ntitle: Berita {host}\npublished: {day}\nlang: id\n---\n"
        (folder / f"{host}.txt").write_text(f"{head}\n{text}\n", encoding="utf-8")
    return {host: (folder / f"{host}.txt").as_posix() for host in PRINTS | OWN}


def ingested(pipeline: Pipeline, store: Store, *articles: str) -> list[tuple[Iri, Triple]]:
    for article in articles:
        outcome = Outcome()
        store_articles(pipeline, store, [article], outcome)
        assert not outcome.issues
    finish(store)
    return sorted(store.quads())


def origins(store: Store) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for graph, triple in store.quads():
        if graph == ORIGINS and triple.predicate == SCG.origin and isinstance(triple.object, Literal):
            found.setdefault(triple.subject, set()).add(triple.object.value)
    return found


def tellers(store: Store) -> dict[Iri, int]:
    """Each membership → how many articles tell of it."""
    query = """PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> PREFIX dct: <http://purl.org/dc/terms/>
    SELECT ?node (COUNT(DISTINCT ?source) AS ?n) {
      ?node a <https://w3id.org/smart-city-governance/def#NetworkMembership> .
      ?claim rdf:subject ?node ; dct:source ?source
    } GROUP BY ?node"""
    rows = store.select(query).rows
    return {node: int(n.value) for node, n in rows if isinstance(node, Iri) and isinstance(n, Literal)}


def thin(store: Store, least: int) -> set[Iri]:
    """What rests on fewer independent sources than `least`."""
    value = Literal(str(least), XSD.integer)
    rows = store.select(find_query("thin", "views").sparql, {"least": value}).rows
    return {cell for (cell,) in rows if isinstance(cell, Iri)}


def test_five_reprints_and_two_reports_are_three_independent_sources(pipeline: Pipeline, paths: dict[str, str]) -> None:
    with open_store(":memory:") as store:
        ingested(pipeline, store, *paths.values())
        of = {host: origins(store)[iris.source(paths[host])] for host in paths}
        assert {host: of[host] for host in PRINTS} == {host: {FIRST} for host in PRINTS}
        assert {host: of[host] for host in OWN} == {host: {host} for host in OWN}
        everywhere = {node for node, count in tellers(store).items() if count == len(paths)}
        assert len(everywhere) == 2
        assert not everywhere & thin(store, 3)
        assert everywhere <= thin(store, 4)


def test_a_reprint_points_to_the_first_print_and_only_to_that(pipeline: Pipeline, paths: dict[str, str]) -> None:
    with open_store(":memory:") as store:
        ingested(pipeline, store, *paths.values())
        links = {t for _graph, t in store.quads() if t.predicate == PROV.alternateOf}
        first = iris.source(paths[FIRST])
        assert links == {Triple(iris.source(paths[host]), PROV.alternateOf, first) for host in PRINTS if host != FIRST}
        assert "alternateOf" not in repr(check(store))
        assert "origin" not in {f.path for f in check(store).findings}


@slow
@given(data=st.data())
def test_the_order_and_the_runs_of_ingestion_do_not_change_the_groups(
    pipeline: Pipeline, paths: dict[str, str], data: st.DataObject
) -> None:
    order = data.draw(st.permutations(sorted(paths.values())))
    cuts = sorted(data.draw(st.sets(st.integers(1, len(order) - 1))))
    with open_store(":memory:") as one, open_store(":memory:") as other:
        whole = ingested(pipeline, one, *sorted(paths.values()))
        for start, end in pairwise([0, *cuts, len(order)]):
            parts = ingested(pipeline, other, *order[start:end])
        assert parts == whole


@slow
@given(data=st.data())
def test_a_forgotten_reprint_leaves_nothing_that_points_to_it(
    pipeline: Pipeline, paths: dict[str, str], data: st.DataObject
) -> None:
    gone = data.draw(st.sets(st.sampled_from(sorted(paths)), min_size=1, max_size=4))
    with open_store(":memory:") as one, open_store(":memory:") as other:
        without = ingested(pipeline, one, *(path for host, path in paths.items() if host not in gone))
        ingested(pipeline, other, *paths.values())
        for host in gone:
            assert withdraw(other, paths[host])
        finish(other)
        assert sorted(other.quads()) == without
        known = {t.subject for _graph, t in other.quads()}
        assert all(t.object in known for _graph, t in other.quads() if t.predicate == PROV.alternateOf)
