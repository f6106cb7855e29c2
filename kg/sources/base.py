"""Reads a publisher's folder into a `Publisher`: what is peculiar about the addresses of its pages.

A folder `kg/sources/<name>/` holds `publisher.toml`:

- `hosts`: the domains that are the publisher's, with everything below them;
- `mirrors`: where others print its articles as they are: domains, or a domain and how its paths begin;
- `[whole]`: the query that shows an article on one page where the paper spreads it over several;
- `[[same]]`: `pattern` and `address`, a regular expression and what stands in its place: two addresses
  of one article, the second being the one that it is known by.

A publisher without a quirk needs no folder. A broken folder raises TableError: it is a defect of ours.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from kg.errors import TableError

ROOT = Path(__file__).resolve().parent
_FILE = "publisher.toml"
_KEYS = {"hosts", "mirrors", "whole", "same"}


@dataclass(frozen=True, slots=True)
class Publisher:
    """What is peculiar about a publisher's addresses; `hosts` are its domains."""

    name: str
    hosts: tuple[str, ...]
    whole: Mapping[str, str]
    same: tuple[tuple[re.Pattern[str], str], ...]
    mirrors: tuple[str, ...] = ()

    def owns(self, address: str) -> bool:
        """Whether a web address is on one of the publisher's domains."""
        host = (urlsplit(address).hostname or "").lower()
        return any(host == own or host.endswith(f".{own}") for own in self.hosts)

    def is_copied_at(self, address: str) -> bool:
        """Whether a web address is on a site that prints this publisher's articles as they are."""
        parts = urlsplit(address)
        host = (parts.hostname or "").lower()
        for mirror in self.mirrors:
            domain, slash, path = mirror.partition("/")
            if (host == domain or host.endswith(f".{domain}")) and parts.path.startswith(slash + path):
                return True
        return False

    def known_by(self, address: str) -> str:
        """The one address of the article at `address`: no part of its query that only turns pages."""
        for pattern, replacement in self.same:
            address = pattern.sub(replacement, address)
        if not self.whole:
            return address
        parts = urlsplit(address)
        query = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True)]
        kept = urlencode([(name, value) for name, value in query if name not in self.whole])
        return urlunsplit(parts._replace(query=kept))

    def to_read(self, address: str) -> str:
        """The address that shows the whole article that is known by `address`."""
        if not self.whole:
            return address
        parts = urlsplit(address)
        query = "&".join(filter(None, (parts.query, urlencode(dict(self.whole)))))
        return urlunsplit(parts._replace(query=query))


@cache
def load_publishers(root: Path = ROOT) -> tuple[Publisher, ...]:
    """Every publisher with a folder under `root`, by name; raises TableError for a broken one."""
    return tuple(_load(file.parent) for file in sorted(root.glob(f"*/{_FILE}")))


def copied_from(address: str) -> str:
    """The site whose articles a mirror prints, where a web address is on one; else empty."""
    try:
        if any(one.owns(address) for one in load_publishers()):
            return ""
        return next((one.hosts[0] for one in load_publishers() if one.is_copied_at(address)), "")
    except ValueError:  # no address at all
        return ""


def _load(folder: Path) -> Publisher:
    file = folder / _FILE
    try:
        given = tomllib.loads(file.read_text(encoding="utf-8"))
        _check_keys(given)
        same = tuple(_same(one) for one in given.get("same", ()))
        mirrors = tuple(str(mirror) for mirror in given.get("mirrors", ()))
        return Publisher(folder.name, _hosts(given), _whole(given), same, mirrors)
    except (OSError, ValueError, KeyError, TypeError, re.error) as error:
        raise TableError(f"sources/{folder.name}/{_FILE}: {error}", hint="see kg/sources/base.py") from error


def _check_keys(given: Mapping[str, Any]) -> None:
    unknown = ", ".join(sorted(set(given) - _KEYS))
    if unknown:
        raise ValueError(f"unknown: {unknown}")


def _hosts(given: Mapping[str, Any]) -> tuple[str, ...]:
    hosts = tuple(str(host).lower() for host in given["hosts"])
    if not hosts:
        raise ValueError("hosts is empty")
    return hosts


def _whole(given: Mapping[str, Any]) -> Mapping[str, str]:
    return MappingProxyType({str(name): str(value) for name, value in given.get("whole", {}).items()})


def _same(given: Mapping[str, Any]) -> tuple[re.Pattern[str], str]:
    return re.compile(given["pattern"]), str(given["address"])
