"""spaCy as a source of names: whatever pipeline is installed for a language; nothing is ever downloaded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from kg.errors import InputError
from kg.records import Iri, MentionCandidate
from kg.terms import SCG

_LABELS: Final[Mapping[str, Iri]] = {
    "PERSON": SCG.Person,
    "PER": SCG.Person,
    "ORG": SCG.Organisation,
    "GPE": SCG.Place,
    "LOC": SCG.Place,
    "EVENT": SCG.Event,
}
"""The labels of spaCy's pipelines; what has no class of ours (FAC, NORP, PRODUCT …) is left out."""
_SCORE: Final = 0.5  # its pipelines give none
_UNUSED: Final = ("parser", "tagger", "attribute_ruler", "lemmatizer", "morphologizer")
_HINT: Final = "pip install 'smart-city-governance[spacy]'"


class SpacyNames:
    """The named entities of one pipeline for each language that one is installed for."""

    name = "spacy"

    def __init__(self) -> None:
        self._pipelines = _pipelines()

    def find(self, text: str, language: str) -> Iterator[MentionCandidate]:
        """The entities of a paragraph; nothing for a language without a pipeline."""
        pipeline = self._pipelines.get(language)
        if pipeline is None:
            return
        for entity in pipeline(text).ents:
            kind = _LABELS.get(entity.label_)
            if kind is not None:
                source = f"{self.name}/{pipeline.meta['name']}"
                yield MentionCandidate(entity.start_char, entity.end_char, entity.text, kind, _SCORE, source)


def _pipelines() -> Mapping[str, Any]:
    """The first pipeline, by name, that is installed for each language; raises InputError where there is none."""
    try:
        import spacy  # noqa: PLC0415  an extra
    except ImportError as error:
        raise InputError("--with spacy needs an extra", hint=_HINT) from error
    found: dict[str, Any] = {}
    for name in sorted(spacy.util.get_installed_models()):
        pipeline = spacy.load(name, exclude=_UNUSED)
        if pipeline.has_pipe("ner"):
            found.setdefault(str(pipeline.lang), pipeline)
    if not found:
        raise InputError("no spaCy pipeline that knows named entities is installed", hint=_HINT)
    return found
