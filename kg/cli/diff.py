"""`kg diff`: what two versions of the graph have different, in words or as a patch."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any, Final

import click

from kg.cli._options import format_option, language_option, settings
from kg.cli._output import harmless
from kg.dumps import Change, Changes, Told, apply, changes, difference, has_graphs, patch, plain, spool
from kg.graphs import Display, load_display
from kg.records import Iri
from kg.terms import BASE, RDF

SHOWN: Final = 3
THINGS: Final = f"<{BASE}id/"
WORDS: Final[dict[str, dict[str, str]]] = {
    "en": {
        "added": "Added",
        "changed": "Changed",
        "withdrawn": "Withdrawn",
        "why": "why",
        "source-withdrawn": "the source was withdrawn",
        "text-changed": "the text of the source changed",
        "read-differently": "the source is read differently",
        "standing-changed": "it was judged anew",
        "same": "No fact differs.",
        "quads": "quads: {removed} removed, {added} added",
    },
    "id": {
        "added": "Ditambahkan",
        "changed": "Diubah",
        "withdrawn": "Ditarik",
        "why": "alasan",
        "source-withdrawn": "sumbernya ditarik",
        "text-changed": "teks sumbernya berubah",
        "read-differently": "sumbernya dibaca secara lain",
        "standing-changed": "dinilai ulang",
        "same": "Tidak ada fakta yang berbeda.",
        "quads": "kuad: {removed} dihapus, {added} ditambahkan",
    },
}


@click.command()
@click.argument("old")
@click.argument("new")
@click.option("--apply", "applied", is_flag=True, help="NEW is a patch: print OLD with it applied, as N-Quads.")
@format_option("text", "json", "patch")
@language_option
def command(old: str, new: str, *, applied: bool, form: str) -> None:
    """Print what NEW has different from OLD: stores, folders of dumps, or files (.nq, .trig, .ttl, .nt).

    text groups the facts by what became of them, by thing and by relation, with sources and reasons;
    json has one fact a line; patch is an RDF Patch, which --apply takes. Turtle has no graphs: where
    one side is Turtle, triples are compared.
    """
    with tempfile.TemporaryDirectory(prefix="kg-diff-") as name:
        folder = Path(name)
        if applied:
            before = spool(old, folder / "old", graphs=has_graphs(old))
            _write(map(plain, apply(before, Path(new), folder)))
            return
        graphs = has_graphs(old) and has_graphs(new)
        before, after = (spool(where, folder / key, graphs=graphs) for key, where in (("old", old), ("new", new)))
        if form == "patch":
            _write(patch(difference(before, after)))
        else:
            _tell(changes(before, after), form)


def _write(lines: Iterator[bytes]) -> None:
    sys.stdout.buffer.writelines(lines)
    sys.stdout.buffer.flush()


def _tell(found: Changes, form: str) -> None:
    teller = _Teller(found, load_display(), settings().language)
    for line in teller.records() if form == "json" else teller.lines():
        print(line, file=sys.stdout)  # noqa: T201 - a line at a time, however many there are
    click.echo(teller.words["quads"].format(removed=found.removed, added=found.added), err=True)


class _Teller:
    """Knows the changes, the words of the ontology and the language."""

    def __init__(self, found: Changes, display: Display, language: str) -> None:
        self.found = found
        self.display = display
        self.language = language
        self.words = WORDS[language]

    def lines(self) -> Iterator[str]:
        """The changes by kind and thing."""
        if not self.found.changes:
            yield self.words["same"]
        for kind, of_kind in groupby(self.found.changes, key=lambda change: change.kind):
            kept = list(of_kind)
            yield f"{self.words[kind]} ({len(kept)})"
            for thing, of_thing in groupby(kept, key=lambda change: change.thing):
                yield f"  {self._word(thing)}"
                for change in of_thing:
                    yield from self._fact(change)
            yield ""

    def records(self) -> Iterator[str]:
        """One JSON object a change."""
        for change in self.found.changes:
            record: dict[str, Any] = {
                "kind": change.kind,
                "thing": _iri(change.thing),
                "label": self._word(change.thing),
                "relation": _iri(change.relation),
                "node": _iri(change.node),
                "ends": [{"iri": _iri(end), "label": self._word(end)} for end in change.ends],
                "reasons": list(change.reasons),
                "withdrawals": {
                    _iri(told.source): _plain(self.found.withdrawn[told.source])
                    for told in change.gone
                    if told.source in self.found.withdrawn
                },
                "removed": [self._claim(told) for told in change.gone],
                "added": [self._claim(told) for told in change.come],
            }
            yield json.dumps(record, ensure_ascii=False)

    def _claim(self, told: Told) -> dict[str, str]:
        modality, review, confidence = told.standing
        return {
            "claim": _iri(told.claim),
            "property": _iri(told.predicate),
            "value": _plain(told.value),
            "source": _iri(told.source),
            "title": self._word(told.source),
            "quote": _plain(told.quote),
            "modality": _iri(modality),
            "review": _iri(review),
            "confidence": _plain(confidence),
        }

    def _fact(self, change: Change) -> Iterator[str]:
        ends = ", ".join(sorted(self._word(end) for end in change.ends))
        yield f"    {self._word(change.relation)}{': ' if ends else ''}{ends}"
        if change.kind == "changed":
            yield from self._values(change)
        for sign, told in (("−", change.gone), ("+", change.come)):
            yield from self._sources(sign, told)
        if change.reasons:
            yield f"      {self.words['why']}: {'; '.join([*self._reasons(change), *self._withdrawals(change)])}"

    def _reasons(self, change: Change) -> Iterator[str]:
        return (self.words[reason] for reason in change.reasons)

    def _withdrawals(self, change: Change) -> Iterator[str]:
        """Why the sources of what went were withdrawn, in the words of whoever did it."""
        for source in sorted({told.source for told in change.gone} & self.found.withdrawn.keys()):
            yield f"“{harmless(_plain(self.found.withdrawn[source]))}”"

    def _values(self, change: Change) -> Iterator[str]:
        sides = [{(t.predicate, t.value) for t in told} for told in (change.gone, change.come)]
        for sign, mine, other in (("−", sides[0], sides[1]), ("+", sides[1], sides[0])):
            for predicate, value in sorted(mine - other):
                if predicate != f"<{RDF.type}>":
                    yield f"      {sign} {self._word(predicate)}: {self._word(value)}"

    def _sources(self, sign: str, claims: tuple[Told, ...]) -> Iterator[str]:
        quotes = {told.source: told.quote for told in reversed(claims)}
        for source, quote in sorted(quotes.items())[:SHOWN]:
            words = f"“{harmless(_plain(quote))[:200]}” " if quote else ""
            yield f"      {sign} {words}— {self._word(source)}"
        if len(quotes) > SHOWN:
            yield f"      {sign} … {len(quotes) - SHOWN}"

    def _word(self, term: str) -> str:
        if not term.startswith("<"):
            return harmless(_plain(term))
        label = self.found.labels.get(term) if term.startswith(THINGS) else None
        return harmless(_plain(label) if label else self.display.word(Iri(_iri(term)), self.language))


def _iri(term: str) -> str:
    return term.removeprefix("<").removesuffix(">")


def _plain(term: str) -> str:
    """The text of a literal as N-Triples writes it, or an IRI."""
    if not term.startswith('"'):
        return _iri(term)
    inner = term[1 : term.rindex('"')]
    return str(json.loads(f'"{inner}"')) if "\\" in inner else inner
