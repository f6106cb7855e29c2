"""Pages link to what has a page only: what no accepted claim tells of is named, by its claims, without a link."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from kg.pages.labels import Labels
from kg.records import Iri, Literal, Triple
from kg.store import open_store
from kg.terms import BASE, RDF, SCG, SKOS, Relation
from served import serving
from small_graph import (
    ARTICLE,
    ASCN,
    CANDIDATE,
    DISKOMINFO,
    HEARSAY,
    MAKASSAR,
    OFFICE,
    OWNERSHIP,
    PEMKOT,
    PERSON,
    SENTENCES,
    SOMBERE,
    Writer,
    small_graph,
    thing,
)

HTML = {"Accept": "text/html"}
GUESS, GUESSED = thing("programme", "guess"), thing("ownership", "guess")
NAME = "Kota <b>Cerdas</b>"


def graphs() -> dict[Iri, set[Triple]]:
    """The small graph with a programme that is only a candidate, of an owner that is none."""
    found = {name: set(triples) for name, triples in small_graph().items()}
    write = Writer()
    write.say(ARTICLE, Relation.RUNS, SENTENCES[2], [
        Triple(GUESSED, RDF.type, SCG.Ownership), Triple(GUESSED, SCG.owner, PEMKOT),
        Triple(GUESSED, SCG.programme, GUESS),
        Triple(GUESS, RDF.type, SCG.Programme), Triple(GUESS, SKOS.prefLabel, Literal(NAME, language="id")),
    ], CANDIDATE)  # fmt: skip
    for name, triples in write.graphs.items():
        found[name] |= triples
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made: Path = tmp_path_factory.mktemp("unaccepted") / "store"
    with open_store(str(made), create=True) as store:
        store.replace_all(graphs())
        store.rebuild_labels()
    return made


@pytest.fixture(scope="module")
def reader(folder: Path) -> Iterator[httpx.Client]:
    with serving(folder) as address, httpx.Client(base_url=address, timeout=30) as made:
        yield made


def doc(iri: Iri) -> str:
    return f"/doc/{iri.removeprefix(f'{BASE}id/')}"


@pytest.mark.parametrize("start", [PEMKOT, DISKOMINFO, PERSON, MAKASSAR, ASCN, ARTICLE])
def test_no_link_of_a_page_leads_nowhere(reader: httpx.Client, start: Iri) -> None:
    page = reader.get(doc(start), headers=HTML).text
    links = sorted(set(re.findall(r'href="(/doc/[^"#]+)', page)))
    assert links
    assert {link: reader.get(link).status_code for link in links} == dict.fromkeys(links, 200)


@pytest.mark.parametrize("start", [PEMKOT, ARTICLE])
def test_what_only_a_candidate_tells_of_is_named_without_a_link(reader: httpx.Client, start: Iri) -> None:
    page = reader.get(doc(start), headers={**HTML, "Accept-Language": "en"}).text
    assert '<span lang="id">Kota &lt;b&gt;Cerdas&lt;/b&gt;</span>' in page
    assert doc(GUESS) not in page
    assert f'href="{doc(GUESSED)}"' not in page
    assert reader.get(doc(GUESS), headers=HTML).status_code == 404
    assert f'href="{doc(SOMBERE)}"' in page


def test_a_fact_that_stands_leads_to_its_data(reader: httpx.Client) -> None:
    assert f'href="{doc(OWNERSHIP)}"' in reader.get(doc(PEMKOT), headers=HTML).text


def test_a_page_is_known_for_what_any_triple_is_about(folder: Path) -> None:
    with open_store(str(folder), read_only=True) as store:
        labels = Labels(store)
        assert all(map(labels.has_page, (SOMBERE, OWNERSHIP, ARTICLE, Relation.RUNS, Iri("https://example.org/"))))
        assert not any(map(labels.has_page, (GUESS, GUESSED, OFFICE, HEARSAY, thing("person", "nobody"))))
        assert labels.of(GUESS, "en").text == NAME
        assert labels.of(thing("person", "nobody"), "en").text == "person/nobody"
