"""What a sentence is made of: chunks, each a typed stretch of its text.

A chunk of kind word or mark is a single token that no table knows; everything else was found by the
gazetteer, a table of the language or the shape of its words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.records import Entity, Iri

if TYPE_CHECKING:
    from kg.extraction.cast import Figure

WORD: Final = "word"
NAME: Final = "name"  # written like a name, of what is not known yet
PERSON: Final = "person"
BODY: Final = "body"  # an organisation
PLACE: Final = "place"
EVENT: Final = "event"
PROGRAMME: Final = "programme"
OFFICE: Final = "office"
DATE: Final = "date"
REFERENCE: Final = "reference"  # a pronoun or a general noun that may stand for somebody: "ia", "the ministry"
TOPIC: Final = "topic"
ACTORS: Final = (PERSON, BODY, PLACE)
THINGS: Final = (*ACTORS, EVENT, PROGRAMME)
KINDS: Final = (*THINGS, NAME, OFFICE, DATE, REFERENCE, TOPIC, WORD)


@dataclass(frozen=True, slots=True)
class Office:
    """What an office chunk says: title as printed, capacity, what it belongs to by its words alone.

    `body` is the name of the organisation that the title itself names ("Mendagri": Kementerian Dalam
    Negeri), `scope` the kind of thing that it belongs to, `modality` former or elect where a word says so;
    `relative` the word in front of the title of the office named before ("his deputy": "Deputy"); `unit`
    the head of the body that the place behind it completes ("Kapolres Palu": Polres Palu); `turn` which of several
    that it belongs to, counted from one ("A and B, the governors of the two").
    """

    title: str
    term: Iri | None = None
    scope: str = ""
    capacity: Iri | None = None
    modality: Iri | None = None
    bodies: tuple[str, ...] = ()
    whole: bool = False
    plural: bool = False
    relative: str = ""
    unit: str = ""
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Dates:
    """The first and the last day, month or year (ISO) of an expression; `weekday`: a day of the week and no more."""

    start: str
    end: str
    expression: str
    weekday: bool = False


@dataclass(slots=True, eq=False)
class Chunk:
    """One stretch of a sentence: characters `start` to `end`, tokens `first` to `last` (exclusive).

    `name` is the name that it gives, without brackets, titles or degrees; `aliases` further names
    given in brackets; `kind_term` a class or concept of the ontology where the words show one; `cues`
    the labels that patterns ask for; `within` the chunk of what it is part of or lies in; `owner` what
    an office belongs to; `days` how long, where it is a length of time; `figure` whom or what it stands for
    in the document, `group` all of those where they are several; `char` what patterns see of a common word.
    """

    kind: str
    start: int
    end: int
    first: int
    last: int
    name: str
    cues: frozenset[str] = frozenset()
    aliases: tuple[str, ...] = ()
    candidates: tuple[Entity, ...] = ()
    kind_term: Iri | None = None
    level: Iri | None = None
    within: Chunk | None = None
    office: Office | None = None
    owner: Chunk | None = None
    dates: Dates | None = None
    days: int = 0
    generic: bool = False
    refers: tuple[str, ...] = ()
    figure: Figure | None = None
    group: tuple[Figure, ...] = ()
    offices: tuple[Chunk, ...] = ()
    char: str = ""
