"""GLiNER as a source of names: asked for our own kinds, in any language that its weights know.

The library has no weights: they are a folder on this machine, or a name that the library fetches from its hub.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, Protocol

from kg.errors import InputError
from kg.records import Iri, MentionCandidate
from kg.terms import SCG

LABELS: Final[Mapping[str, Iri]] = {
    "person": SCG.Person,
    "organization": SCG.Organisation,
    "city or region": SCG.Place,
    "event": SCG.Event,
    "government programme": SCG.Programme,
}
"""What the model is asked for, in words, and the class that it stands for."""
_LEAST: Final = 0.5


class Predicting(Protocol):
    """The one method of a GLiNER model that is used."""

    def predict_entities(self, text: str, labels: Sequence[str], *, threshold: float) -> Sequence[Mapping[str, Any]]:
        """The entities of a text: `start`, `end`, `label`, `score`."""


class GlinerNames:
    """The entities that one GLiNER model finds."""

    def __init__(self, model: Predicting, name: str) -> None:
        self._model = model
        self.name = f"gliner/{name}"

    def find(self, text: str, language: str) -> Iterator[MentionCandidate]:
        """The entities of a paragraph, whatever its language."""
        del language
        for found in self._model.predict_entities(text, list(LABELS), threshold=_LEAST):
            kind = LABELS.get(str(found["label"]))
            start, end = int(found["start"]), int(found["end"])
            if kind is not None:
                yield MentionCandidate(start, end, text[start:end], kind, float(found["score"]), self.name)


def load_gliner(weights: str) -> GlinerNames:
    """The model whose weights lie in a folder or have a name on the library's hub; raises InputError."""
    if not weights:
        raise InputError("--with gliner needs weights", hint="set KG_GLINER to a folder or to a name on the hub")
    try:
        from gliner import GLiNER  # noqa: PLC0415  an extra
    except ImportError as error:
        hint = "pip install 'smart-city-governance[gliner]'"
        raise InputError("--with gliner needs an extra", hint=hint) from error
    try:
        model: Predicting = GLiNER.from_pretrained(weights)
    except Exception as error:  # whatever the library and its hub raise
        told = " ".join(str(error).split())[:200]
        raise InputError(f"GLiNER cannot load {weights!r}: {told}") from error
    return GlinerNames(model, weights.rstrip("/").rpartition("/")[2])
