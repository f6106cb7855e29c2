"""What is known of a word before its sentence is: whether anything longer than a word can begin with it.

Most words of a text are in no table, or in that of cues alone, or begin phrases whose second word does not follow;
they become chunks without being read any further.
What is found out about a word is kept, since a few thousand words make up most of any text.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from kg.extraction.dates import Calendar
from kg.extraction.gazetteer import Gazetteer
from kg.extraction.lexicon import Lexicon, Mark
from kg.extraction.tokens import Token

READ: Final = 0  # names, offices, dates or events may begin with it
LOOK_UP: Final = 1  # nothing but phrases of common words can begin with it
LOOK_ROUND: Final = 2  # the words around it say which of the two
_MOST: Final = 50_000  # words kept
_HEADS: Final = Mark.HONORIFIC | Mark.PLACE | Mark.BODY | Mark.EVENT | Mark.PROGRAMME
_READABLE: Final = frozenset("(\"“”‘’«»'")


class Plan(NamedTuple):
    """How to read a word: `otherwise` says it, unless the word stands for itself and has these cues.

    It does where none of the `seconds` follows and, if it is `fronted`, no capitals stand beside it; a capital
    must be there for no other reason than that the sentence begins.
    """

    otherwise: int
    alone: bool = False
    cues: frozenset[str] = frozenset()
    seconds: frozenset[str] = frozenset()
    fronted: bool = False


class Words:
    """The words of one language beside a registry and a calendar; made once, used for many documents."""

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer, dates: Calendar) -> None:
        self._lexicon = lexicon
        self._gazetteer = gazetteer
        self._dates = dates
        self._plans: dict[str, Plan] = {}

    def plan(self, token: Token) -> Plan:
        """How to read a word."""
        known = self._plans.get(token.text)
        if known is None:
            if len(self._plans) >= _MOST:
                self._plans.clear()
            known = self._plans[token.text] = self._found(token)
        return known

    def _found(self, token: Token) -> Plan:
        lexicon, key = self._lexicon, token.key
        otherwise = self._otherwise(token, lexicon.marks[key])
        of_names = (
            lexicon.offices, lexicon.capacities, lexicon.bodies, lexicon.areas, lexicon.demonyms, lexicon.honorifics,
        )  # fmt: skip
        tables = (*of_names, lexicon.references, lexicon.events, lexicon.programmes, lexicon.topics)
        strange = self._is_readable(token) or lexicon.part(key) is not None
        if strange or self._gazetteer.is_name(token) or any(table.get((key,)) for table in tables):
            return Plan(otherwise)
        seconds = frozenset[str]().union(
            *(table.seconds(key) for table in (*tables, lexicon.cues, lexicon.groups, self._gazetteer.forms))
        )
        seconds |= self._dates.seconds.get(key, set())
        cues = lexicon.cues_of(key)
        labels = frozenset(cues or lexicon.shape_cues(key) if token.text.islower() else cues)
        fronted = bool(lexicon.marks[key] & (Mark.OFFICE | Mark.FIELD))
        return Plan(otherwise, alone=True, cues=labels, seconds=seconds, fronted=fronted)

    def _otherwise(self, token: Token, mark: int) -> int:
        named = mark & Mark.OFFICE or (token.upper and mark & _HEADS)
        if named or token.key in self._dates.starts or self._is_readable(token):
            return READ
        around = token.upper or mark & (Mark.BODY | Mark.FIELD) or self._gazetteer.begins(token.key)
        return LOOK_ROUND if around else LOOK_UP

    def _is_readable(self, token: Token) -> bool:
        """Whether more than common words may begin with a word by its shape, or dates and ordinals do."""
        if token.number or token.text in _READABLE or self._dates.begins(token):
            return True
        if token.word and token.text.endswith("."):
            return True
        return any(head.position == "ordinal" for head in self._lexicon.events.beginning(token.key))
