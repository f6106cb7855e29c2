"""What is known of a person at one place of one source, as far as it helps to tell who it is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Office:
    """An office as far as it tells people apart.

    `post` is the kind of office, the same word in every language; `seat` the organisation or place
    that it belongs to; both are opaque keys. `first` and `last` are the ISO days between which the
    source shows the person in it. `definitive` is False for an office held in an acting capacity,
    which can be held beside another one.
    """

    post: str | None = None
    seat: str | None = None
    first: str | None = None
    last: str | None = None
    definitive: bool = True


@dataclass(frozen=True, slots=True)
class Sighting:
    """One person as one source shows them.

    `key` names the sighting (unique, stable); `name` is the fullest name there, without titles and
    degrees; `aliases` are further names that the source itself gives; `country` where the person
    serves. `fixed` marks a person whom a curated table names: two of these are never grouped.
    """

    key: str
    name: str
    aliases: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()
    country: str | None = None
    fixed: bool = False
