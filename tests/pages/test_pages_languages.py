"""What offices are called on pages in either language, where sources call them differently."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.pages.labels import preferred
from kg.records import Iri, Literal, Triple
from kg.store import open_store
from kg.terms import BASE, ORG, RDF, SCG, Relation
from served import serving
from small_graph import ARTICLE, MAKASSAR, PEMKOT, PERSON, SENTENCES, UNREVIEWED, Writer, small_graph, thing

TENURES = {"both": thing("tenure", "b1"), "english": thing("tenure", "b2"), "plain": thing("tenure", "b3")}
TITLES = {
    "both": (Literal("Acting mayor", language="en"), Literal("Penjabat wali kota", language="id")),
    "english": (Literal("City manager", language="en"), Literal("Le maire", language="fr")),
    "plain": (Literal("Wakil"),),
}
SHOWN = {
    "en": {"both": "Acting mayor", "english": "City manager", "plain": "Wakil"},
    "id": {"both": "Penjabat wali kota", "english": "City manager", "plain": "Wakil"},
}


def bilingual() -> dict[Iri, set[Triple]]:
    """The small graph with three more tenures of one person, called in two languages, in English, and in none."""
    graphs = {name: set(found) for name, found in small_graph().items()}
    write = Writer()
    for key, tenure in TENURES.items():
        write.say(ARTICLE, Relation.HOLDS_POSITION, SENTENCES[1], [
            Triple(tenure, RDF.type, SCG.Tenure), Triple(tenure, ORG.member, PERSON),
            Triple(tenure, ORG.organization, PEMKOT), *(Triple(tenure, SCG.title, title) for title in TITLES[key]),
        ], UNREVIEWED)  # fmt: skip
    for name, found in write.graphs.items():
        graphs[name] |= found
    return graphs


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    folder: Path = tmp_path_factory.mktemp("bilingual") / "store"
    with open_store(str(folder), create=True) as store:
        store.replace_all(bilingual())
        store.rebuild_labels()
    with serving(folder) as address, httpx.Client(base_url=address, timeout=30) as made:
        yield made


def doc(iri: Iri) -> str:
    return f"/doc/{iri.removeprefix(f'{BASE}id/')}"


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("against", ["", "&against=2024-07-30"])
def test_a_chart_calls_offices_as_its_reader_does(reader: httpx.Client, language: str, against: str) -> None:
    chart = doc(PEMKOT).replace("/doc/", "/chart/")
    page = reader.get(f"{chart}?on=2024-07-30{against}", headers={"Accept-Language": language}).text
    found = dict(re.findall(r'href="[^"]*#(b\d)">([^<]*)</a>', page))
    wanted = {TENURES[key].rpartition("/")[2]: title for key, title in SHOWN[language].items()}
    assert found == wanted


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("page", [doc(PERSON), doc(PEMKOT), doc(MAKASSAR), doc(ARTICLE)])
def test_a_fact_is_headed_in_the_language_of_its_page(reader: httpx.Client, language: str, page: str) -> None:
    text = reader.get(page, headers={"Accept": "text/html", "Accept-Language": language}).text
    found = dict(re.findall(r'<li id="(b\d)">.*?<strong[^>]*>([^<]*)</strong>', text, re.DOTALL))
    if page == doc(MAKASSAR):
        assert not found, "the place is no end of these"
        return
    assert found == {TENURES[key].rpartition("/")[2]: title for key, title in SHOWN[language].items()}


WORDS = st.builds(Literal, st.text(min_size=1, max_size=5), language=st.sampled_from(["en", "id", "fr", None]))


@given(st.lists(WORDS), st.sampled_from(["en", "id"]))
def test_words_of_the_reader_come_first_then_indonesian_then_english(words: list[Literal], language: str) -> None:
    found = preferred(words, language)
    assert (found is None) == (not words)
    known = {word.language for word in words}
    first = next((tag for tag in (language, "id", "en") if tag in known), None)
    assert found is None or first is None or found.language == first
    assert found == preferred(words[::-1], language)
