"""The names of the registry, found in text on token boundaries, the longest first.

Also used for questions (`kg.answers`). A name counts only where it is written as one: its words with
capitals as in the registry, an acronym in capitals. An ambiguous name gives all its entities.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kg.extraction.phrases import Phrases
from kg.extraction.tokens import Token, key_of, tokenise
from kg.records import Entity
from kg.terms import SCG

_LONG_ACRONYM: Final = 4


@dataclass(frozen=True, slots=True)
class Span:
    """One name in a text with the entities that it may name, in the order of the registry."""

    start: int
    end: int
    text: str
    entities: tuple[Entity, ...]


@dataclass(frozen=True, slots=True)
class _Form:
    """One written form of an entity's name."""

    text: str
    entity: Entity


class Gazetteer:
    """All names of all entities, looked up by token hash."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self.entities = tuple(entities)
        self.forms: Phrases[_Form] = Phrases()
        for entity in self.entities:
            for name in entity.names:
                self._add(name.text, entity)

    def find(self, text: str, *, any_case: bool = False) -> tuple[Span, ...]:
        """The names in a text, left to right, none inside another; `any_case` for typed questions."""
        tokens = tokenise(text)
        return tuple(self._spans(text, tokens, any_case=any_case))

    def at(self, tokens: Sequence[Token], keys: Sequence[str], index: int) -> tuple[int, tuple[Entity, ...]]:
        """The longest name that starts at token `index`: how many tokens, which entities; (0, ()) for none."""
        for length, forms in self.forms.matches(keys, index):
            entities = _written(forms, tokens[index : index + length])
            if entities:
                return length, entities
        return 0, ()

    def is_name(self, token: Token) -> bool:
        """Whether a word by itself is a name, as it is written."""
        return any(_is_word_written(form.text, token) for form in self.forms.get((token.key,)))

    def begins(self, key: str) -> bool:
        """Whether any name starts with this token."""
        return self.forms.begins(key)

    def named(self, name: str) -> tuple[Entity, ...]:
        """The entities of which `name` is exactly a name, whatever the case."""
        return _distinct(form.entity for form in self.forms.get(key_of(name)))

    def _add(self, text: str, entity: Entity) -> None:
        keys = key_of(text)
        self.forms.add(keys, _Form(text, entity))
        words = text.split()
        if entity.kind == SCG.Place and len(words) == 2 and all(word.isalpha() for word in words):
            joined = words[0].capitalize() + words[1].casefold()
            self.forms.add(key_of(joined), _Form(joined, entity))
        if any("-" in key for key in keys):
            self.forms.add(key_of(text.replace("-", " ")), _Form(text.replace("-", " "), entity))

    def _spans(self, text: str, tokens: list[Token], *, any_case: bool) -> Iterator[Span]:
        keys, index = [token.key for token in tokens], 0
        while index < len(tokens):
            if any_case:
                length, forms = self.forms.longest(keys, index)
                entities = _distinct(form.entity for form in forms)
            else:
                length, entities = self.at(tokens, keys, index)
            if length:
                start, end = tokens[index].start, tokens[index + length - 1].end
                yield Span(start, end, text[start:end], entities)
            index += length or 1


def _written(forms: Iterable[_Form], tokens: Sequence[Token]) -> tuple[Entity, ...]:
    return _distinct([form.entity for form in forms if _is_written(form.text, tokens)])


def _distinct(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    found = {entity.iri: entity for entity in entities}
    return tuple(found.values()) if found else ()


def _is_written(name: str, tokens: Sequence[Token]) -> bool:
    if len(tokens) == 1:
        return _is_word_written(name, tokens[0])
    capitals = [token for token in tokens if token.upper]
    return bool(capitals) and len(capitals) >= sum(1 for word in name.split() if word[0].isupper())


def _is_word_written(name: str, token: Token) -> bool:
    if name.isupper() and len(name) > 1:
        titled = len(name) > _LONG_ACRONYM and token.text == name.capitalize()
        return token.text.rstrip(".") == name.rstrip(".") or titled
    return token.text == name or token.upper
