"""Questions in words, in Indonesian or English → answers with their sources, or honest refusals."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from kg.answers.asking import PLAIN, Asker
from kg.answers.choosing import Chooser
from kg.answers.entities import entities_of
from kg.answers.records import Answer, Citation, Ran, Refusal, Suggestion
from kg.answers.wordings import Wordings, load_wordings
from kg.extraction import Gazetteer
from kg.queries import View
from kg.store import Store

__all__ = [
    "Answer",
    "Asker",
    "Chooser",
    "Citation",
    "Ran",
    "Refusal",
    "Suggestion",
    "Wordings",
    "ask",
    "entities_of",
    "load_wordings",
]

_ASKERS: WeakKeyDictionary[Gazetteer, tuple[Store, Asker]] = WeakKeyDictionary()


def ask(
    store: Store, gazetteer: Gazetteer, question: str, language: str | None = None, view: View = PLAIN
) -> Answer | Refusal:
    """The answer to a question in words, or a refusal that says what is missing.

    `gazetteer` knows what can be named: `Gazetteer(entities_of(store))`. `language` (id or en) is that of
    the answer, by default that of the question; `view` says what part of the graph counts. Never raises for
    what a question contains; raises StoreError when the store fails and QueryError for a view that cannot be.
    """
    known = _ASKERS.get(gazetteer)
    if known is None or known[0] is not store:
        known = store, Asker(store, gazetteer.entities)
        _ASKERS[gazetteer] = known
    return known[1].ask(question, language, view)
