"""Offices said once of several people: the office is put in front of each name, with what it belongs to.

"Mayors A of X and B of Y", "the mayors of X and Y, A and B", "A and B, lecturers at X", "A dan B, masing-masing
wali kota X dan bupati Y". Comes in: the chunks of a clause, cut and nothing more. Goes out: the same chunks, with
copies of the office of no length, and the office itself as common words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kg.extraction.chunks import BODY, NAME, OFFICE, PERSON, PLACE, REFERENCE, WORD, Chunk

_NAMES: Final = (NAME, PERSON)
_HOMES: Final = (BODY, PLACE, NAME, REFERENCE)
_GOVERNING: Final = frozenset({"city", "regency", "province", "country", "local"})
_OF: Final = frozenset({"complement", "origin", "in", "at"})
_SMALL: Final = frozenset({"definite", "article"})
_LIST, _RESPECTIVE = "list", "respective"
_BREAKS: Final = frozenset({",", ";", ":", "–", "—", "("})
_SEVERAL: Final = 2
_FAR: Final = 8  # chunks between a list of names and its offices
_NEAR: Final = 3  # chunks behind a list in which "respectively" may stand

Listed = tuple[list[int], int]
"""The places of the members of a list, and the place behind it."""


def share_offices(chunks: list[Chunk]) -> None:
    """Put an office that several share in front of each of them."""
    at = 0
    while at < len(chunks):
        pairs = _pairs(chunks, at) if chunks[at].kind == OFFICE or chunks[at].kind in _NAMES else []
        if pairs:
            at = _rewrite(chunks, pairs)
        at += 1


def _pairs(chunks: Sequence[Chunk], at: int) -> list[tuple[int, int, int | None]]:
    """Who holds which office of what, as places of the chunks: from an office in the plural or a list of names on."""
    if chunks[at].kind == OFFICE:
        office = chunks[at].office
        return _behind_plural(chunks, at) if office is not None and office.plural else []
    return _behind_names(chunks, at)


def _behind_plural(chunks: Sequence[Chunk], at: int) -> list[tuple[int, int, int | None]]:
    start = at + 1 + (_name(chunks, at + 1) == ":")
    if _kind(chunks, start) in _NAMES:
        return [(name, at, home) for name, home in _each_with_home(chunks, start)]
    homes, end = _list(chunks, _behind_of(chunks, at + 1), _HOMES)
    if len(homes) < _SEVERAL or _name(chunks, end) not in _BREAKS:
        return []
    names, _ = _list(chunks, end + 1, _NAMES)
    return [(name, at, home) for name, home in zip(names, homes, strict=True)] if len(names) == len(homes) else []


def _each_with_home(chunks: Sequence[Chunk], at: int) -> list[tuple[int, int]]:
    """Names that each have what they are of behind them: "A of X, B of Y and C of Z", "A (X) and B (Y)"."""
    found: list[tuple[int, int]] = []
    while _kind(chunks, at) in _NAMES:
        home = at + 2 if _name(chunks, at + 1) == "(" else _behind_of(chunks, at + 1)
        if _kind(chunks, home) not in _HOMES:
            break
        found.append((at, home))
        at = _past_marks(chunks, home + 1 + (_name(chunks, home + 1) == ")"))
    return found if len(found) >= _SEVERAL else []


def _behind_names(chunks: Sequence[Chunk], at: int) -> list[tuple[int, int, int | None]]:
    """A list of names and, behind it, their office in the plural or an office for each."""
    names, end = _list(chunks, at, _NAMES)
    if len(names) < _SEVERAL or _is_listed(chunks, at):
        return []
    if _name(chunks, end) not in _BREAKS:
        return _one_each(chunks, names, _told_office(chunks, end), told=True)
    told = _RESPECTIVE in _cues(chunks, end + 1)
    first = end + 1 + told
    first += not _SMALL.isdisjoint(_cues(chunks, first))
    office = chunks[first].office if _kind(chunks, first) == OFFICE else None
    if office is None:
        return []
    if office.plural:
        homes, _ = _list(chunks, _behind_of(chunks, first + 1), _HOMES)
        alone = len(homes) <= 1
        shared = [homes[0] if homes else None] * len(names) if alone else list(homes)
        unknown = not homes and (told or not _OF.isdisjoint(_cues(chunks, first + 1)))
        if len(shared) != len(names) or unknown:
            return []
        return [(name, first, home) for name, home in zip(names, shared, strict=True)]
    return _one_each(chunks, names, first, told=told)


def _told_office(chunks: Sequence[Chunk], at: int) -> int:
    """Where offices begin behind common words one of which says "respectively"."""
    told = False
    for index in range(at, min(at + _FAR, len(chunks))):
        told = told or _RESPECTIVE in chunks[index].cues
        if chunks[index].kind != WORD:
            return index if told else len(chunks)
    return len(chunks)


def _one_each(chunks: Sequence[Chunk], names: list[int], at: int, *, told: bool) -> list[tuple[int, int, int | None]]:
    """An office for each of several names, in their order, where a word says so: "respectively"."""
    posts: list[tuple[int, int | None]] = []
    while _kind(chunks, at) == OFFICE:
        home = _behind_of(chunks, at + 1)
        known = _kind(chunks, home) in _HOMES
        posts.append((at, home if known else None))
        end = home + 1 if known else at + 1
        at = _past_marks(chunks, end)
    told = told or any(_RESPECTIVE in _cues(chunks, near) for near in range(at - 1, at + _NEAR))
    if not told or len(posts) != len(names):
        return []
    return [(name, office, home) for name, (office, home) in zip(names, posts, strict=True)]


def _list(chunks: Sequence[Chunk], at: int, kinds: tuple[str, ...]) -> Listed:
    """The list that starts at a chunk: members, commas, and a word that joins the last one."""
    members: list[int] = []
    while _kind(chunks, at) in kinds:
        members.append(at)
        comma = _name(chunks, at + 1) == ","
        joined = _LIST in _cues(chunks, at + 1 + comma)
        behind = at + 1 + comma + joined
        if not (comma or joined) or _kind(chunks, behind) not in kinds:
            return members, at + 1
        if joined:
            return [*members, behind], behind + 1
        if not _ends_in_and(chunks, behind, kinds):
            return members, at + 1
        at = behind
    return members, at


def _ends_in_and(chunks: Sequence[Chunk], at: int, kinds: tuple[str, ...]) -> bool:
    """Whether members parted by commas run up to one behind "and"."""
    while _kind(chunks, at) in kinds:
        comma = _name(chunks, at + 1) == ","
        if _LIST in _cues(chunks, at + 1 + comma):
            return _kind(chunks, at + 2 + comma) in kinds
        if not comma:
            return False
        at += 2
    return False


def _is_listed(chunks: Sequence[Chunk], at: int) -> bool:
    """Whether a name is no first member of its list."""
    back = at - 1
    return _name(chunks, back) == "," or _LIST in _cues(chunks, back)


def _behind_of(chunks: Sequence[Chunk], at: int) -> int:
    at += not _OF.isdisjoint(_cues(chunks, at))
    return at + (not _SMALL.isdisjoint(_cues(chunks, at)) and _kind(chunks, at) == WORD)


def _past_marks(chunks: Sequence[Chunk], at: int) -> int:
    at += _name(chunks, at) in (",", ";")
    return at + (_LIST in _cues(chunks, at))


def _rewrite(chunks: list[Chunk], pairs: list[tuple[int, int, int | None]]) -> int:
    """Put the offices in front of the names; the place of the last name."""
    made = {}
    for turn, (name, office, home) in enumerate(pairs, start=1):
        made[name] = _copy(chunks[office], chunks[name], None if home is None else chunks[home], turn)
    last = chunks[max(made)]
    for office in {office for _, office, _ in pairs}:
        chunks[office].kind, chunks[office].office, chunks[office].char = WORD, None, ""
    for name in sorted(made, reverse=True):
        chunks.insert(name, made[name])
    return chunks.index(last)


def _copy(office: Chunk, name: Chunk, home: Chunk | None, turn: int) -> Chunk:
    said = office.office
    if home is not None and home.kind == NAME and said is not None:
        home.kind, home.char = (PLACE if said.scope in _GOVERNING else BODY), ""
    single = replace(said, plural=False, turn=turn) if said is not None else None
    copy = replace(office, start=name.start, end=name.start, first=name.first, last=name.first, office=single)
    copy.owner, copy.offices, copy.char = home or office.owner, (), ""
    return copy


def _kind(chunks: Sequence[Chunk], at: int) -> str:
    return chunks[at].kind if 0 <= at < len(chunks) else ""


def _name(chunks: Sequence[Chunk], at: int) -> str:
    return chunks[at].name if 0 <= at < len(chunks) else ""


def _cues(chunks: Sequence[Chunk], at: int) -> frozenset[str]:
    return chunks[at].cues if 0 <= at < len(chunks) else frozenset()
