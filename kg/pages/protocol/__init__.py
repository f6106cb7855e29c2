"""The SPARQL 1.1 Protocol, the reading half of the Graph Store Protocol, and the service description."""

from kg.pages.protocol.endpoint import Endpoint
from kg.pages.protocol.exchange import Limits
from kg.pages.protocol.graphs import GraphStore
from kg.pages.protocol.workers import Workers

__all__ = ["Endpoint", "GraphStore", "Limits", "Workers"]
