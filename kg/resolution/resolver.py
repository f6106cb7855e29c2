"""Extraction → facts about identified entities: the whole way of this room, read this first.

Found entities are linked to the registry or given an identifier of their own; relations become facts
with their bounds and their standing; whoever the registry does not know is described.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from kg import iris
from kg.records import Article, Document, Entity, Extraction, Iri, Source, SourceFacts
from kg.resolution.decisions import Decisions
from kg.resolution.described import descriptions
from kg.resolution.facts import Told
from kg.resolution.identities import Identity, identities
from kg.resolution.known import Known
from kg.resolution.offices import Offices
from kg.resolution.posts import Posts
from kg.resolution.tenures import PostOf, Tenures
from kg.terms import SCG

RUN = iris.thing("run", "rules-1")
_WEB = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Resolved:
    """What one document says about whom.

    `identities` maps each local id to the identifier it was given and why; `names` are all names
    known for an identifier, those of the registry first; `threshold` is the least confidence that stands.
    """

    source_facts: SourceFacts
    identities: Mapping[str, Identity]
    names: Mapping[Iri, tuple[str, ...]]
    threshold: Decimal


class Resolver:
    """Knows the registry's entities and what its rows say; made once, used for many documents.

    `post_of` gives the post of a tenure (`kg.statements.post_of`), so that articles speak of the same ones.
    """

    def __init__(
        self,
        entities: tuple[Entity, ...],
        sources: tuple[SourceFacts, ...],
        post_of: PostOf,
        decisions: Decisions | None = None,
    ) -> None:
        self._decisions = decisions or Decisions((), ())
        self._known = Known(entities)
        posts = Posts(entities, sources)
        self._offices = Offices(Tenures(sources, post_of, posts), self._known, posts)

    def resolve(self, extraction: Extraction, threshold: Decimal) -> Resolved:
        """The facts of a document; a claim of at least `threshold` confidence stands without review."""
        source = source_of(extraction.document)
        found = self._decided(identities(extraction, self._known), extraction.document.article.source)
        told = Told(extraction, found, threshold, self._offices)
        facts = (*told.facts, *descriptions(extraction, found, told.facts))
        issues = (*extraction.issues, *told.issues)
        names = self._names(extraction, found)
        run = extraction.run.iri if extraction.run is not None else RUN
        return Resolved(SourceFacts(source, facts, run, issues, extraction.run), found, names, threshold)

    def _decided(self, found: Mapping[str, Identity], source: str) -> dict[str, Identity]:
        """The identities with what people have decided on them.

        People of several sources are joined in the store (`kg.linking`), where it can be taken back; two of
        one source here.
        """
        own = {local: self._decisions.own(one.iri, source) for local, one in found.items()}
        stands = Counter(self._decisions.kept(iri) for iri in set(own.values()))
        decided = {
            local: self._decisions.kept(iri)
            if iris.kind_of(iri) != "person" or stands[self._decisions.kept(iri)] > 1
            else iri
            for local, iri in own.items()
        }
        return {
            local: one
            if decided[local] == one.iri
            else replace(one, iri=decided[local], reason="decided", known=decided[local] in self._known)
            for local, one in found.items()
        }

    def _names(self, extraction: Extraction, found: Mapping[str, Identity]) -> dict[Iri, tuple[str, ...]]:
        names: dict[Iri, dict[str, None]] = {}
        for entity in extraction.entities:
            iri = found[entity.id].iri
            known = self._known.get(iri)
            ours = [name.text for name in known.names] if known else []
            names.setdefault(iri, {}).update(dict.fromkeys([*ours, entity.name, *entity.aliases]))
        return {iri: tuple(forms) for iri, forms in names.items()}


def source_of(document: Document) -> Source:
    """An article as a source; its identifier depends on its address alone."""
    article = document.article
    address = address_of(article)
    return Source(
        iri=iris.source(article.source),
        graph=iris.source_graph(article.source),
        kind=SCG.Article,
        title=document.title or article.source,
        text_hash=document.text_hash,
        address=address,
        publisher=document.publisher,
        author=document.author,
        published=document.published,
        published_basis=document.published_basis,
        language=document.language,
        primary=article.reports or ((address,) if address else ()),
    )


def address_of(article: Article) -> str | None:
    """The web address of an article, where it has one."""
    if article.url:
        return article.url
    return article.source if article.source.startswith(_WEB) else None
