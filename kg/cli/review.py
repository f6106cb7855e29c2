"""`kg review`: what waits for a decision, one after another."""

from __future__ import annotations

import json

import click

from kg.cli._decisions import Desk, Wanted, carry_out, decide_lines, kinds, read_text, reviewer, waiting
from kg.cli._options import format_option, settings, store_option
from kg.cli._output import print_rows
from kg.cli._reviewing import Screen, as_record
from kg.pipeline import Pipeline
from kg.review import KINDS, Item


@click.command()
@click.option("--kind", "kinds_", type=click.Choice(KINDS), multiple=True, help="Only this kind; may be repeated.")
@click.option("--about", default="", metavar="NAME|IRI", help="Only what names this person, organisation or place.")
@click.option("--source", default="", metavar="TEXT", help="Only sources whose title or address holds this.")
@click.option("--list", "listed", is_flag=True, help="List what waits and ask nothing.")
@click.option("--decide", "file", metavar="FILE|-", help="Apply the decisions of a JSONL file and ask nothing.")
@click.option("--who", default="", help="Who decides. Default: $KG_REVIEWER or the user of this machine.")
@click.option("--quick", is_flag=True, help="Do not ask why.")
@format_option("table", "json")
@store_option
def command(**given: str) -> None:
    """Go through candidate claims, people who may be one and disagreements, the most telling first.

    One key for each decision; it is written down at once, and the store follows at the end. What is undone
    stays in the file, with the line that undoes it.
    """
    chosen = settings()
    who = reviewer(given["who"], chosen)
    wanted = Wanted(kinds(given["kinds_"]), given["about"], given["source"])
    if given["file"]:
        _report(decide_lines(chosen, *read_text(given["file"]), who))
        carry_out(chosen)
    elif given["listed"]:
        _list(waiting(chosen, wanted), given["form"])
    else:
        items = waiting(chosen, wanted)
        desk = Desk(Pipeline(chosen), who)
        stand = Screen(who, desk.decide, desk.undo, ask_why=not given["quick"]).run(items)
        _report(stand)
        if stand:
            carry_out(chosen)


def _report(number: int) -> None:
    click.echo(f"{number} decided", err=True)


def _list(items: tuple[Item, ...], form: str) -> None:
    if form == "json":
        click.echo(json.dumps([as_record(item) for item in items], ensure_ascii=False, indent=1))
    else:
        print_rows(
            ("item", "kind", "score", "what", "why"),
            [(item.id, item.kind, f"{item.score:.2f}", item.title, item.why) for item in items],
        )
