"""What every store promises, on each kind: in memory, in a folder, behind a real server."""

from __future__ import annotations

import traceback

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import QueryError, StoreError
from kg.records import Iri, Literal, Term, Triple
from kg.store import Store, open_store
from kg.terms import BASE, RDFS, SCG, SKOS, XSD

A = Iri(f"{BASE}id/graph/source-a")
B = Iri(f"{BASE}id/graph/source-b")
MAKASSAR = Iri(f"{BASE}id/place/makassar")
SUMEDANG = Iri(f"{BASE}id/place/sumedang")
EVERYTHING = "SELECT ?s ?p ?o WHERE { ?s ?p ?o } ORDER BY ?s ?p ?o"
NASTY = (
    'a "quote" \\ back\\slash } . } ; DROP ALL # \\u0022 \\U00000022 \'\'\' """ ?s $s\n\r\ttab <http://a/> é 城市 \x01'
)

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
languages = st.sampled_from(["en", "id", "zh-hant"])


def named(thing: Iri, text: str, language: str | None = None) -> Triple:
    return Triple(thing, SKOS.prefLabel, Literal(text, language=language))


def rows(store: Store, query: str, **bindings: Term) -> list[tuple[Term | None, ...]]:
    return sorted(store.select(query, bindings).rows, key=str)


class TestGraphs:
    def test_replacing_a_graph_leaves_what_is_given_and_nothing_else(self, store: Store) -> None:
        store.replace(A, [named(MAKASSAR, "Makassar"), named(SUMEDANG, "Sumedang")])
        store.replace(A, [named(SUMEDANG, "Sumedang"), named(SUMEDANG, "Kabupaten Sumedang")])
        assert {triple for _, triple in store.quads()} == {
            named(SUMEDANG, "Sumedang"),
            named(SUMEDANG, "Kabupaten Sumedang"),
        }
        assert store.size() == 2

    def test_replacing_with_the_same_changes_nothing(self, store: Store) -> None:
        for _ in range(2):
            store.replace(A, [named(MAKASSAR, "Makassar")])
        assert list(store.quads()) == [(A, named(MAKASSAR, "Makassar"))]

    def test_replacing_with_nothing_removes_the_graph(self, store: Store) -> None:
        store.replace(A, [named(MAKASSAR, "Makassar")])
        store.replace(A, [])
        assert store.graphs() == ()

    def test_graphs_are_listed_in_order_and_removed_alone(self, store: Store) -> None:
        store.replace(B, [named(SUMEDANG, "Sumedang")])
        store.replace(A, [named(MAKASSAR, "Makassar")])
        assert store.graphs() == (A, B)
        store.remove(A)
        store.remove(A)
        assert store.graphs() == (B,)

    def test_many_graphs_can_be_replaced_at_once_whether_they_are_there_or_not(self, store: Store) -> None:
        both = {A: [named(MAKASSAR, "Makassar")], B: [named(MAKASSAR, "Makassar"), named(SUMEDANG, "Sumedang")]}
        store.replace_all(both)
        assert (store.size(), len(rows(store, EVERYTHING))) == (3, 2)
        store.replace_all({A: [named(SUMEDANG, "Sumedang")], B: []})
        assert list(store.quads()) == [(A, named(SUMEDANG, "Sumedang"))]
        assert len(rows(store, EVERYTHING)) == 1

    def test_an_invalid_iri_is_refused_and_nothing_is_written(self, store: Store) -> None:
        with pytest.raises((StoreError, QueryError)):
            store.replace(A, [named(MAKASSAR, "Makassar"), named(Iri("not an iri"), "x")])
        assert store.size() == 0


