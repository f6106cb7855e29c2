"""What part of the graph a request asks to count: as of a day, of enough independent sources, with candidates."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from kg.errors import KgError, QueryError
from kg.pages.protocol.speaking import told
from kg.pages.site import Site, language_of
from kg.queries import View, Viewer, seen_as
from kg.queries.values import read_day
from kg.store import Store

AS_OF: Final = "as-of"
LEAST: Final = "min-sources"
CANDIDATES: Final = "include-candidates"
OPTIONS: Final = (AS_OF, LEAST, CANDIDATES)
_KEPT: Final = 2
"""Copies of the graph in memory: one takes some 180 MB for 441,086 quads, and 6 s to make."""
_WAITING: Final = 4
_PATIENCE: Final = 30
_YES: Final = ("yes", "true", "1")
_NO: Final = ("", "no", "false", "0")


class BusyError(KgError):
    """Too many want a view that is not at hand; ask again later."""


def view_of(said: Mapping[str, str]) -> View:
    """The view that an address asks for; raises QueryError, in words, for what is not understood."""
    day = day_of(said, AS_OF) or None
    least = said.get(LEAST, "").strip() or "1"
    if not (least.isascii() and least.isdigit() and 1 <= int(least[:9]) <= 100):
        raise QueryError(f"{LEAST}={least[:40]!r} is no number of sources", hint="a number from 1 to 100")
    candidates = said.get(CANDIDATES, "").strip().casefold()
    if candidates not in (*_YES, *_NO):
        raise QueryError(f"{CANDIDATES}={candidates[:40]!r} is neither yes nor no", hint="write yes or no")
    return View(day, int(least), candidates=candidates in _YES)


def day_of(said: Mapping[str, str], name: str) -> str:
    """The day that an address gives under a name, as ISO; empty where it gives none; raises QueryError for no day."""
    text = said.get(name, "").strip()
    return read_day(text).value if text else ""


def refused(site: Site, request: Request, error: QueryError) -> Response:
    """The page of an address that asks for what is not understood: what is wrong, and what to write."""
    message = {"status": 400, "message": told(str(error), language_of(request)), "detail": request.url.path}
    return site.render(request, "message.html.j2", message, 400)


def options_of(view: View) -> dict[str, str]:
    """The same as an address says it: only what is not as usual."""
    found = {AS_OF: view.as_of or "", LEAST: str(view.min_sources) if view.min_sources > 1 else ""}
    return {key: value for key, value in found.items() if value} | ({CANDIDATES: "yes"} if view.candidates else {})


def viewer(site: Site, view: View) -> Viewer:
    """What asks questions of the graph as a view wants it, over copies that are kept."""
    return Viewer(site.store, view, make=copies(site), own=site.names)


def copies(site: Site) -> Callable[[View], Store]:
    """What gives the graph as a view wants it, from copies that are kept; it raises BusyError when many wait."""
    return _copies(site).of


def seen(site: Site, view: View) -> Store:
    """The store as a view wants it, a copy that is kept; raises BusyError where too many want another one."""
    return _copies(site).of(view)


@lru_cache(maxsize=4)
def _copies(site: Site) -> _Copies:
    return _Copies(site.store)


class _Copies:
    """The last copies that were made; one is made at a time, and few may wait for it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept: OrderedDict[View, Store] = OrderedDict()
        self._making, self._entry, self._waiting = threading.Lock(), threading.Lock(), 0

    def of(self, view: View) -> Store:
        if view == View():
            return self._store
        self._enter()
        try:
            if not self._making.acquire(timeout=_PATIENCE):
                raise BusyError("the views of others are being made", hint="ask again in a minute")
            try:
                return self._made(view)
            finally:
                self._making.release()
        finally:
            with self._entry:
                self._waiting -= 1

    def _enter(self) -> None:
        with self._entry:
            if self._waiting >= _WAITING:
                raise BusyError("the views of others are being made", hint="ask again in a minute")
            self._waiting += 1

    def _made(self, view: View) -> Store:
        found = self._kept.pop(view, None) or seen_as(self._store, view)
        self._kept[view] = found
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return found
