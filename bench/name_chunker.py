"""What a learned proper-name chunker adds to the rules: trains it, measures it alone and as a source of names.

    pip install --no-deps nlp-id python-crfsuite
    PYTHONPATH=tests/scores python bench/name_chunker.py [FOLDER of annotated articles …]

Corpus: the part-of-speech corpus of Indonesian news inside the package nlp-id (MIT), its proper nouns (NNP) read as
names. Nothing of it is shipped; docs/models.md gives the figures and says why the chunker is no part of the program.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator, Sequence
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pycrfsuite

import kg.pipeline.reading
from kg.extraction.tokens import tokenise
from kg.pipeline import Pipeline, Reading
from kg.records import MentionCandidate
from kg.resolution import to_record
from kg.settings import Settings
from scorer import figures, score

SAMPLES = Path("tests/samples/gold")
MODEL = Path("data/build/names.crf")
SETTINGS = {"c1": 1.0, "c2": 1e-3, "max_iterations": 60, "feature.minfreq": 3}
HELD_BACK = 10  # one sentence in so many is for testing
Sentence = list[tuple[str, str]]


def corpus() -> list[Sentence]:
    """The sentences of the corpus, each once, as words with B (begins a name), I (goes on) or O."""
    found = find_spec("nlp_id")
    if found is None or not found.submodule_search_locations:
        raise SystemExit("pip install --no-deps nlp-id")
    text = (Path(found.submodule_search_locations[0]) / "data" / "dataset_postag.txt").read_text(encoding="utf-8")
    blocks = dict.fromkeys(block for block in text.split("\n\n") if block.strip())
    return [_labelled([row.split("\t") for row in block.splitlines() if row.count("\t") == 1]) for block in blocks]


def _labelled(rows: Sequence[Sequence[str]]) -> Sentence:
    before = ["", *(tag for _, tag in rows)]
    return [
        (word, "O" if tag != "NNP" else "I" if last == "NNP" else "B")
        for (word, tag), last in zip(rows, before, strict=False)
    ]


def features(words: Sequence[str]) -> list[list[str]]:
    """For each word what it is, how it is written, how it begins and ends, and the same of its neighbours."""
    small, shapes = [word.lower() for word in words], [_shape(word) for word in words]
    result = []
    for at, word in enumerate(small):
        row = ["bias", f"w={word}", f"s={shapes[at]}", f"p={word[:3]}", f"e={word[-3:]}", f"e2={word[-2:]}"]
        for step in (-2, -1, 1, 2):
            other = at + step
            inside = 0 <= other < len(words)
            row += [f"w{step}={small[other]}", f"s{step}={shapes[other]}"] if inside else [f"none{step}"]
        result.append(row)
    return result


def _shape(word: str) -> str:
    kinds = ["X" if c.isupper() else "x" if c.islower() else "9" if c.isdigit() else c for c in word]
    return "".join(kind for kind, last in zip(kinds, ["", *kinds], strict=False) if kind != last)[:8]


def spans(labels: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The names in a row of labels, as first and last (exclusive)."""
    first: int | None = None
    for at, label in enumerate([*labels, "O"]):
        if label != "I" and first is not None:
            yield first, at
            first = None
        if label == "B" or (label == "I" and first is None):
            first = at


class ChunkerNames:
    """The trained chunker as a source of names: of no kind, for any language that it is asked for."""

    name = "crf"

    def __init__(self) -> None:
        self._tagger = pycrfsuite.Tagger()
        self._tagger.open(str(MODEL))

    def find(self, text: str, language: str) -> Iterator[MentionCandidate]:
        """The names in a paragraph."""
        tokens = tokenise(text)
        for first, last in spans(self._tagger.tag(features([token.text for token in tokens]))) if tokens else ():
            start, end = tokens[first].start, tokens[last - 1].end
            yield MentionCandidate(start, end, text[start:end], None, 0.5, f"{self.name}-{language}")


def train() -> None:
    """Train on nine sentences in ten and print how well the names of the tenth are found."""
    sentences = corpus()
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params(SETTINGS)
    for number, sentence in enumerate(sentences):
        if number % HELD_BACK:
            trainer.append(features([word for word, _ in sentence]), [label for _, label in sentence])
    MODEL.parent.mkdir(parents=True, exist_ok=True)
    started = time.process_time()
    trainer.train(str(MODEL))
    print(f"{len(sentences)} sentences, trained in {time.process_time() - started:.0f} s, {MODEL.stat().st_size} bytes")
    tagger = pycrfsuite.Tagger()
    tagger.open(str(MODEL))
    found = missed = wrong = 0
    for sentence in sentences[::HELD_BACK]:
        told = set(spans(tagger.tag(features([word for word, _ in sentence]))))
        true = set(spans([label for _, label in sentence]))
        found, missed, wrong = found + len(told & true), missed + len(true - told), wrong + len(told - true)
    print("names alone:", figures(found, missed, wrong))


def strict(folder: Path, sources: tuple[ChunkerNames, ...]) -> tuple[dict[str, float], float]:
    """The strict figures of the extractor on annotated articles, and its seconds of work for one of them."""
    setattr(kg.pipeline.reading, "mention_sources", lambda _: sources)  # noqa: B010  an option that nobody has
    gold = {p.stem: json.loads(p.read_text(encoding="utf-8")) for p in folder.glob("*.json")}
    texts = [str(p) for p in sorted(folder.iterdir()) if p.suffix in (".txt", ".html") and p.stem in gold]
    whole = Pipeline(Settings(threshold=Decimal("0.6")))
    list(whole.read(texts[:1]))
    started = time.process_time()
    readings = [reading for reading in whole.read(texts) if isinstance(reading, Reading)]
    seconds = (time.process_time() - started) / len(readings)
    records: dict[str, Any] = {}
    for reading in readings:
        record = to_record(reading.extraction, reading.resolved)
        records[Path(record["source"]).stem] = record
    return score((gold[stem], record) for stem, record in records.items())["all"], seconds


def main(folders: Sequence[str]) -> int:
    """Train, then score each folder without and with the chunker."""
    train()
    for folder in map(Path, folders or [str(SAMPLES)]):
        for name, sources in (("rules", ()), ("rules and chunker", (ChunkerNames(),))):
            told, seconds = strict(folder, sources)
            print(f"{folder} {name}: {told}, {seconds * 1000:.1f} ms an article")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
