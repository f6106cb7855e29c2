"""The forms of verbs: by the rules of `verb_endings.tsv`, but for those that `verb_forms.tsv` lists.

Which forms there are (base, past, …) is the language's own affair: the names are those of its tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg.errors import TableError
from kg.lang import Language

BASE: Final = "base"
_SPELLING: Final = "spelling"  # another way to write the base: "organize"
_SAME: Final = "="  # instead of an ending: a form that is like another one, "past" of "part"


@dataclass(frozen=True, slots=True)
class _Rule:
    ending: re.Pattern[str]
    instead: str

    def form(self, base: str) -> str | None:
        made, count = self.ending.subn(self.instead, base, count=1)
        return made if count else None


class Inflection:
    """Makes the forms of a verb from its base."""

    def __init__(self, language: Language) -> None:
        self._rules: dict[str, list[_Rule]] = {}
        self._listed: dict[str, list[tuple[str, str]]] = {}
        for row in language.tables.get("verb_endings", ()):
            self._rules.setdefault(row["kind"], []).append(_rule(row, language.tag))
        for row in language.tables.get("verb_forms", ()):
            forms = ((kind, cell) for kind, cell in row.items() if cell)
            pairs = [(kind, form) for kind, cell in forms for form in cell.split("|")]
            self._listed.setdefault(row[BASE], []).extend(pairs)

    def forms(self, base: str) -> Iterator[tuple[str, str]]:
        """Every form of a verb with its kind, the base itself included; spelling variants too."""
        for spelt in dict.fromkeys((base, *self._by(_SPELLING, base))):
            yield BASE, spelt
            listed = self._listed.get(spelt, ())
            yield from listed
            kinds = {kind for kind, _ in listed}
            for kind in self._rules:
                if kind != _SPELLING and kind not in kinds:
                    yield from ((kind, form) for form in self._made(kind, spelt, listed))

    def _made(self, kind: str, base: str, listed: Sequence[tuple[str, str]]) -> Iterator[str]:
        first = self._rules[kind][0]
        if first.instead.startswith(_SAME):
            other = first.instead.removeprefix(_SAME)
            found = [form for known, form in listed if known == other]
            yield from found or self._made(other, base, listed)
            return
        yield from self._by(kind, base)

    def _by(self, kind: str, base: str) -> Iterator[str]:
        """The form that the first rule makes that fits."""
        made = (rule.form(base) for rule in self._rules.get(kind, ()))
        found = next((form for form in made if form is not None), None)
        if found is not None:
            yield found


def _rule(row: Mapping[str, str], tag: str) -> _Rule:
    try:
        return _Rule(re.compile(row["ending"]), row["instead"])
    except re.error as error:
        raise TableError(f"{tag}/verb_endings.tsv: {row['ending']!r} is no expression: {error}") from error
