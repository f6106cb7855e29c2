"""A knowledge graph of smart-city governance actors, with the evidence of every statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.session import Session

__all__ = ["open"]


def open(store: str | None = None, language: str | None = None) -> Session:  # noqa: A001 - kg.open() says it best
    """The graph, for Python: `store` is a folder or an endpoint, `language` id or en; else those of the settings.

    Gives a `Session` with `ask`, `query`, `to_rdflib` and `to_networkx`; raises StoreError where there is no store.
    """
    from dataclasses import replace  # noqa: PLC0415 - `import kg` alone stays quick

    from kg.session import Session  # noqa: PLC0415
    from kg.settings import read_settings  # noqa: PLC0415

    settings = read_settings()
    return Session(replace(settings, store=store or settings.store, language=language or settings.language))
