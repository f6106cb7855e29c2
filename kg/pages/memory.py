"""Answers that were given before: the store does not change while it is served."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from typing import Generic, TypeVar

Key = TypeVar("Key")
Kept = TypeVar("Kept")


class Memory(Generic[Key, Kept]):
    """Answers by key, up to so many bytes; the longest unused goes first. Safe for several threads."""

    def __init__(self, most: int = 32_000_000) -> None:
        self._kept: OrderedDict[Key, tuple[Kept, int]] = OrderedDict()
        self._most, self._size = most, 0
        self._lock = threading.Lock()

    def get(self, key: Key) -> Kept | None:
        """The answer under a key, or None."""
        with self._lock:
            found = self._kept.get(key)
            if found is None:
                return None
            self._kept.move_to_end(key)
            return found[0]

    def keep(self, key: Key, answer: Kept, size: int) -> None:
        """Keep an answer of `size` bytes."""
        with self._lock:
            _, before = self._kept.pop(key, (None, 0))
            self._kept[key] = (answer, size)
            self._size += size - before
            while self._size > self._most and self._kept:
                _, (_, gone) = self._kept.popitem(last=False)
                self._size -= gone

    def filled(self, keys: Iterable[Key], make: Callable[[tuple[Key, ...]], Mapping[Key, Kept]]) -> dict[Key, Kept]:
        """The answers under some keys, each of size one; `make` is asked once for all that are not known."""
        found: dict[Key, Kept] = {}
        missing = []
        for key in dict.fromkeys(keys):
            known = self.get(key)
            if known is None:
                missing.append(key)
            else:
                found[key] = known
        for key, answer in make(tuple(missing)).items() if missing else ():
            self.keep(key, answer, 1)
            found[key] = answer
        return found
