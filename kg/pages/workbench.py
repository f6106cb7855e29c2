"""`/query`: a SPARQL editor in the page; without scripts a plain form that shows the rows."""

from __future__ import annotations

from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from kg.graphs.words import Words
from kg.pages.app_policy import EDITOR
from kg.pages.site import HERE, Site, language_of
from kg.queries import load_queries
from kg.terms import PREFIXES

EDITOR_WORDS: Final = HERE / "words_of_editor.tsv"
START: Final = """PREFIX scg: <https://w3id.org/smart-city-governance/def#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

SELECT ?programme ?name ?topic WHERE {
  ?programme a scg:Programme ; rdfs:label ?name .
  OPTIONAL { ?programme scg:topic ?topic }
}
ORDER BY ?name
LIMIT 50
"""


def _words(language: str) -> dict[str, str]:
    """What the editor, which speaks English only, is to say instead; nothing in English."""
    own, ours = (Words(tag, EDITOR_WORDS) for tag in ("en", language))
    return {own[key]: ours[key] for key in own if ours[key] != own[key]}


async def workbench(request: Request) -> Response:
    """The editor with examples; a query in the address is put into it."""
    site: Site = request.app.state.site
    values = {
        "query": request.query_params.get("query", START)[:100_000],
        "examples": sorted(load_queries().values(), key=lambda query: (query.number is None, query.number or 0)),
        "prefixes": dict(PREFIXES),
        "editor": _words(language_of(request)),
        "bundled": (HERE / "static" / "vendor" / "yasgui.js").is_file(),
    }
    response = await run_in_threadpool(site.render, request, "query.html.j2", values)
    response.headers["Content-Security-Policy"] = EDITOR
    return response
