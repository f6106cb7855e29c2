"""The only place where an identifier is minted: pure functions of stable inputs.

Shape (see docs/model.md): `{BASE}id/{kind}/{key}`. Keys are official codes or curated keys where
there are any, else a hash, so that the same input gives the same identifier for ever.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

from kg.records import Iri
from kg.terms import BASE

_UNSAFE = re.compile(r"[^a-z0-9]+")
HASH_LENGTH = 16


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
