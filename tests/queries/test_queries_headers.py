"""A header is read strictly: whatever is missing, unknown or inconsistent is told with the file's name."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import TableError
from kg.queries import load_queries, read_query
from kg.store import form, parameters

HEADER = """\
#+ title: {en: Members, id: Anggota}
#+ question:
#+   en: Which members?
#+   id: Anggota mana?
#+ number: 1
#+ parameters:
#+   - {name: country, kind: country, required: false, default: Indonesia, example: Malaysia}
#+ columns:
#+   member: {en: the member, id: anggota}
#+   since: {en: since when, id: sejak kapan}
#+ view: table
#+ since: 0.1.0
#+ answer:
#+   en: {some: "{count}:", row: "{member}", none: "None."}
#+   id: {some: "{count}:", row: "{member}", none: "Tidak ada."}
#+ one: {of: [member], value: [since]}
"""
SPARQL = "# a remark\nSELECT ?member ?since WHERE { ?member ?since $country }\n"


def written(folder: Path, header: str) -> Path:
    path = folder / "some-members.rq"
    path.write_text(header + SPARQL, encoding="utf-8")
    return path


def test_a_header_says_what_the_query_takes_and_gives(tmp_path: Path) -> None:
    query = read_query(written(tmp_path, HEADER))
    assert (query.name, query.number, query.view) == ("some-members", 1, "table")
    assert query.question["id"] == "Anggota mana?"
    assert query.languages == ("en", "id")
    assert [(p.name, p.kind, p.default) for p in query.parameters] == [("country", "country", "Indonesia")]
    assert query.parameter("country") is query.parameters[0]
    assert query.parameter("planet") is None
    assert [column.name for column in query.columns] == ["member", "since"]
    assert query.phrases["en"].none == "None."
    assert (query.single_of, query.single) == (("member",), ("since",))
    assert query.sparql == SPARQL


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("#+ view: table\n", "", "lacks view"),
        ("#+ view: table\n", "#+ view: table\n#+ colour: red\n", "knows no colour"),
        ("view: table", "view: hologram", "one of table, graph"),
        ("number: 1", "number: 0", "competency question"),
        ("number: 1", "number: first", "competency question"),
        ("title: {en: Members, id: Anggota}", "title: Members", "words in each language"),
        ("title: {en: Members, id: Anggota}", "title: {en: Members, id: ''}", "words in each language"),
        ("title: {en: Members, id: Anggota}", "title: {en: Members}", "but the title in"),
        ("kind: country", "kind: planet", "the kind of 'country'"),
        ("required: false", "required: true", "required or has a default"),
        ("required: false", "required: perhaps", "required or has a default"),
        (", example: Malaysia", "", "lacks example"),
        ("{name: country, ", "{name: 'coun try', ", "names not usable: coun try"),
        ("  member: {en: the member", "  country: {en: the member", "names not usable"),
        ("of: [member]", "of: [planet]", "names not usable: planet"),
        ("of: [member]", "of: member", "wants a list"),
        ("one: {of: [member], value: [since]}", "one: [member]", "one wants"),
        (', none: "None."', "", "lacks none"),
        ("#+ title", "#+ {title", "no YAML"),
    ],
)
def test_a_broken_header_is_told_with_its_file(tmp_path: Path, before: str, after: str, says: str) -> None:
    assert before in HEADER
    with pytest.raises(TableError) as caught:
        read_query(written(tmp_path, HEADER.replace(before, after, 1)))
    assert says in str(caught.value)
    assert "some-members.rq" in str(caught.value)


@pytest.mark.parametrize(
    ("part", "instead"),
    [
        ("parameters", "#+ parameters: none\n"),
        ("parameters", "#+ parameters: [country]\n"),
        ("columns", "#+ columns: {}\n"),
        ("answer", "#+ answer: {en: {some: a, row: b, none: c}}\n"),
    ],
)
def test_a_part_of_the_wrong_shape_is_refused(tmp_path: Path, part: str, instead: str) -> None:
    lines = HEADER.splitlines(keepends=True)
    start = next(i for i, line in enumerate(lines) if line.startswith(f"#+ {part}:"))
    end = next(i for i in range(start + 1, len(lines)) if not lines[i].startswith("#+  "))
    with pytest.raises(TableError, match=r"some-members\.rq"):
        read_query(written(tmp_path, "".join([*lines[:start], instead, *lines[end:]])))


def test_a_file_without_a_header_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="no header"):
        read_query(written(tmp_path, ""))


@pytest.mark.parametrize("query", load_queries().values(), ids=lambda query: query.name)
class TestEveryQueryOfTheLibrary:
    def test_speaks_both_languages_everywhere(self, query) -> None:  # type: ignore[no-untyped-def]
        assert query.languages == ("en", "id")
        assert set(query.phrases) == {"en", "id"}

    def test_names_the_parameters_that_its_text_has(self, query) -> None:  # type: ignore[no-untyped-def]
        assert form(query.sparql) == "select"
        named = {parameter.name for parameter in query.parameters}
        assert parameters(query.sparql) <= named
        assert query.compute is not None or parameters(query.sparql) == named  # a function may take the others

    def test_orders_its_rows_by_every_column(self, query) -> None:  # type: ignore[no-untyped-def]
        order = query.sparql.rpartition("ORDER BY")[2]
        assert {f"?{column.name}" for column in query.columns} <= set(order.replace(")", " ").replace("(", " ").split())

    def test_words_its_answer_with_names_that_exist(self, query) -> None:  # type: ignore[no-untyped-def]
        known = {c.name for c in query.columns} | {p.name for p in query.parameters} | {"count"}
        for phrases in query.phrases.values():
            for text in (phrases.some, phrases.row, phrases.none):
                used = {part.partition("}")[0] for part in text.split("{")[1:]}
                assert used <= known, text
