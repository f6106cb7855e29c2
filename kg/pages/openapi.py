"""`/api/openapi.json`: the JSON interface described, made from the question library (OpenAPI 3.1)."""

from __future__ import annotations

from functools import cache
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kg import resources
from kg.pages.openapi_routes import ROUTES, Described, Given
from kg.pages.viewing import AS_OF, CANDIDATES, LEAST
from kg.queries import Parameter, Query, load_queries

_FORMATS = {"date": "date", "year": None, "number": None}
_STRING = {"type": "string"}
_ERROR = {
    "type": "object",
    "required": ["error", "hint"],
    "properties": {
        "error": {"type": "string", "description": "What is wrong, in a sentence"},
        "hint": {"type": "string", "description": "What to do instead; may be empty"},
    },
}
_ABOUT = {
    "type": "object",
    "description": "Where the rows come from",
    "required": ["query", "parameters", "version", "built", "licence", "citation"],
    "properties": {
        "query": _STRING,
        "parameters": {"type": "object", "additionalProperties": _STRING},
        "version": _STRING,
        "built": {"type": ["string", "null"], "format": "date"},
        "licence": {"type": "string", "format": "uri"},
        "citation": {"type": "string", "description": "One line to cite the rows by"},
    },
}
_ROWS = {
    "type": "object",
    "description": "SPARQL 1.1 Query Results JSON with `about`",
    "required": ["head", "results", "about"],
    "properties": {
        "head": {
            "type": "object",
            "properties": {"vars": {"type": "array", "items": _STRING}, "link": {"type": "array", "items": _STRING}},
        },
        "results": {
            "type": "object",
            "properties": {"bindings": {"type": "array", "items": {"type": "object"}}},
        },
        "about": _ABOUT,
    },
}
_TABLE = {"application/sparql-results+json": {"schema": {"$ref": "#/components/schemas/Rows"}}}
_JSON = {"application/json": {"schema": {"type": "object"}}}
_FAULT = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
_BUSY = {"description": "the views of others are being made; see Retry-After", "content": _FAULT}
_LANGUAGE: dict[str, Any] = {
    "name": "lang", "in": "query", "description": "Language of labels", "required": False,
    "schema": {"type": "string", "enum": ["en", "id"]},
}  # fmt: skip
_VIEW: tuple[dict[str, Any], ...] = (
    {
        "name": AS_OF, "in": "query", "required": False, "schema": {"type": "string", "format": "date"},
        "description": "Only what may hold on that day, and events begun by then",
    },
    {
        "name": LEAST, "in": "query", "required": False,
        "schema": {"type": "integer", "minimum": 1, "maximum": 100, "default": 1},
        "description": "Only relations that so many independent sources report",
    },
    {
        "name": CANDIDATES, "in": "query", "required": False, "schema": {"type": "string", "enum": ["yes", "no"]},
        "description": "Also what is not accepted yet; then a last column but one, candidate, marks such rows",
    },
)  # fmt: skip
_SUFFIXES: dict[str, tuple[str, dict[str, Any]]] = {
    "": ("", _TABLE),
    ".csv": ("csv", {"text/csv": {"schema": _STRING}}),
    ".csv-metadata.json": ("csvw", {"application/csvm+json": {"schema": {"type": "object"}}}),
}


async def openapi(request: Request) -> Response:
    """The description."""
    del request
    return JSONResponse(_description(), headers={"Access-Control-Allow-Origin": "*"})


@cache
def _description() -> dict[str, Any]:
    paths: dict[str, Any] = {}
    for query in load_queries().values():
        for suffix, (kind, content) in _SUFFIXES.items():
            made = _question(query, kind, content)
            paths[f"/api/questions/{query.name}{suffix}"] = {"get": made}
    asked = _operation("ask", "A question in words", [_text("q", "The question", required=True), *_VIEW, _LANGUAGE])
    asked["description"] = "A refusal is an answer too: `answer` is null, `refusal` and `message` say why."
    asked["responses"]["503"] = _BUSY
    paths["/api/ask"] = {"get": asked}
    paths["/doc/source/{key}.json"] = {"get": _source()}
    paths |= {route.path: _described(route) for route in ROUTES}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Smart-city governance",
            "version": resources.version(),
            "license": {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
        },
        "paths": paths,
        "components": {"schemas": {"Error": _ERROR, "Rows": _ROWS, "About": _ABOUT}},
    }


def _question(query: Query, kind: str, content: dict[str, Any]) -> dict[str, Any]:
    given = [_parameter(parameter) for parameter in query.parameters if parameter.kind != "language"]
    columns = "; ".join(f"{column.name}: {column.meaning['en']}" for column in query.columns)
    name = f"{query.name}-{kind}" if kind else query.name
    made = _operation(name, query.question["en"], [*given, *_VIEW, _LANGUAGE])
    made["description"] = f"{query.question['id']} Columns: {columns}."
    made["responses"]["200"]["content"] = content
    made["responses"]["503"] = _BUSY
    return made


def _described(route: Described) -> dict[str, Any]:
    """One of the other addresses that programs ask."""
    made = _operation(route.name, route.summary, [_given(given) for given in route.takes])
    made["responses"]["200"]["content"] = {
        kind: {"schema": {"type": "object"} if kind.endswith("json") else _STRING} for kind in route.gives
    }
    if route.moves:
        made["responses"]["303"] = {"description": "moved to what is asked for"}
        del made["responses"]["200"]
    if not any(given.where == "query" for given in route.takes):
        del made["responses"]["400"]
    for status, why in route.fails:
        fault = _FAULT if route.path.startswith("/api/") else {"text/plain": {"schema": _STRING}}
        made["responses"][status] = {"description": why, "content": fault}
    return {method: {**made, "operationId": _named(made, method)} for method in route.methods}


def _named(made: dict[str, Any], method: str) -> str:
    return str(made["operationId"]) if method == "get" else f"{made['operationId']}-{method}"


def _given(given: Given) -> dict[str, Any]:
    made = _text(given.name, given.what, required=given.is_required)
    return {**made, "in": given.where}


def _source() -> dict[str, Any]:
    key = {"name": "key", "in": "path", "description": "The key of the source", "required": True, "schema": _STRING}
    made = _operation("source", "All that one source states, and who states it too", [key, _LANGUAGE])
    made["responses"]["404"] = {"description": "there is no such source (a page says so)"}
    del made["responses"]["400"]
    return made


def _operation(name: str, summary: str, parameters: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "operationId": name,
        "summary": summary,
        "parameters": parameters,
        "responses": {
            "200": {"description": "the answer", "content": _JSON},
            "400": {"description": "a value that is not understood: which one, and what is taken", "content": _FAULT},
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
