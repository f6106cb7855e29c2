"""The calibration as the table that the package reads (TOML) and as the tables that people read (Markdown)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

Json = Mapping[str, Any]

BEGIN, END = "<!-- written by make calibrate -->", "<!-- end -->"
_HEAD = "# Written by `make calibrate`: do not edit. Log-odds, added up; docs/confidence.md explains them.\n"
_STAGES = {
    "unseen": "articles that were new to the rules",
    "tuned": "articles that the rules were written with",
}


def as_toml(table: Json) -> str:
    """The whole table; the extractor reads `accept`, `base` and `weights`, the rest is the measure."""
    lines = [_HEAD, f'accept = "{table["accept"]}"', f"base = {table['base']}", ""]
    for stage, counts in table["rows"].items():
        lines += [f"[rows.{stage}]", *_pairs(counts), ""]
    lines += ["[figures]", *_pairs(table["figures"]), ""]
    for name in ("reliability", "thresholds"):
        for line in table[name]:
            lines += [f"[[{name}]]", *_pairs(line), ""]
    return "\n".join([*lines, "[weights]", *_pairs(dict(sorted(table["weights"].items())))]) + "\n"


def as_markdown(table: Json) -> str:
    """The figures and the weights as tables of a page."""
    return "\n".join([*_measured(table), *_weighed(table["weights"]), ""])


def replaced(page: str, text: str) -> str:
    """The page with the text between its marks."""
    before, after = page.partition(BEGIN)[0], page.partition(END)[2]
    return f"{before}{BEGIN}\n\n{text}\n{END}{after}"


def _pairs(values: Json) -> Iterator[str]:
    for name, value in values.items():
        yield f'"{name}" = "{value}"' if isinstance(value, str) else f'"{name}" = {value}'


def _measured(table: Json) -> Iterator[str]:
    labels = ("articles", "right", "wrong", "optional", "missed")
    yield from _rows(("fitted on", *labels), ((_STAGES[s], *(c[n] for n in labels)) for s, c in table["rows"].items()))
    told = table["figures"]
    yield f"**Reliability** over the {told['n']} right or wrong statements of articles that were new to the rules,"
    yield f"cross-validated: Brier score {told['brier']} (the mean for all: {told['brier of the mean']}), expected"
    yield f"calibration error {told['calibration error']}, area under the ROC curve {told['area']} (no order: 0.5).\n"
    spans = ((f"{b['from']}-{b['to']}", b["predicted"], b["observed"], b["n"]) for b in table["reliability"])
    yield from _rows(("confidence", "predicted", "observed", "n"), spans)
    yield "**Thresholds** on the articles that were new to the rules (strict scores, cross-validated):\n"
    names = ("threshold", "right", "wrong", "precision", "at least", "recall", "f1", "precision id", "precision en")
    yield from _rows(names, ([line[name] for name in names] for line in table["thresholds"]))
    yield f"**Accepted** is what reaches **{table['accept']}**.\n"


def _weighed(weights: Json) -> Iterator[str]:
    """The circumstances with a weight, rules last, each group by weight."""
    rules = {name: value for name, value in weights.items() if name.startswith("rule ")}
    others = {name: value for name, value in weights.items() if name not in rules}
    yield "**Weights** (log-odds) of circumstances, then of rules seen four times or more:\n"
    yield from _rows(("circumstance", "weight"), sorted(others.items(), key=lambda pair: (pair[1], pair[0])))
    names = ((name.removeprefix("rule "), value) for name, value in rules.items())
    yield from _rows(("rule", "weight"), sorted(names, key=lambda pair: (pair[1], pair[0])))


def _rows(head: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"| --- |{' ---: |' * (len(head) - 1)}"
    for row in rows:
        yield f"| {' | '.join(map(str, row))} |"
    yield ""
