"""What sources say of identified things: evidence, sources, facts. Read `kg.records` first."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from kg.rdf import Iri, Term


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
