"""Two charts of one body on two days → one tree and one table in which every difference is marked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from kg.pages.chart_tree import Holder, Unit
from kg.records import Iri
from kg.terms import Capacity, Relation

SAME: Final = "same"
CAME: Final = "came"
LEFT: Final = "left"
REPLACED: Final = "replaced"
CAPACITY: Final = "capacity"
_ROW: Final = 22
_GAP: Final = 10
_INDENT: Final = 18
WIDTH: Final = 460
_NARROW: Final = frozenset(" .,;:·'|!()[]/-fijltrI1")
_WIDE: Final = frozenset("mwMW@%&…—")
_BOLD: Final = 1.16
"""How much wider bold letters are."""


@dataclass(frozen=True, slots=True)
class Office:
    """An office of a body: who held it on the earlier and on the later day, and what that difference is.

    Several people in one office are a line each; somebody who came alone after somebody who left alone is one line.
    """

    post: Iri | None
    title: str
    before: Holder | None
    after: Holder | None
    change: str

    @property
    def evidence(self) -> Holder:
        """Whose tenure tells of it: that of the later day where there is one."""
        there = self.after or self.before
        assert there is not None
        return there


@dataclass(frozen=True, slots=True)
class Compared:
    """A body in both charts or in one of them (`change` says which), with its offices and its parts."""

    body: Iri
    change: str
    offices: tuple[Office, ...]
    parts: tuple[Compared, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: a body at its depth, and one of its offices, or none; the first tells of how many lines."""

    body: Iri
    depth: int
    body_change: str
    office: Office | None
    lines: int


def compared(before: Unit, after: Unit) -> Compared:
    """Both charts as one tree: parts of either, in the order of the later one, then those that are gone."""
    return _compared(before, after)


def _compared(before: Unit | None, after: Unit | None) -> Compared:
    there = after or before
    assert there is not None
    change = SAME if before and after else CAME if after else LEFT
    then = {part.body: part for part in before.parts} if before else {}
    now = {part.body: part for part in after.parts} if after else {}
    parts = tuple(_compared(then.get(body), now.get(body)) for body in dict.fromkeys((*now, *then)))
    return Compared(there.body, change, _offices(before, after), parts)


def _offices(before: Unit | None, after: Unit | None) -> tuple[Office, ...]:
    then, now = (_by_office(unit.holders if unit else ()) for unit in (before, after))
    found: list[Office] = []
    for key in dict.fromkeys((*now, *then)):
        found += _paired(then.get(key, {}), now.get(key, {}))
    return tuple(found)


def _by_office(holders: tuple[Holder, ...]) -> dict[str, dict[Iri, Holder]]:
    """The people in each office, each once, the surest of their tenures."""
    found: dict[str, dict[Iri, Holder]] = defaultdict(dict)
    for holder in sorted(holders, key=lambda one: one.sure):
        found[holder.post or holder.title.casefold()][holder.person] = holder
    order = dict.fromkeys(holder.post or holder.title.casefold() for holder in holders)
    people = dict.fromkeys(holder.person for holder in holders)
    return {key: {person: found[key][person] for person in people if person in found[key]} for key in order}


def _paired(then: dict[Iri, Holder], now: dict[Iri, Holder]) -> Iterator[Office]:
    gone = [holder for person, holder in then.items() if person not in now]
    new = [holder for person, holder in now.items() if person not in then]
    if len(gone) == len(new) == 1 and new[0].post != Relation.MEMBER_OF:
        yield _office(gone[0], new[0], REPLACED)
        gone, new = [], []
    yield from (_office(None, holder, CAME) for holder in new)
    yield from (_office(holder, None, LEFT) for holder in gone)
    for person, holder in now.items():
        if person in then:
            same = _capacity(then[person]) == _capacity(holder)
            yield _office(then[person], holder, SAME if same else CAPACITY)


def _office(before: Holder | None, after: Holder | None, change: str) -> Office:
    best = after or before
    assert best is not None
    return Office(best.post, best.title, before, after, change)


def _capacity(holder: Holder) -> Iri:
    return holder.capacity or Capacity.DEFINITIVE


