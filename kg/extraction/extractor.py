"""Document → Extraction: the whole way of the rules, read this first.

Sentences are cut into chunks, names are told apart, chunks are settled on figures, patterns state
relations stage by stage, references are resolved in between, and what the document as a whole implies
is added. Comes in: a `Document` without noise. Goes out: entities with mentions, relations with spans.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from kg.extraction.asides import set_aside
from kg.extraction.cascade import run_stage
from kg.extraction.cast import Cast, Figure
from kg.extraction.casting import cast_names
from kg.extraction.chunker import Chunker
from kg.extraction.chunks import PLACE
from kg.extraction.confidence import rated
from kg.extraction.dates import Calendar
from kg.extraction.elision import pair_offices, restore_offices
from kg.extraction.focus import main_event, main_network
from kg.extraction.gazetteer import Gazetteer
from kg.extraction.implied import imply, name_events
from kg.extraction.lexicon import Lexicon
from kg.extraction.line import Context, Line
from kg.extraction.namesakes import tell_persons
from kg.extraction.owning import Owners
from kg.extraction.patterns import Patterns
from kg.extraction.proposals import MentionSource, Proposals
from kg.extraction.references import References
from kg.extraction.relating import note_parts, relate_offices, share_owners
from kg.extraction.results import extraction
from kg.extraction.scene import Clause, Scene
from kg.extraction.sense import keep_sensible
from kg.extraction.today import Today
from kg.extraction.tokens import Token, tokenise
from kg.extraction.topics import find_topics
from kg.extraction.unitlists import place_lists
from kg.extraction.words import Words
from kg.lang import Language
from kg.records import Document, Entity, Extraction, Paragraph, Sentence
from kg.terms import SCG

Watch = Callable[[str, Scene], None]
"""Told after each step what stands by then: the step's name, the scene."""
_BODY: Final = "body"
_MOST_TOKENS: Final = 400  # a longer sentence is no sentence


