"""Finds the queries of a folder of `queries/`."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from types import MappingProxyType

from kg import resources
from kg.errors import QueryError
from kg.queries.headers import Query, read_query

ANSWERS = "answers"
PAGES = "pages"


@cache
def load_queries(folder: str = ANSWERS) -> Mapping[str, Query]:
    """Every query of `queries/<folder>/` by name, in order; raises TableError for a broken header."""
    paths = sorted((resources.folder("queries") / folder).glob("*.rq"))
    return MappingProxyType({path.stem: read_query(path) for path in paths})


def find_query(name: str, folder: str = ANSWERS) -> Query:
    """The query called `name`; raises QueryError, with what comes near, where there is none."""
    queries = load_queries(folder)
    if name in queries:
        return queries[name]
    near = get_close_matches(name, queries, n=3, cutoff=0.4)
    hint = f"did you mean {', '.join(near)}?" if near else "kg query --list shows them all"
    raise QueryError(f"there is no query {name[:80]!r}", hint=hint)
