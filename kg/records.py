"""One frozen record for each noun of the flow; the rooms meet only here.

Article → Document → Extraction → Fact → Claim → Quad. A room takes one noun and makes the next;
it never reaches into another room. Offsets count characters of `Document.text`, end exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple


class Iri(str):
    """An absolute IRI. A `str`, so that it sorts, hashes and prints as one."""

    __slots__ = ()


XSD_STRING = Iri("http://www.w3.org/2001/XMLSchema#string")


@dataclass(frozen=True, slots=True)
class Literal:
    """An RDF literal; `language` only with rdf:langString, where `datatype` stays the default."""

    value: str
    datatype: Iri = XSD_STRING
    language: str | None = None

    def __lt__(self, other: Term) -> bool:
        """Literals come after IRIs, so that any set of triples can be sorted."""
        return isinstance(other, Literal) and self._order < other._order

    def __gt__(self, other: Term) -> bool:
        """The reverse of `<`; it also answers for an IRI on the left."""
        return not isinstance(other, Literal) or self._order > other._order

    @property
    def _order(self) -> tuple[str, str, str]:
        return self.value, self.datatype, self.language or ""


Term = Iri | Literal


class Triple(NamedTuple):
    """One RDF triple; no blank nodes, ever."""

    subject: Iri
    predicate: Iri
    object: Term


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a SELECT in the order of `columns`; an unbound cell is None."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]


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
class Issue:
    """Something that could not be read or decided; recorded, never raised past one source.

    `detail` is what was refused, as JSON, where that says more than the message.
    """

    code: str
    source: str
    message: str
    start: int | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ModelRun:
    """One call of a language model for one document: which model, asked how, at what price.

    `prompt_hash` is SHA-256 of the instructions and the schema of answers; `cost` in US dollars, None where no
    prices are configured; tokens are those that the endpoint counted, None where it did not.
    """

    iri: Iri
    model: str
    prompt_hash: str
    input_tokens: int | None = None
    output_tokens: int | None = None
    cost: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one document says: entities, relations and what was left aside; `run` where a model was asked as well."""

    document: Document
    entities: tuple[FoundEntity, ...]
    relations: tuple[Relation, ...]
    issues: tuple[Issue, ...] = ()
    run: ModelRun | None = None


# --- 4 facts with identified ends, from articles and from tables --------------------------------


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where something is said: a span of the source's text and the words themselves."""

    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Source:
    """An article, a table row or a derivation rule: whatever claims are taken from.

    `kind` is a class (SCG.Article, SCG.TableRow, SCG.DerivationRule); `graph` the named graph that
    holds it; `text_hash` SHA-256 of the text that offsets count in; `primary` the addresses that a
    row or a retold article rests on; `fingerprint` what tells which other texts repeat
    its own (`kg.documents.fingerprint`).
    """

    iri: Iri
    graph: Iri
    kind: Iri
    title: str
    text_hash: str
    address: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None
    published_basis: str | None = None
    language: str | None = None
    primary: tuple[str, ...] = ()
    fingerprint: str | None = None


@dataclass(frozen=True, slots=True)
class Property:
    """One property of a node as one source gives it, with the evidence of that value."""

    name: Iri
    value: Term
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A node of the graph as one source describes it: an entity, or an n-ary relation.

    `relation` is a concept of the scheme of relations, or SCG.relation "describes" for an entity's
    own properties. `node` is the IRI of the entity or, where a curated key names the n-ary node,
    of that node; None lets `statements` mint it from the ends. `subject` and `object` are the ends
    (for "describes": subject = node, object = the class). `properties` are the further properties.
    Every property without evidence of its own takes the fact's.
    """

    relation: Iri
    subject: Iri
    object: Term | None
    properties: tuple[Property, ...]
    evidence: Evidence
    modality: Iri
    confidence: Decimal
    rule: str
    review: Iri
    node: Iri | None = None
    attributed_to: Iri | None = None


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """All that one source says: the unit that is replaced as a whole in the store.

    `model` says more of the run where a language model was part of it.
    """

    source: Source
    facts: tuple[Fact, ...]
    run: Iri
    issues: tuple[Issue, ...] = field(default=())
    model: ModelRun | None = None
