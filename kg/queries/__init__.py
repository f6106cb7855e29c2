"""The question library: a named query and values in words → rows, each with its sources."""

from kg.queries.backing import EVIDENCE, INDEPENDENT, MEANING, backed
from kg.queries.computing import Computation, prepared
from kg.queries.describing import describe_all
from kg.queries.disputes import Dispute, disputes
from kg.queries.headers import Column, Parameter, Phrases, Query, read_query
from kg.queries.library import find_query, load_queries
from kg.queries.names import Named, Names, Selects, StoreNames
from kg.queries.profiles import Origin, Profile, Saying, Statement, profile, sources_of
from kg.queries.running import Answered, run
from kg.queries.support import Support, counted, support
from kg.queries.values import Bound, bind_values
from kg.queries.views import Seen, View, Viewer, run_in_view, seen_as

__all__ = [
    "EVIDENCE",
    "INDEPENDENT",
    "MEANING",
    "Answered",
    "Bound",
    "Column",
    "Computation",
    "Dispute",
    "Named",
    "Names",
    "Origin",
    "Parameter",
    "Phrases",
    "Profile",
    "Query",
    "Saying",
    "Seen",
    "Selects",
    "Statement",
    "StoreNames",
    "Support",
    "View",
    "Viewer",
    "backed",
    "bind_values",
    "counted",
    "describe_all",
    "disputes",
    "find_query",
    "load_queries",
    "prepared",
    "profile",
    "read_query",
    "run",
    "run_in_view",
    "seen_as",
    "sources_of",
    "support",
]
