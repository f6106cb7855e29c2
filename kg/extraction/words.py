"""What is known of a word before its sentence is: whether anything longer than a word can begin with it.

Most words of a text are in no table, or in that of cues alone; they become chunks without being read any further.
What is found out about a word is kept, since a few thousand words make up most of any text.
"""

from __future__ import annotations

from collections.abc import Collection

from kg.extraction.gazetteer import Gazetteer
from kg.extraction.lexicon import Lexicon
from kg.extraction.tokens import Token

READ = 0  # names, offices, dates or events may begin with it
LOOK_UP = 1  # nothing but phrases of common words can begin with it
_MOST = 50_000  # words kept
_READABLE = frozenset("(\"“”‘’«»'")

Plan = int | frozenset[str]


class Words:
    """The words of one language beside a registry and a calendar; made once, used for many documents."""

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer, dates: Collection[str]) -> None:
        self._lexicon = lexicon
        self._gazetteer = gazetteer
        self._dates = dates
        self._plans: dict[str, Plan] = {}

    def plan(self, token: Token) -> Plan:
        """`READ`, `LOOK_UP`, or the cues of a word that stands for nothing but itself."""
        known = self._plans.get(token.text)
        if known is None:
            if len(self._plans) >= _MOST:
                self._plans.clear()
            known = self._plans[token.text] = self._found(token)
        return known

    def _found(self, token: Token) -> Plan:
        lexicon, key = self._lexicon, token.key
        if self._is_readable(token):
            return READ
        phrases = (lexicon.references, lexicon.events, lexicon.programmes, lexicon.topics)
        if any(table.begins(key) for table in phrases) or lexicon.cues.lengths(key) not in ((), (1,)):
            return LOOK_UP
        cues = lexicon.cues.get((key,))
        return frozenset(cues or lexicon.shape_cues(key) if token.text.islower() else cues)

    def _is_readable(self, token: Token) -> bool:
        lexicon, key = self._lexicon, token.key
        if token.upper or token.number or token.text in _READABLE or key in self._dates:
            return True
        if token.word and token.text.endswith("."):
            return True
        ordinal = any(head.position == "ordinal" for head in lexicon.events.beginning(key))
        return ordinal or lexicon.bodies.begins(key) or lexicon.may_be_office(key) or self._gazetteer.begins(key)
