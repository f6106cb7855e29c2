"""Names of a spreadsheet find their things; the JSON interface describes itself."""

from __future__ import annotations

import json

import httpx
import pytest

from kg.pages import reconciling
from kg.queries import load_queries
from small_graph import MAKASSAR, PEMKOT


def asked(client: httpx.Client, **queries: object) -> dict[str, list[dict[str, object]]]:
    answer = client.post("/reconcile", data={"queries": json.dumps(queries)})
    assert answer.status_code == 200
    return {name: found["result"] for name, found in answer.json().items()}


def test_the_service_says_what_it_is(client: httpx.Client) -> None:
    manifest = client.get("/reconcile").json()
    assert manifest["versions"] == ["0.2"]
    assert {"Place", "Person"} <= {kind["id"] for kind in manifest["defaultTypes"]}
    assert manifest["view"]["url"].endswith("/doc/{{id}}")


def test_a_batch_is_answered_by_name_with_types_and_scores(client: httpx.Client) -> None:
    found = asked(
        client, a={"query": "Makassar", "type": "Place"}, b={"query": "Makasar"}, c={"query": "Atlantis Raya"}
    )
    assert MAKASSAR.endswith(str(found["a"][0]["id"]))
    assert found["a"][0]["match"] is True
    assert found["b"][0]["match"] is False
    assert found["b"][0]["score"] < found["a"][0]["score"]  # type: ignore[operator]
    assert found["c"] == []


def test_a_type_keeps_a_city_from_its_government(client: httpx.Client) -> None:
    found = asked(client, a={"query": "Pemerintah Kota Makassar", "type": ["LocalGovernment"], "limit": 1})
    assert PEMKOT.endswith(str(found["a"][0]["id"]))


@pytest.mark.parametrize("batch", ["no json", "[]", "3", json.dumps({str(n): {"query": "x"} for n in range(300)})])
def test_a_broken_batch_is_refused(client: httpx.Client, batch: str) -> None:
    assert client.post("/reconcile", data={"queries": batch}).status_code == 400


def test_a_broken_query_does_not_spoil_its_batch(client: httpx.Client) -> None:
    found = asked(client, a=7, b={"query": 3}, c={"query": "Makassar", "limit": "many"}, d={"query": '"><script>'})
    assert found["a"] == found["b"] == []
    assert found["c"]


def test_names_are_suggested(client: httpx.Client) -> None:
    hits = client.get("/reconcile/suggest", params={"prefix": "Makas"}).json()["result"]
    assert any(MAKASSAR.endswith(hit["id"]) for hit in hits)


def test_the_interface_describes_every_question(client: httpx.Client) -> None:
    described = client.get("/api/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    for name, query in load_queries().items():
        given = described["paths"][f"/api/questions/{name}"]["get"]["parameters"]
        options = {"as-of", "min-sources", "include-candidates", "lang"}
        assert {p["name"] for p in given} - options == {p.name for p in query.parameters if p.kind != "language"}


def test_a_large_batch_is_answered_whole_and_many_are_told_to_come_again(
    client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = json.dumps({f"q{number}": {"query": "Makassar"} for number in range(35)})
    answer = client.post("/reconcile", data={"queries": batch})
    assert list(answer.json()) == [f"q{number}" for number in range(35)]
    assert all(found["result"] for found in answer.json().values())
    monkeypatch.setattr(reconciling, "_WAITING", 0)  # as if that many others waited
    busy = client.post("/reconcile", data={"queries": batch})
    assert (busy.status_code, busy.headers["retry-after"]) == (503, "5")
