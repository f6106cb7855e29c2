"""Offices on charts and edges: in the language of the page where post or title has one, else English, else as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.pages.labels import Labels
from kg.pages.offices import office, offices
from kg.records import Iri, Literal, Triple
from kg.store import open_store
from kg.terms import OPENGOV, RDF, RDFS, SCG, SKOS
from small_graph import POST, TENURE, thing

ENGLISH = Literal("Mayor of Contohan", language="en")
INDONESIAN = Literal("Wali Kota Contohan", language="id")
PLAIN = Literal("Burgemeester")


@pytest.mark.parametrize(
    ("labels", "titles", "language", "told"),
    [
        ((ENGLISH, INDONESIAN), (ENGLISH,), "id", INDONESIAN),
        ((ENGLISH, INDONESIAN), (INDONESIAN,), "en", ENGLISH),
        ((ENGLISH,), (INDONESIAN,), "id", INDONESIAN),
        ((ENGLISH,), (PLAIN,), "id", ENGLISH),
        ((PLAIN,), (ENGLISH,), "en", ENGLISH),
        ((), (PLAIN,), "id", PLAIN),
        ((PLAIN,), (), "id", PLAIN),
    ],
)
def test_an_office_is_called_in_the_language_of_the_page(
    tmp_path: Path, labels: tuple[Literal, ...], titles: tuple[Literal, ...], language: str, told: Literal
) -> None:
    post = POST if labels else None
    with open_store(str(tmp_path / "store"), create=True) as store:
        triples = [Triple(POST, RDF.type, SCG.Post), Triple(TENURE, RDF.type, SCG.Tenure)]
        triples += [Triple(POST, SKOS.prefLabel if one.language else RDFS.label, one) for one in labels]
        triples += [Triple(TENURE, SCG.title, one) for one in titles]
        triples += [Triple(TENURE, OPENGOV.post, POST)] if labels else []
        store.replace(Iri("urn:x:g"), triples)
        known = Labels(store)
        assert office(known, post, titles, language) == told.value
        assert offices(known, (TENURE, thing("tenure", "none")), language) == {TENURE: told.value}
