"""The only place where an identifier is minted: pure functions of stable inputs.

Shape (see docs/model.md): `{BASE}id/{kind}/{key}`. Keys are official codes or curated keys where
there are any, else a hash, so that the same input gives the same identifier for ever.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache
from urllib.parse import quote, urlsplit

from kg.records import Iri
from kg.terms import BASE, PostKind

_UNSAFE = re.compile(r"[^a-z0-9]+")
_HOST = re.compile(r"[\w.\-~]+(?::[0-9]+)?")
_BAD_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
HASH_LENGTH = 16
ONE_AT_A_TIME = frozenset(
    (
        PostKind.GOVERNOR,
        PostKind.DEPUTY_GOVERNOR,
        PostKind.MAYOR,
        PostKind.DEPUTY_MAYOR,
        PostKind.REGENT,
        PostKind.DEPUTY_REGENT,
        PostKind.HEAD_OF_STATE,
        PostKind.HEAD_OF_GOVERNMENT,
        PostKind.NATIONAL_REPRESENTATIVE,
        PostKind.CHIEF_SMART_CITY_OFFICER,
    )
)
"""Kinds of post of which a place has one: whatever a source calls it, it is the same post."""


def thing(kind: str, key: str) -> Iri:
    """The IRI of a thing, `{BASE}id/{kind}/{key}`; `key` is already safe (a code, a curated key, a hash)."""
    return Iri(f"{BASE}id/{kind}/{key}")


def hashed(kind: str, *parts: str) -> Iri:
    """The IRI of a thing without a key: a hash of what makes it the same thing."""
    return thing(kind, digest(*parts))


def digest(*parts: str) -> str:
    """16 hex digits of SHA-256 over the parts, each NFC and set apart by a NUL."""
    joined = "\0".join(unicodedata.normalize("NFC", part) for part in parts)
    return hashlib.sha256(joined.encode()).hexdigest()[:HASH_LENGTH]


@lru_cache(maxsize=16_384)  # the names of the registry are asked for with every article
def folded(text: str) -> str:
    """A name as a key: casefolded, unaccented, one hyphen for whatever is no letter or digit."""
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return _UNSAFE.sub("-", plain.casefold()).strip("-") or digest(text)


def graph(key: str) -> Iri:
    """The IRI of a named graph."""
    return thing("graph", key)


def source(address: str) -> Iri:
    """The IRI of a source, from its canonical address, table row or rule name."""
    return hashed("source", address)


def claim(subject: str, predicate: str, value: str, source_iri: str, span: str) -> Iri:
    """The IRI of a claim: the same words of the same source on the same property give the same one."""
    return hashed("claim", subject, predicate, value, source_iri, span)


def source_graph(address: str) -> Iri:
    """The named graph of an article, from its canonical address or its path as given."""
    return graph(f"source-{digest(address)}")


def kind_of(iri: str) -> str:
    """The kind of thing that an IRI of ours names (person, place, …); empty for any other IRI."""
    start = f"{BASE}id/"
    return iri[len(start) :].partition("/")[0] if iri.startswith(start) else ""


def post(title: str, kind: str | None, organisation: str | None, place: str | None) -> Iri:
    """The IRI of a post: by kind and place, or minister of a ministry, where one has it at a time; else by its title.

    `title` is without words of capacity. Titles that differ only in case, accents or punctuation are one.
    """
    if kind in ONE_AT_A_TIME and place is not None:
        return hashed("post", str(kind), place)
    if kind == PostKind.MINISTER and organisation is not None:
        return hashed("post", str(kind), organisation)
    return hashed("post", folded(title), organisation or place or "")


def page(address: str) -> Iri:
    """The IRI of a page or package that a source rests on: its address, made a valid IRI.

    What an IRI does not allow is percent-encoded. An address that is no http(s) or pkg one, or has
    no proper host, becomes an IRI of ours by its hash.
    """
    scheme, colon, rest = address.strip().partition(":")
    if scheme == "pkg" and colon and not rest.startswith("/"):
        return Iri(f"pkg:{_encoded(rest)}")
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return hashed("page", address)
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(parts.netloc):
        return hashed("page", address)
    tail = "".join(
        mark + _encoded(text) for mark, text in (("", parts.path), ("?", parts.query), ("#", parts.fragment)) if text
    )
    return Iri(f"{parts.scheme}://{_BAD_PERCENT.sub('%25', quote(parts.netloc, safe=':%'))}{tail}")


def _encoded(text: str) -> str:
    return quote(_BAD_PERCENT.sub("%25", text), safe="/?:@!$&'()*+,;=-._~%", errors="replace")
