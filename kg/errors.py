"""The tree of errors. Each one says what went wrong, where, and what to do.

KgError
├── InputError          what the user gave cannot be read or understood (exit status 2)
│   ├── ArticleError    one article cannot be read: recorded as an issue, the run goes on
│   ├── QueryError      a question, a query or a parameter is malformed or unknown
│   └── UnknownName     a name that the graph does not hold
├── Unfinished          time is up and a later run goes on from there (exit status 1)
├── StoreError          the store is missing, locked or refuses
├── TableError          a curated table, a language table or a header is broken (a defect of ours)
└── CheckFailed         the build is done and breaks a rule of its own
"""

from __future__ import annotations

from collections.abc import Iterable


class KgError(Exception):
    """The root: `message` is one line, `hint` says what to do next."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        """The message and the hint on one line, control characters made harmless."""
        line = f"{self.message} ({self.hint})" if self.hint else self.message
        return "".join(c if c.isprintable() else " " for c in line)


class InputError(KgError):
    """What the user gave cannot be read or understood."""


class ArticleError(InputError):
    """One article cannot be read; the run records an issue and goes on."""


class QueryError(InputError):
    """A question, a query or a parameter is malformed or unknown."""


class UnknownName(InputError):
    """A name that the graph does not hold; `near` are names that it holds and that look alike."""

    def __init__(self, message: str, *, hint: str = "", near: Iterable[str] = ()) -> None:
        super().__init__(message, hint=hint)
        self.near = tuple(near)


class Unfinished(KgError):
    """Time is up; what is done is kept, and a later run goes on from there."""


class StoreError(KgError):
    """The store is missing, locked or refuses."""


class TableError(KgError):
    """A curated table, a language table or a header is broken."""


class CheckFailed(KgError):
    """The build is done and breaks a rule of its own."""
