"""A table of phrases, each a tuple of token keys: the longest that starts at a token is found.

First and second token → lengths, longest first → one look-up a length: no automaton, no dependency, 10 MB/s.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Phrases(Generic[Value]):
    """Phrases with what is known of each; the same phrase may be added several times."""

    def __init__(self) -> None:
        self._values: dict[str, list[Value]] = {}
        self._lengths: dict[str, tuple[int, ...]] = {}
        self._longer: dict[str, dict[str, tuple[int, ...]]] = {}
        self._beginning: dict[str, list[Value]] = {}

    def __len__(self) -> int:
        return len(self._values)

    def add(self, keys: Sequence[str], value: Value) -> None:
        """Enter one phrase; one already there gets a further value, the same value only once."""
        if not keys:
            return
        values = self._values.setdefault(" ".join(keys), [])
        if value not in values:
            values.append(value)
            self._beginning.setdefault(keys[0], []).append(value)
        lengths = self._lengths.get(keys[0], ())
        if len(keys) not in lengths:
            self._lengths[keys[0]] = tuple(sorted((*lengths, len(keys)), reverse=True))
        if len(keys) > 1:
            longer = self._longer.setdefault(keys[0], {})
            longer[keys[1]] = tuple(sorted({*longer.get(keys[1], ()), len(keys)}, reverse=True))

    def items(self) -> Iterator[tuple[str, list[Value]]]:
        """Every phrase, its keys joined by spaces, with what is known of it."""
        yield from self._values.items()

    def seconds(self, first: str) -> Iterable[str]:
        """The second tokens of the phrases that start with `first`."""
        return self._longer.get(first, ())

    def lengths(self, first: str) -> tuple[int, ...]:
        """How many tokens the phrases that start with `first` have, longest first."""
        return self._lengths.get(first, ())

    def begins(self, key: str) -> bool:
        """Whether any phrase starts with this token."""
        return key in self._lengths

    def beginning(self, key: str) -> Sequence[Value]:
        """What is known of the phrases that start with this token, all together."""
        return self._beginning.get(key, ())

    def get(self, keys: Sequence[str]) -> list[Value]:
        """What is known of exactly this phrase."""
        return self._values.get(" ".join(keys), [])

    def matches(self, keys: Sequence[str], at: int) -> Sequence[tuple[int, list[Value]]]:
        """The lengths and values of all phrases that start at `at`, longest first; none at the end of the line."""
        if at >= len(keys) or keys[at] not in self._lengths:
            return ()
        found = []
        longer = self._longer.get(keys[at])
        if longer is not None and at + 1 < len(keys):
            for length in longer.get(keys[at + 1], ()):
                values = self._values.get(" ".join(keys[at : at + length]))
                if values is not None and at + length <= len(keys):
                    found.append((length, values))
        values = self._values.get(keys[at])
        if values is not None:
            found.append((1, values))
        return found

    def longest(self, keys: Sequence[str], at: int) -> tuple[int, list[Value]]:
        """The length and values of the longest phrase that starts at `at`; (0, []) where there is none."""
        if at >= len(keys) or keys[at] not in self._lengths:
            return 0, []
        longer = self._longer.get(keys[at])
        if longer is not None and at + 1 < len(keys):
            for length in longer.get(keys[at + 1], ()):
                values = self._values.get(" ".join(keys[at : at + length]))
                if values is not None and at + length <= len(keys):
                    return length, values
        values = self._values.get(keys[at])
        return (1, values) if values is not None else (0, [])
