"""Web addresses: the one form of several that an article is known by, and the form to ask for.

Comes in: an address as somebody gave it or a page names it. Goes out: an address without fragment,
tracking parameters or a publisher's own variants.
"""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from courlan import clean_url

from kg.sources import load_publishers

_LONGEST = 2000
_MOST_ROUNDS = 5
_SCHEMES = ("http", "https")


def is_web(address: str) -> bool:
    """Whether this is the address of a page: http or https with a host, of sensible length."""
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return False
    return parts.scheme.lower() in _SCHEMES and bool(parts.hostname) and len(address) <= _LONGEST


def canonical(address: str) -> str:
    """The one address that the page at `address` is known by."""
    cleaned = address
    for _ in range(_MOST_ROUNDS):  # cleaning may leave something to clean
        before, cleaned = cleaned, (clean_url(cleaned) or cleaned).partition("#")[0]
        if cleaned == before:
            break
    for publisher in load_publishers():
        if publisher.owns(cleaned):
            return publisher.known_by(cleaned)
    return cleaned


def whole(address: str) -> str:
    """The address to ask for so that the whole article comes, where its paper has one."""
    for publisher in load_publishers():
        if publisher.owns(address):
            return publisher.to_read(address)
    return address


def joined(base: str, link: str) -> str | None:
    """A link of a page as an absolute web address; None where it is none."""
    try:
        address = urljoin(base, link.strip())
    except ValueError:
        return None
    return address if is_web(address) else None