class Extractor:
    """The rules of all languages over one registry; made once, used for many documents.

    `sources` propose names that the rules may use; by default there are none.
    """

    def __init__(
        self, entities: tuple[Entity, ...], languages: Iterable[Language], sources: Iterable[MentionSource] = ()
    ) -> None:
        self._sources = tuple(sources)
        self.gazetteer = Gazetteer(entities)
        self._entities = {entity.iri: entity for entity in entities}
        self._lexicons = {language.tag: Lexicon(language) for language in languages}
        self._near = {near: tag for tag, one in self._lexicons.items() for near in _near(one.language)}
        self._abbreviations = frozenset[str]().union(*(one.abbreviations for one in self._lexicons.values()))
        self._given = frozenset[str]().union(*(one.given for one in self._lexicons.values()))
        for lexicon in self._lexicons.values():
            lexicon.given = self._given
        self._patterns = {tag: Patterns(lexicon) for tag, lexicon in self._lexicons.items()}
        self._today = Today(lexicon.language for lexicon in self._lexicons.values())
        self._homelands = {tag: self._homeland(lexicon.language) for tag, lexicon in self._lexicons.items()}
        self._calendars = {tag: Calendar(lexicon.language) for tag, lexicon in self._lexicons.items()}
        self._words = {
            tag: Words(lexicon, self.gazetteer, self._calendars[tag]) for tag, lexicon in self._lexicons.items()
        }

    def extract(self, document: Document, watch: Watch | None = None) -> Extraction:
        """What a document says: its entities and relations. Never raises for what a text contains.

        `watch` is told what each step did (`kg.extraction.explaining`).
        """
        told = watch or _unwatched
        scene = Scene(document, list(self._clauses(document)))
        if watch is not None:
            scene.fired = []
        scene.note_kinds()
        proposals = Proposals(scene, self._sources)
        proposals.add_names()
        told("chunks", scene)
        run_stage(scene, "names")
        proposals.note(tell_persons(scene, self._given))
        proposals.give_kinds()
        cast = Cast(document.text, self._entities)
        cast_names(scene, cast)
        scene.home = self._home(document, cast)
        _tie(scene)
        owners = Owners(scene, cast, self.gazetteer, self._homelands.get(document.language))
        References(scene, cast, owners).resolve()
        name_events(scene)
        scene.event = main_event(scene, cast)
        scene.network = main_network(cast)
        set_aside(scene)
        run_stage(scene, "clauses")
        told("patterns", scene)
        imply(scene, cast, owners)
        find_topics(scene)
        proposals.withdraw()
        told("implied", scene)
        keep_sensible(scene)
        told("sensible", scene)
        found = rated(extraction(scene, cast, owners))
        told("records", scene)
        return found

    def _homeland(self, language: Language) -> Entity | None:
        """The country whose press writes in a language before any other's."""
        return next(iter(self.gazetteer.named(str(language.config.get("country", "")))), None)

    def _home(self, document: Document, cast: Cast) -> Figure | None:
        """The place that the dateline names: what "here" means. Without a mention it is no entity of the text."""
        name = (document.dateline_place or "").partition(",")[0].strip()
        if not name:
            return None
        entities = [entity for entity in self.gazetteer.named(name) if entity.kind == SCG.Place]
        entity = next(iter(entities), None)
        if entity is None:
            return cast.get(PLACE, name) or cast.add(Figure(PLACE, name, None))
        return cast.linked(entity.iri) or cast.add(Figure(PLACE, entity.label, entity, level=entity.level))

    def _clauses(self, document: Document) -> Iterable[Clause]:
        tokens = tokenise(document.text, self._abbreviations)
        context = Context.of(tokens, self._today.of(document))
        at = 0
        for number, sentence in enumerate(_with_datelines(document)):
            while at < len(tokens) and tokens[at].start < sentence.start:
                at += 1
            first = at
            while at < len(tokens) and tokens[at].end <= sentence.end:
                at += 1
            words = tokens[first : min(at, first + _MOST_TOKENS)]
            yield self._clause(document, sentence, number, words, context)

    def _clause(
        self, document: Document, sentence: Sentence, number: int, tokens: list[Token], context: Context
    ) -> Clause:
        paragraph = document.paragraphs[sentence.paragraph]
        tag = self._tag(document, paragraph)
        line = Line(document.text, tokens, self._lexicons[tag], self.gazetteer, context)
        chunker = Chunker(self._calendars[tag], self._words[tag], context.today, known_only=paragraph.kind != _BODY)
        chunker.sure = document.published is not None
        chunks = chunker.chunks(line)
        clause = Clause(sentence, chunks, self._patterns[tag], paragraph.kind, number, tuple(chunks))
        restore_offices(clause)
        return clause

    def _tag(self, document: Document, paragraph: Paragraph) -> str:
        tags = (self._near.get(tag, tag) for tag in (paragraph.language, document.language))
        return next((tag for tag in tags if tag in self._lexicons), next(iter(self._lexicons)))


def _near(language: Language) -> Iterable[str]:
    """The languages so much like this one that its tables serve for them too."""
    near: Iterable[str] = language.config.get("detection", {}).get("near", ())
    return near


def _tie(scene: Scene) -> None:
    """Tie offices to what they belong to and to who holds them, as far as one sentence tells."""
    run_stage(scene, "owners")
    place_lists(scene)
    note_parts(scene)
    relate_offices(scene)
    share_owners(scene)
    pair_offices(scene)
    run_stage(scene, "appositions")


def _unwatched(step: str, scene: Scene) -> None:
    """Nobody looks."""


def _with_datelines(document: Document) -> Iterable[Sentence]:
    """The sentences, and before each paragraph's first what stands in front of it: a dateline."""
    paragraph = -1
    for sentence in document.sentences:
        if sentence.paragraph != paragraph:
            paragraph = sentence.paragraph
            start = document.paragraphs[paragraph].start
            if document.text[start : sentence.start].strip():
                yield Sentence(start, sentence.start, paragraph)
        yield sentence
