"""`/api/openapi.json`: the JSON interface described, made from the question library (OpenAPI 3.1)."""

from __future__ import annotations

from functools import cache
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kg import resources
from kg.queries import Parameter, Query, load_queries

_FORMATS = {"date": "date", "year": None, "number": None}
_TABLE = {"application/sparql-results+json": {"schema": {"type": "object"}}}
_JSON = {"application/json": {"schema": {"type": "object"}}}


async def openapi(request: Request) -> Response:
    """The description."""
    del request
    return JSONResponse(_description(), headers={"Access-Control-Allow-Origin": "*"})


@cache
def _description() -> dict[str, Any]:
    paths = {f"/api/questions/{query.name}": {"get": _question(query)} for query in load_queries().values()}
    paths["/api/ask"] = {"get": _operation("ask", "A question in words", [_text("q", "The question", required=True)])}
    graph = [_text("focus", "A thing, by IRI or by kind and key", required=True), _text("limit", "Most nodes")]
    paths["/api/graph"] = {"get": _operation("graph", "What is linked to one thing, with evidence", graph)}
    ends = [_text("from", "Where the way begins", required=True), _text("to", "Where it ends", required=True)]
    paths["/api/path"] = {"get": _operation("path", "The shortest way between two things", ends)}
    paths["/api/suggest"] = {"get": _operation("suggest", "Things by a part of their name", [_text("q", "The part")])}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Smart-city governance",
            "version": resources.version(),
            "license": {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
        },
        "paths": paths,
    }


def _question(query: Query) -> dict[str, Any]:
    given = [_parameter(parameter) for parameter in query.parameters if parameter.kind != "language"]
    columns = "; ".join(f"{column.name}: {column.meaning['en']}" for column in query.columns)
    made = _operation(query.name, query.question["en"], given)
    made["description"] = f"{query.question['id']} Columns: {columns}."
    made["responses"]["200"]["content"] = _TABLE
    return made


def _operation(name: str, summary: str, parameters: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "operationId": name,
        "summary": summary,
        "parameters": parameters,
        "responses": {
            "200": {"description": "the answer", "content": _JSON},
            "400": {"description": "a value that is not understood", "content": _JSON},
        },
    }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    made = _text(parameter.name, f"{parameter.kind}, for example {parameter.example}", required=False)
    made["required"] = parameter.required and parameter.default is None
    if parameter.default is not None:
        made["schema"]["default"] = parameter.default
    if _FORMATS.get(parameter.kind):
        made["schema"]["format"] = _FORMATS[parameter.kind]
    return made


def _text(name: str, what: str, *, required: bool = False) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": what, "required": required, "schema": {"type": "string"}}
