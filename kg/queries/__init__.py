"""The question library: a named query and values in words → rows, each with its sources."""

from kg.queries.describing import describe_all
from kg.queries.headers import Column, Parameter, Phrases, Query, read_query
from kg.queries.library import find_query, load_queries
from kg.queries.names import Named, Names, Selects, StoreNames
from kg.queries.running import Answered, run
from kg.queries.values import Bound, bind_values

__all__ = [
    "Answered",
    "Bound",
    "Column",
    "Named",
    "Names",
    "Parameter",
    "Phrases",
    "Query",
    "Selects",
    "StoreNames",
    "bind_values",
    "describe_all",
    "find_query",
    "load_queries",
    "read_query",
    "run",
]
