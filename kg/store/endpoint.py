"""The narrow door to SPARQLWrapper: one SPARQL 1.1 endpoint over HTTP.

Comes in: an address and SPARQL text. Goes out: the open response, to be read as it comes. Whatever
goes wrong on the way is a StoreError, or a QueryError where the server calls the query malformed.
"""

from __future__ import annotations

import http.client
from typing import Final
from urllib.parse import unquote, urlsplit

from SPARQLWrapper import POST, POSTDIRECTLY, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed, SPARQLWrapperException

from kg.errors import KgError, StoreError
from kg.store.sparql import syntax_error

_SECONDS: Final = 120
_UPDATE: Final = "INSERT"  # SPARQLWrapper's word for any update


class Endpoint:
    """One server: `address` is the URL for queries, or both URLs as `http://…/query|http://…/update`.

    With one URL, updates go to the same one, its last part `query` replaced by `update`. A name and a
    password may stand before the host. Raises StoreError for an address that is no http(s) URL.
    """

    def __init__(self, address: str) -> None:
        first, _, second = address.partition("|")
        self.query_url, self._user = _without_user(first)
        self._update_url, _ = _without_user(second or _update_url(first))

    def query(self, text: str, form: str) -> http.client.HTTPResponse:
        """The answer to a query of the form `form`: JSON for select and ask, Turtle for the others."""
        accepted = "json" if form in ("select", "ask") else "turtle"
        try:
            return self._send(text, form.upper(), accepted)
        except QueryBadFormed as error:
            raise syntax_error(_said(error)) from error
        except (SPARQLWrapperException, OSError, http.client.HTTPException) as error:
            raise self._failure(error) from error

    def update(self, text: str) -> None:
        """Carry out one update request."""
        try:
            self._send(text, _UPDATE, "json").read()
        except (SPARQLWrapperException, OSError, http.client.HTTPException) as error:
            raise self._failure(error) from error

    def _send(self, text: str, kind: str, accepted: str) -> http.client.HTTPResponse:
        wrapper = SPARQLWrapper(self.query_url, updateEndpoint=self._update_url, returnFormat=accepted)
        wrapper.setMethod(POST)
        wrapper.setRequestMethod(POSTDIRECTLY)
        wrapper.setOnlyConneg(True)
        wrapper.setTimeout(_SECONDS)
        if self._user is not None:
            wrapper.setCredentials(*self._user)
        # setQuery would guess the form with regular expressions over the whole text; we know it
        wrapper.queryString, wrapper.queryType = text, kind
        return wrapper.query().response

    def _failure(self, error: Exception) -> KgError:
        return StoreError(
            f"the endpoint {self.query_url} does not answer: {_said(error)[:200]}",
            hint="is the server running, and is this its address for queries?",
        )


def _without_user(url: str) -> tuple[str, tuple[str, str] | None]:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise StoreError("the address of the endpoint is no http(s) URL", hint="http://host:port/query")
    user = (unquote(parts.username), unquote(parts.password or "")) if parts.username else None
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl(), user


def _update_url(query_url: str) -> str:
    parts = urlsplit(query_url)
    folder, _, last = parts.path.rpartition("/")
    return parts._replace(path=f"{folder}/update").geturl() if last == "query" else query_url


def _said(error: Exception) -> str:
    """What the server or the system said, on one line; SPARQLWrapper keeps it as bytes in its second argument."""
    found = getattr(error, "args", ())
    words = found[0] if found else str(error)
    return " ".join(str(words).split())