class TestQueries:
    def test_a_query_sees_the_union_of_all_graphs(self, store: Store) -> None:
        store.replace(A, [named(MAKASSAR, "Makassar")])
        store.replace(B, [Triple(MAKASSAR, SCG.seat, Literal("Makassar"))])
        assert store.ask("ASK { ?x ?p ?name . ?x ?q ?name FILTER(?p != ?q) }")

    def test_the_same_triple_in_two_graphs_is_one_row(self, store: Store) -> None:
        store.replace(A, [named(MAKASSAR, "Makassar")])
        store.replace(B, [named(MAKASSAR, "Makassar")])
        assert len(rows(store, EVERYTHING)) == 1
        assert store.size() == 2

    def test_a_query_can_still_name_the_graph(self, store: Store) -> None:
        store.replace(A, [named(MAKASSAR, "Makassar")])
        assert rows(store, "SELECT ?g WHERE { GRAPH ?g { $x ?p ?o } }", x=MAKASSAR) == [(A,)]

    def test_an_unbound_cell_is_none(self, store: Store) -> None:
        store.replace(A, [named(MAKASSAR, "Makassar")])
        query = "SELECT ?n ?none WHERE { $x ?p ?n OPTIONAL { ?n ?q ?none } }"
        assert store.select(query, {"x": MAKASSAR}).columns == ("n", "none")
        assert rows(store, query, x=MAKASSAR) == [(Literal("Makassar"), None)]

    def test_a_construct_gives_distinct_triples_in_order(self, store: Store) -> None:
        store.replace(A, [named(SUMEDANG, "b", "en"), named(MAKASSAR, "a"), named(SUMEDANG, "a")])
        query = "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> CONSTRUCT { ?s rdfs:label ?n } WHERE { ?s ?p ?n }"
        assert store.construct(query) == (
            Triple(MAKASSAR, RDFS.label, Literal("a")),
            Triple(SUMEDANG, RDFS.label, Literal("a")),
            Triple(SUMEDANG, RDFS.label, Literal("b", language="en")),
        )

    def test_a_construct_comes_as_lines_too_each_once(self, store: Store) -> None:
        store.replace(A, [named(SUMEDANG, 'b "\n', "en"), named(MAKASSAR, "é")])
        query = "CONSTRUCT { ?s ?p ?n . $x ?p ?n } WHERE { VALUES ?again { 1 2 } ?s ?p ?n FILTER(?s = $x) }"
        label = f"<{MAKASSAR}> <{SKOS.prefLabel}>"
        assert store.lines_of(query, {"x": MAKASSAR}) == {f'{label} "é" .\n'.encode()}
        (line,) = store.lines_of("DESCRIBE $x", {"x": SUMEDANG})
        assert line == f'<{SUMEDANG}> <{SKOS.prefLabel}> "b \\"\\n"@en .\n'.encode()

    def test_a_describe_is_a_construct(self, store: Store) -> None:
        store.replace(A, [named(MAKASSAR, "Makassar")])
        assert store.construct("DESCRIBE $x", {"x": MAKASSAR}) == (named(MAKASSAR, "Makassar"),)


class TestParameters:
    @pytest.mark.parametrize(
        "query",
        [
            "SELECT ?n WHERE { ?s ?p ?n FILTER(?s = $x) }",
            "SELECT ?n WHERE { ?s ?p ?n OPTIONAL { ?s ?q ?m FILTER(?s = $x) } FILTER(BOUND(?m)) }",
            "SELECT ?n WHERE { ?s ?p ?n { SELECT ?s WHERE { $x ?p ?o BIND($x AS ?s) } } }",
            "SELECT ?n WHERE { ?s ?p ?n VALUES ?s { $x } }",
            "SELECT ?n WHERE { { $x ?p ?n } UNION { $x ?none ?n FILTER(false) } }",
            "SELECT ?n WHERE { ?s ?p ?n FILTER NOT EXISTS { ?s ?p ?n FILTER(?s != $x) } }",
            "SELECT ?n WHERE { ?s ?p ?n MINUS { ?s ?p ?n FILTER(?s!=$x) } }",
        ],
    )
    def test_a_parameter_means_the_same_wherever_it_stands(self, store: Store, query: str) -> None:
        store.replace(A, [named(MAKASSAR, "Makassar"), named(SUMEDANG, "Sumedang")])
        assert rows(store, query, x=MAKASSAR) == [(Literal("Makassar"),)]

    def test_a_parameter_without_a_value_is_left_open(self, store: Store) -> None:
        store.replace(A, [named(MAKASSAR, "Makassar"), named(SUMEDANG, "Sumedang")])
        assert len(rows(store, "SELECT ?n WHERE { $x ?p ?n }")) == 2

    def test_a_number_can_limit_the_rows(self, store: Store) -> None:
        store.replace(A, [named(MAKASSAR, "Makassar"), named(SUMEDANG, "Sumedang")])
        assert len(rows(store, "SELECT ?n WHERE { ?s ?p ?n } LIMIT $most", most=Literal("1", XSD.integer))) == 1

    def test_hostile_text_stays_a_value(self, store: Store) -> None:
        store.replace(A, [named(MAKASSAR, NASTY), named(SUMEDANG, "Sumedang")])
        assert rows(store, "SELECT ?s WHERE { ?s ?p ?o FILTER(?o = $text) }", text=Literal(NASTY)) == [(MAKASSAR,)]
        assert rows(store, 'SELECT ?s WHERE { ?s ?p "$text" FILTER($text != "") }', text=Literal(NASTY)) == []
        assert store.size() == 2

    @pytest.mark.parametrize("text", ["http://a/> } #", "http://a/\n", 'http://a/"', "no scheme", "http://a/\\u003e"])
    def test_an_iri_that_is_none_is_refused(self, store: Store, text: str) -> None:
        with pytest.raises(QueryError):
            store.ask("ASK { $x ?p ?o }", {"x": Iri(text)})

    @given(text=texts, language=st.none() | languages)
    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_any_text_goes_in_and_comes_out_as_it_was(self, store: Store, text: str, language: str | None) -> None:
        literal = Literal(text, language=language)
        store.replace(A, [Triple(MAKASSAR, SCG.seat, literal)])
        assert [t.object for _, t in store.quads()] == [literal]
        assert rows(store, "SELECT ?o WHERE { ?s ?p ?o FILTER(sameTerm(?o, $text)) }", text=literal) == [(literal,)]
        assert rows(store, "SELECT (1 AS ?y) WHERE { ?s ?p $text }", text=literal) == [(Literal("1", XSD.integer),)]


