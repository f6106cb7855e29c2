"""The rows of a question as data: JSON, CSV and the description of the CSV; every error is told in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kg.errors import InputError, QueryError
from kg.pages.refusals import OPEN, refuse_unknown, told
from kg.pages.site import Site, language_of
from kg.pages.tabular import Sheet, csvw, filename, sheet_csv, sheet_json
from kg.pages.viewing import OPTIONS, BusyError, options_of, view_of, viewer
from kg.queries import Query, backed, find_query, load_queries

METADATA: Final = "csv-metadata.json"
_SUFFIXES: Final = ("", "csv", METADATA)
_RESULTS: Final = "application/sparql-results+json"


async def question_data(request: Request) -> Response:
    """The rows of one question as JSON (SPARQL results) or CSV, or what the CSV is."""
    return await run_in_threadpool(_question_data, request.app.state.site, request)


def _question_data(site: Site, request: Request) -> Response:
    name, _, suffix = request.path_params["name"].partition(".")
    if name not in load_queries() or suffix not in _SUFFIXES:
        return told(QueryError(f"there is no question {name[:80]!r}", hint="/questions lists them"), 404)
    try:
        sheet = sheet_of(site, request, find_query(name))
    except BusyError as error:
        return told(error, 503)
    except InputError as error:
        return told(error, 400)
    return _written(site, request, sheet, suffix)


def sheet_of(site: Site, request: Request, query: Query) -> Sheet:
    """The rows of a question as the address asks for them; raises InputError for what is not understood."""
    given = values_of(query, request.query_params)
    refuse_unknown(query.name, request.query_params, taken_by(query))
    view = view_of(request.query_params)
    seen = viewer(site, view).run(query.name, given, language_of(request))
    table = seen.marked() if view.candidates else seen.answered.table
    return Sheet(backed(site.store, table), query, {**given, **options_of(view)}, site.edition)


def _written(site: Site, request: Request, sheet: Sheet, suffix: str) -> Response:
    name, base = sheet.query.name, str(request.base_url).rstrip("/")
    asked = f"?{urlencode({**sheet.values, 'lang': language_of(request)})}"
    description = f"{base}/api/questions/{name}.{METADATA}{asked}"
    page = f"{base}/questions/{name}{asked}"
    links = {**OPEN, "Link": f'<{description}>; rel="describedby"; type="application/csvm+json"'}
    if suffix == METADATA:
        body: dict[str, Any] = csvw(sheet, f"{base}/api/questions/{name}.csv{asked}", page)
        return JSONResponse(body, media_type="application/csvm+json", headers=OPEN)
    if suffix == "csv":
        named = {**links, "Content-Disposition": f'attachment; filename="{filename(name, sheet.values, site.version)}"'}
        return Response(sheet_csv(sheet), media_type="text/csv; charset=utf-8; header=present", headers=named)
    return JSONResponse(sheet_json(sheet, description), media_type=_RESULTS, headers=links)


def values_of(query: Query, said: Mapping[str, str]) -> dict[str, str]:
    """The values that an address gives for the parameters of a question."""
    return {
        parameter.name: said[parameter.name] for parameter in query.parameters if said.get(parameter.name, "").strip()
    }


def taken_by(query: Query) -> tuple[str, ...]:
    """The parameters that an address may give to a question."""
    return (*(parameter.name for parameter in query.parameters if parameter.kind != "language"), *OPTIONS)
