"""The main path, read this first: tables and articles → facts → triples → the store.

Each source is one named graph, replaced as a whole; a broken article becomes an issue and the run
goes on. The rooms are composed here and nowhere else.
"""

from __future__ import annotations

import gc
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from kg import iris, resources
from kg.articles import WebLimits, canonical, read_articles
from kg.documents import fingerprint, to_document
from kg.errors import ArticleError, KgError, StoreError
from kg.extraction import Extractor
from kg.finishing import ORIGINS, finish
from kg.lang import Language, load_all
from kg.linking import LINKS
from kg.models import LLM, ModelReader, helpers, mention_sources
from kg.records import Article, Entity, Extraction, Iri, Issue, SourceFacts, Triple
from kg.registry import Registry, load_atlas, load_registry
from kg.resolution import Decisions, Resolved, Resolver, read_decisions
from kg.review import Judgements, read_judgements
from kg.settings import Settings
from kg.statements import ontology_triples, post_of, to_triples
from kg.store import Store, open_store
from kg.takedown import Cleaner, Takings, countries, read_takings
from kg.tombstones import GRAPH as WITHDRAWN
from kg.tombstones import Withdrawal, bury, inherit, mark_graves, revive

DECISIONS = iris.graph("decisions")
__all__ = ["ORIGINS", "Outcome", "Pipeline", "Reading", "build", "finish", "forget", "ingest", "withdraw"]
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Reading:
    """One article read to the end: what it says, and about whom."""

    extraction: Extraction
    resolved: Resolved


@dataclass(slots=True)
class Outcome:
    """What a run did. `texts` holds the text of each source that was read, for checking quotes."""

    sources: int = 0
    facts: int = 0
    issues: list[Issue] = field(default_factory=list)
    texts: dict[Iri, str] = field(default_factory=dict)

    def add(self, source_facts: SourceFacts, text: str) -> None:
        """Count one source that has reached the store."""
        self.sources += 1
        self.facts += len(source_facts.facts)
        self.issues.extend(source_facts.issues)
        self.texts[source_facts.source.iri] = text


class Pipeline:
    """The rooms with what they need to know, loaded once: registry, languages, extractor, resolver."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    @property
    def data(self) -> Path:
        """The data folder of the settings, or the one that the package ships."""
        return self.settings.data if self.settings.data.is_dir() else resources.folder("data")

    @cached_property
    def registry(self) -> Registry:
        """The curated tables."""
        return load_registry(self.data / "registry")

    @property
    def entities(self) -> tuple[Entity, ...]:
        """Everybody and everything that the registry knows."""
        return self.registry.entities

    @cached_property
    def languages(self) -> tuple[Language, ...]:
        """Every language that has a folder of tables."""
        return load_all()

    @cached_property
    def extractor(self) -> Extractor:
        """The rule engine over the names of the registry and of the atlas, with whatever else proposes names."""
        atlas = load_atlas(self.data / "atlas", self.entities)
        return Extractor((*self.entities, *atlas), self.languages, mention_sources(self.settings))

    @cached_property
    def model(self) -> ModelReader | None:
        """The language model that reads beside the rules, where the settings ask for one."""
        if LLM not in helpers(self.settings):
            return None
        return ModelReader(self.settings.llm, self.languages, self.extractor.gazetteer.named)

    @property
    def decision_folders(self) -> tuple[Path, ...]:
        """Where decisions are read; new ones are written to the last."""
        own = self.settings.decisions
        return tuple(dict.fromkeys((self.data / "decisions", *((Path(own),) if own else ()))))

    @cached_property
    def decisions(self) -> Decisions:
        """What people have decided on who is who."""
        files = [folder / "identities.csv" for folder in self.decision_folders]
        return read_decisions(files, {entity.iri for entity in self.entities})

    @cached_property
    def judgements(self) -> Judgements:
        """What people have decided on claims."""
        return read_judgements(self.decision_folders)

    @cached_property
    def takings(self) -> Takings:
        """The people who are kept out."""
        return read_takings(self.decision_folders, self.settings.takedown_key)

    def cleaner(self, store: Store) -> Cleaner:
        """What takes these people out of a source, by what the store knows of places and bodies."""
        return Cleaner(self.takings, countries(store) if self.takings else {})

    @cached_property
    def resolver(self) -> Resolver:
        """From found names to identifiers."""
        return Resolver(self.entities, self.registry.sources, post_of, self.decisions)

    def read(self, paths: Iterable[str], base: Path | None = None) -> Iterator[Reading | Issue]:
        """Each article under `paths` read to the end, or the issue that stopped it."""
        for article in read_articles(paths, base, self.web):
            yield article if isinstance(article, Issue) else self._read(article)

    @property
    def web(self) -> WebLimits:
        """How pages are fetched."""
        hosts = frozenset(filter(None, self.settings.private_hosts.replace(" ", "").split(",")))
        return WebLimits(cache=self.settings.cache, delay=float(self.settings.delay), private_hosts=hosts)

    def _read(self, article: Article) -> Reading | Issue:
        extractor, resolver, languages, model = self.extractor, self.resolver, self.languages, self.model
        try:
            extraction = extractor.extract(to_document(article, languages))
            extraction = model.read(extraction) if model is not None else extraction
            return _marked(Reading(extraction, resolver.resolve(extraction, self.settings.threshold)))
        except ArticleError as error:
            return Issue("unreadable", article.source, str(error))
        except Exception as error:  # noqa: BLE001  a defect of ours costs one article, not the run
            return Issue("defect", article.source, f"{type(error).__name__}: {error} (a defect: please report it)")


def texts(pipeline: Pipeline, paths: Iterable[str]) -> dict[Iri, str]:
    """The text of each source that can be read again, by its identifier, for `kg.checks`.

    These are the rows of the tables, decisions, the articles of the data folder and those under `paths`, given as
    they were ingested. What cannot be read is left out.
    """
    found = dict(pipeline.registry.texts)
    found.update((said.source.iri, text) for said, text in pipeline.decisions.sources())
    own = pipeline.data / "articles"
    for article in (
        *(read_articles([str(own)], pipeline.data) if own.is_dir() else ()),
        *read_articles(paths, None, pipeline.web),
    ):
        try:
            if isinstance(article, Article):
                found[iris.source(article.source)] = to_document(article, pipeline.languages).text
        except ArticleError:
            continue
    return found


def _marked(reading: Reading) -> Reading:
    """The reading with the fingerprint of its text, by which a reprint is told whenever it comes."""
    said = reading.resolved.source_facts
    source = replace(said.source, fingerprint=fingerprint(reading.extraction.document.text))
    return replace(reading, resolved=replace(reading.resolved, source_facts=replace(said, source=source)))


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
    for source_facts in registry.sources:
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
