"""The ontology is OWL 2 DL, can be true, and is of use to whoever knows only the vocabularies that it rests on."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import OWL, RDF, RDFS, XSD
from rdflib.term import BNode, Node

from kg.reasoning.consistency import KNOWN_DATATYPES, consistent
from kg.terms import BASE, PREFIXES, SCG, SUBCLASSES

ONTOLOGY = Path(__file__).resolve().parent.parent.parent / "ontology"
OWN = f"{BASE}def#"
PROPERTY_KINDS = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
MAPPINGS = tuple(URIRef(PREFIXES["skos"] + name) for name in ("closeMatch", "broadMatch"))
RESERVED = tuple(PREFIXES[prefix] for prefix in ("rdf", "rdfs", "owl", "xsd"))
BUILT_IN_PROPERTIES = {RDFS.label, RDFS.comment, RDFS.isDefinedBy, RDFS.seeAlso, OWL.versionInfo, OWL.versionIRI}
AXIOMS = {RDF.type, RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, OWL.disjointWith}


def _mine(term: Node) -> bool:
    return str(term).startswith(OWN)


def _up(graph: Graph, term: Node, predicate: URIRef) -> set[Node]:
    """A class with its superclasses, or a property with its super-properties."""
    return {parent for parent in graph.transitive_objects(term, predicate) if parent is not None}


def _of(graph: Graph, kind: URIRef) -> set[Node]:
    return set(graph.subjects(RDF.type, kind))


# --- OWL 2 DL -------------------------------------------------------------------------------------


def test_nothing_published_is_a_blank_node(whole: Graph) -> None:
    assert [t for t in whole if any(isinstance(term, BNode) for term in t)] == []


def test_every_property_has_one_kind_and_is_no_class(whole: Graph) -> None:
    kinds = [_of(whole, kind) for kind in (*PROPERTY_KINDS, OWL.Class, RDFS.Datatype)]
    for i, some in enumerate(kinds):
        for others in kinds[i + 1 :]:
            assert some & others == set()


def test_every_property_that_is_used_is_declared_or_built_in(whole: Graph) -> None:
    declared = {p for kind in PROPERTY_KINDS for p in _of(whole, kind)}
    assert set(whole.predicates()) - declared - BUILT_IN_PROPERTIES - AXIOMS == set()


def test_axioms_on_classes_name_classes(whole: Graph) -> None:
    classes = _of(whole, OWL.Class)
    for predicate in (RDFS.subClassOf, OWL.disjointWith):
        for subject, value in whole.subject_objects(predicate):
            assert {subject, value} <= classes, (subject, value)
    assert {d for _, d in whole.subject_objects(RDFS.domain)} <= classes


def test_a_property_is_below_a_property_of_its_own_kind(whole: Graph) -> None:
    for below, above in whole.subject_objects(RDFS.subPropertyOf):
        kinds = [{kind for kind in PROPERTY_KINDS if (p, RDF.type, kind) in whole} for p in (below, above)]
        assert kinds[0] == kinds[1] != set(), (below, above)


def test_ranges_fit_the_kind_of_property_and_are_datatypes_of_owl(whole: Graph) -> None:
    classes = _of(whole, OWL.Class)
    for prop, value in whole.subject_objects(RDFS.range):
        if (prop, RDF.type, OWL.ObjectProperty) in whole:
            assert value in classes, prop
        else:
            assert str(value) in KNOWN_DATATYPES, prop


def test_reserved_vocabulary_is_never_redefined(whole: Graph) -> None:
    assert [s for s in whole.subjects() if str(s).startswith(RESERVED)] == []


def test_annotation_properties_have_no_domain_or_range(whole: Graph) -> None:
    for prop in _of(whole, OWL.AnnotationProperty):
        assert whole.value(prop, RDFS.domain) is None
        assert whole.value(prop, RDFS.range) is None


def test_literals_of_the_ontology_are_of_owl_datatypes(whole: Graph) -> None:
    found = {v.datatype or XSD.string for v in whole.objects() if isinstance(v, Literal) and not v.language}
    assert {str(datatype) for datatype in found} <= KNOWN_DATATYPES


def test_every_property_says_what_it_leads_from_and_to(own: Graph) -> None:
    includes = {key: URIRef(f"{PREFIXES['schema']}{key}Includes") for key in ("domain", "range")}
    for kind in (OWL.ObjectProperty, OWL.DatatypeProperty):
        for prop in _of(own, kind):
            for key, predicate in (("domain", RDFS.domain), ("range", RDFS.range)):
                assert own.value(prop, predicate) or own.value(prop, includes[key]), (prop, key)


def test_the_ontology_is_consistent_and_coherent() -> None:
    verdict = consistent(ONTOLOGY)
    assert verdict.consistent
    assert verdict.unsatisfiable == ()


# --- what others can read -------------------------------------------------------------------------


def test_every_class_has_a_parent_in_another_vocabulary(own: Graph) -> None:
    for kind in filter(_mine, _of(own, OWL.Class)):
        assert [a for a in _up(own, kind, RDFS.subClassOf) if not _mine(a)], kind


def test_every_property_has_a_parent_or_a_match_in_another_vocabulary(own: Graph) -> None:
    for kind in PROPERTY_KINDS:
        for prop in filter(_mine, _of(own, kind)):
            near = _up(own, prop, RDFS.subPropertyOf)
            near |= {match for mapping in MAPPINGS for match in own.objects(prop, mapping)}
            assert [n for n in near if not _mine(n)], prop


@pytest.fixture(scope="module")
def plain(sample: Graph) -> Graph:
    """The sample as software sees it that follows sub-classes and sub-properties and knows none of our terms."""
    graph = Graph() + sample
    for thing, kind in list(sample.subject_objects(RDF.type)):
        for parent in _up(sample, kind, RDFS.subClassOf):
            graph.add((thing, RDF.type, parent))
    for prop, above in list(sample.subject_objects(RDFS.subPropertyOf)):
        for subject, value in sample.subject_objects(prop):
            graph.add((subject, above, value))
    return graph


def _names(rows: object) -> set[tuple[str, ...]]:
    return {tuple(str(cell).rpartition("/id/")[2] for cell in row) for row in rows}  # type: ignore[attr-defined]


def test_software_that_knows_only_org_finds_offices_and_memberships(plain: Graph) -> None:
    org = f"PREFIX org: <{PREFIXES['org']}> SELECT "
    assert _names(
        plain.query(org + "?post ?body { ?post a org:Post ; org:postIn ?body . ?body a org:Organization }")
    ) == {("post/wali-kota-makassar", "organisation/pemkot-makassar")}
    found = plain.query(org + "?m ?who ?body { ?m a org:Membership ; org:member ?who ; org:organization ?body }")
    assert _names(found) == {("tenure/t1", "person/p1", "organisation/pemkot-makassar")}
    units = plain.query(org + "?unit { ?unit a org:OrganizationalUnit ; org:subOrganizationOf ?body }")
    assert _names(units) == {("organisation/diskominfo-makassar",)}
    roles = plain.query(org + "?office ?role { ?office a org:Membership ; org:role ?role }")
    assert [str(row[0]).rpartition("/id/")[2] for row in roles] == ["network-office/o1"]  # type: ignore[index]


def test_software_that_knows_only_schema_org_finds_places_events_and_members(plain: Graph) -> None:
    schema = f"PREFIX schema: <{PREFIXES['schema']}> SELECT "
    areas = plain.query(
        schema + "?area ?around { ?area a schema:AdministrativeArea ; schema:containedInPlace ?around }"
    )
    assert _names(areas) == {("place/kota-makassar", "place/indonesia")}
    events = plain.query(
        schema + "?event ?place ?series { ?event a schema:Event ; schema:location ?place ; schema:superEvent ?series }"
    )
    assert _names(events) == {("event/meeting", "place/kota-makassar", "series/ascn-annual-meeting")}
    members = plain.query(schema + "?m ?place { ?m a schema:OrganizationRole ; schema:member ?place }")
    assert ("membership/m1", "place/kota-makassar") in _names(members)
    roles = plain.query(schema + "?m ?title { ?m a schema:OrganizationRole ; schema:roleName ?title }")
    assert _names(roles) == {("tenure/t1", "Pj. Wali Kota Makassar")}
    assert _names(plain.query(schema + "?p { ?p a schema:Project }")) == {("programme/sombere",)}


def test_code_can_ask_for_superclasses() -> None:
    assert SUBCLASSES[SCG.Ministry] == (SCG.PublicOrganisation, SCG.Organisation, SCG.Actor)
    assert SUBCLASSES[SCG.Place] == ()
