"""`/reconcile`: names of a spreadsheet → things of the graph, as OpenRefine asks for them.

Reconciliation Service API 0.2 (https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final

from anyio import CapacityLimiter, to_thread
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kg.graphs.picture import short as shortened
from kg.pages.browsing import kinds
from kg.pages.exploring import whole
from kg.pages.site import Site, language_of, short
from kg.records import Iri
from kg.store import Hit

MOST_QUERIES: Final = 200
MOST_HITS: Final = 20
_AT_ONCE: Final = 10
_TOGETHER: Final = 2
_WAITING: Final = 20
_LONGEST: Final = 1_000_000
_SURE: Final = 0.98
_AHEAD: Final = 0.1
_CHARACTERS: Final = 200
_OPEN = {"Access-Control-Allow-Origin": "*"}


async def reconcile(request: Request) -> Response:
    """The manifest, or the answers to a batch of queries (in the form field or parameter `queries`)."""
    site: Site = request.app.state.site
    text = request.query_params.get("queries", "")
    if request.method == "POST":
        if int(request.headers.get("content-length") or 0) > _LONGEST:
            return _problem("the batch is too large")
        text = str((await request.form(max_fields=10)).get("queries", ""))
    if not text:
        return JSONResponse(_manifest(site, request), headers=_OPEN)
    try:
        batch = json.loads(text)
        json.dumps(batch, ensure_ascii=False).encode()  # half a character cannot be answered
    except (ValueError, RecursionError):
        return _problem("queries is no JSON")
    if not isinstance(batch, dict) or len(batch) > MOST_QUERIES:
        return _problem(f"queries is an object of at most {MOST_QUERIES} queries")
    turns = _turns(site)
    if turns.statistics().tasks_waiting >= _WAITING:
        return _problem("many others are being answered: ask again in a moment", 503, {"Retry-After": "5"})
    return JSONResponse(await _answers(request, batch, turns), headers=_OPEN)


@lru_cache(maxsize=4)
def _turns(site: Site) -> CapacityLimiter:
    del site  # each has its own
    return CapacityLimiter(_TOGETHER)


def _problem(why: str, status: int = 400, more: Mapping[str, str] = MappingProxyType({})) -> Response:
    return JSONResponse({"status": "error", "message": why}, status, headers={**_OPEN, **more})


def _manifest(site: Site, request: Request) -> dict[str, Any]:
    base, language = str(request.base_url).rstrip("/"), language_of(request)
    types = [{"id": short(kind), "name": site.labels.of(kind, language).text} for kind, _ in kinds(site)]
    return {
        "versions": ["0.2"],
        "name": site.names_of(language)["site"],
        "identifierSpace": whole("").removesuffix("/"),
        "schemaSpace": "https://w3id.org/smart-city-governance/def",
        "defaultTypes": types,
        "view": {"url": f"{base}/doc/{{{{id}}}}"},
        "suggest": {"entity": {"service_url": base, "service_path": "/reconcile/suggest"}},
    }


async def _answers(request: Request, batch: dict[str, Any], turns: CapacityLimiter) -> dict[str, Any]:
    """The answers to a batch, some queries at a time: between them others have their turn, and pages their threads."""
    site, language = request.app.state.site, language_of(request)
    names = list(batch)
    found: dict[str, Any] = {}
    for at in range(0, len(names), _AT_ONCE):
        if await request.is_disconnected():
            break
        some = {str(name): batch[name] for name in names[at : at + _AT_ONCE]}
        found |= await to_thread.run_sync(_some, site, some, language, limiter=turns)
    return found


def _some(site: Site, batch: Mapping[str, Any], language: str) -> dict[str, Any]:
    return {name: {"result": _candidates(site, query, language)} for name, query in batch.items()}


def _candidates(site: Site, query: object, language: str) -> list[dict[str, Any]]:
    if not isinstance(query, dict) or not isinstance(query.get("query"), str):
        return []
    text = query["query"].strip()[:_CHARACTERS]
    wanted = {str(kind) for kind in _listed(query.get("type"))}
    limit = query["limit"] if isinstance(query.get("limit"), int) else 5
    hits = [hit for hit in site.store.search(text, 60) if text and _fits(site, hit.iri, wanted)]
    return _ranked(site, hits[: min(max(limit, 1), MOST_HITS)], language)


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value] if value else []


def _fits(site: Site, thing: Iri, wanted: set[str]) -> bool:
    if site.labels.kind(thing) is None:
        return False
    return not wanted or any(short(kind) in wanted for kind in site.labels.classes(thing))


def _ranked(site: Site, hits: list[Hit], language: str) -> list[dict[str, Any]]:
    """Candidates, best first; `match` only where the first is all but certain and well ahead of the second."""
    second = hits[1].score if len(hits) > 1 else 0.0
    return [
        {
            "id": shortened(hit.iri),
            "name": site.labels.of(hit.iri, language).text,
            "score": round(100 * hit.score, 1),
            "match": place == 0 and hit.score >= _SURE and hit.score - second >= _AHEAD,
            "type": _types(site, hit.iri, language),
            "features": [{"id": "label", "value": hit.label}],
        }
        for place, hit in enumerate(hits)
    ]


def _types(site: Site, thing: Iri, language: str) -> list[dict[str, str]]:
    kind = site.labels.kind(thing)
    return [{"id": short(kind), "name": site.labels.of(kind, language).text}] if kind else []


async def suggest(request: Request) -> Response:
    """Things whose name begins so, in the service's form."""
    site: Site = request.app.state.site
    text, language = request.query_params.get("prefix", "").strip()[:_CHARACTERS], language_of(request)

    def found() -> list[dict[str, Any]]:
        hits = site.store.search(text, 10) if text else ()
        return [{"id": shortened(h.iri), "name": site.labels.of(h.iri, language).text} for h in hits]

    return JSONResponse({"result": await run_in_threadpool(found)}, headers=_OPEN)
