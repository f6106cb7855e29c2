"""The whole network as numbers, as a still picture and as a list; and who stands in its middle."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree as ET

import httpx
import pytest

from kg.pages.browsing import grouped
from kg.pages.network import holds
from kg.pages.site import Served, Site
from kg.records import Iri, Literal, Triple
from kg.store import open_store
from kg.terms import RDF, RDFS, SCG
from small_graph import MAKASSAR, thing


def test_numbers_give_each_thing_a_place_and_each_pair_its_years(client: httpx.Client) -> None:
    found = client.get("/api/network.json").json()
    ids = [node[0] for node in found["nodes"]]
    assert MAKASSAR.partition("/id/")[2] in ids
    assert len({(node[3], node[4]) for node in found["nodes"]}) == len(ids)
    assert all(one < len(ids) and two < len(ids) for one, two, _, _ in found["pairs"])
    assert client.get("/api/network.json").content == client.get("/api/network.json").content


def test_the_list_holds_what_the_picture_holds_filtered_alike(client: httpx.Client) -> None:
    numbers = client.get("/api/network.json").json()
    for asked in ({}, {"kind": "Person"}, {"year": "2012"}, {"kind": "Place", "year": "2024"}):
        page = client.get("/network", params=asked).text
        listed = page[page.index('id="twin"') :].count("<tr>") - 1
        assert listed == expected(numbers, asked.get("kind"), int(asked.get("year", 0)) or None)


def expected(numbers: dict[str, list[list[int]]], kind: str | None, year: int | None) -> int:
    """How many things a filter leaves, by the numbers."""
    held = {at for one, two, *span in numbers["pairs"] if holds((span[0], span[1]), year) for at in (one, two)}
    kinds = [one["id"] for one in numbers["kinds"]]  # type: ignore[call-overload]
    fits = [at for at, node in enumerate(numbers["nodes"]) if kind in (None, kinds[node[2]])]
    return len([at for at in fits if year is None or at in held])


def test_the_home_page_and_the_network_count_alike(client: httpx.Client) -> None:
    """Each thing once in the network; the home page tells a class with what lies below it, and how many are others."""
    home = text_of(client.get("/", params={"lang": "en"}).text)
    numbers = client.get("/api/network.json", params={"lang": "en"}).json()
    kinds = Counter(numbers["kinds"][node[2]]["word"] for node in numbers["nodes"])
    found = re.search(r"organisation (\d+) \( public organisation (\d+) · network (\d+) \)", home)
    assert found is not None
    whole, public, networks = map(int, found.groups())
    assert (whole, public, networks) == (public + networks, kinds["public organisation"], kinds["network"])
    network = text_of(client.get("/network", params={"lang": "en"}).text)
    assert f" public organisation {public} " in network
    assert "counts once" in network


def test_what_is_of_no_narrower_class_is_counted_as_other(tmp_path: Path) -> None:
    names = {"a": SCG.Organisation, "b": SCG.Network, "c": SCG.LocalGovernment, "d": SCG.Company, "e": SCG.Person}
    with open_store(str(tmp_path / "store"), create=True) as store:
        store.replace(
            Iri("urn:x:g"),
            [
                t
                for key, kind in names.items()
                for t in (
                    Triple(thing("x", key), RDF.type, kind),
                    Triple(thing("x", key), RDFS.label, Literal(key)),
                )
            ],
        )
        (_, bodies) = grouped(Site(Served(store, tmp_path / "store", tmp_path)))
    assert (bodies.term, bodies.count, bodies.others) == (SCG.Organisation, 4, 2)
    assert [(kind.term, kind.count) for kind in bodies.below] == [(SCG.PublicOrganisation, 1), (SCG.Network, 1)]


def text_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


def test_the_still_picture_is_plain_svg(client: httpx.Client) -> None:
    answer = client.get("/network.svg")
    assert answer.headers["content-type"].startswith("image/svg+xml")
    root = ET.fromstring(answer.text)
    assert root.tag.endswith("svg")
    assert "script" not in answer.text
    assert client.get("/network.svg", params={"kind": "Nothing"}).status_code == 400


@pytest.mark.parametrize(
    ("asked", "status"), [("kind=%3Cscript%3E&year=abc&page=x", 400), ("page=999999999", 200), ("year=99999", 400)]
)
def test_what_is_asked_wrongly_does_no_harm(client: httpx.Client, asked: str, status: int) -> None:
    answer = client.get(f"/network?{asked}")
    assert (answer.status_code, "<script>" in answer.text) == (status, False)


@pytest.mark.parametrize("language", ["en", "id"])
def test_the_middle_is_told_with_rank_formula_and_edges(client: httpx.Client, language: str) -> None:
    page = client.get("/network/central", params={"lang": language}).text
    assert "<math" in page
    assert "Brandes 2001" in page
    values = [float(value) for value in re.findall(r"<td[^>]*>(0\.\d{4})</td>", page)]
    assert values == sorted(values, reverse=True)
    assert len(values) > 3


def test_years_hold_where_nothing_speaks_against_them() -> None:
    assert holds((None, None), 2018)
    assert holds((2018, None), 2018)
    assert not holds((2019, None), 2018)
    assert not holds((None, 2017), 2018)
    assert holds((2019, 2020), None)
