"""`kg explain`: sentence by sentence, what the rules saw in an article, what they stated and what they dropped."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import click
from rich.console import Console
from rich.text import Text

from kg.cli._options import format_option, helpers_option, language_option, settings
from kg.cli._output import WIDE, harmless
from kg.cli._progress import report_issues
from kg.errors import InputError
from kg.extraction.explaining import Claimed, Explained, Fate, Part, explain
from kg.pipeline import Pipeline
from kg.records import Document, Issue

_OF_MODELS: Final = "model-"
STYLES: Final = {
    "person": "bold magenta",
    "body": "bold blue",
    "place": "green",
    "event": "bold yellow",
    "programme": "cyan",
    "office": "red",
    "date": "yellow",
    "name": "underline",
    "reference": "italic",
    "topic": "dim cyan",
}
WORDS: Final[dict[str, dict[str, str]]] = {
    "en": {
        "patterns": "patterns",
        "candidate": "candidate: below {threshold}",
        Fate.KEPT: "stated",
        Fate.NO_EVENT_DAY: "dropped: no day of the event, or a more exact one is known",
        Fate.SENSELESS: "dropped: its ends cannot go together",
        Fate.NOBODY: "dropped: an end stands for nobody in the text",
        Fate.UNMENTIONED: "dropped: an end is vague, or not named by the text",
        Fate.NO_OWNER: "dropped: the text does not say what the office belongs to",
        Fate.DOUBLE: "dropped: said again, and better",
    },
    "id": {
        "patterns": "pola",
        "candidate": "calon: di bawah {threshold}",
        Fate.KEPT: "dinyatakan",
        Fate.NO_EVENT_DAY: "dibuang: bukan hari acara, atau ada waktu yang lebih tepat",
        Fate.SENSELESS: "dibuang: kedua ujungnya tidak mungkin berpasangan",
        Fate.NOBODY: "dibuang: satu ujungnya tidak merujuk siapa pun dalam teks",
        Fate.UNMENTIONED: "dibuang: satu ujungnya kabur, atau tidak disebut dalam teks",
        Fate.NO_OWNER: "dibuang: teks tidak mengatakan jabatan itu milik siapa",
        Fate.DOUBLE: "dibuang: dikatakan lagi dengan lebih baik",
    },
}


@click.command()
@click.argument("paths", nargs=-1, required=True)
@click.option("--html", type=click.Path(dir_okay=False, path_type=Path), help="Also write the account as a page.")
@format_option("text", "json")
@language_option
@helpers_option
def command(paths: tuple[str, ...], form: str, html: Path | None) -> int:
    """Tell why the rules read articles as they do: what kg extract prints, with its reasons.

    For each sentence: the names, offices and days that were seen (coloured by kind), the patterns
    that matched, and each statement with its rule, its confidence and what became of it. json has
    one sentence a line. Nothing is stored.
    """
    chosen = settings()
    pipeline, issues, count = Pipeline(chosen), list[Issue](), 0
    console = Console(file=sys.stdout, width=WIDE, highlight=False, soft_wrap=True, record=html is not None)
    teller = _Teller(chosen.language, chosen.threshold)
    for reading in pipeline.read(paths):
        if isinstance(reading, Issue):
            issues.append(reading)
            continue
        count += 1
        issues.extend(issue for issue in reading.extraction.issues if issue.code.startswith(_OF_MODELS))
        document = reading.extraction.document
        _, sentences = explain(pipeline.extractor, document)
        if form == "json":
            for sentence in sentences:
                click.echo(json.dumps(_record(document, sentence), ensure_ascii=False))
        else:
            console.print(teller.head(document))
            for line in teller.lines(sentences):
                console.print(line)
    if html is not None:
        _write(html, console)
    return report_issues(issues, count)


def _write(file: Path, console: Console) -> None:
    try:
        console.save_html(str(file), clear=False, inline_styles=True)
    except OSError as error:
        raise InputError(f"{file}: {error.strerror}") from error


def _record(document: Document, sentence: Explained) -> dict[str, Any]:
    record = {"source": document.article.source, **asdict(sentence)}
    for claim in record["claims"]:
        claim["confidence"] = float(claim["confidence"])
    return record


class _Teller:
    """Writes sentences as lines of text, in one language."""

    def __init__(self, language: str, threshold: Decimal) -> None:
        self._words = WORDS[language]
        self._threshold = threshold

    def head(self, document: Document) -> Text:
        """Which article this is, and the colours of the kinds."""
        about = f"{document.article.source}: {document.title} ({document.language}, {document.published or '?'})"
        line = Text(harmless(about), style="bold")
        line.append("\n")
        for kind, style in STYLES.items():
            line.append(kind, style=style).append(" ")
        return line

    def lines(self, sentences: Iterable[Explained]) -> Iterator[Text]:
        """Each sentence in colours, and below it what was seen, what matched and what came of it."""
        for number, sentence in enumerate(sentences, 1):
            yield Text()
            yield self._sentence(number, sentence)
            if sentence.parts:
                yield Text("    ").append_text(Text(" · ").join(map(_part, sentence.parts)))
            if sentence.patterns:
                yield Text(f"    {self._words['patterns']}: {', '.join(sentence.patterns)}", style="dim")
            yield from map(self._claim, sentence.claims)

    def _sentence(self, number: int, sentence: Explained) -> Text:
        line = Text(f"{number:>3} ", style="dim")
        if sentence.kind != "body":
            line.append(f"[{sentence.kind}] ", style="dim")
        at = sentence.start
        for part in sentence.parts:
            if part.start >= at:
                line.append(_clean(sentence.text[at - sentence.start : part.start - sentence.start]))
                line.append(_clean(part.text), style=STYLES.get(part.kind, ""))
                at = part.end
        return line.append(_clean(sentence.text[at - sentence.start :]))

    def _claim(self, claim: Claimed) -> Text:
        kept = claim.fate == Fate.KEPT
        unsure = kept and claim.confidence < self._threshold
        sign, style = ("?", "yellow") if unsure else ("+", "green") if kept else ("-", "red")
        ends = " > ".join(filter(None, (claim.subject, claim.object)))
        modality = claim.modality.rpartition("-")[2]
        fate = self._words["candidate"].format(threshold=self._threshold) if unsure else self._words[claim.fate]
        line = Text(f"  {sign} ", style=style).append(f"{claim.relation}: {harmless(ends)}", style=style)
        return line.append(f"  {claim.rule}, {claim.confidence}, {modality}; {fate}", style="dim")


def _part(part: Part) -> Text:
    text = Text(f"{part.kind} ", style="dim").append(harmless(part.text), style=STYLES.get(part.kind, ""))
    other = part.stands_for and part.stands_for.casefold() != part.text.casefold()
    return text.append(f" = {harmless(part.stands_for)}", style="dim") if other else text


def _clean(text: str) -> str:
    """The text without line breaks and control characters, its spaces kept."""
    return "".join(c if c.isprintable() else " " for c in text)
