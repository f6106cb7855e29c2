"""What an address asks for and nobody takes: said in words, with what would be taken, instead of passed over.

A parameter that is not known may be a slip (`asof=` for `as-of=`), and the page would then answer another question than
was asked. The marks that others put behind a link to follow it (`utm_…`, `fbclid`, …) change no answer and pass.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Collection, Iterable
from functools import wraps
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from kg.errors import KgError, QueryError
from kg.pages.site import Site
from kg.pages.viewing import refused

OPEN: Final = {"Access-Control-Allow-Origin": "*"}
Endpoint = Callable[[Request], Awaitable[Response]]
_LANGUAGE: Final = ("lang", "language")
_MARKS: Final = re.compile(r"utm_\w+|(?:fb|g|ms|dcl|wbra|gbra|tt|tw)(?:cl)?id|mc_[ce]id|igshid|_ga|_gl")


def told(error: KgError, status: int) -> Response:
    """An error as JSON: what is wrong, and what to do."""
    headers = {**OPEN, "Retry-After": "60"} if status == 503 else OPEN
    return JSONResponse({"error": error.message, "hint": error.hint}, status, headers=headers)


def refuse_unknown(who: str, said: Iterable[str], takes: Collection[str]) -> None:
    """Raise QueryError for the first parameter that `who` does not take."""
    unknown = sorted(name for name in {*said} - {*takes, *_LANGUAGE} if not _MARKS.fullmatch(name))
    if unknown:
        raise QueryError(
            f"{who} takes no parameter {unknown[0][:40]!r}", hint=f"it takes {', '.join((*takes, 'lang'))}"
        )


def taking(endpoint: Endpoint, *names: str) -> Endpoint:
    """The endpoint, for these parameters only: any other is refused (400) in the form that the client reads."""

    @wraps(endpoint)
    async def guarded(request: Request) -> Response:
        try:
            refuse_unknown(request.url.path, request.query_params, names)
        except QueryError as error:
            return await _refused(request, error)
        return await endpoint(request)

    return guarded


async def _refused(request: Request, error: QueryError) -> Response:
    site: Site = request.app.state.site
    accepted = request.headers.get("accept", "*/*")
    if request.url.path.startswith("/api/"):
        return told(error, 400)
    if "html" in accepted or accepted == "*/*":
        return await run_in_threadpool(refused, site, request, error)
    return PlainTextResponse(f"{error}\n", 400)
