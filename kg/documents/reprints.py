"""Which articles are one text printed twice: a release in several papers, a report with other first words.

Comes in: documents, one after another. Goes out: the earlier document that a later one repeats, if any. Likeness is
the share of five-word runs that two texts have in common, estimated by MinHash; candidates come from bands of it, so
that a document is compared with few others.
"""

from __future__ import annotations

import re
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from kg.records import Document

Fingerprint = npt.NDArray[np.uint64]

ALIKE = 0.6
_RUN = 5
_FEWEST = 40  # words; a shorter text says too little to be told from another
_BANDS, _ROWS = 32, 4
_PRIME = np.uint64((1 << 31) - 1)
_WORD = re.compile(r"\w+")
_CHANCE = np.random.default_rng(20180428)
_FACTORS = _CHANCE.integers(1, int(_PRIME), _BANDS * _ROWS, dtype=np.uint64)
_SHIFTS = _CHANCE.integers(0, int(_PRIME), _BANDS * _ROWS, dtype=np.uint64)


def fingerprint(text: str) -> Fingerprint | None:
    """128 numbers that are alike as far as texts are alike; None for a text of few words."""
    words = _WORD.findall(text.casefold())
    if len(words) < _FEWEST:
        return None
    runs = {" ".join(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)}
    numbers = np.fromiter((_number(run) for run in runs), dtype=np.uint64, count=len(runs))
    # both factors stay below 2**31, so that their product fits
    found: Fingerprint = ((numbers[:, None] * _FACTORS + _SHIFTS) % _PRIME).min(axis=0)
    return found


def likeness(one: Fingerprint, other: Fingerprint) -> float:
    """The share of five-word runs that two texts have in common, between 0 and 1."""
    return float((one == other).mean())


class Reprints:
    """Remembers the documents of one run by their fingerprints."""

    def __init__(self) -> None:
        self._bands: dict[tuple[int, bytes], list[int]] = {}
        self._known: list[tuple[str, Fingerprint]] = []

    def earlier(self, document: Document) -> str | None:
        """The source of the earlier document that `document` repeats, the most alike; then remember this one too."""
        mark = fingerprint(document.text)
        if mark is None:
            return None
        keys = [(band, mark[band * _ROWS : (band + 1) * _ROWS].tobytes()) for band in range(_BANDS)]
        near = {at for key in keys for at in self._bands.get(key, ())}
        found = [(likeness(mark, self._known[at][1]), -at) for at in near]
        best = max((one for one in found if one[0] >= ALIKE), default=None)
        for key in keys:
            self._bands.setdefault(key, []).append(len(self._known))
        self._known.append((document.article.source, mark))
        return self._known[-best[1]][0] if best is not None else None


def _number(run: str) -> int:
    return int.from_bytes(blake2b(run.encode(), digest_size=4).digest(), "big") % int(_PRIME)
