"""One frozen record for each noun of the flow; the rooms meet only here.

Article → Document → Extraction → Fact → Claim → Quad. A room takes one noun and makes the next;
it never reaches into another room. Offsets count characters of `Document.text`, end exclusive. Terms of RDF stand in
`kg.rdf`, what sources say in `kg.facts`; both are taken from here.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from kg.facts import Evidence, Fact, Issue, ModelRun, Property, Source, SourceFacts
from kg.rdf import XSD_STRING, Iri, Literal, Table, Term, Triple

__all__ = [
    "XSD_STRING",
    "Article",
    "Document",
    "Entity",
    "Evidence",
    "Extraction",
    "Fact",
    "FoundEntity",
    "Iri",
    "Issue",
    "Literal",
    "Mention",
    "MentionCandidate",
    "ModelRun",
    "Name",
    "Paragraph",
    "Property",
    "Qualifier",
    "Relation",
    "Sentence",
    "Source",
    "SourceFacts",
    "Table",
    "Term",
    "Triple",
]

# --- 1 articles -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Article:
    """What was fetched or read, undigested.

    `source` is the address as given (a URL, or a path with forward slashes, relative where it was
    given so); `content` is decoded text, NFC not yet applied; `media_type` is text/plain or
    text/html. What a front matter or a feed already says fills the optional fields. `reports`
    are the addresses of the pages whose facts a text of our own retells.
    """

    source: str
    media_type: str
    content: str
    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    language: str | None = None
    published: str | None = None
    reports: tuple[str, ...] = ()


# --- 2 documents ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of `Document.text`; `kind` is title, body or heading."""

    start: int
    end: int
    language: str
    kind: str = "body"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch of `Document.text` inside one paragraph (its index)."""

    start: int
    end: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Document:
    """One article as one fixed text with its sentences.

    `text` is NFC, paragraphs parted by a blank line, the title first where there is one, noise
    (menus, related links, captions, bylines, comments) removed. `published` is ISO (day, month or
    year) and `published_basis` says where it came from: metadata, dateline, text, none.
    `dateline_place` is the place that the dateline names, as printed. `text_hash` is SHA-256, hex.
    """

    article: Article
    text: str
    text_hash: str
    language: str
    title: str
    publisher: str | None
    author: str | None
    published: str | None
    published_basis: str
    dateline_place: str | None
    paragraphs: tuple[Paragraph, ...]
    sentences: tuple[Sentence, ...]


# --- entities, as the registry or an article knows them ----------------------------------------


@dataclass(frozen=True, slots=True)
class Name:
    """One form of a name; `kind` is preferred, alternative, abbreviation or misspelling."""

    text: str
    language: str | None = None
    kind: str = "alternative"


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something with an identifier.

    `kind` is a class of the ontology (terms.SCG.Person, .Ministry, .Place, .Programme, .Event …).
    `level` (places) is a concept; `parent` the containing place or organisation; `jurisdiction`
    the place that an organisation governs or works in; `country` the country's IRI; `start`/`end`
    ISO dates where known; `links` other IRIs that help to tell namesakes apart (organisations and
    places of a person's offices, owner and place of a programme, host of an event).
    `outside`: only its name is known, the registry and the graph say nothing of it.
    """

    iri: Iri
    kind: Iri
    names: tuple[Name, ...]
    level: Iri | None = None
    parent: Iri | None = None
    jurisdiction: Iri | None = None
    country: Iri | None = None
    start: str | None = None
    end: str | None = None
    links: tuple[Iri, ...] = ()
    outside: bool = False

    @property
    def label(self) -> str:
        """The first preferred name, or the first of any kind."""
        return next((n.text for n in self.names if n.kind == "preferred"), self.names[0].text)


# --- 3 extraction -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MentionCandidate:
    """A name that something else than the rules proposes: the characters `start` to `end` of a paragraph.

    `kind` is SCG.Person, .Organisation, .Place, .Programme or .Event, or None for a name of unknown kind;
    `score` in 0–1 is what the source makes of it, `source` its name.
    """

    start: int
    end: int
    text: str
    kind: Iri | None
    score: float
    source: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A name, a short form or a description of an entity at one place of the text."""

    start: int
    end: int
    text: str
    rule: str


@dataclass(frozen=True, slots=True)
class FoundEntity:
    """An actor, place, programme or event of one document, all its mentions together.

    `id` is local to the document (e1, e2 …); `kind` is a class of the ontology, as narrow as the
    text shows; `link` is the registry's IRI where the gazetteer knows it.
    """

    id: str
    kind: Iri
    name: str
    aliases: tuple[str, ...]
    mentions: tuple[Mention, ...]
    level: Iri | None = None
    link: Iri | None = None


@dataclass(frozen=True, slots=True)
class Qualifier:
    """A further property of a relation or fact: `name` is a property of the ontology.

    `value` is an IRI, a literal or, inside an Extraction, the local id of a FoundEntity (a plain
    str that starts with "e" and a digit). `start`/`end` are its own evidence span if it has one.
    """

    name: Iri
    value: Term | str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation that a document states between two found entities.

    `relation` is a concept of the scheme of relations; `subject` a local id; `object` a local id,
    a concept (topic) or None (dates stand in the qualifiers); `modality` a concept; `start`/`end`
    the evidence; `rule` the pattern that found it; `confidence` in 0–1; `speaker` the local id of
    the person who says it, where it is quoted.
    """

    relation: Iri
    subject: str
    object: Term | str | None
    qualifiers: tuple[Qualifier, ...]
    modality: Iri
    start: int
    end: int
    rule: str
    confidence: Decimal
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one document says: entities, relations and what was left aside; `run` where a model was asked as well."""

    document: Document
    entities: tuple[FoundEntity, ...]
    relations: tuple[Relation, ...]
    issues: tuple[Issue, ...] = ()
    run: ModelRun | None = None
