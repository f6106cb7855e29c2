"""Broken articles through the whole path, files in, triples out: none may crash it, hang it or be lost.

python bench/robustness.py [number]
"""

from __future__ import annotations

import faulthandler
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kg.pipeline import Pipeline, Reading
from kg.records import Issue
from kg.settings import Settings
from kg.statements import to_triples

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ("tests/samples/gold/*.txt", "tests/samples/gold/*.html", "data/articles/*.txt")
CONTROLS = "".join(map(chr, [*range(1, 9), 11, 12, 14, 27, 127, 0x85]))
MARKS = "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2069\u2028\u2029\ufeff\u0301\u00ad"
EMOJI = ("😀", "👨\u200d👩\u200d👧", "🇮🇩", "✊🏽", "\U0001f9ff", "①", "ﷺ", "مكة", "東京", "Ωμέγα")
SPACES = "\u00a0\u2003\u3000\t\u2009\r"
LONG_LINE = 990_000
HANGING = 120  # seconds

Mutation = Callable[[str, random.Random], bytes]


def _inserted(text: str, chance: random.Random, what: str | tuple[str, ...]) -> bytes:
    pieces = list(text)
    for _ in range(chance.randint(1, 60)):
        pieces.insert(chance.randrange(len(pieces) + 1), chance.choice(what))
    return "".join(pieces).encode()


def _mixed(text: str, chance: random.Random) -> bytes:
    cut = chance.randrange(len(text) + 1)
    one, other = chance.sample(["utf-8", "cp1252", "utf-16", "utf-16-le", "latin-1", "cp1250", "shift_jis"], 2)
    return text[:cut].encode(one, "replace") + text[cut:].encode(other, "replace")


def _flipped(text: str, chance: random.Random) -> bytes:
    data = bytearray(text.encode())
    for _ in range(chance.randint(1, 40)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data)


def _shuffled(text: str, chance: random.Random) -> bytes:
    lines = text.split("\n")
    chance.shuffle(lines)
    return "\n".join(lines).encode()


def _one_line(text: str, _chance: random.Random) -> bytes:
    line = " ".join(text.split()) + " "
    return (line * (LONG_LINE // len(line))).encode()


def _respelt(text: str, chance: random.Random) -> bytes:
    return chance.choice([str.upper, str.lower, str.title, str.swapcase])(text).encode()


def _respaced(text: str, chance: random.Random) -> bytes:
    return "".join(chance.choice(SPACES) if c == " " and chance.random() < 0.3 else c for c in text).encode()


def _repeated(text: str, chance: random.Random) -> bytes:
    sign = chance.choice("()[]\"'“”,.;:–-/|&<>#*")
    return text.replace(chance.choice(" .,"), sign * chance.randint(1, 4)).encode()


def _wrapped(text: str, chance: random.Random) -> bytes:
    tags = [
        "<p>",
        "</div>",
        "<table><tr><td>",
        "<!--",
        "<script>",
        "&#0;",
        "&nbsp;",
        "<b",
        "</p>",
        "<br>",
        "]]>",
        "<svg>",
    ]
    body = "".join(f"{chance.choice(tags)}{line}" for line in text.split("\n"))
    return f"<html><body><article>{body}".encode()


def _doubled(text: str, chance: random.Random) -> bytes:
    words = text.split(" ")
    start = chance.randrange(len(words))
    return " ".join(words[:start] + words[start : start + 40] * chance.randint(2, 30) + words[start:]).encode()


MUTATIONS: dict[str, Mutation] = {
    "cut at the end": lambda text, chance: text.encode()[: chance.randrange(len(text))],
    "cut at the beginning": lambda text, chance: text.encode()[chance.randrange(len(text)) :],
    "mixed encodings": _mixed,
    "flipped bytes": _flipped,
    "control characters": lambda text, chance: _inserted(text, chance, CONTROLS),
    "marks of direction": lambda text, chance: _inserted(text, chance, MARKS),
    "emoji and other scripts": lambda text, chance: _inserted(text, chance, EMOJI),
    "one line of 1 MB": _one_line,
    "shuffled lines": _shuffled,
    "other letters": _respelt,
    "other spaces": _respaced,
    "signs instead of spaces": _repeated,
    "broken markup": _wrapped,
    "repeated words": _doubled,
}


def mutated(number: int, seed: int = 1) -> Iterator[tuple[str, str, bytes]]:
    """`number` broken articles: the kind of damage, a file name, the bytes. The same for the same seed."""
    texts = [(p.suffix, p.read_text(encoding="utf-8")) for pattern in SEEDS for p in sorted(ROOT.glob(pattern))]
    kinds = list(MUTATIONS)
    for count in range(number):
        chance = random.Random(f"{seed}-{count}")
        kind = kinds[count % len(kinds)]
        if kind == "one line of 1 MB" and count % 9 != 7:  # each costs as much as a hundred others
            kind = chance.choice(kinds[:7])
        suffix, text = chance.choice(texts)
        yield kind, f"{count:05}{suffix}", MUTATIONS[kind](text, chance)


@dataclass(slots=True)
class Tally:
    """What became of the articles: how many were read, by which issue the others were put aside, the slowest."""

    read: int = 0
    facts: int = 0
    issues: Counter[str] = field(default_factory=Counter)
    slowest: tuple[float, str] = (0.0, "")
    lost: tuple[str, ...] = ()
    defects: list[str] = field(default_factory=list)


def run(number: int, pipeline: Pipeline, folder: Path) -> Tally:
    """Read `number` broken articles, laid down in `folder`, to the end."""
    kinds = {}
    for kind, name, data in mutated(number):
        (folder / name).write_bytes(data)
        kinds[name] = kind
    tally, seen, started = Tally(), set(), time.perf_counter()
    for reading in pipeline.read([str(folder)]):
        name = _count(reading, tally)
        seen.add(name)
        took, started = time.perf_counter() - started, time.perf_counter()
        tally.slowest = max(tally.slowest, (took, kinds[name]))
        faulthandler.dump_traceback_later(HANGING, exit=True)
    faulthandler.cancel_dump_traceback_later()
    tally.lost = tuple(sorted(set(kinds) - seen))
    return tally


def _count(reading: Reading | Issue, tally: Tally) -> str:
    """Enter one reading in the tally; the name of its file."""
    if isinstance(reading, Issue):
        tally.issues[reading.code] += 1
        if reading.code == "defect":
            tally.defects.append(f"{reading.source}: {reading.message}")
        return Path(reading.source).name
    to_triples(reading.resolved.source_facts)
    tally.read += 1
    tally.facts += len(reading.resolved.source_facts.facts)
    return Path(reading.extraction.document.article.source).name


def main(number: int = 2000) -> None:
    """Print what became of the articles."""
    pipeline = Pipeline(Settings(data=ROOT / "data"))
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        tally = run(number, pipeline, Path(folder))
    seconds = time.perf_counter() - started
    print(
        f"{number} broken articles in {seconds:.0f} s: {tally.read} read, {tally.facts} facts, {len(tally.lost)} lost"
    )
    print("put aside: " + ", ".join(f"{count} {code}" for code, count in sorted(tally.issues.items())))
    print(f"slowest: {tally.slowest[0]:.1f} s, {tally.slowest[1]}")
    for defect in tally.defects:
        print(defect)


if __name__ == "__main__":
    main(*(int(a) for a in sys.argv[1:]))
