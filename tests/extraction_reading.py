"""A sentence → what the extractor says of it, in words that tests can read."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from kg.documents import to_document
from kg.extraction import Extractor
from kg.lang import load_all
from kg.records import Article, Extraction, Relation
from kg.registry import load_atlas, load_registry
from kg.terms import SCG

DATA = Path(__file__).resolve().parents[1] / "data"
PUBLISHED = "2022-05-10"


@cache
def extractor() -> Extractor:
    """The extractor over the project's own registry and atlas."""
    entities = load_registry(DATA / "registry").entities
    return Extractor((*entities, *load_atlas(DATA / "atlas", entities)), load_all())


def extraction(text: str, language: str = "id", published: str | None = PUBLISHED) -> Extraction:
    """What the extractor makes of one text."""
    article = Article("example.txt", "text/plain", text, title="-", language=language, published=published)
    return extractor().extract(to_document(article, load_all()))


def found(text: str, language: str = "id") -> set[str]:
    """The relations of a text as `relation: subject > object`, under every name of their ends."""
    result = extraction(text, language)
    names = {entity.id: {entity.name, *entity.aliases} for entity in result.entities}
    return {
        f"{_local(relation.relation)}: {subject} > {target}"
        for relation in result.relations
        for subject in names[relation.subject]
        for target in names.get(str(relation.object), {_value(relation)})
    }


def _value(relation: Relation) -> str:
    start = next((q.value for q in relation.qualifiers if q.name == SCG.earliestStart), None)
    return getattr(start, "value", "") if start else _local(str(relation.object))


def _local(iri: str) -> str:
    return iri.rpartition("#")[2].partition("-")[2]
