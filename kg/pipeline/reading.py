"""Articles read to the end: what the registry knows, the extractor and the resolver, loaded once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from kg import iris, resources
from kg.articles import WebLimits, read_articles
from kg.documents import fingerprint, to_document
from kg.errors import ArticleError
from kg.extraction import Extractor
from kg.lang import Language, load_all
from kg.models import LLM, ModelReader, helpers, mention_sources
from kg.records import Article, Entity, Extraction, Iri, Issue, SourceFacts
from kg.registry import Registry, load_atlas, load_registry
from kg.resolution import Decisions, Posts, Resolved, Resolver, read_decisions
from kg.review import Judgements, read_judgements
from kg.settings import Settings
from kg.statements import post_of
from kg.store import Store
from kg.takedown import Cleaner, Takings, countries, read_takings


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
        """The curated tables, each office in them with its post."""
        found = load_registry(self.data / "registry")
        return replace(found, sources=Posts(found.entities, found.sources).named(found.sources))

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
