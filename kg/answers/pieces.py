"""What a question is made of, once read."""

from __future__ import annotations

from dataclasses import dataclass

from kg.answers.times import Time
from kg.answers.words import FILLER
from kg.records import Entity, Iri


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words of a question, and what it is.

    `sort` is word, thing, time, number, ordinal, slot (of an example wording) or unknown; `concept` is what a
    word stands for (empty for a filler), `unit` that of a number; `read` says as what it was read, where
    that is not what was typed.
    """

    first: int
    last: int
    text: str
    sort: str
    concept: str = FILLER
    term: Iri | None = None
    things: tuple[Entity, ...] = ()
    time: Time | None = None
    number: int | None = None
    unit: str = ""
    read: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A question that was read: its text, its language and its pieces."""

    text: str
    language: str
    pieces: tuple[Piece, ...]

    def without(self, sort: str) -> Reading:
        """The reading without its pieces of a sort."""
        return Reading(self.text, self.language, tuple(piece for piece in self.pieces if piece.sort != sort))

    @property
    def unknown(self) -> tuple[str, ...]:
        """What could not be read, runs of words joined."""
        runs: list[list[Piece]] = []
        for piece in self.pieces:
            if piece.sort == "unknown":
                if runs and runs[-1][-1].last == piece.first:
                    runs[-1].append(piece)
                else:
                    runs.append([piece])
        return tuple(" ".join(piece.text for piece in run) for run in runs)
