"""The data of a thing: what is said of it and of the relations that it is in, and who says each of it.

As lines of N-Triples from the store to the serialiser: taking each triple apart would cost more than to find it.
Finding them costs most: a hundred look-ups for two dozen claims. So while a server has nothing else to do the lines of
all things are put together ahead, and kept beside the store until it changes. Whoever asks meanwhile goes first: it
waits until nobody has asked for a while.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
import threading
import time
import zlib
from base64 import b85decode, b85encode
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Final

from kg.dumps import rdf_bytes, triples_of_lines
from kg.pages.entity.reading import Reader
from kg.queries.library import PAGES, find_query
from kg.records import Iri, Literal, Triple
from kg.store import Store, keep, kept
from kg.terms import BASE, DCT, PROV, RDF, SCG

SOURCES: Final = frozenset((SCG.Article, SCG.TableRow, SCG.DerivationRule))
_ENDS: Final = (DCT.isReplacedBy, PROV.invalidatedAtTime)
_ABOUT: Final = find_query("about", PAGES).sparql
_CLAIMS: Final = find_query("sources-of", PAGES).sparql
_MOST_NODES: Final = 400
_MOST_AHEAD: Final = 64_000_000
"""Bytes, packed, of what is made ahead: a tenth of the text."""
_BREATH: Final = 0.5
"""Of the time that one took, before the next is made."""
_QUIET: Final = 0.5
"""Seconds without a request before the next is made."""
_LONGEST_WAIT: Final = 2.0
"""Seconds; then one is made all the same, so that a server that is never at rest comes to its end too."""
_LOOK: Final = 0.05
_FORM: Final = 1
_NAME: Final = f"documents-{hashlib.sha256(f'{_FORM}{_ABOUT}{_CLAIMS}'.encode()).hexdigest()[:12]}"
_SOURCE: Final = re.compile(rb"^<[^>]*> <%b> <([^>]*)> \.$" % re.escape(DCT.source.encode()), re.MULTILINE)


def about(store: Store, thing: Iri) -> frozenset[bytes]:
    """The lines about a thing and the relations that it is an end of."""
    return store.lines_of(_ABOUT, {"thing": thing})


def own(lines: Iterable[bytes], thing: Iri) -> tuple[Triple, ...]:
    """The triples among the lines that have the thing as their subject."""
    start = f"<{thing}> ".encode()
    return triples_of_lines(line for line in lines if line.startswith(start))


def is_source(own: Iterable[Triple]) -> bool:
    """Whether the triples of a thing make it a source."""
    return any(triple.predicate == RDF.type and triple.object in SOURCES for triple in own)


def claimed(store: Store, reader: Reader, thing: Iri, lines: frozenset[bytes]) -> frozenset[bytes]:
    """The lines about a thing with their claims, as in `claims.ttl`, and the titles of the sources."""
    subject = f"<{thing}>".encode()
    others = sorted({line.partition(b" ")[0] for line in lines} - {subject})
    nodes = (thing, *(Iri(other[1:-1].decode()) for other in others))[:_MOST_NODES]
    claims = store.lines_of(_CLAIMS, {"nodes": nodes})
    sources = set(_SOURCE.findall(b"".join(claims)))
    notes = (reader.source(Iri(source.decode())) for source in sources)
    titles = as_lines(Triple(note.iri, DCT.title, Literal(note.title)) for note in notes if note.title)
    return lines | claims | titles


def as_lines(triples: Iterable[Triple]) -> frozenset[bytes]:
    """Triples as lines of N-Triples."""
    return frozenset(rdf_bytes(list(triples), "application/n-triples").splitlines(keepends=True))


class Documents:
    """The documents of a store's things that were made ahead; it does not change while it is served."""

    def __init__(self, store: Store, reader: Reader) -> None:
        self._store, self._reader = store, reader
        self._packed: dict[str, bytes] = {}
        self._is_over = threading.Event()

    def get(self, thing: Iri) -> list[bytes] | None:
        """The lines of a document, sorted; None where it was not made ahead."""
        packed = self._packed.get(thing)
        return None if packed is None else zlib.decompress(packed).splitlines(keepends=True)

    def make(self, idle: Callable[[], float] = lambda: math.inf) -> None:
        """Make them, or take what an earlier server has made; returns early when it is to `stop`.

        `idle` tells the seconds since somebody asked for something.
        """
        before = kept(self._store, _NAME)
        if before is not None:
            self._packed = {thing: b85decode(text) for thing, text in json.loads(before).items()}
            return
        size = 0
        for (thing,) in self._store.select(find_query("published", PAGES).sparql).rows:
            self._wait_for_quiet(idle)
            begun = time.monotonic()
            packed = self._made(Iri(str(thing)))
            if packed is not None:
                self._packed[str(thing)] = packed
                size += len(packed)
            if size > _MOST_AHEAD or self._is_over.wait((time.monotonic() - begun) * _BREATH):
                break
        else:
            with suppress(OSError):  # who may not write there makes them anew
                found = {thing: b85encode(packed).decode() for thing, packed in self._packed.items()}
                keep(self._store, _NAME, json.dumps(found).encode())

    def _wait_for_quiet(self, idle: Callable[[], float]) -> None:
        latest = time.monotonic() + _LONGEST_WAIT
        while idle() < _QUIET and time.monotonic() < latest and not self._is_over.wait(_LOOK):
            pass

    def _made(self, thing: Iri) -> bytes | None:
        if not thing.startswith(f"{BASE}id/"):
            return None
        lines = about(self._store, thing)
        found = own(lines, thing)
        if not lines or is_source(found) or any(triple.predicate in _ENDS for triple in found):
            return None
        return zlib.compress(b"".join(sorted(claimed(self._store, self._reader, thing, lines))), 3)

    def stop(self) -> None:
        """Make no more."""
        self._is_over.set()
