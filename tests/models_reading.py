"""The sample article read by rules and by an endpoint of a test, in words that tests can read."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from extraction_reading import extractor
from kg.articles import read_articles
from kg.documents import to_document
from kg.lang import load_all
from kg.models import REJECTED, ModelReader
from kg.records import Article, Extraction, Literal
from kg.settings import ModelSettings
from kg.terms import Modality
from model_server import SAMPLES, Endpoint


def reader(server: Endpoint, folder: Path, **given: Any) -> ModelReader:
    """A model behind an endpoint, with a cache in `folder`; it does not wait long for anything."""
    settings: dict[str, Any] = {"url": server.address, "model": "sample-model", "cache": folder / "cache"}
    settings |= {"delay": Decimal("0.01"), "seconds": Decimal(5), **given}
    return ModelReader(ModelSettings(**settings), load_all(), extractor().gazetteer.named)


@cache
def by_rules(name: str = "article") -> Extraction:
    """What the rules alone say of a sample article."""
    (article,) = read_articles([str(SAMPLES / f"{name}.txt")], SAMPLES)
    assert isinstance(article, Article)
    return extractor().extract(to_document(article, load_all()))


def told(extraction: Extraction) -> dict[str, tuple[str, str]]:
    """Each relation as `relation: subject > object [modality]` with its rule and confidence."""
    names = {entity.id: entity.name for entity in extraction.entities}
    found = {}
    for one in extraction.relations:
        value = names.get(str(one.object)) or next(
            (q.value.value for q in one.qualifiers if isinstance(q.value, Literal)), ""
        )
        mark = "" if one.modality == Modality.ASSERTED else f" [{one.modality.rpartition('-')[2]}]"
        key = f"{one.relation.rpartition('-')[2]}: {names[one.subject]} > {value}{mark}"
        found[key] = (one.rule, str(one.confidence))
    return found


def codes(extraction: Extraction) -> list[str]:
    """The codes of the issues, refused facts left out."""
    return [issue.code for issue in extraction.issues if issue.code != REJECTED]


def reasons(extraction: Extraction) -> list[str]:
    """Why facts were refused, in their order."""
    return [issue.detail.partition('"reason": "')[2].partition('"')[0] for issue in extraction.issues if issue.detail]
