"""The main path, read this first: tables and articles → facts → triples → the store.

Each source is one named graph, replaced as a whole; a broken article becomes an issue and the run
goes on. The rooms are composed here and nowhere else.
"""

from kg.finishing import ORIGINS, finish
from kg.pipeline.reading import Outcome, Pipeline, Reading, texts
from kg.pipeline.storing import (
    DECISIONS,
    Progress,
    build,
    forget,
    ingest,
    store_articles,
    store_decisions,
    withdraw,
)

__all__ = [
    "DECISIONS", "ORIGINS", "Outcome", "Pipeline", "Progress", "Reading", "build", "finish", "forget", "ingest",
    "store_articles", "store_decisions", "texts", "withdraw",
]  # fmt: skip
