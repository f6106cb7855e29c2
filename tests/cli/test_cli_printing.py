"""How results are printed: rows once, notes numbered, foreign text harmless, IRIs short."""

from __future__ import annotations

import io
import json

import pytest

from kg.cli._footnotes import _heading, print_with_notes
from kg.cli._output import compact, harmless, print_table, shortened
from kg.cli._progress import progress, report, report_issues
from kg.errors import InputError
from kg.pages.results import as_json
from kg.pipeline import Outcome
from kg.queries import find_query
from kg.records import Iri, Issue, Literal, Table, Term
from kg.terms import BASE, SCG

QUERY = find_query("ascn-members")
PLACE = Iri(f"{BASE}id/place/73.71")


def row(**cells: str) -> tuple[Term | None, ...]:
    given: dict[str, Term] = {"member": PLACE, "memberName": Literal("Makassar"), "source": Iri(f"{BASE}id/source/1")}
    given |= {name: Literal(value) for name, value in cells.items()}
    return tuple(given.get(column.name) for column in QUERY.columns)


def printed(capsys: pytest.CaptureFixture[str], *rows: tuple[Term | None, ...]) -> str:
    print_with_notes(Table(tuple(c.name for c in QUERY.columns), rows), QUERY, "en")
    return capsys.readouterr().out


def test_a_row_is_printed_once_with_all_its_sources(capsys: pytest.CaptureFixture[str]) -> None:
    out = printed(capsys, row(quote="one", address="http://a"), row(quote="one", address="http://b"), row(quote="two"))
    assert out.count("Makassar") == 1
    assert "[1] [2]" in out
    assert "    http://a\n    http://b\n" in out
    assert "[2]" in out
    assert "“two”" in out


def test_the_two_ends_of_a_date_are_one_cell(capsys: pytest.CaptureFixture[str]) -> None:
    assert " 2018 " in printed(capsys, row(since="2018-01-01", sinceBy="2018-12-31", quote="q"))


def test_a_date_as_a_source_gives_it_stands_in_its_note(capsys: pytest.CaptureFixture[str]) -> None:
    assert "“q” (April 2018)" in printed(capsys, row(quote="q", says="April 2018"))


def test_rows_without_sources_are_a_plain_table(capsys: pytest.CaptureFixture[str]) -> None:
    plain = tuple(Literal("x") if c.name == "memberName" else None for c in QUERY.columns)
    assert "sources" not in printed(capsys, plain)


def test_long_words_of_a_source_are_cut(capsys: pytest.CaptureFixture[str]) -> None:
    assert len(printed(capsys, row(quote="kata " * 500))) < 1500


def test_foreign_text_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    out = printed(capsys, row(memberName="[red]Kota[/red]\x1b[31m", quote="a\x07b\r\nc"))
    assert "\x1b" not in out
    assert "\x07" not in out
    assert "[red]Kota[/red]" in out
    assert harmless("a\tb\u202ec") == "a b c"


def test_things_and_terms_have_short_forms() -> None:
    assert shortened(PLACE) == "place/73.71"
    assert shortened(SCG.level) == "scg:level"
    assert shortened(Iri("https://example.org/x")) == "https://example.org/x"
    assert compact(None) == ""


def test_json_is_the_form_of_the_w3c() -> None:
    table = Table(
        ("a", "b"),
        ((PLACE, None), (Literal("x", language="id"), Literal("1", Iri("http://www.w3.org/2001/XMLSchema#integer")))),
    )
    found = as_json(table)
    assert found["head"] == {"vars": ["a", "b"]}
    assert json.dumps(found).count('"type"') == 3


def test_csv_quotes_what_must_be_quoted(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(Table(("a",), ((Literal('x, "y"'),),)), "csv")
    assert capsys.readouterr().out == 'a\n"x, ""y"""\n'


def test_issues_decide_the_exit_status() -> None:
    issue = Issue("unreadable", "a.txt", "it is empty")
    assert report_issues([], 3) == 0
    assert report_issues([issue], 1) == 1
    assert report_issues([issue, issue], 0) == 2
    with pytest.raises(InputError, match=r"a\.txt: it is empty"):
        report_issues([issue], 0)
    assert report(Outcome(sources=1)) == 0


def test_progress_is_shown_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    for terminal in (False, True):
        stream = io.StringIO()
        monkeypatch.setattr(stream, "isatty", lambda terminal=terminal: terminal)
        monkeypatch.setattr("sys.stderr", stream)
        monkeypatch.setenv("TERM", "xterm")
        with progress() as step:
            step("articles")
        assert bool(stream.getvalue()) is terminal


def test_two_bounds_in_one_cell_are_headed_by_what_they_share() -> None:
    meanings = {"since": "began, not before", "sinceBy": "began, at the latest", "name": "name, as printed"}
    assert [_heading(name, meanings) for name in ("since", "name")] == ["began", "name, as printed"]