class TestRefusals:
    @pytest.mark.parametrize(
        "query",
        [
            "SELECT * WHERE { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
            "SELECT * WHERE { service silent <http://127.0.0.1:1/> { ?s ?p ?o } }",
            "PREFIX : <http://127.0.0.1:1/> SELECT * WHERE { SERVICE:x{ ?s ?p ?o } }",
            "SELECT * WHERE { ?s ?p 1SERVICE<http://127.0.0.1:1/>{ ?s ?p ?o } }",
            "SELECT * WHERE { ?s ?p trueSERVICE<http://127.0.0.1:1/>{ ?s ?p ?o } }",
            "PREFIX : <http://127.0.0.1:1/> SELECT * WHERE { FILTER(1<2)SERVICE:x#>\n{ ?s ?p ?o } }",
            'SELECT * WHERE { ?s ?p "\\u0022 SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } #" }',
            "SELECT * WHERE { S\\u0045RVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
            "SELECT * WHERE { # harmless\n SERVICE ?x { ?s ?p ?o } }",
        ],
    )
    def test_a_query_never_reaches_out(self, store: Store, query: str) -> None:
        with pytest.raises(QueryError, match="SERVICE"):
            store.select(query)

    @pytest.mark.parametrize(
        "query",
        [
            "SELECT * WHERE { ?service ?load 'SERVICE' }",
            "SELECT * WHERE { ?s <http://a/service#load> ?o # SERVICE\n}",
            "PREFIX a: <http://a/> SELECT * WHERE { ?s a:service ?o }",
        ],
    )
    def test_the_mere_word_is_no_reason_to_refuse(self, store: Store, query: str) -> None:
        assert store.select(query).rows == ()

    @pytest.mark.parametrize(
        "query", ["DROP ALL", "INSERT DATA { <http://a/> <http://a/> 1 }", "LOAD <file:///etc/passwd>", "", "hello"]
    )
    def test_only_questions_are_asked(self, store: Store, query: str) -> None:
        store.replace(A, [named(MAKASSAR, "Makassar")])
        for ask in (store.select, store.ask, store.construct):
            with pytest.raises(QueryError):
                ask(query)
        assert store.size() == 1

    def test_a_question_of_another_form_is_refused(self, store: Store) -> None:
        with pytest.raises(QueryError, match="ASK"):
            store.select("ASK { ?s ?p ?o }")

    def test_a_malformed_query_is_one_line_with_its_position(self, store: Store) -> None:
        with pytest.raises(QueryError) as caught:
            store.select("SELECT ?x WHERE {\n ?x a }")
        assert "line 2, column 8" in str(caught.value)
        assert "\n" not in str(caught.value)
        assert len(str(caught.value)) < 300

    def test_a_value_without_its_place_is_an_error(self, store: Store) -> None:
        with pytest.raises(QueryError, match=r"no parameter \$y .*it has \$x"):
            store.ask("ASK { $x ?p '$y' }", {"x": MAKASSAR, "y": MAKASSAR})

    def test_one_name_for_a_parameter_and_a_variable_is_an_error(self, store: Store) -> None:
        with pytest.raises(QueryError, match=r"\?x and the parameter \$x"):
            store.ask("ASK { $x ?p ?o . ?o ?p ?x }", {"x": MAKASSAR})

    def test_a_blank_node_in_the_answer_is_an_error(self, store: Store) -> None:
        with pytest.raises(QueryError, match="blank node"):
            store.select("SELECT (BNODE() AS ?b) WHERE {}")

    def test_an_error_holds_no_results_of_the_engine(self, store: Store) -> None:
        with pytest.raises(QueryError) as caught:
            store.select("SELECT (BNODE() AS ?b) WHERE {}")
        frames = [frame for frame, _ in traceback.walk_tb(caught.value.__traceback__)]
        held = [value for frame in frames for value in frame.f_locals.values()]
        assert not any(isinstance(value, ox.QuerySolutions) for value in held)


class TestSearch:
    def test_a_search_sees_what_has_just_changed(self, store: Store) -> None:
        store.replace(A, [named(MAKASSAR, "Makassar"), Triple(MAKASSAR, SCG.abbreviation, Literal("MKS"))])
        assert [hit.iri for hit in store.search("mks")] == [MAKASSAR]
        store.replace(A, [named(SUMEDANG, "Sumedang")])
        assert store.search("makassar") == ()
        assert [(hit.iri, hit.label, hit.score) for hit in store.search("SUMEDANG")] == [(SUMEDANG, "Sumedang", 1.0)]

    def test_terms_of_the_ontology_are_not_found(self, store: Store) -> None:
        store.replace(A, [Triple(SCG.Person, SKOS.prefLabel, Literal("Person"))])
        assert store.search("person") == ()


def test_a_memory_store_begins_empty() -> None:
    with open_store(":memory:") as store:
        assert (store.size(), store.graphs()) == (0, ())
