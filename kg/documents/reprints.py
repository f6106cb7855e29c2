"""Which articles are one text printed twice: a release in several papers, a report with other first words.

Comes in: texts. Goes out: the fingerprint of a text, short enough to stand in the graph beside its source, and the
groups of texts that repeat one another. Likeness is the share of five-word runs that two texts have in common,
estimated by MinHash; candidates come from bands of it, so that a text is compared with few others. The groups depend
on the set of texts alone, not on the order in which they come.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

ALIKE = 0.6
_RUN = 5
_FEWEST = 40  # words; a shorter text says too little to be told from another
_BANDS, _ROWS = 32, 4
_PRIME = np.uint64((1 << 31) - 1)
_WORD = re.compile(r"\w+")
_CHANCE = np.random.default_rng(20180428)
_FACTORS = _CHANCE.integers(1, int(_PRIME), _BANDS * _ROWS, dtype=np.uint64)
_SHIFTS = _CHANCE.integers(0, int(_PRIME), _BANDS * _ROWS, dtype=np.uint64)
_STORED = np.dtype("<u2")
"""Sixteen bits of each number are kept: two texts agree in one of them by chance once in 65,536 times."""

Numbers = npt.NDArray[np.uint16]


def fingerprint(text: str) -> str | None:
    """128 numbers that are alike as far as texts are alike, in base64 (344 letters); None for a text of few words."""
    words = _WORD.findall(text.casefold())
    if len(words) < _FEWEST:
        return None
    runs = {" ".join(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)}
    numbers = np.fromiter((_number(run) for run in runs), dtype=np.uint64, count=len(runs))
    # both factors stay below 2**31, so that their product fits
    least = ((numbers[:, None] * _FACTORS + _SHIFTS) % _PRIME).min(axis=0)
    return base64.b64encode((least & np.uint64(0xFFFF)).astype(_STORED).tobytes()).decode("ascii")


def likeness(one: str, other: str) -> float:
    """The share of five-word runs that the texts of two fingerprints have in common, between 0 and 1."""
    return _share(_read(one), _read(other))


def repeated(marks: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    """Fingerprints by name → the groups of names whose texts repeat one another, each of two or more, sorted.

    A text belongs to a group when it is alike to one of it. What is no fingerprint is left out.
    """
    known = {name: numbers for name, mark in sorted(marks.items()) if len(numbers := _read(mark))}
    leaders = {name: name for name in known}
    for one, other in _candidates(known):
        first, second = sorted((_leader(one, leaders), _leader(other, leaders)))
        if first != second and _share(known[one], known[other]) >= ALIKE:
            leaders[second] = first
    groups: dict[str, list[str]] = {}
    for name in known:
        groups.setdefault(_leader(name, leaders), []).append(name)
    return tuple(tuple(group) for group in groups.values() if len(group) > 1)


def _candidates(known: Mapping[str, Numbers]) -> Iterator[tuple[str, str]]:
    """Pairs that share a band; equal fingerprints are paired with the first of them only."""
    first: dict[bytes, str] = {}
    bands: dict[tuple[int, bytes], list[str]] = {}
    for name, numbers in known.items():
        same = first.setdefault(numbers.tobytes(), name)
        if same != name:
            yield same, name
            continue
        for key in _keys(numbers):
            bands.setdefault(key, []).append(name)
    yield from sorted(_pairs(bands.values()))


def _pairs(bands: Iterable[list[str]]) -> set[tuple[str, str]]:
    return {(one, other) for names in bands for at, one in enumerate(names) for other in names[at + 1 :]}


def _keys(numbers: Numbers) -> Iterator[tuple[int, bytes]]:
    for band in range(_BANDS):
        yield band, numbers[band * _ROWS : (band + 1) * _ROWS].tobytes()


def _leader(name: str, leaders: dict[str, str]) -> str:
    while leaders[name] != name:
        leaders[name] = name = leaders[leaders[name]]
    return name


def _share(one: Numbers, other: Numbers) -> float:
    return float((one == other).mean()) if len(one) == len(other) else 0.0


@cache
def _nothing() -> Numbers:
    return np.empty(0, dtype=_STORED)


def _read(mark: str) -> Numbers:
    try:
        found: Numbers = np.frombuffer(base64.b64decode(mark, validate=True), dtype=_STORED)
    except (binascii.Error, ValueError):
        return _nothing()
    return found if len(found) == _BANDS * _ROWS else _nothing()


def _number(run: str) -> int:
    return int.from_bytes(blake2b(run.encode(), digest_size=4).digest(), "big") % int(_PRIME)
