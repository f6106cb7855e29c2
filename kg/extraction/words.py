"""What is known of a word before its sentence is: whether anything longer than a word can begin with it.

Most words of a text are in no table, or in that of cues alone; they become chunks without being read any further.
What is found out about a word is kept, since a few thousand words make up most of any text.
"""

from __future__ import annotations

from collections.abc import Collection

from kg.extraction.gazetteer import Gazetteer
from kg.extraction.lexicon import Lexicon, Mark
from kg.extraction.tokens import Token

READ = 0  # names, offices, dates or events may begin with it
LOOK_UP = 1  # nothing but phrases of common words can begin with it
LOOK_ROUND = 2  # the words around it say which of the two
_MOST = 50_000  # words kept
_HEADS = Mark.HONORIFIC | Mark.PLACE | Mark.BODY | Mark.EVENT | Mark.PROGRAMME
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
        """`READ`, `LOOK_UP`, `LOOK_ROUND`, or the cues of a word that stands for nothing but itself."""
        known = self._plans.get(token.text)
        if known is None:
            if len(self._plans) >= _MOST:
                self._plans.clear()
            known = self._plans[token.text] = self._found(token)
        return known

    def _found(self, token: Token) -> Plan:
        lexicon, mark = self._lexicon, self._lexicon.marks[token.key]
        if self._is_readable(token, mark):
            return READ
        if token.upper or mark & (Mark.BODY | Mark.FIELD) or self._gazetteer.begins(token.key):
            return LOOK_ROUND
        phrases = Mark.REFERENCE | Mark.OCCASION | Mark.PROJECT | Mark.TOPIC
        if mark & phrases or lexicon.cues.lengths(token.key) not in ((), (1,)):
            return LOOK_UP
        cues = lexicon.cues.get((token.key,))
        return frozenset(cues or lexicon.shape_cues(token.key) if token.text.islower() else cues)

    def _is_readable(self, token: Token, mark: int) -> bool:
        """Whether more than common words may begin with a word wherever it stands."""
        if token.number or token.text in _READABLE or token.key in self._dates or mark & Mark.OFFICE:
            return True
        if (token.word and token.text.endswith(".")) or (token.upper and mark & _HEADS):
            return True
        return any(head.position == "ordinal" for head in self._lexicon.events.beginning(token.key))
