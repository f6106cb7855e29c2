"""What people have decided on who is who: a file that only grows, and what follows from it.

`data/decisions/identities.csv`, a line a decision, with the columns

- `when` (ISO day), `who` decided, `decision`, `left`, `right`, `why`;
- `same`: `left` and `right` are identifiers of one thing. It keeps the identifier of the registry, else the
  smallest; the others point to it (`dct:isReplacedBy`) for ever;
- `apart`: `left` and `right` are identifiers of two people, whatever speaks for one; or, where `right` is the address
  of a source: what that source calls `left` is something else, with an identifier of its own;
- `unsure`: somebody has looked and could not tell; nothing follows;
- `undo`: takes back the last decision on the same `left` and `right`.

Of decisions that contradict one another the latest line counts, over all steps: whoever is apart cannot become one by
way of a third. Several files are read one after another.
A missing file is an empty one. Decisions outlive every build, because they are read anew by each.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Final

from kg import iris
from kg.bounds import span
from kg.errors import TableError
from kg.ledgers import append_lines
from kg.records import Evidence, Fact, Iri, Property, Source, SourceFacts
from kg.terms import DCT, SCG, Modality, Relation, Review

GRAPH: Final = iris.graph("decisions")
_RUN: Final = iris.thing("run", "decisions-1")
_COLUMNS: Final = ("when", "who", "decision", "left", "right", "why")
FILE: Final = "identities.csv"
_SAME, _APART, _UNSURE, _UNDO = "same", "apart", "unsure", "undo"


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of a file; `line` is its number, `file` the file as it is called in errors."""

    line: int
    cells: Mapping[str, str]
    file: str = f"decisions/{FILE}"

    @property
    def ends(self) -> tuple[Iri, str]:
        """What it is about."""
        return Iri(self.cells["left"]), self.cells["right"]

    @property
    def text(self) -> str:
        """The line as a source has it: `column: value`, one a line."""
        return "\n".join(f"{column}: {self.cells[column]}" for column in _COLUMNS if self.cells[column])


class Decisions:
    """The decisions that stand, ready to be applied; `known` are the identifiers of the registry.

    Raises TableError where two things of the registry would become one: its rows are to be merged instead.
    """

    def __init__(self, standing: Iterable[Decision], known: Container[Iri]) -> None:
        decisions = _consistent(standing)
        self.standing = decisions
        """Those that count: neither taken back nor contradicted later."""
        self._known = known
        self._same = tuple(one for one in decisions if one.cells["decision"] == _SAME)
        self._apart = frozenset(one.ends for one in decisions if one.cells["decision"] == _APART)
        self._kept = self._closed()
        self.apart = tuple((left, Iri(right)) for left, right in sorted(self._apart) if iris.kind_of(right))
        """Pairs of identifiers that are never one."""
        self.unsure = frozenset(
            frozenset((str(one.ends[0]), one.ends[1])) for one in decisions if one.cells["decision"] == _UNSURE
        )
        """Pairs of identifiers on which somebody could not decide."""

    def followed_by(self, rows: Iterable[Mapping[str, str]]) -> Decisions:
        """These decisions and some more, undos left aside; raises TableError where they do not go together."""
        more = (Decision(number, row, "decision") for number, row in enumerate(rows, 1) if row["decision"] != _UNDO)
        return Decisions((*self.standing, *more), self._known)

    def kept(self, iri: Iri) -> Iri:
        """The identifier that stands for `iri`, by decisions on what is the same."""
        return self._kept.get(iri, iri)

    def iri(self, iri: Iri, source: str) -> Iri:
        """The identifier that stands for `iri` in the source at that address."""
        return self.kept(self.own(iri, source))

    def own(self, iri: Iri, source: str) -> Iri:
        """What the source at that address calls it: another identifier where it means somebody else."""
        return iris.hashed(iris.kind_of(iri), iri, source) if (iri, source) in self._apart else iri

    def sources(self) -> Iterator[tuple[SourceFacts, str]]:
        """Each standing decision for `same` as a source with its text: who is replaced by whom."""
        for one in self._same:
            facts = tuple(self._redirect(one, end) for end in one.ends if self._kept.get(Iri(end), end) != end)
            yield SourceFacts(_source(one), facts, _RUN), one.text

    def _redirect(self, decision: Decision, gone: str) -> Fact:
        start = decision.text.index("left: ")
        quote = f"left: {decision.cells['left']}\nright: {decision.cells['right']}"
        return Fact(
            relation=Relation.DESCRIBES,
            subject=Iri(gone),
            object=None,
            properties=(Property(DCT.isReplacedBy, self._kept[Iri(gone)]),),
            evidence=Evidence(start, start + len(quote), quote),
            modality=Modality.ASSERTED,
            confidence=Decimal(1),
            rule="decisions/identities",
            review=Review.ACCEPTED,
        )

    def _closed(self) -> dict[Iri, Iri]:
        """The identifier kept for each that is one with others, over all steps."""
        groups: dict[str, set[str]] = {}
        for one in self._same:
            joined = {*groups.get(one.ends[0], {one.ends[0]}), *groups.get(one.ends[1], {one.ends[1]})}
            if sum(Iri(end) in self._known for end in joined) > 1:
                raise _broken(one, "makes two things of the registry one", "merge their rows instead")
            groups.update(dict.fromkeys(joined, joined))
        return {
            Iri(end): Iri(min(group, key=lambda iri: (Iri(iri) not in self._known, iri)))
            for end, group in groups.items()
        }


