"""What people have decided since, brought to a store that stands: no source is read again for it."""

from __future__ import annotations

from kg import iris
from kg.finishing import finish
from kg.pipeline import DECISIONS, Outcome, Pipeline, store_decisions
from kg.records import Iri
from kg.review import content_of, now
from kg.settings import Settings
from kg.statements import unjudged, unnamed
from kg.store import Store, open_store
from kg.takedown import Known, append_taking, known_of, taking_of
from kg.takedown.takings import UNDO

_CLEANED = (iris.graph("source-"), iris.graph("registry-"), DECISIONS)


def reconsider(settings: Settings) -> None:
    """Bring the store to the decisions on claims and on who is who."""
    pipeline = Pipeline(settings)
    with open_store(settings.store) as store:
        _follow(pipeline, store)


def person_of(settings: Settings, person: Iri) -> Known:
    """What a takedown of this person would take in; raises InputError for what is no person."""
    with open_store(settings.store, read_only=True) as store:
        return known_of(store, person)


def take_down(settings: Settings, known: Known, who: str, why: str) -> int:
    """Keep a person out from now on: the list, the store and its tombstones; gives how many graphs have changed.

    Raises InputError for a reason that names the person.
    """
    head = {"when": now(), "who": who, "why": why}
    before = Pipeline(settings)
    append_taking(before.decision_folders[-1], taking_of(known, before.takings, head, settings.takedown_key))
    pipeline = Pipeline(settings)
    with open_store(settings.store) as store:
        changed = _clean(pipeline, store)
        _follow(pipeline, store)
    return changed


def let_back(settings: Settings, mark: str, who: str) -> None:
    """Take a takedown back by a new line; who it was comes back when the sources are read again."""
    append_taking(Pipeline(settings).decision_folders[-1], {"when": now(), "who": who, "decision": UNDO, "of": mark})
    reconsider(settings)


def _follow(pipeline: Pipeline, store: Store) -> None:
    store_decisions(pipeline, store, Outcome())
    finish(store, pipeline.decisions, pipeline.judgements)


def _clean(pipeline: Pipeline, store: Store) -> int:
    """Each source as it was read, without whom the list keeps out; names and verdicts are put in again afterwards."""
    cleaner, changed = pipeline.cleaner(store), 0
    for graph in store.graphs():
        if graph.startswith(_CLEANED):
            own = unjudged(unnamed(content_of(store, graph)))
            kept = cleaner.cleaned(own)
            if kept != own:
                store.replace(graph, kept)
                changed += 1
    return changed
