"""Names that others propose: what they add, and that they change nothing which the rules have read."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from extraction_reading import PUBLISHED, extraction, extractor
from kg.documents import to_document
from kg.extraction import Extractor
from kg.lang import load_all
from kg.records import Article, Document, Extraction, Iri, MentionCandidate
from kg.terms import SCG

MEETING = "The ASEAN Smart Cities Network held its annual meeting in Cebu City. Orwena Lim attended the annual meeting."
PACT = "Lunar Grid and the World Bank signed a pact in Cebu City."
PLAIN = "Rapid will work with Cebu City. The rapid plan works."


class Names:
    """A source that proposes the same names wherever they stand."""

    name = "names"

    def __init__(self, **kinds: Iri | None) -> None:
        self._kinds = {name.replace("_", " "): kind for name, kind in kinds.items()}

    def find(self, text: str, language: str) -> Iterator[MentionCandidate]:
        for name, kind in self._kinds.items():
            at = text.find(name)
            if at >= 0:
                yield MentionCandidate(at, at + len(name), name, kind, 0.9, self.name)


class Spans:
    """A source that proposes any spans at all."""

    name = "spans"

    def __init__(self, spans: list[tuple[int, int, Iri | None]]) -> None:
        self._spans = spans

    def find(self, text: str, language: str) -> Iterator[MentionCandidate]:
        for start, end, kind in self._spans:
            yield MentionCandidate(start, end, text[max(start, 0) : max(end, 0)], kind, 0.5, self.name)


class Several:
    """The sources of the test that is running."""

    name = "several"

    def __init__(self) -> None:
        self.sources: tuple[Names | Spans, ...] = ()

    def find(self, text: str, language: str) -> Iterator[MentionCandidate]:
        for source in self.sources:
            yield from source.find(text, language)


SEVERAL = Several()


@cache
def _extractor(*sources: Several | Names) -> Extractor:
    return Extractor(extractor().gazetteer.entities, load_all(), sources)


def _document(text: str) -> Document:
    article = Article("example.txt", "text/plain", text, title="-", language="en", published=PUBLISHED)
    return to_document(article, load_all())


def _read(text: str, *sources: Names | Spans) -> Extraction:
    SEVERAL.sources = sources
    return _extractor(SEVERAL).extract(_document(text))


def _told(result: Extraction) -> set[str]:
    names = {entity.id: entity.name for entity in result.entities}
    return {
        f"{one.relation.rpartition('-')[2]}: {names[one.subject]} > {names.get(str(one.object), '')}"
        for one in result.relations
    }


def test_a_proposed_kind_lets_a_pattern_state_what_it_could_not() -> None:
    fact = "participatesIn: Orwena Lim > annual meeting"
    assert fact not in _told(extraction(MEETING, "en"))
    assert fact in _told(_read(MEETING, Names(Orwena_Lim=SCG.Person)))


def test_a_proposed_organisation_becomes_a_party() -> None:
    assert "partnersWith: Lunar Grid > World Bank" in _told(_read(PACT, Names(Lunar_Grid=SCG.Organisation)))


def test_a_name_is_added_where_the_chunker_saw_a_common_word() -> None:
    fact = "partnersWith: Rapid > Cebu City"
    assert fact not in _told(extraction(PLAIN, "en"))
    assert fact in _told(_read(PLAIN, Names(Rapid=SCG.Organisation)))


def test_a_person_of_whom_nothing_is_stated_leaves_no_trace() -> None:
    text = "Orwena Lim was also seen. Cebu City opened its summit."
    assert not any(e.name == "Orwena Lim" for e in _read(text, Names(Orwena_Lim=SCG.Person)).entities)


def test_what_the_rules_know_is_not_changed() -> None:
    wrong = Names(Cebu_City=SCG.Person, World_Bank=SCG.Place)
    assert _read(PACT, wrong) == extraction(PACT, "en")


def test_of_two_sources_the_first_is_believed() -> None:
    first, second = Names(Lunar_Grid=SCG.Organisation), Names(Lunar_Grid=SCG.Person)
    assert _extractor(first, second).extract(_document(PACT)) == _read(PACT, first)


def test_a_candidate_that_ends_inside_a_word_or_quotes_wrongly_is_left_out() -> None:
    assert _read(PACT, Spans([(0, 7, SCG.Person), (-3, 4, None), (5, 900, None)])) == extraction(PACT, "en")


_KINDS = st.sampled_from([None, SCG.Person, SCG.Organisation, SCG.Place, SCG.Programme, SCG.Event, SCG.Claim])


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(-2, 110), st.integers(-2, 120), _KINDS), max_size=8))
def test_any_candidates_at_all_give_an_extraction_whose_mentions_stand_in_the_text(
    spans: list[tuple[int, int, Iri | None]],
) -> None:
    result = _read(MEETING, Spans(spans))
    for entity in result.entities:
        for mention in entity.mentions:
            assert result.document.text[mention.start : mention.end] == mention.text