def _consistent(standing: Iterable[Decision]) -> tuple[Decision, ...]:
    """The decisions in the order of the lines, without those that a later one contradicts."""
    kept: list[Decision] = []
    pairs: set[frozenset[str]] = set()
    joined: dict[str, frozenset[str]] = {}
    for one in reversed(tuple(standing)):
        left, right = (joined.get(end, frozenset((end,))) for end in one.ends)
        what, pair = one.cells["decision"], frozenset((str(one.ends[0]), one.ends[1]))
        if pair in pairs or (what == _APART and left == right):
            continue
        forbidden = (other.ends for other in kept if other.cells["decision"] == _APART)
        if what == _SAME and any({a, b} <= left | right for a, b in forbidden):
            continue
        pairs.add(pair)
        kept.append(one)
        if what == _SAME:
            joined.update(dict.fromkeys(left | right, left | right))
    return tuple(reversed(kept))


def read_decisions(files: Path | Iterable[Path], known: Container[Iri]) -> Decisions:
    """The decisions of one file or several, those that were taken back left out.

    Raises TableError naming file and line.
    """
    standing: list[Decision] = []
    for decision in (one for file in ([files] if isinstance(files, Path) else files) for one in _lines(file)):
        if decision.cells["decision"] == _UNDO:
            last = next((one for one in reversed(standing) if one.ends == decision.ends), None)
            if last is None:
                raise _broken(decision, "takes back what was not decided", "left and right as they were decided")
            standing.remove(last)
        else:
            standing.append(decision)
    return Decisions(standing, known)


def append_identities(folder: Path, rows: Iterable[Mapping[str, str]]) -> None:
    """Write decisions at the end of a folder's file; raises TableError where one is malformed: then none is written."""
    file = folder / FILE
    cells = [{column: row.get(column, "") for column in _COLUMNS} for row in rows]
    for number, one in enumerate(cells, 1):
        _checked(Decision(number, one, "decision"))
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, _COLUMNS, lineterminator="\n")
    if not file.is_file() or not file.read_bytes().strip():
        writer.writeheader()
    writer.writerows(cells)
    append_lines(file, buffer.getvalue())


def _lines(file: Path) -> Iterator[Decision]:
    if not file.is_file():
        return
    named = f"{file.parent.name}/{file.name}"
    reader = csv.DictReader(io.StringIO(file.read_text(encoding="utf-8")), strict=True)
    if tuple(reader.fieldnames or ()) != _COLUMNS:
        raise TableError(f"{file}: the columns are not {', '.join(_COLUMNS)}")
    for cells in reader:
        if None in cells or None in cells.values():
            raise TableError(
                f"{named}:{reader.line_num}: has too many or too few cells", hint=f"{len(_COLUMNS)} of them"
            )
        yield _checked(Decision(reader.line_num, {column: cells[column].strip() for column in _COLUMNS}, named))


def _checked(decision: Decision) -> Decision:
    left, right = decision.ends
    what = decision.cells["decision"]
    if what not in (_SAME, _APART, _UNSURE, _UNDO):
        raise _broken(decision, f"decides {what!r}", "same, apart, unsure or undo")
    try:
        span(decision.cells["when"])
    except ValueError as error:
        raise _broken(decision, str(error), "give the day as 2024-07-30") from error
    if not iris.kind_of(left) or not right or not decision.cells["who"]:
        raise _broken(decision, "lacks an identifier of ours, a right side, or who decided", "fill them in")
    if what == _SAME and (iris.kind_of(left) != iris.kind_of(right) or left == right):
        raise _broken(decision, "joins things of two kinds, or one with itself", "give two of one kind")
    return decision


def _source(decision: Decision) -> Source:
    return Source(
        iri=iris.source(f"decisions/identities.csv#{iris.digest(decision.text)}"),
        graph=GRAPH,
        kind=SCG.TableRow,
        title=f"decisions/identities.csv: {decision.cells['when']}, {decision.cells['who']}",
        text_hash=hashlib.sha256(decision.text.encode()).hexdigest(),
    )


def _broken(decision: Decision, what: str, hint: str) -> TableError:
    return TableError(f"{decision.file}:{decision.line}: {what}", hint=hint)
