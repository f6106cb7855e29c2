"""The verbs of a language that tell an event, by their forms or cues: `deeds.tsv` read into a table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kg.extraction.chunks import WORD, Chunk
from kg.extraction.lexicon import Lexicon
from kg.extraction.tokens import key_of
from kg.records import Iri

_VOICES: Final = ("active", "passive")


@dataclass(frozen=True, slots=True)
class Told:
    """What a verb tells: the noun and the kind of the event, the words between it and what it is done to, the voice."""

    noun: str
    kind: Iri | None
    link: str
    active: bool


class DeedTable:
    """`deeds.tsv`: its cells hold forms of verbs, or cues of verb groups in angle brackets."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._forms: dict[str, tuple[Told, ...]] = {}
        self._cues: dict[str, tuple[Told, ...]] = {}
        for row in lexicon.language.tables.get("deeds", ()):
            noun, _, link = row["form"].partition(" ")
            kind = next((head.term for head in lexicon.events.get((noun,)) or () if head.term is not None), None)
            for voice in _VOICES:
                for cell in row.get(voice, "").split():
                    table = self._cues if cell[0] == "<" else self._forms
                    key = cell.strip("<>")
                    table[key] = (*table.get(key, ()), Told(noun, kind, link, voice == "active"))

    def __bool__(self) -> bool:
        return bool(self._forms or self._cues)

    def told(self, chunk: Chunk) -> Iterator[Told]:
        """What a word or verb group may tell; a form of both voices tells it in both."""
        if chunk.kind != WORD:
            return
        for cue, told in self._cues.items() if chunk.cues else ():
            if cue in chunk.cues:
                yield from told
        for key in key_of(chunk.name) if self._forms else ():
            yield from self._forms.get(key, ())
