"""What a dump holds, as VoID and DCAT: counts by file, class and property, licence, checksums."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from kg import iris
from kg.queries import find_query
from kg.records import Iri, Literal, Triple
from kg.terms import BASE, DCAT, DCT, PREFIXES, RDF, SPDX, VOID, XSD

LICENCE = Iri("https://creativecommons.org/licenses/by/4.0/")
MEDIA = MappingProxyType({"ttl": "text/turtle", "nq": "application/n-quads", "rdfp": "application/rdf-patch"})
_DELTA = MappingProxyType({"en": "What changed since the version before", "id": "Yang berubah sejak versi sebelumnya"})
CLASS = Iri(f"{PREFIXES['void']}class")  # a keyword of Python, so no attribute of VOID


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a dump as its description needs it; `content` is empty where only counts are told."""

    name: str
    file: str
    triples: int
    size: int
    sha256: str
    content: Sequence[Triple]


def describe(parts: Iterable[Part]) -> Iterator[Triple]:
    """The description: the dataset as a whole (the part called all) and each file as a subset of it."""
    whole = iris.thing("dataset", "all")
    for part in parts:
        here = iris.thing("dataset", part.name)
        yield from _dataset(here, part)
        yield from _file(here, part)
        yield from _partitions(here, part)
        if here != whole:
            yield Triple(whole, VOID.subset, here)
    yield Triple(whole, VOID.uriSpace, Literal(f"{BASE}id/"))


def describe_delta(file: str, size: int, sha256: str) -> Iterator[Triple]:
    """The patch as one more distribution of the whole dataset."""
    part = Part("delta", file, 0, size, sha256, ())
    for language, title in _DELTA.items():
        yield Triple(iris.thing("distribution", part.name), DCT.title, Literal(title, language=language))
    yield from _distribution(iris.thing("dataset", "all"), part)


def _dataset(here: Iri, part: Part) -> Iterator[Triple]:
    query = find_query(part.name, "dumps")
    for kind in (VOID.Dataset, DCAT.Dataset):
        yield Triple(here, RDF.type, kind)
    for language in query.languages:
        yield Triple(here, DCT.title, Literal(query.title[language], language=language))
        yield Triple(here, DCT.description, Literal(query.question[language], language=language))
    yield Triple(here, DCT.license, LICENCE)
    yield Triple(here, VOID.triples, _integer(part.triples))
    for prefix in sorted({_prefix(p) for _, p, _ in part.content} - {None}, key=str):
        yield Triple(here, VOID.vocabulary, Iri(PREFIXES[str(prefix)]))


def _file(here: Iri, part: Part) -> Iterator[Triple]:
    yield Triple(here, VOID.dataDump, Iri(f"{BASE}dump/{part.file}"))
    yield from _distribution(here, part)


def _distribution(here: Iri, part: Part) -> Iterator[Triple]:
    address = Iri(f"{BASE}dump/{part.file}")
    file, checksum = iris.thing("distribution", part.name), iris.thing("checksum", part.name)
    yield Triple(here, DCAT.distribution, file)
    yield Triple(file, RDF.type, DCAT.Distribution)
    yield Triple(file, DCAT.downloadURL, address)
    yield Triple(file, DCAT.mediaType, Literal(MEDIA[part.file.rpartition(".")[2]]))
    yield Triple(file, DCAT.byteSize, _integer(part.size))
    yield Triple(file, DCT.license, LICENCE)
    yield Triple(file, SPDX.checksum, checksum)
    yield Triple(checksum, RDF.type, SPDX.Checksum)
    yield Triple(checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256)
    yield Triple(checksum, SPDX.checksumValue, Literal(part.sha256))


def _partitions(here: Iri, part: Part) -> Iterator[Triple]:
    if not part.content:
        return
    classes = Counter(o for _, p, o in part.content if p == RDF.type and isinstance(o, Iri))
    properties = Counter(p for _, p, _ in part.content)
    yield Triple(here, VOID.classes, _integer(len(classes)))
    yield Triple(here, VOID.properties, _integer(len(properties)))
    yield Triple(here, VOID.distinctSubjects, _integer(len({s for s, _, _ in part.content})))
    for kind, count in classes.items():
        partition = iris.thing("partition", f"{part.name}-class-{_name(kind)}")
        yield Triple(here, VOID.classPartition, partition)
        yield Triple(partition, CLASS, kind)
        yield Triple(partition, VOID.entities, _integer(count))
    for property_, count in properties.items():
        partition = iris.thing("partition", f"{part.name}-property-{_name(property_)}")
        yield Triple(here, VOID.propertyPartition, partition)
        yield Triple(partition, VOID.property, property_)
        yield Triple(partition, VOID.triples, _integer(count))


def _name(iri: Iri) -> str:
    """A short key for a class or a property: prefix and name, else a hash."""
    prefix = _prefix(iri)
    return f"{prefix}-{iri.removeprefix(PREFIXES[prefix])}" if prefix else iris.digest(iri)


def _prefix(iri: Iri) -> str | None:
    return next((prefix for prefix, space in PREFIXES.items() if iri.startswith(space)), None)


def _integer(number: int) -> Literal:
    return Literal(str(number), XSD.integer)
