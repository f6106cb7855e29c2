"""One sentence while it is being cut into chunks: its tokens, and what tables and gazetteer say of each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kg.extraction.chunks import Chunk
from kg.extraction.gazetteer import Gazetteer
from kg.extraction.lexicon import Head, Lexicon, Mark
from kg.extraction.phrases import Phrases
from kg.extraction.tokens import Token
from kg.records import Entity, Iri

_LONGEST_RUN: Final = 6
_OPENERS: Final = frozenset("([{\"“'‘«")
_STARTERS: Final = frozenset("\"“'‘«:—–-")
_APOSTROPHES: Final = frozenset("'’")
_LONGEST_OFFICE: Final = 4  # words
_MONEY: Final = re.compile(r"(?:Rp|RM|PHP|USD|SGD|IDR|THB|VND|EUR)\.?\d")
_OPENER: Final = "opener"  # refers only where it begins a sentence: "It"


@dataclass(frozen=True, slots=True)
class Context:
    """What the whole document says: words written small, short forms in brackets, whole names, the day of today."""

    lower: frozenset[str] = frozenset()
    short: frozenset[str] = frozenset()
    runs: frozenset[str] = frozenset()
    today: str | None = None

    @classmethod
    def of(cls, tokens: Sequence[Token], today: str | None = None) -> Context:
        """The context that the tokens of a document make."""
        lower = frozenset(token.key for token in tokens if token.word and token.text.islower())
        runs: list[list[str]] = [[]]
        for token in tokens:
            if token.upper and token.word:
                runs[-1].append(token.key)
            elif runs[-1]:
                runs.append([])
        whole = frozenset(" ".join(run) for run in runs if 1 < len(run) <= _LONGEST_RUN)
        ends = zip(tokens, tokens[1:], tokens[2:], strict=False)
        short = frozenset(b.text for a, b, c in ends if a.text in "(," and c.text == ")" and b.upper and b.word)
        return cls(lower, short, whole, today)


_LOCAL: Final = frozenset({"city", "regency", "province", "local"})


class Line:
    """The tokens of one sentence with the lexicon of its language and the gazetteer."""

    def __init__(
        self, text: str, tokens: Sequence[Token], lexicon: Lexicon, gazetteer: Gazetteer, context: Context
    ) -> None:
        self.text = text
        self.tokens = tokens
        self.keys = [token.key for token in tokens]
        self.lexicon = lexicon
        self.marks = list(map(lexicon.marks.__getitem__, self.keys))
        self._gazetteer = gazetteer
        self._context = context
        self._known: dict[int, tuple[int, tuple[Entity, ...]]] = {}
        self._written: dict[int, bool] = {}
        self._last: dict[int, int] = {}
        self._bracket: int | None = None
        self.cut: dict[int, bool] = {}
        self.ends: dict[int, int] = {}

    def __len__(self) -> int:
        return len(self.tokens)

    def key(self, at: int) -> str:
        """The key of a token, or nothing beyond the end."""
        return self.keys[at] if 0 <= at < len(self.keys) else ""

    def opens_bracket(self, at: int) -> bool:
        """Whether a bracket opens behind a token."""
        if self._bracket is None:
            places = (index for index in range(len(self.keys) - 1, -1, -1) if self.keys[index] == "(")
            self._bracket = next(places, -1)
        return self._bracket > at

    def last(self, mark: int) -> int:
        """Where the last token with a capital stands that bears this mark; -1 where none does."""
        known = self._last.get(mark)
        if known is None:
            places = (
                at for at in range(len(self.marks) - 1, -1, -1) if self.marks[at] & mark and self.tokens[at].upper
            )
            known = self._last[mark] = next(places, -1)
        return known

    def known(self, at: int) -> tuple[int, tuple[Entity, ...]]:
        """The longest name of the registry that starts here."""
        if at >= len(self.keys):
            return 0, ()
        known = self._known.get(at)
        if known is None:
            known = self._known[at] = self._gazetteer.at(self.tokens, self.keys, at)
        return known

    def named(self, name: str) -> tuple[Entity, ...]:
        """The entities of the registry with exactly this name."""
        return self._gazetteer.named(name)

    def head(self, table: Phrases[Head], at: int) -> tuple[int, Head | None]:
        """The longest head word of a table that starts here."""
        if at >= len(self.keys) or not table.begins(self.keys[at]):
            return 0, None
        for length, heads in table.matches(self.keys, at):
            if not heads[0].acronym or self.tokens[at].text.isupper():
                return length, heads[0]
        return 0, None

    def office(self, at: int) -> tuple[int, Head | None]:
        """The longest head of an office that starts here; no name ends inside one: "Growth Institute | president"."""
        length, head = self.head(self.lexicon.offices, at)
        if length and self.placed(self.lexicon.bodies, at, "first")[0] > length:  # "Chief Minister Incorporated"
            return 0, None
        if length > 1 and self.placed(self.lexicon.bodies, at + length - 1, "first")[0] > 1:  # "Kepala | Kantor Pos"
            found = self.lexicon.offices.matches(self.keys, at)
            length, head = next(((size, heads[0]) for size, heads in found if size == length - 1), (length, head))
        mixed = length > 1 and self.tokens[at].upper and not self.tokens[at + length - 1].upper
        return (0, None) if mixed and at and self.tokens[at - 1].upper else (length, head)

    def placed(self, table: Phrases[Head], at: int, *positions: str) -> tuple[int, Head | None]:
        """The longest head word that starts here and whose row has one of these positions."""
        if at >= len(self.keys) or not table.begins(self.keys[at]):
            return 0, None
        for length, heads in table.matches(self.keys, at):
            for head in heads:
                if head.position in positions and (not head.acronym or self.tokens[at].text.isupper()):
                    return length, head
        return 0, None

    def written(self, at: int) -> bool:
        """Whether the token is written like a name: a capital that the sentence's start does not explain."""
        known = self._written.get(at)
        if known is None:
            known = self._written[at] = at < len(self.tokens) and self._is_written(at)
        return known

    def _is_written(self, at: int) -> bool:
        token = self.tokens[at]
        if not token.upper or not token.word or _MONEY.match(token.text):
            return False
        if not self.opens(at) or not self._is_plain(token.key) or self.known(at)[0] > 1:
            return True
        return token.key in self.lexicon.domains and self._goes_on_in_capitals(at + 1)

    def _goes_on_in_capitals(self, at: int) -> bool:
        """Whether a sentence that begins with a word of portfolios begins with a name: "Green Growth Fund"."""
        behind = self.tokens[at] if at < len(self.tokens) else None
        return behind is not None and behind.upper and behind.key in self.lexicon.domains

    def _is_plain(self, key: str) -> bool:
        tables = (self.lexicon.events, self.lexicon.references, self.lexicon.topics)
        return (
            key in self.lexicon.plain
            or any(table.get((key,)) for table in tables)
            or bool(self.lexicon.cues_of(key))
            or key in self._context.lower
            or self.lexicon.is_shaped_plain(key)
            or any(head.position == "before" for head in self.lexicon.programmes.beginning(key))
        )

    def stands_alone(self, first: int, last: int) -> bool:
        """Whether the document writes the words from `first` to `last` elsewhere as a whole name."""
        return " ".join(self.keys[first:last]) in self._context.runs

    def short(self, at: int) -> bool:
        """Whether the token is a short form that the document gives in brackets."""
        return at < len(self.tokens) and self.tokens[at].text in self._context.short

    def opens(self, at: int) -> bool:
        """Whether the token stands at the start of the sentence, of a quotation or after a colon."""
        return at == 0 or (self.tokens[at - 1].text in _STARTERS and not self.owns(at - 1))

    def owns(self, at: int) -> bool:
        """Whether the token is the apostrophe of a plural: "the Transport Ministers | ' | Meeting"."""
        if at < 1 or self.tokens[at].text not in _APOSTROPHES:
            return False
        before = self.tokens[at - 1]
        return before.upper and before.key.endswith("s") and before.end == self.tokens[at].start

    def joins(self, at: int, what: str) -> bool:
        """Whether the token joins names of this kind (see joiners.tsv)."""
        return what in self.lexicon.joiners.get(self.key(at), ())

    def ends_office(self, at: int) -> bool:
        """Whether the words of an office end right before the token: "Direktur Utama | …"."""
        starts = range(max(at - _LONGEST_OFFICE, 0), at)
        return any(self.head(self.lexicon.offices, start)[0] == at - start for start in starts)

    def local_office(self, at: int, start: int) -> bool:
        """Whether an office of a place begins at `start` and ends right before the token `at`."""
        length, head = self.head(self.lexicon.offices, start)
        return head is not None and start + length == at and head.scope in _LOCAL

    def place_office(self, at: int) -> bool:
        """Whether an office that takes a village or district behind it ends right before the token: "Lurah | …"."""
        for start in range(max(at - _LONGEST_OFFICE, 0), at):
            length, head = self.head(self.lexicon.offices, start)
            if head is not None and start + length == at and head.has("place"):
                return True
        return False

    def reference(self, at: int) -> tuple[int, list[str]]:
        """The phrase at `at` that may stand for somebody or something, its length and what it may stand for."""
        if not self.marks[at] & Mark.REFERENCE:
            return 0, []
        length, refers = self.lexicon.references.longest(self.keys, at)
        return (0, []) if _OPENER in refers and not self.opens(at) else (length, refers)

    def bracket(self, at: int, longest: int = 12) -> int:
        """The index of the bracket that closes the one at `at`; 0 where there is none near."""
        if self.key(at) != "(":
            return 0
        near = range(at + 1, min(at + longest + 2, len(self.tokens)))
        return next((index for index in near if self.keys[index] == ")"), 0)

    def slice(self, first: int, last: int) -> str:
        """The text of tokens `first` to `last` (exclusive)."""
        return self.text[self.tokens[first].start : self.tokens[last - 1].end] if last > first else ""

    def chunk(self, kind: str, first: int, last: int, name: str = "") -> Chunk:
        """A chunk of this sentence over tokens `first` to `last` (exclusive)."""
        start, end = self.tokens[first].start, self.tokens[last - 1].end
        return Chunk(kind, start, end, first, last, name or self.text[start:end])

    def of_kind(self, entities: Sequence[Entity], kinds: frozenset[Iri]) -> tuple[Entity, ...]:
        """Those of the entities whose class is one of `kinds`."""
        return tuple(entity for entity in entities if entity.kind in kinds)
