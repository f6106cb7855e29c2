"""How fast and how large extraction is: whole articles, text in, facts out, one process.

python bench/extraction_speed.py [repeats]
"""

from __future__ import annotations

import resource
import sys
import time
from dataclasses import replace
from pathlib import Path

from kg.articles import read_articles
from kg.documents import to_document
from kg.pipeline import Pipeline
from kg.records import Article
from kg.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "tests" / "samples" / "gold"
KIB = 1024


def articles(repeats: int) -> list[Article]:
    """The plain-text sample articles, each under as many addresses as there are repeats."""
    once = [a for a in read_articles([str(p) for p in sorted(SAMPLES.glob("*.txt"))]) if isinstance(a, Article)]
    return [replace(article, source=f"{n}-{article.source}") for n in range(repeats) for article in once]


def main(repeats: int = 20) -> None:
    """Print articles per second of processor time for each stage, and the peak memory."""
    loading = time.process_time()
    pipeline = Pipeline(Settings(data=ROOT / "data"))
    extractor, resolver, threshold = pipeline.extractor, pipeline.resolver, pipeline.settings.threshold
    batch = articles(repeats)
    resolver.resolve(extractor.extract(to_document(batch[0], pipeline.languages)), threshold)
    ready = time.process_time()
    documents = [to_document(article, pipeline.languages) for article in batch]
    read = time.process_time()
    extractions = [extractor.extract(document) for document in documents]
    extracted = time.process_time()
    for extraction in extractions:
        resolver.resolve(extraction, threshold)
    resolved = time.process_time()
    words = sum(len(document.text.split()) for document in documents) / len(documents)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIB
    print(f"{len(batch)} articles of {words:.0f} words; loading {ready - loading:.1f} s; peak memory {peak:.0f} MiB")
    for stage, seconds in (
        ("documents", read - ready),
        ("extraction", extracted - read),
        ("resolution", resolved - extracted),
        ("all three", resolved - ready),
    ):
        print(f"{stage:<12}{len(batch) / seconds:>8.0f} articles/s")


if __name__ == "__main__":
    main(*(int(a) for a in sys.argv[1:]))
