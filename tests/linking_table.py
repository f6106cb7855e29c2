"""Every person of the sample articles who is taken for somebody of another source, kept as a table.

python tests/linking_table.py --accept     writes it anew; look at every row that is new before committing it
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from kg import iris
from kg.linking import link, merges
from kg.pipeline import Pipeline, Reading
from kg.records import Iri, Triple
from kg.resolution.minting import MINTED
from kg.settings import Settings
from kg.statements import to_triples
from kg.store import open_store

ROOT = Path(__file__).resolve().parent.parent
TABLE = Path(__file__).parent / "linking" / "merges.tsv"
COLUMNS = ("source", "name", "taken for", "why")


@cache
def made() -> str:
    """The table as text: links of an article to the registry, then links between sources, each with its reason."""
    pipeline = Pipeline(Settings(data=ROOT / "data"))
    labels = {entity.iri: entity.label for entity in pipeline.entities}
    paths = [str(ROOT / "data" / "articles"), *map(str, _samples())]
    readings = [reading for reading in pipeline.read(paths) if isinstance(reading, Reading)]
    rows = sorted(row for reading in readings for row in _linked(reading, labels))
    buffer = io.StringIO()
    csv.writer(buffer, delimiter="\t", lineterminator="\n").writerows([COLUMNS, *rows, *_merged(pipeline, readings)])
    return buffer.getvalue()


def _samples() -> list[Path]:
    folder = ROOT / "tests" / "samples" / "gold"
    return sorted((*folder.glob("*.txt"), *folder.glob("*.html")))


def _linked(reading: Reading, labels: dict[Iri, str]) -> Iterator[tuple[str, ...]]:
    source = Path(reading.extraction.document.article.source).stem
    for entity in reading.extraction.entities:
        identity = reading.resolved.identities[entity.id]
        if iris.kind_of(identity.iri) == "person" and identity.known and not identity.reason.startswith(MINTED):
            yield source, entity.name, labels[identity.iri], identity.reason


def _merged(pipeline: Pipeline, readings: list[Reading]) -> Iterator[tuple[str, ...]]:
    with open_store(":memory:") as store:
        graphs: dict[Iri, set[Triple]] = {}
        for said in (*pipeline.registry.sources, *(reading.resolved.source_facts for reading in readings)):
            graphs.setdefault(said.source.graph, set()).update(to_triples(said))
        store.replace_all(graphs)
        link(store, pipeline.decisions)
        for merge in merges(store):
            one, _, why = merge.reason.partition(": ")
            yield "several", *(name.strip() for name in one.split(" / ")), why


if __name__ == "__main__" and sys.argv[1:] == ["--accept"]:
    TABLE.write_text(made(), encoding="utf-8", newline="")
