"""`/chart/…`: a body with its parts and who held which office on a day, or on two days side by side."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from kg.errors import QueryError
from kg.pages.about import is_body
from kg.pages.chart_differences import Wording, compared, drawing, is_changed, rows
from kg.pages.chart_tree import tree
from kg.pages.labels import THINGS
from kg.pages.site import Site, language_of
from kg.pages.viewing import day_of, refused
from kg.records import Iri
from kg.terms import Capacity


async def chart(request: Request) -> Response:
    """The organisation chart of a body as of `on`, today without a day, beside that of `against` if given."""
    return await run_in_threadpool(_chart, request.app.state.site, request)


def _chart(site: Site, request: Request) -> Response:
    body = Iri(f"{THINGS}{request.path_params['path']}")
    language = language_of(request)
    if any(c in '<>"{}|^`\\ ' or not c.isprintable() for c in body) or not is_body(site, body):
        missing = {"status": 404, "message": site.names_of(language)["not-found"], "detail": request.url.path}
        return site.render(request, "message.html.j2", missing, 404)
    try:
        on, against = (day_of(request.query_params, name) for name in ("on", "against"))
    except QueryError as error:
        return refused(site, request, error)
    on = on or datetime.now(UTC).date().isoformat()
    values: dict[str, Any] = {
        "body": body,
        "on": on,
        "against": against,
        "definitive": Capacity.DEFINITIVE,
        "page": request.url.path,
    }
    values |= _both(site, body, (against, on), language) if against else {}
    values["tree"] = None if against else tree(site, body, on, language)
    return site.render(request, "chart.html.j2", values)


def _both(site: Site, body: Iri, days: tuple[str, str], language: str) -> dict[str, Any]:
    """Both days as a table and as a drawing, and how many lines differ in which way."""
    before, after = (tree(site, body, day, language) for day in days)
    whole = compared(before, after)
    lines = tuple(rows(whole))
    offices = Counter(row.office.change for row in lines if row.office is not None)
    bodies = Counter(row.body_change for row in lines if row.lines)
    return {
        "lines": lines,
        "changed": sum(map(is_changed, lines)),
        "offices": offices,
        "bodies": bodies,
        "drawing": drawing(
            whole, Wording(lambda iri: site.labels.of(iri, language).text, site.names_of(language)["perhaps"])
        ),
    }
