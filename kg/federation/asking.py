"""One SELECT to an endpoint of somebody else: within a time, of a limited size, to the address that was judged.

The name of the host is resolved once and the connection made to what was judged (`kg.articles.guarding`); a redirect
is not followed, since it may lead anywhere; no proxy of the environment is used.
"""

from __future__ import annotations

from dataclasses import dataclass
from threading import Timer
from typing import Any, Final

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import HTTPError

from kg.articles.guarding import ForbiddenAddressError, Guard, pools
from kg.errors import InputError, StoreError
from kg.resources import version

_MOST: Final = 16 * 1024 * 1024
_CHUNK: Final = 65_536
_HINT: Final = "is there a network? What was read before is kept"


@dataclass(frozen=True, slots=True)
class Peer:
    """An endpoint of somebody else: its address, the `host:port`s that may be private, the seconds that it is given."""

    address: str
    private_hosts: frozenset[str] = frozenset()
    seconds: float = 60.0


def private_hosts(setting: str) -> frozenset[str]:
    """The `host:port`s of the setting of that name."""
    return frozenset(filter(None, setting.replace(" ", "").split(",")))


def ask(peer: Peer, query: str) -> bytes:
    """The answer to a SELECT, as SPARQL 1.1 JSON.

    Raises InputError for an address that is none or not public, StoreError where no answer comes in time.
    """
    if not peer.address.startswith(("http://", "https://")):
        raise _no_address(peer)
    guard = Guard(peer.private_hosts)
    with requests.Session() as session:
        session.trust_env = False
        adapter = _Guarded(guard)
        session.mount("http://", adapter)
        session.mount("https://", adapter)
        late = Timer(peer.seconds, guard.cut)  # the limits of the client are those of one read, not of all
        late.start()
        try:
            return _read(session, peer, query)
        except ForbiddenAddressError as error:
            raise InputError(str(error), hint="name it in KG_PRIVATE_HOSTS if that is meant") from error
        except (requests.exceptions.InvalidURL, UnicodeError) as error:
            raise InputError(
                f"{peer.address[:80]!r} is no address of an endpoint", hint="correct KG_WIKIDATA"
            ) from error
        except (requests.RequestException, HTTPError, OSError) as error:
            said = " ".join(str(error).split())[:200]
            raise StoreError(f"the endpoint {peer.address} does not answer: {said}", hint=_HINT) from error
        finally:
            late.cancel()


def _no_address(peer: Peer) -> InputError:
    return InputError(f"{peer.address[:80]!r} is no address of an endpoint", hint="set KG_WIKIDATA to an http(s) URL")


def _read(session: requests.Session, peer: Peer, query: str) -> bytes:
    headers = {
        "Accept": "application/sparql-results+json",
        "User-Agent": f"smart-city-governance/{version()} (SPARQL client)",
    }
    with session.post(
        peer.address,
        data={"query": query},
        headers=headers,
        timeout=peer.seconds,
        allow_redirects=False,
        stream=True,
    ) as response:
        if response.status_code != requests.codes.ok:
            raise requests.HTTPError(f"status {response.status_code}")
        parts: list[bytes] = []
        size = 0
        for part in response.iter_content(_CHUNK):
            parts.append(part)
            size += len(part)
            if size > _MOST:
                raise requests.ConnectionError("the answer is too long")
        return b"".join(parts)


class _Guarded(HTTPAdapter):
    """Connects to what the guard has judged only."""

    def __init__(self, guard: Guard) -> None:
        self._pools = pools(guard)
        super().__init__()

    def init_poolmanager(self, *args: Any, **given: Any) -> None:
        """Make the pools, of guarded connections."""
        super().init_poolmanager(*args, **given)
        self.poolmanager.pool_classes_by_scheme = self._pools
