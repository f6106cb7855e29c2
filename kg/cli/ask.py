"""`kg ask`: a question in words."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator
from typing import Any

import click

from kg.answers import Answer, Asker, Chooser, Ran, Refusal, Suggestion, entities_of
from kg.cli._footnotes import print_with_notes, tell_candidates
from kg.cli._options import (
    format_option,
    given_language,
    language_option,
    settings,
    store_option,
    view_options,
    viewed,
)
from kg.cli._output import harmless
from kg.pages.replies import reply_as_json
from kg.store import open_store

LINES = 12


@click.command()
@click.argument("question")
@click.option(
    "--with", "helper", type=click.Choice(["llm"]), help="Let the language model of KG_LLM_URL choose the query."
)
@view_options
@format_option("text", "json")
@language_option
@store_option
def command(question: str, helper: str | None, form: str, **wanted: Any) -> int:
    """Answer QUESTION, in Indonesian or English, with its sources; or say why there is no answer.

    The answer is in the language of the question unless --lang is given. The query that was run is
    shown. Exit status 1 means that there is no answer. With a model, only the choice of the query and its
    parameters is the model's; names that the graph does not hold are refused.
    """
    with open_store(settings().store, read_only=True) as store:
        chooser = Chooser(settings().llm) if helper else None
        asker = Asker(store, entities_of(store), chooser=chooser)
        reply = asker.ask(question, given_language(), viewed(wanted))
    if form == "json":
        click.echo(json.dumps(reply_as_json(reply), ensure_ascii=False, indent=1))
    elif isinstance(reply, Answer):
        _show(reply)
    else:
        _refuse(reply)
    return 0 if isinstance(reply, Answer) else 1


def _show(answer: Answer) -> None:
    click.echo(harmless(answer.sentence))
    for line in answer.lines[:LINES]:
        click.echo(f"- {harmless(line)}")
    if len(answer.lines) > LINES:
        click.echo(f"- … ({len(answer.lines)})")
    for line in answer.disagreements:
        click.echo(f"! {harmless(line)}")
    click.echo()
    print_with_notes(answer.table, answer.ran.query, answer.language)
    tell_candidates(answer.tentative)
    _notes(answer.notes, answer.suggestions)
    _ran(answer.ran)


def _refuse(refusal: Refusal) -> None:
    click.echo(harmless(refusal.message))
    _notes(refusal.notes, refusal.suggestions)
    if refusal.ran is not None:
        _ran(refusal.ran)


def _notes(notes: tuple[str, ...], suggestions: tuple[Suggestion, ...]) -> None:
    for note in notes:
        click.echo(f"* {harmless(note)}")
    for suggestion in suggestions:
        click.echo(f"? {suggestion.question} (kg query {suggestion.query})")


def _ran(ran: Ran) -> None:
    click.echo(f"\n# kg query {ran.query.name}{''.join(_settings(ran))}\n{ran.sparql}", nl=False)


def _settings(ran: Ran) -> Iterator[str]:
    for name, value in ran.values.items():
        if ran.query.parameter(name) is not None and name != "language":
            yield " --set " + shlex.quote(f"{name}={harmless(value.text)}")