def rows(tree: Compared, depth: int = 0) -> Iterator[Row]:
    """The tree as lines, a body without offices too."""
    if not tree.offices:
        yield Row(tree.body, depth, tree.change, None, 1)
    for index, office in enumerate(tree.offices):
        yield Row(tree.body, depth, tree.change, office, 0 if index else len(tree.offices))
    for part in tree.parts:
        yield from rows(part, depth + 1)


def is_changed(row: Row) -> bool:
    """Whether a line tells of a difference."""
    return row.body_change != SAME or (row.office is not None and row.office.change != SAME)


@dataclass(frozen=True, slots=True)
class Text:
    """A line of words at a height; `change` tells how it is marked, `head` whether it names a body."""

    words: str
    y: int
    change: str
    head: bool


@dataclass(frozen=True, slots=True)
class Box:
    """A body drawn in one of the two columns; `link` is where the line from its whole begins, None at the top."""

    x: int
    y: int
    height: int
    change: str
    absent: bool
    texts: tuple[Text, ...]
    link: int | None


@dataclass(frozen=True, slots=True)
class Drawing:
    """Both columns, the earlier day on the left, and how high they are."""

    before: tuple[Box, ...]
    after: tuple[Box, ...]
    height: int


@dataclass(frozen=True, slots=True)
class Wording:
    """What a reader of a language is told: `named` gives the names of things and terms, `perhaps` marks a doubt."""

    named: Callable[[Iri], str]
    perhaps: str


def drawing(tree: Compared, wording: Wording) -> Drawing:
    """The two charts side by side, a body at the same height in both."""
    columns: tuple[list[Box], list[Box]] = ([], [])
    height = _draw(tree, (0, 30, None), columns, wording)
    return Drawing(tuple(columns[0]), tuple(columns[1]), height)


def _draw(
    tree: Compared, at: tuple[int, int, int | None], columns: tuple[list[Box], list[Box]], wording: Wording
) -> int:
    depth, y, link = at
    x, height = depth * _INDENT, _ROW * (1 + len(tree.offices)) + 6
    before = [(office.before, office.change) for office in tree.offices]
    after = [(office.after, office.change) for office in tree.offices]
    for column, missing, held in ((columns[0], CAME, before), (columns[1], LEFT, after)):
        absent = tree.change == missing
        texts = () if absent else tuple(_texts(tree, (x, y), held, wording))
        column.append(Box(x, y, height, tree.change, absent, texts, link))
    below = y + height + _GAP
    for part in tree.parts:
        below = _draw(part, (depth + 1, below, y + height), columns, wording)
    return below


def _texts(
    tree: Compared, at: tuple[int, int], held: Iterable[tuple[Holder | None, str]], wording: Wording
) -> Iterator[Text]:
    x, y = at
    room = WIDTH - x - 24
    yield Text(shortened(wording.named(tree.body), room / _BOLD), y + 16, tree.change, head=True)
    for index, (holder, change) in enumerate(held, start=1):
        if holder is not None:
            words = shortened(_told(holder, wording), room)
            yield Text(words, y + 16 + _ROW * index, change, head=False)


def _told(holder: Holder, wording: Wording) -> str:
    named = wording.named
    office = holder.title or (named(holder.post) if holder.post else "")
    known = holder.capacity if holder.capacity != Capacity.DEFINITIVE else None
    more = ", ".join(filter(None, (named(known) if known else "", "" if holder.sure else wording.perhaps)))
    return f"{named(holder.person)}{f' ({more})' if more else ''} · {office}".removesuffix(" · ")


def shortened(words: str, room: float) -> str:
    """Words cut to what has room in so many pixels, in the wider of the usual fonts at 13 pixels."""
    if sum(map(_width, words)) <= room:
        return words
    left = room - _width("…")
    for at, letter in enumerate(words):
        left -= _width(letter)
        if left < 0:
            return f"{words[:at].rstrip()}…"
    return words


def _width(letter: str) -> float:
    if letter in _NARROW:
        return 5.2
    return 13.0 if letter in _WIDE else 9.5 if letter.isupper() else 8.3
