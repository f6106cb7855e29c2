"""A polite client: asks for robots.txt first, waits between requests to a host, keeps what it got, gives up in time.

Comes in: a web address. Goes out: `Fetched`, or `FetchError` with a code for the issue. Nothing but GET.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from email.utils import formatdate, parsedate_tz
from typing import Any
from urllib.parse import urlsplit

import requests
from cachecontrol import CacheControlAdapter
from cachecontrol.caches import SeparateBodyFileCache
from cachecontrol.heuristics import BaseHeuristic
from protego import Protego
from requests.adapters import HTTPAdapter
from urllib3 import HTTPResponse
from urllib3.exceptions import HTTPError
from urllib3.util import Retry

from kg.articles.addresses import is_web, joined
from kg.articles.guarding import ForbiddenAddressError, Guard, pools
from kg.articles.limits import WebLimits

_CHUNK = 65_536
_ROBOTS_BYTES = 500_000
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_AGAIN = frozenset({429, 500, 502, 503, 504})
_FRESH_SECONDS = 3600  # for answers that do not say how long they keep


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: where it was found in the end, of which kind, in which encoding by its header."""

    address: str
    media_type: str
    charset: str | None
    data: bytes


class FetchError(Exception):
    """An address that gave nothing; `code` is that of the issue."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class Fetcher:
    """Fetches pages within the limits; one at a time."""

    def __init__(self, limits: WebLimits | None = None) -> None:
        self.limits = limits or WebLimits()
        self._guard = Guard(self.limits.private_hosts)
        self._delays: dict[str, float] = {}
        self._robots: dict[str, Protego] = {}
        self._session = requests.Session()
        self._session.trust_env = False  # a proxy would reach where the guard does not look
        self._session.headers.update({"User-Agent": self.limits.agent, "Accept-Encoding": "gzip, deflate"})
        self._adapter = _Polite(self.limits, self._guard, self._delays)
        self._session.mount("http://", self._adapter)
        self._session.mount("https://", self._adapter)

    def fetch(self, address: str) -> Fetched:
        """What stands at a web address, redirects followed; raises FetchError."""
        for _ in range(self.limits.most_redirects + 1):
            if not is_web(address):
                raise FetchError("address", f"no web address: {address[:200]!r}")
            if not self._robots_of(address).can_fetch(address, self.limits.agent):
                raise FetchError("robots", "robots.txt of the host does not allow it")
            with self._asked(address) as response:
                if response.status_code in _REDIRECTS:
                    address = self._next(address, response)
                    continue
                if response.status_code != requests.codes.ok:
                    raise FetchError(
                        "http", f"the host answered {response.status_code} {response.reason or ''}".strip()
                    )
                return self._taken(address, response)
        raise FetchError("http", f"more than {self.limits.most_redirects} redirects")

    def _next(self, address: str, response: requests.Response) -> str:
        target = joined(address, response.headers.get("Location") or "")
        if target is None:
            raise FetchError("http", "redirects to no web address")
        return target

    def _asked(self, address: str) -> _Answer:
        return _Answer(self._session, self._guard, address, self.limits.seconds)

    def _taken(self, address: str, response: requests.Response) -> Fetched:
        media_type, _, parameters = response.headers.get("Content-Type", "").partition(";")
        charset = parameters.lower().partition("charset=")[2].split(";")[0].strip(" \"'") or None
        body = _body(response, self.limits.most_bytes)
        self._adapter.keep(response, body)
        return Fetched(address, media_type.strip().lower(), charset, body)

    def _robots_of(self, address: str) -> Protego:
        parts = urlsplit(address)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._robots:
            rules = Protego.parse(self._robots_text(f"{origin}/robots.txt"))
            self._robots[origin] = rules
            wanted = rules.crawl_delay(self.limits.agent) or 0
            self._delays[parts.netloc] = min(max(self.limits.delay, wanted), self.limits.longest_delay)
        return self._robots[origin]

    def _robots_text(self, address: str) -> str:
        """The rules of a host, as RFC 9309 has it: none where there is no file, no entry where the host is ill."""
        for _ in range(self.limits.most_redirects + 1):
            with self._asked(address) as response:
                if response.status_code in _REDIRECTS:
                    address = self._next(address, response)
                    continue
                if response.status_code >= 500:
                    raise FetchError("robots", f"robots.txt of the host answered {response.status_code}")
                if response.status_code != requests.codes.ok:
                    return ""
                body = _body(response, _ROBOTS_BYTES)
                self._adapter.keep(response, body)
                return body.decode("utf-8", "replace")
        return ""


class _Answer:
    """One request as a context: within it everything that goes wrong becomes a FetchError, and time is limited."""

    def __init__(self, session: requests.Session, guard: Guard, address: str, seconds: float) -> None:
        self._session, self._guard, self._address = session, guard, address
        self._wait = (min(10.0, seconds), min(20.0, seconds))
        self._late = False
        self._watch = threading.Timer(seconds, self._cut)
        self._watch.daemon = True
        self._response: requests.Response | None = None

    def __enter__(self) -> requests.Response:
        self._watch.start()
        try:
            self._response = self._session.get(self._address, stream=True, allow_redirects=False, timeout=self._wait)
        except BaseException as error:
            self._end(error)
            raise
        return self._response

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        self._end(error)

    def _cut(self) -> None:
        self._late = True
        self._guard.cut()

    def _end(self, error: BaseException | None) -> None:
        self._watch.cancel()
        if self._response is not None:
            self._response.close()
        if self._late:
            raise FetchError("timeout", "took too long; given up") from error
        if isinstance(error, ForbiddenAddressError):
            raise FetchError("forbidden-address", str(error)) from error
        if isinstance(error, requests.Timeout):
            raise FetchError("timeout", "the host does not answer") from error
        if isinstance(error, (requests.RequestException, HTTPError, OSError, UnicodeError)):
            raise FetchError("unreachable", _plain(error)) from error


def _plain(error: BaseException) -> str:
    cause = getattr(error, "reason", None) or (error.args[0] if error.args else error)
    cause = getattr(cause, "reason", cause)
    return f"cannot be fetched: {str(cause).rpartition(': ')[2][:200]}"


def _body(response: requests.Response, most: int) -> bytes:
    parts, size = [], 0
    for part in response.iter_content(_CHUNK):
        parts.append(part)
        size += len(part)
        if size > most:
            raise FetchError(
                "too-large", f"more than {most // 1_000_000 or most} {'MB' if most >= 1_000_000 else 'bytes'}"
            )
    return b"".join(parts)


class _AnHour(BaseHeuristic):
    """An answer that says nothing of how long it keeps is kept for an hour."""

    def update_headers(self, response: HTTPResponse) -> dict[str, str]:
        if response.status != requests.codes.ok or {"Cache-Control", "Expires"} & set(response.headers):
            return {}
        return {"Expires": formatdate(time.time() + _FRESH_SECONDS, usegmt=True)}


class _Waiting(HTTPAdapter):
    """Waits before it asks a host again; answers out of the cache never come here."""

    def __init__(self, limits: WebLimits, delays: Mapping[str, float], **given: Any) -> None:
        self._delays, self._default = delays, limits.delay
        self._last: dict[str, float] = {}
        super().__init__(**given)

    def send(self, request: requests.PreparedRequest, *args: Any, **given: Any) -> requests.Response:
        """Send it when the host has had its rest."""
        host = urlsplit(request.url or "").netloc
        pause = self._delays.get(host, self._default) - (time.monotonic() - self._last.get(host, float("-inf")))
        if pause > 0:
            time.sleep(pause)
        try:
            return super().send(request, *args, **given)
        finally:
            self._last[host] = time.monotonic()


class _Polite(CacheControlAdapter, _Waiting):
    """Answers out of the cache where it can, waits where it cannot, connects through the guard."""

    def __init__(self, limits: WebLimits, guard: Guard, delays: Mapping[str, float]) -> None:
        self._pools = pools(guard)
        self._keeping = limits.cache is not None
        super().__init__(
            limits=limits,
            delays=delays,
            cache=SeparateBodyFileCache(limits.cache) if limits.cache else None,
            max_retries=_retry(limits),
        )

    def init_poolmanager(self, *args: Any, **given: Any) -> None:
        """Make the pools, of guarded connections."""
        super().init_poolmanager(*args, **given)
        self.poolmanager.pool_classes_by_scheme = self._pools

    def build_response(
        self,
        request: requests.PreparedRequest,
        response: HTTPResponse,
        from_cache: bool = False,  # noqa: FBT001, FBT002  as the class above has it
        cacheable_methods: Collection[str] | None = None,  # noqa: ARG002  the same
    ) -> requests.Response:
        """Make the answer of what came, "not modified" out of the cache; bodies are kept later, by `keep`."""
        if not from_cache and response.status == requests.codes.not_modified:
            kept = self.controller.update_cached_response(request, response)
            response.drain_conn()
            from_cache, response = kept is not response, kept
        answer = HTTPAdapter.build_response(self, request, response)
        answer.from_cache = from_cache  # type: ignore[attr-defined]
        return answer

    def keep(self, answer: requests.Response, body: bytes) -> None:
        """Keep an answer whose body has come whole, if the host lets us and there is a folder for it."""
        if not self._keeping or answer.from_cache:  # type: ignore[attr-defined]
            return
        raw = answer.raw
        for name in ("Content-Encoding", "Content-Length", "Transfer-Encoding"):  # the body is kept unpacked
            raw.headers.discard(name)
        if parsedate_tz(raw.headers.get("Date", "")) is None:
            raw.headers["Date"] = formatdate(usegmt=True)
        self.controller.cache_response(answer.request, _AnHour().apply(raw), body)


def _retry(limits: WebLimits) -> Retry:
    return Retry(
        total=limits.retries,
        status_forcelist=_AGAIN,
        allowed_methods=("GET",),
        backoff_factor=limits.delay / 2,
        backoff_max=limits.longest_delay,
        retry_after_max=int(limits.longest_delay),
        raise_on_status=False,
        redirect=False,
    )
