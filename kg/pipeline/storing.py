"""Facts → triples → the store: the whole graph from nothing, articles into it, sources out of it."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kg import iris, resources
from kg.articles import canonical
from kg.errors import KgError, StoreError
from kg.finishing import ORIGINS, finish
from kg.linking import LINKS
from kg.pipeline.posts import one_name_a_language
from kg.pipeline.reading import Outcome, Pipeline
from kg.records import Iri, Issue, Triple
from kg.settings import Settings
from kg.statements import ontology_triples, to_triples
from kg.store import Store, open_store
from kg.takedown import Takings
from kg.tombstones import GRAPH as WITHDRAWN
from kg.tombstones import Withdrawal, bury, inherit, mark_graves, revive

DECISIONS = iris.graph("decisions")
Progress = Callable[[str], None]


def build(settings: Settings, progress: Progress = lambda _: None) -> Outcome:
    """The graph from `settings.data` alone, from nothing, into `settings.store`.

    An embedded store is built beside the old one and takes its place when it is complete, so a
    crash leaves the old one. Raises TableError for a broken table and StoreError for the store.
    """
    pipeline = Pipeline(settings)
    remote = settings.store.startswith(("http://", "https://"))
    place = settings.store if remote else f"{settings.store}.new"
    if not remote:
        shutil.rmtree(place, ignore_errors=True)
    with open_store(place, create=True) as store, _uncollected():
        if not remote:
            _inherit(store, settings.store)
        outcome = _fill(pipeline, store, progress)
    if not remote:
        _swap(Path(place), Path(settings.store))
    return outcome


def _inherit(store: Store, place: str) -> None:
    """The tombstones of the store that is replaced; one that cannot be read is no reason not to build."""
    if not Path(place).is_dir():
        return
    try:
        with open_store(place, read_only=True) as before:
            inherit(store, before)
    except StoreError:
        return


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the collector of cycles, which would search millions of records in vain: they make none."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _swap(new: Path, old: Path) -> None:
    spent = old.with_name(old.name + ".old")
    shutil.rmtree(spent, ignore_errors=True)
    if old.exists():
        old.rename(spent)
    new.rename(old)
    shutil.rmtree(spent, ignore_errors=True)


def _fill(pipeline: Pipeline, store: Store, progress: Progress) -> Outcome:
    outcome = Outcome()
    progress("registry")
    wanted = _store_registry(pipeline, store, outcome)
    wanted |= store_decisions(pipeline, store, outcome)
    progress("articles")
    articles = pipeline.data / "articles"
    if articles.is_dir():
        wanted |= store_articles(pipeline, store, [str(articles)], outcome, base=pipeline.data)
    progress("derived facts and labels")
    finish(store, pipeline.decisions, pipeline.judgements)
    for graph in set(store.graphs()) - wanted - {iris.graph("derived"), LINKS, ORIGINS, WITHDRAWN}:
        store.remove(graph)
    mark_graves(store, _graves(pipeline.takings))
    return outcome


def _store_registry(pipeline: Pipeline, store: Store, outcome: Outcome) -> set[Iri]:
    registry, cleaner = pipeline.registry, pipeline.cleaner(store)
    graphs: dict[Iri, set[Triple]] = {iris.graph("ontology"): set(ontology_triples(resources.folder("ontology")))}
    for source_facts in one_name_a_language(registry.sources):
        graphs.setdefault(source_facts.source.graph, set()).update(to_triples(source_facts))
    store.replace_all({graph: cleaner.cleaned(triples) for graph, triples in graphs.items()})
    for source_facts in registry.sources:
        outcome.add(source_facts, registry.texts[source_facts.source.iri])
    return set(graphs)


def store_decisions(pipeline: Pipeline, store: Store, outcome: Outcome) -> set[Iri]:
    """Who is replaced by whom, as people have decided, and who is withdrawn; the graph of it, where there is any."""
    triples: set[Triple] = set()
    for source_facts, text in pipeline.decisions.sources():
        triples.update(to_triples(source_facts))
        outcome.add(source_facts, text)
    store.replace(DECISIONS, pipeline.cleaner(store).cleaned(triples))
    mark_graves(store, _graves(pipeline.takings))
    return {DECISIONS} if triples else set()


def _graves(takings: Takings) -> list[tuple[Iri, Withdrawal]]:
    return [(Iri(person), Withdrawal(one.when[:10], one.why)) for one in takings.standing for person in one.people]


def store_articles(
    pipeline: Pipeline, store: Store, paths: Iterable[str], outcome: Outcome, base: Path | None = None
) -> set[Iri]:
    """Each article under `paths` into the store, one transaction a source; the graphs of those that are in it now.

    What an article says that the model does not allow is a defect of ours: an issue, and its graph stays as it was.
    """
    graphs: set[Iri] = set()
    read: set[Iri] = set()
    cleaner = pipeline.cleaner(store)
    for reading in pipeline.read(paths, base):
        if isinstance(reading, Issue):
            outcome.issues.append(reading)
            continue
        source_facts = reading.resolved.source_facts
        try:
            store.replace(source_facts.source.graph, cleaner.cleaned(to_triples(source_facts)))
        except StoreError:
            raise
        except KgError as error:
            outcome.issues.append(Issue("defect", reading.extraction.document.article.source, str(error)))
            continue
        outcome.add(source_facts, reading.extraction.document.text)
        graphs.add(source_facts.source.graph)
        read.add(source_facts.source.iri)
    revive(store, read)
    return graphs


def ingest(settings: Settings, paths: Iterable[str], progress: Progress = lambda _: None) -> Outcome:
    """Articles into the existing store; one that was there before is replaced as a whole."""
    pipeline = Pipeline(settings)
    outcome = Outcome()
    with open_store(settings.store) as store:
        store_decisions(pipeline, store, Outcome())
        progress("articles")
        store_articles(pipeline, store, paths, outcome)
        progress("derived facts and labels")
        finish(store, pipeline.decisions, pipeline.judgements)
    return outcome


def forget(settings: Settings, address: str, withdrawal: Withdrawal) -> bool:
    """Remove what the source at `address` (as it was ingested) says, and remember that; False when it is unknown."""
    pipeline = Pipeline(settings)
    with open_store(settings.store) as store:
        known = withdraw(store, address)
        if known:
            bury(store, iris.source(_named(address)), withdrawal)
            finish(store, pipeline.decisions, pipeline.judgements)
    return known


def withdraw(store: Store, address: str) -> bool:
    """Take the graph of a source out of the store; False where it is unknown. `finish` has to follow."""
    graph = iris.source_graph(_named(address))
    known = graph in set(store.graphs())
    store.remove(graph)
    return known


def _named(address: str) -> str:
    return canonical(address) if "://" in address else address
