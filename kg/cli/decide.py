"""`kg decide`: one decision, or many from a file; the decisions so far, and the way back."""

from __future__ import annotations

import json

import click

from kg.cli._decisions import carry_out, decide_lines, identity_mark, read_text, reviewer, taken_back
from kg.cli._options import settings, store_option
from kg.cli._output import print_rows
from kg.errors import InputError
from kg.pipeline import Pipeline
from kg.review import write


@click.command()
@click.argument("item", required=False)
@click.argument("decision", required=False)
@click.option("--why", default="", metavar="TEXT", help="The reason.")
@click.option("--property", "on", default="", metavar="TERM", help="edit: the property whose value is replaced.")
@click.option("--value", default="", metavar="TEXT", help="edit: what stands in its place.")
@click.option("--old", default="", metavar="TEXT", help="edit: the value that is replaced, where there are several.")
@click.option("--side", default="", metavar="N", help="prefer: the side that is right.")
@click.option("--file", metavar="FILE|-", help="Decisions as JSON, an object a line.")
@click.option("--list", "listed", is_flag=True, help="List the decisions so far.")
@click.option("--undo", metavar="MARK", help="Take back the decision with this mark, by a new line.")
@click.option("--who", default="", help="Who decides. Default: $KG_REVIEWER or the user of this machine.")
@store_option
def command(**given: str) -> None:
    """Decide on ITEM of `kg review --list`: accept, reject, edit, same, apart, prefer or unsure.

    Lines of a FILE are objects with item, decision and, as wanted, why, property, value, old, side, who;
    all are written, or none. The store follows at once.
    """
    chosen = settings()
    who = reviewer(given["who"], chosen)
    if given["listed"]:
        _list()
        return
    if given["undo"]:
        loaded = Pipeline(chosen)
        write(loaded.decision_folders[-1], [taken_back(loaded, given["undo"], who)], loaded.decisions)
    elif given["file"]:
        decide_lines(chosen, *read_text(given["file"]), who)
    elif given["item"] and given["decision"]:
        cells = {name: given[name] for name in ("item", "decision", "why", "value", "old", "side") if given[name]}
        line = {**cells, **({"property": given["on"]} if given["on"] else {})}
        decide_lines(chosen, json.dumps(line), "decision", who)
    else:
        raise InputError("there is nothing to decide", hint="kg decide ITEM DECISION, or --file, --list, --undo")
    carry_out(chosen)


def _list() -> None:
    loaded = Pipeline(settings())
    standing = set(loaded.judgements.standing)
    rows = [
        (one.mark, one.when[:19], one.who, one.decision, "" if one in standing or one.of else "undone", one.why)
        for one in loaded.judgements.all
    ]
    for one in loaded.decisions.standing:
        cells = one.cells
        rows.append((identity_mark(cells), cells["when"], cells["who"], cells["decision"], "", cells["why"]))
    print_rows(("mark", "when", "who", "decision", "state", "why"), rows)
