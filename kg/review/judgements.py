"""Decisions on claims as lines of JSON, and which of them stand.

`data/decisions/claims.jsonl`, an object a line, only ever appended to. Every line has

- `when` (ISO 8601 with a zone), `who` decided, `decision`, and perhaps `why`;
- `accept`, `unsure`: `claims`, each `{"source", "text", "claim"}`: which claim (`kg.statements.claim_key`) of which
  source, and the hash of the text that it was read from;
- `reject`: `claims`, or `statements`, each `{"source", "text", "statement"}`: all of one relation of one thing;
- `edit`: one of `claims`, and `value`, the text that stands in its place: a day, words, a thing or a term;
- `settle`: `disagreement` and `property`, and `claims`, each with its `rank`, preferred, deprecated or normal;
- `undo`: `of`, the mark of the decision that is taken back (which may be an undo).

The mark of a line is a hash of its content. Of several decisions on one claim the latest counts, by `when`; the
order of the lines makes no difference. A decision counts only while the text of the source is the one that was judged.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from kg import iris
from kg.errors import TableError
from kg.ledgers import append_lines
from kg.records import Iri

FILE: Final = "claims.jsonl"
ACCEPT, REJECT, EDIT, SETTLE, UNSURE, UNDO = "accept", "reject", "edit", "settle", "unsure", "undo"
RANKS: Final = ("preferred", "normal", "deprecated")
_TEXTS: Final = ("when", "who", "decision", "why", "value", "disagreement", "property", "of")


@dataclass(frozen=True, slots=True)
class Target:
    """One claim or statement (by its key) of a source whose text has this hash; `rank` where it was ranked."""

    source: Iri
    text: str
    key: str
    rank: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """One line; `mark` is its name, `place` file and line where it stands."""

    mark: str
    when: str
    who: str
    decision: str
    why: str = ""
    claims: tuple[Target, ...] = ()
    statements: tuple[Target, ...] = ()
    value: str = ""
    disagreement: str = ""
    on_property: str = ""
    of: str = ""
    place: str = ""

    @property
    def order(self) -> tuple[str, str]:
        """Later decisions come after earlier ones, whatever their place in the file."""
        return self.when, self.mark


class Judgements:
    """All decisions, and those that stand. Raises TableError where one takes back what was never decided."""

    def __init__(self, lines: Iterable[Judgement] = ()) -> None:
        self.all: tuple[Judgement, ...] = tuple(sorted({one.mark: one for one in lines}.values(), key=_order))
        gone: set[str] = set()
        known = {one.mark for one in self.all}
        for one in reversed(self.all):
            if one.decision == UNDO and one.of not in known:
                raise TableError(f"{one.place}: takes back {one.of!r}, which was not decided", hint="kg decide --list")
            if one.decision == UNDO and one.mark not in gone:
                gone.add(one.of)
        self.standing = tuple(one for one in self.all if one.decision != UNDO and one.mark not in gone)
        self.by_claim = _latest(self.standing, "claims")
        self.by_statement = _latest(self.standing, "statements")

    @property
    def sources(self) -> frozenset[Iri]:
        """Every source on whose claims somebody has decided."""
        return frozenset(target.source for one in self.standing for target in (*one.claims, *one.statements))

    def on(self, source: Iri, claim: str, statement: str) -> tuple[Judgement, Target] | None:
        """The latest decision on a claim or on the statement that it is part of, whatever its text was."""
        found = (self.by_claim.get((source, claim)), self.by_statement.get((source, statement)))
        return max((one for one in found if one is not None), key=lambda one: one[0].order, default=None)


def _order(judgement: Judgement) -> tuple[str, str]:
    return judgement.order


def _latest(standing: Iterable[Judgement], name: str) -> dict[tuple[Iri, str], tuple[Judgement, Target]]:
    targets = ((one, target) for one in standing for target in getattr(one, name))
    return {(target.source, target.key): (one, target) for one, target in targets}


def read_judgements(folders: Iterable[Path]) -> Judgements:
    """The decisions of all folders together; raises TableError that names file and line of what is malformed."""
    return Judgements(judgement for folder in folders for judgement in _lines(folder / FILE))


def append(folder: Path, lines: Iterable[Mapping[str, Any]]) -> tuple[Judgement, ...]:
    """Write decisions at the end of a folder's file, all or none; gives them as they will be read.

    Raises TableError where one is malformed, InputError where the file cannot be written.
    """
    made = [_written(line) for line in lines]
    read = tuple(_judgement(text, f"decision {number}") for number, text in enumerate(made, 1))
    append_lines(folder / FILE, "".join(f"{text}\n" for text in made))
    return read


def now() -> str:
    """The time as a decision has it."""
    return datetime.now(tz=UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _written(line: Mapping[str, Any]) -> str:
    return json.dumps({name: value for name, value in line.items() if value not in ("", [], None)}, ensure_ascii=False)


def _lines(file: Path) -> Iterator[Judgement]:
    if not file.is_file():
        return
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise TableError(f"{file}: is not UTF-8") from error
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield _judgement(line, f"{file}:{number}")


def _judgement(line: str, place: str) -> Judgement:
    try:
        given = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise _broken(place, "is no JSON", "one object a line") from error
    if not isinstance(given, dict):
        raise _broken(place, "is no JSON object", "one object a line")
    texts = {name: given.get(name, "") for name in _TEXTS}
    wrong = next((name for name, value in texts.items() if not isinstance(value, str)), None)
    unknown = sorted(set(given) - set(_TEXTS) - {"claims", "statements"})
    if wrong or unknown:
        raise _broken(place, f"has {wrong or unknown[0]!r} that is no text or not known", "see docs/review.md")
    mark = iris.digest("decision", json.dumps(given, sort_keys=True, ensure_ascii=False))
    claims, statements = (_targets(given.get(name, []), name, place) for name in ("claims", "statements"))
    texts["on_property"] = texts.pop("property")
    return _checked(Judgement(mark=mark, claims=claims, statements=statements, place=place, **texts))


def _targets(given: object, name: str, place: str) -> tuple[Target, ...]:
    if not isinstance(given, list):
        raise _broken(place, f"has no list of {name}", 'give [{"source": …, "text": …, …}]')
    return tuple(_target(one, name.removesuffix("s"), place) for one in given)


def _target(given: object, key: str, place: str) -> Target:
    cells = given if isinstance(given, dict) else {}
    source, text, found, rank = (cells.get(name, "") for name in ("source", "text", key, "rank"))
    if not all(isinstance(one, str) for one in (source, text, found, rank)) or not (source and text and found):
        raise _broken(place, f"has a {key} without source, text or {key}", "three texts each")
    if rank and rank not in RANKS:
        raise _broken(place, f"ranks {rank!r}", ", ".join(RANKS))
    return Target(Iri(source), text, found, rank)


def _checked(one: Judgement) -> Judgement:
    lacking: Mapping[str, Sequence[object]] = {
        ACCEPT: [one.claims],
        UNSURE: [one.claims or one.statements],
        REJECT: [one.claims or one.statements],
        EDIT: [len(one.claims) == 1, one.value],
        SETTLE: [one.disagreement, one.on_property, len(one.claims) > 1, all(t.rank for t in one.claims)],
        UNDO: [one.of],
    }
    if one.decision not in lacking:
        raise _broken(one.place, f"decides {one.decision[:40]!r}", ", ".join(lacking))
    if not one.who.strip() or not all(lacking[one.decision]):
        raise _broken(one.place, f"lacks who decided, or what {one.decision!r} needs", "see docs/review.md")
    try:
        moment = datetime.fromisoformat(one.when)
    except ValueError as error:
        raise _broken(one.place, f"has no time {one.when[:40]!r}", "give when as 2026-11-26T01:20:00Z") from error
    if moment.tzinfo is None:
        raise _broken(one.place, "has a time without a zone", "give when as 2026-11-26T01:20:00Z")
    return _in_utc(one, moment)


def _in_utc(one: Judgement, moment: datetime) -> Judgement:
    return replace(one, when=moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z"))


def _broken(place: str, what: str, hint: str) -> TableError:
    return TableError(f"{place}: {what}", hint=hint)
