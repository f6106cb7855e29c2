"""The nodes around the claims: the source with its text and pages, the quotes, the run and its software."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final
from urllib.parse import urlsplit

from kg import iris
from kg.records import Evidence, Iri, Literal, ModelRun, Source, Term, Triple
from kg.resources import version
from kg.terms import DCT, OA, PROV, RDF, RDFS, SCG, SCHEMA, XSD

_DATES: Final = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}


def source_triples(source: Source) -> Iterator[Triple]:
    """The source itself, its text, and the pages and packages it rests on."""
    text = text_of(source)
    yield Triple(source.iri, RDF.type, source.kind)
    for name, value in _described(source):
        yield Triple(source.iri, name, value)
    yield Triple(text, RDF.type, SCG.SourceText)
    yield Triple(text, SCG.textHash, Literal(source.text_hash))
    yield Triple(text, PROV.specializationOf, source.iri)
    for address in source.primary:
        page = iris.page(address)
        yield Triple(source.iri, PROV.hadPrimarySource, page)
        yield from _page_triples(page)


def text_of(source: Source) -> Iri:
    """The text that offsets count in; two sources with the same text share it."""
    return iris.thing("text", source.text_hash[: iris.HASH_LENGTH])


def quote_of(source: Source, evidence: Evidence) -> Iri:
    """The quote at a span of a source's text."""
    return iris.thing("quote", f"{_key(source.iri)}-{evidence.start}-{evidence.end}")


def quote_triples(source: Source, evidence: Evidence) -> Iterator[Triple]:
    """A quote with its selector: the words, and where they stand.

    Offsets are plain integers: the engine keeps no smaller type, and what is written should be what is read.
    """
    quote = quote_of(source, evidence)
    selector = iris.thing("selector", _key(quote))
    yield Triple(quote, RDF.type, OA.SpecificResource)
    yield Triple(quote, OA.hasSource, text_of(source))
    yield Triple(quote, OA.hasSelector, selector)
    yield Triple(selector, RDF.type, OA.TextQuoteSelector)
    yield Triple(selector, RDF.type, OA.TextPositionSelector)
    yield Triple(selector, OA.exact, Literal(evidence.quote))
    yield Triple(selector, OA.start, Literal(str(evidence.start), XSD.integer))
    yield Triple(selector, OA.end, Literal(str(evidence.end), XSD.integer))


@cache
def run_triples(run: Iri) -> tuple[Triple, ...]:
    """A run and the software that it was a run of: `run/rules-1` is one of `agent/rules`."""
    key = _key(run)
    agent = iris.thing("agent", key.rpartition("-")[0] or key)
    return (
        Triple(run, RDF.type, SCG.Run),
        Triple(run, RDFS.label, Literal(key)),
        Triple(run, PROV.wasAssociatedWith, agent),
        Triple(agent, RDF.type, PROV.SoftwareAgent),
        Triple(agent, SCHEMA.softwareVersion, Literal(version())),
    )


def model_triples(model: ModelRun) -> Iterator[Triple]:
    """The run of a language model over one document: beside the rules, asked how, at what price."""
    yield from run_triples(model.iri)
    rules = iris.thing("agent", "rules")
    yield Triple(model.iri, PROV.wasAssociatedWith, rules)
    yield Triple(rules, RDF.type, PROV.SoftwareAgent)
    yield Triple(rules, SCHEMA.softwareVersion, Literal(version()))
    yield Triple(model.iri, SCG.languageModel, Literal(model.model))
    yield Triple(model.iri, SCG.promptHash, Literal(model.prompt_hash))
    for name, count in ((SCG.inputTokens, model.input_tokens), (SCG.outputTokens, model.output_tokens)):
        if count is not None:
            yield Triple(model.iri, name, Literal(str(count), XSD.integer))
    if model.cost is not None:
        yield Triple(model.iri, SCG.cost, Literal(f"{model.cost.normalize():f}", XSD.decimal))


def _described(source: Source) -> Iterator[tuple[Iri, Term]]:
    yield DCT.title, Literal(source.title)
    if source.address is not None:
        yield SCHEMA.url, Literal(iris.page(source.address), XSD.anyURI)
    if source.published is not None:
        yield SCHEMA.datePublished, Literal(source.published, _DATES.get(len(source.published), XSD.string))
    for name, text in (
        (DCT.publisher, source.publisher),
        (SCHEMA.author, source.author),
        (SCG.publishedBasis, source.published_basis),
        (DCT.language, source.language),
        (SCG.fingerprint, source.fingerprint),
    ):
        if text is not None:
            yield name, Literal(text)


def _page_triples(page: Iri) -> Iterator[Triple]:
    host = urlsplit(page).hostname if page.startswith("http") and not iris.kind_of(page) else None
    if host:
        yield Triple(page, RDF.type, SCG.WebPage)
        yield Triple(page, SCG.host, Literal(host.removeprefix("www.").rstrip(".")))


def _key(iri: Iri) -> str:
    return iri.rpartition("/")[2]
