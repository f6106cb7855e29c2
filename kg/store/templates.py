"""The SPARQL that the store itself needs: the files of `queries/store/`, read once."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from kg.records import Iri, Triple
from kg.resources import folder
from kg.store.sparql import filled, written


@cache
def template(name: str) -> str:
    """The text of `queries/store/<name>`."""
    return (folder("queries") / "store" / name).read_text(encoding="utf-8")


def update(name: str, texts: dict[str, str] | None = None, **graphs: Iri) -> str:
    """The update `name` with its graphs, and texts that are SPARQL already (see `data`), filled in."""
    return filled(template(name), {**{key: written(iri) for key, iri in graphs.items()}, **(texts or {})})


def data(triples: Iterable[Triple]) -> str:
    """Triples as the inside of an INSERT DATA, one a line."""
    return "\n".join(f"{written(s)} {written(p)} {written(o)} ." for s, p, o in triples)
