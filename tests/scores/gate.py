"""The floor under the extractor's score.

python tests/scores/gate.py            prints the score of each relation
python tests/scores/gate.py --raise    writes the present score as the new floor where it is higher
python tests/scores/gate.py --accept   writes it as the new floor even where it is lower
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from kg.pipeline import Pipeline, Reading
from kg.resolution import to_record
from kg.settings import Settings
from scorer import score

HERE = Path(__file__).resolve().parent
SAMPLES = HERE.parent / "samples" / "gold"
BASELINE = HERE / "baseline.json"


def fingerprint() -> str:
    """SHA-256 over every annotated article, so that a floor belongs to one corpus."""
    total = hashlib.sha256()
    for path in sorted(SAMPLES.iterdir()):
        total.update(path.name.encode() + path.read_bytes())
    return total.hexdigest()


def measure() -> dict[str, dict[str, float]]:
    """The strict figures of the present extractor on the annotated articles."""
    annotations = {p.stem: json.loads(p.read_text(encoding="utf-8")) for p in sorted(SAMPLES.glob("*.json"))}
    texts = [str(p) for p in sorted(SAMPLES.iterdir()) if p.suffix in (".txt", ".html") and p.stem in annotations]
    found: dict[str, Any] = {}
    for reading in Pipeline(Settings()).read(texts):
        if isinstance(reading, Reading):
            record = to_record(reading.extraction, reading.resolved)
            found[Path(record["source"]).stem] = record
    return score((gold, found.get(stem, {})) for stem, gold in annotations.items())


def floors(old: dict[str, dict[str, float]], new: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    """For each figure the higher of the two."""
    return {
        relation: {name: max(value, old.get(relation, {}).get(name, 0.0)) for name, value in row.items()}
        for relation, row in new.items()
    }


def main(arguments: list[str]) -> int:
    """Print the figures; with an option, write the floor."""
    now = measure()
    for relation, row in now.items():
        print(f"{relation:<16}" + "  ".join(f"{name} {value:.3f}" for name, value in row.items()))
    if arguments:
        old = json.loads(BASELINE.read_text(encoding="utf-8"))["floors"] if BASELINE.exists() else {}
        kept = now if "--accept" in arguments else floors(old, now)
        text = json.dumps({"fingerprint": fingerprint(), "floors": kept}, indent=1, sort_keys=True)
        BASELINE.write_text(text + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
