"""Asks an endpoint that speaks the chat-completions protocol, and only the one that the settings name.

Comes in: messages and a schema. Goes out: `Answer`, or `NotAskedError` with the code of an issue. A busy or ill
endpoint is asked again after a while; one that does not know an option of ours is asked without it.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase
from urllib3.exceptions import HTTPError
from urllib3.util import Retry

from kg.errors import InputError
from kg.models.budget import Budget
from kg.models.records import Answer, NotAskedError
from kg.settings import ModelSettings

Messages = Sequence[Mapping[str, str]]

_BUSY: Final = (408, 425, 429, 500, 502, 503, 504)
_UNKNOWN_OPTION: Final = frozenset((400, 404, 415, 422, 501))
_DENIED: Final = frozenset((401, 402, 403))
_LONGEST_WAIT: Final = 60
_MOST_BYTES: Final = 4_000_000
_CHUNK: Final = 65_536
_MOST_FAILURES: Final = 3  # articles in a row without an answer; the endpoint is left alone then


class Client:
    """One endpoint with one model; remembers what it does not understand, and when it is better left alone."""

    def __init__(self, settings: ModelSettings, schema: Mapping[str, Any], budget: Budget) -> None:
        parts = urlsplit(settings.url)
        if parts.scheme not in ("http", "https") or not parts.hostname or not settings.model:
            hint = "set KG_LLM_URL to the base address of an endpoint (https://host/v1) and KG_LLM_MODEL to a name"
            raise InputError("--with llm needs an endpoint and a model", hint=hint)
        self._settings = settings
        self._address = f"{settings.url.rstrip('/')}/chat/completions"
        self._budget = budget
        self._formats: list[Mapping[str, Any] | None] = [
            {
                "type": "json_schema",
                "json_schema": {"name": "facts", "strict": True, "schema": schema},
            },
            {"type": "json_object"},
            None,
        ]
        self._schema = json.dumps(schema, separators=(",", ":"))
        self._options: dict[str, Any] = {"temperature": 0, "seed": 1, "max_tokens": settings.answer}
        self._session = _session(settings)
        self._failures = 0
        self._closed: NotAskedError | None = None

    def ask(self, messages: Messages) -> Answer:
        """The answer to messages; raises NotAskedError."""
        if self._closed is not None:
            raise self._closed
        try:
            answer = self._asked(messages)
        except NotAskedError as error:
            self._failures += error.code not in ("model-budget", "model-timeout")
            if error.last or self._failures >= _MOST_FAILURES:
                self._closed = NotAskedError(error.code, f"not asked: {error} (given up after that)", last=True)
            raise
        self._failures = 0
        return answer

    def _asked(self, messages: Messages) -> Answer:
        while True:
            body = self._body(messages)
            letters = len(json.dumps(body, ensure_ascii=False))
            self._budget.check(letters)
            self._budget.calls += 1
            status, data = self._sent(body)
            if status in _UNKNOWN_OPTION and self._relax(data):
                continue
            answer = _read(status, data)
            self._budget.count(answer, letters)
            return answer

    def _body(self, messages: Messages) -> dict[str, Any]:
        form = self._formats[0]
        body: dict[str, Any] = {"model": self._settings.model, "messages": list(messages), **self._options}
        if form is not None:
            body["response_format"] = form
        if form is None or form["type"] != "json_schema":
            told = {"role": "system", "content": f"The JSON schema of the answer: {self._schema}"}
            body["messages"] = [messages[0], told, *messages[1:]]
        return body

    def _relax(self, data: bytes) -> bool:
        """Leave out what the endpoint names as unknown, else take the next form of answer; False where none is left."""
        name = _parameter(data)
        if name == "max_tokens" and name in self._options:
            self._options["max_completion_tokens"] = self._options.pop(name)
            return True
        if name in self._options:
            del self._options[name]
            return True
        if len(self._formats) > 1:
            del self._formats[0]
            return True
        return False

    def _sent(self, body: Mapping[str, Any]) -> tuple[int, bytes]:
        late = time.monotonic() + float(self._settings.seconds)
        wait = (min(10.0, float(self._settings.seconds)), float(self._settings.seconds))
        try:
            with self._session.post(
                self._address, json=body, timeout=wait, stream=True, allow_redirects=False
            ) as response:
                return response.status_code, _body(response, late)
        except requests.Timeout as error:
            raise NotAskedError("model-timeout", f"no answer within {self._settings.seconds} seconds") from error
        except (requests.RequestException, HTTPError, OSError) as error:
            raise NotAskedError("model-unreachable", "the endpoint cannot be reached or hung up") from error


class _Bearer(AuthBase):
    """The key, sent to the endpoint alone; without one nothing, whatever a .netrc file says."""

    def __init__(self, key: str) -> None:
        self._key = key

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        if self._key:
            request.headers["Authorization"] = f"Bearer {self._key}"
        return request


def _session(settings: ModelSettings) -> requests.Session:
    retry = Retry(
        total=settings.retries,
        read=False,
        redirect=0,
        status_forcelist=_BUSY,
        allowed_methods=("POST",),
        backoff_factor=float(settings.delay),
        backoff_max=_LONGEST_WAIT,
        retry_after_max=_LONGEST_WAIT,
        raise_on_status=False,
    )
    session = requests.Session()
    session.auth = _Bearer(settings.key)
    session.mount("http://", HTTPAdapter(max_retries=retry))
    session.mount("https://", HTTPAdapter(max_retries=retry))
    return session


def _body(response: requests.Response, late: float) -> bytes:
    parts, size = [], 0
    while part := response.raw.read1(_CHUNK, decode_content=True):
        parts.append(part)
        size += len(part)
        if time.monotonic() > late:
            raise requests.Timeout
        if size > _MOST_BYTES:
            raise NotAskedError("model-unread", "the answer is too long to be one")
    return b"".join(parts)


def _parameter(data: bytes) -> str:
    """The option that an error is about, as some endpoints name it."""
    try:
        error = json.loads(data)["error"]
        return str(error["param"]).partition(".")[0]
    except (ValueError, KeyError, TypeError):
        return ""


def _read(status: int, data: bytes) -> Answer:
    if status in _DENIED:
        raise NotAskedError("model-denied", f"the endpoint answered {status}: key, account or access", last=True)
    if status in _BUSY:
        raise NotAskedError("model-busy", f"the endpoint answered {status}, time and again")
    if status != requests.codes.ok:
        raise NotAskedError("model-error", f"the endpoint answered {status}")
    try:
        told = json.loads(data)
        choice = told["choices"][0]
        message = choice["message"]
        usage = told.get("usage") or {}
        return Answer(
            content=_text(message.get("content")),
            finish=_text(choice.get("finish_reason")),
            refusal=_text(message.get("refusal")),
            model=_text(told.get("model")),
            input_tokens=_count(usage.get("prompt_tokens")),
            output_tokens=_count(usage.get("completion_tokens")),
        )
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as error:
        raise NotAskedError("model-unread", "what the endpoint answered is no chat completion") from error


def _text(value: object) -> str:
    """A string without halves of characters, which no file can hold; nothing for anything else."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else ""


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None
