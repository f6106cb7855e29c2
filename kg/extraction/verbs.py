"""Verb groups: [auxiliary | adverb]* verb [adverb]* rest → how long it is and which cues it gives.

"has since been jointly rolled out by" is no phrase of a table: `verbs.tsv` says what "roll out" means in the
active and in the passive, `auxiliaries.tsv` what may go before it, `adverbs.tsv` what may stand in between, and
`[verbs]` of `language.toml` which form follows which auxiliary. Groups are found by walking over what these tables
say (`kg.extraction.verbtables`); no combination is ever listed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations, product
from typing import Final

from kg.extraction.phrases import Phrases
from kg.extraction.verbtables import ACTIVE, NONE, PASSIVE, START, End, Node, Saying, VerbTables
from kg.lang import Language

_ADVERBS: Final = 3  # in a row
_DENIED: Final = "denied"

Found = tuple[int, frozenset[str]]
"""Where a group ends, and its cues."""


@dataclass(frozen=True, slots=True)
class _So:
    """A group so far: what may come next, what auxiliaries and adverbs have said; `listed` behind an "and"."""

    state: str = START
    says: frozenset[str] = NONE
    of_active: frozenset[str] = NONE
    listed: bool = False

    def told(self, saying: Saying) -> _So:
        """The same group with one adverb more."""
        cue, voice = saying
        if not cue:
            return self
        if voice == ACTIVE:
            return replace(self, of_active=self.of_active | {cue})
        return replace(self, says=self.says | {cue})


@dataclass(frozen=True, slots=True)
class _Verb:
    """The verb of a group: its voice, the kind of its form, the group before it."""

    voice: str
    kind: str
    so: _So


class VerbGroups:
    """The verb groups of a language; none where it has no `verbs.tsv`."""

    def __init__(self, language: Language) -> None:
        self._tables = VerbTables(language)
        self._seconds: dict[str, frozenset[str]] = {}
        self._alone: dict[str, frozenset[str]] = {}

    def longest(self, keys: Sequence[str], at: int) -> Found:
        """The length of the longest group that starts at a token, and its cues; (0, none) where there is none."""
        if not self.begins(keys[at]):
            return 0, NONE
        end, cues = 0, NONE
        for last, labels in self._group(keys, at, _So(), 0):
            if last > end:
                end, cues = last, labels
            elif last == end:
                cues |= labels
        return (end - at, cues if cues in self.labels else self._nearest(cues)) if end else (0, NONE)

    def begins(self, key: str) -> bool:
        """Whether a group may begin with this word."""
        return key in self._tables.forms or key in self._tables.leading

    def alone(self, word: str) -> frozenset[str]:
        """The cues of a word that is a group by itself."""
        known = self._alone.get(word)
        if known is None and word in self._tables.forms:
            known = self._alone[word] = NONE.union(*(cues for _, cues in self._group((word,), 0, _So(), 0)))
        return known or NONE

    @cached_property
    def done_by(self) -> frozenset[str]:
        """The cues of verbs in the active whose passive tells by whom."""
        verbs = (node for verb in self._tables.verbs.values() for node in verb.below())
        told = (node.ends for node in verbs if any(end.by for end in node.ends.get(PASSIVE, ())))
        return frozenset(cue for ends in told for end in ends.get(ACTIVE, ()) for cue in end.cues)

    def seconds(self, first: str) -> frozenset[str]:
        """The words that may follow in a group that begins with `first`, a few too many among them."""
        known = self._seconds.get(first)
        if known is None:
            known = self._seconds[first] = self._behind(first)
        return known

    @cached_property
    def labels(self) -> frozenset[frozenset[str]]:
        """All sets of cues that a group can have, so that an alphabet can be made of them."""
        ends = [end for end in self._tables.ends() if not end.then]
        plain = {cues for end in ends for cues in (end.cues, end.by)}
        ahead = {cues | {more} for end in ends for _, more in end.ahead for cues in (end.cues, end.by)}
        made = {cues | said for cues, said in product(plain | ahead, self._sayings) if cues}
        made |= {one | two for one, two in combinations({end.by for end in ends}, 2)}
        made |= {self.alone(word) for word in self._tables.forms}
        return frozenset(made | set(self._of_both_voices())) - {NONE}

    def _of_both_voices(self) -> Iterator[frozenset[str]]:
        """The cues of one form that may be active and passive: "launched"."""
        for verb in self._tables.verbs.values():
            for node in verb.below():
                ends = [end for ends in node.ends.values() for end in ends if not end.then]
                yield from (one.cues | two.cues for one, two in combinations(ends, 2))

    @cached_property
    def _sayings(self) -> frozenset[frozenset[str]]:
        """What auxiliaries and adverbs say, two of them at most."""
        single = {NONE} | {end.cues for end in self._tables.ends() if end.then}
        single |= {frozenset({cue} - {""}) for _, values in self._tables.adverbs.items() for cue, _ in values}
        return frozenset(one | two for one, two in product(single, single))

    def _nearest(self, cues: frozenset[str]) -> frozenset[str]:
        """The largest set within one that the alphabet does not have."""
        within = (labels for labels in self.labels if labels <= cues)
        return max(within, key=lambda labels: (_DENIED in labels, len(labels), sorted(labels)), default=NONE)

    def _group(self, keys: Sequence[str], at: int, so: _So, adverbs: int) -> Iterator[Found]:
        """Everything that can end a group whose next word stands at `at`."""
        if at >= len(keys):
            return
        tables, key = self._tables, keys[at]
        for base, kind in tables.forms.get(key, ()):
            for voice in tables.kinds[so.state].get(kind, ()):
                yield from self._rest(keys, at + 1, tables.verbs[base], _Verb(voice, kind, so))
        if adverbs < _ADVERBS and (so.state != START or so.listed or key in tables.leading):
            length, values = tables.adverbs.longest(keys, at)
            if length:
                yield from self._group(keys, at + length, so.told(values[0]), adverbs + 1)

    def _rest(self, keys: Sequence[str], at: int, node: Node, verb: _Verb) -> Iterator[Found]:
        """What may end a group whose verb is known, its other words from `at` on."""
        for end in node.ends.get(verb.voice, ()):
            yield from self._ended(keys, at, end, verb)
        for here, so in self._past(self._tables.fillers, keys, at, verb.so) if node.behind else ():
            further = node.behind.get(keys[here]) if here < len(keys) else None
            if further is not None:
                yield from self._rest(keys, here + 1, further, _Verb(verb.voice, verb.kind, so))

    def _ended(self, keys: Sequence[str], at: int, end: End, verb: _Verb) -> Iterator[Found]:
        """A verb that is whole: the group behind an auxiliary, else its own end, with its "by" or without."""
        so = verb.so
        may_stand = so.state != START or verb.voice == PASSIVE or end.alone is None or verb.kind in end.alone
        if end.then:
            if may_stand:
                yield from self._group(keys, at, replace(so, state=end.then, says=so.says | end.cues), 0)
            return
        if verb.voice == PASSIVE and end.by:
            yield from self._by_whom(keys, at, end, so)
        if end.cues and may_stand and not so.listed:
            yield at, _labels(end.cues, end, so, verb.voice)
            yield from self._joined(keys, at, end, verb)

    def _by_whom(self, keys: Sequence[str], at: int, end: End, so: _So) -> Iterator[Found]:
        """A passive as far as its "by", or two of them: "designed and run by"."""
        for here, told in self._past(self._tables.adverbs, keys, at, so):
            if here < len(keys) and keys[here] in self._tables.by:
                yield here + 1, _labels(end.by, end, told, PASSIVE)
        if at < len(keys) and keys[at] in self._tables.joins:
            for last, cues in self._group(keys, at + 1, replace(so, listed=True), 0):
                yield last, cues | end.by

    def _joined(self, keys: Sequence[str], at: int, end: End, verb: _Verb) -> Iterator[Found]:
        """A second verb of the same form that says the same: "owns and runs"."""
        if verb.voice != ACTIVE or at + 1 >= len(keys) or keys[at] not in self._tables.joins:
            return
        for base, kind in self._tables.forms.get(keys[at + 1], ()):
            seconds = self._tables.verbs[base].ends.get(ACTIVE, ()) if kind == verb.kind else ()
            if any(second.cues & end.cues for second in seconds):
                yield at + 2, _labels(end.cues, end, verb.so, ACTIVE)

    def _past(self, fillers: Phrases[Saying], keys: Sequence[str], at: int, so: _So) -> Iterator[tuple[int, _So]]:
        """The places behind no, one or a few adverbs, with what these say."""
        yield at, so
        for _ in range(_ADVERBS):
            length, values = fillers.longest(keys, at)
            if not length:
                return
            at, so = at + length, so.told(values[0])
            yield at, so

    def _behind(self, first: str) -> frozenset[str]:
        tables = self._tables
        found = set(tables.fillers.seconds(first))
        states = {START} if first in tables.leading else set()
        for base, kind in tables.forms.get(first, ()):
            node = tables.verbs[base]
            found.update(node.behind, self._firsts_of_fillers if node.behind else ())
            for voice in tables.kinds[START].get(kind, ()):
                states.update(end.then for end in node.ends.get(voice, ()) if end.then)
                found.update((*tables.by, *self._firsts_of_adverbs) if voice == PASSIVE else ())
            found.update(tables.joins)
        return frozenset(found.union(*(self._firsts[state] for state in states)))

    @cached_property
    def _firsts_of_adverbs(self) -> frozenset[str]:
        return frozenset(phrase.split(" ")[0] for phrase, _ in self._tables.adverbs.items())

    @cached_property
    def _firsts_of_fillers(self) -> frozenset[str]:
        return frozenset(phrase.split(" ")[0] for phrase, _ in self._tables.fillers.items())

    @cached_property
    def _firsts(self) -> Mapping[str, frozenset[str]]:
        """For each state the words that may come next."""
        forms = self._tables.forms.items()
        return {
            state: self._firsts_of_adverbs | {form for form, readings in forms if any(k in kinds for _, k in readings)}
            for state, kinds in self._tables.kinds.items()
        }


def _labels(cues: frozenset[str], end: End, so: _So, voice: str) -> frozenset[str]:
    """The cues of a group: those of its verb, of what stands around it, and what it says as it is not done yet."""
    more = {cue for when, cue in end.ahead if when in so.says}
    return cues | so.says | more | (so.of_active if voice == ACTIVE else NONE)
