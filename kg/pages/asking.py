"""Questions: in words, and from the library with a form, as pages; a question in words as JSON too."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kg.answers import Answer, Asker, Refusal, entities_of
from kg.errors import InputError, UnknownName
from kg.pages.question_data import taken_by, values_of
from kg.pages.refusals import OPEN, refuse_unknown, told
from kg.pages.replies import reply_as_json
from kg.pages.site import Site, language_of
from kg.pages.tables import shown
from kg.pages.viewing import OPTIONS, BusyError, copies, options_of, view_of, viewer
from kg.queries import Query, backed, find_query, load_queries

_LONGEST = 2_000


def asker_of(site: Site) -> Asker:
    """Who answers questions in words: the names of the store are read and the wordings learnt once."""
    if site.asker is None:
        site.asker = Asker(site.store, entities_of(site.store), make=copies(site))
    return site.asker


async def ask_page(request: Request) -> Response:
    """A question in words, answered or refused in a page."""
    return await run_in_threadpool(_ask_page, request.app.state.site, request)


def _ask_page(site: Site, request: Request) -> Response:
    question = request.query_params.get("q", "").strip()[:_LONGEST]
    said = _options(request)
    reply, problem, status, options = None, "", 200, {}
    try:
        view = view_of(said)
        options = options_of(view)
        reply = asker_of(site).ask(question, None, view) if question else None
    except BusyError as error:
        problem, status = str(error), 503
    except InputError as error:  # no such view, or a question whose default is not in this store
        problem, status = str(error), 200 if options or not any(said.values()) else 400
    values: dict[str, Any] = {"question": question, "reply": reply, "table": None, "settings": "", "problem": problem}
    values["view"] = said
    if isinstance(reply, Answer):
        values["table"] = shown(reply.table, reply.ran.query, reply.language, reply.tentative)
    if reply is not None and reply.ran is not None:
        pairs = {name: value.text for name, value in reply.ran.values.items() if name != "language"}
        values["settings"] = urlencode({**pairs, **options})
    return site.render(request, "ask.html.j2", values, status)


def _options(request: Request) -> dict[str, str]:
    return {name: request.query_params.get(name, "")[:40] for name in OPTIONS}


async def ask_json(request: Request) -> Response:
    """The same as JSON; a refusal is an answer too, with status 200 and `answer` null."""
    question = request.query_params.get("q", "").strip()[:_LONGEST]
    language = request.query_params.get("lang")
    site: Site = request.app.state.site

    def reply() -> Answer | Refusal:
        known = language if language in ("en", "id") else None
        return asker_of(site).ask(question, known, view_of(request.query_params))

    try:
        return JSONResponse(reply_as_json(await run_in_threadpool(reply)), headers=OPEN)
    except BusyError as error:
        return told(error, 503)
    except InputError as error:
        return told(error, 400)


async def library(request: Request) -> Response:
    """Every question of the library."""
    site: Site = request.app.state.site
    questions = sorted(load_queries().values(), key=lambda query: (query.number is None, query.number or 0, query.name))
    return await run_in_threadpool(site.render, request, "questions.html.j2", {"questions": questions})


async def question(request: Request) -> Response:
    """One question with a form for its parameters and its rows."""
    return await run_in_threadpool(_question, request.app.state.site, request)


def _question(site: Site, request: Request) -> Response:
    language = language_of(request)
    try:
        query = find_query(request.path_params["name"])
    except InputError as error:
        missing = {"status": 404, "message": str(error), "detail": request.url.path}
        return site.render(request, "message.html.j2", missing, 404)
    given = values_of(query, request.query_params)
    said = _options(request)
    values: dict[str, Any] = {"query": query, "given": given, "view": said, "table": None, "problem": "", "asked": {}}
    values["near"], values["citation"], status = (), "", 200
    try:
        refuse_unknown(query.name, request.query_params, taken_by(query))
        view = view_of(said)
        values["asked"] = {**given, **options_of(view)}
        seen = viewer(site, view).run(query.name, given, language)
        values["table"] = shown(backed(site.store, seen.answered.table), query, language, seen.tentative)
        values["citation"] = site.edition.cited(query.name, values["asked"])
    except BusyError as error:
        values["problem"], status = str(error), 503
    except UnknownName as error:
        values["problem"], values["near"], status = site.names_of(language)["nothing-found"], error.near, 400
    except InputError as error:
        values["problem"] = error.message if _is_unfilled(query, given) else str(error)
        status = 200 if _is_unfilled(query, given) else 400
    return site.render(request, "question.html.j2", values, status)


def _is_unfilled(query: Query, given: Mapping[str, str]) -> bool:
    return any(p.required and p.default is None and p.name not in given for p in query.parameters)
