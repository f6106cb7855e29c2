"""How rows become sentences: the templates of a query's header, filled.

`{name}` is a parameter, a column or `count`; a part in `[…]` is left out where a name in it has no value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kg.answers.rows import NOW
from kg.bounds import between
from kg.lang import load
from kg.queries import Phrases, Query
from kg.records import Iri, Literal, Table, Term

_PART = re.compile(r"\[([^\[\]]*)\]")
_NAME = re.compile(r"\{(\w+)\}")
_BOOLEAN = "boolean"
_MOST = 3
_LATEST = "By"
_CERTAIN = "certain"


def phrase(language: str, key: str, **words: object) -> str:
    """The sentence `key` of a language with words put in."""
    return _NAME.sub(lambda match: str(words.get(match[1], "")), _template(language, key))


def _template(language: str, key: str) -> str:
    return next(row["text"] for row in load(language).table("asking_phrases") if row["key"] == key)


def filled(template: str, words: Mapping[str, str], missing: str = "") -> str:
    """A template with words put in, parts without words left out, other names without words as `missing`."""
    kept = _PART.sub(lambda match: match[1] if all(words.get(n) for n in _NAME.findall(match[1])) else "", template)
    text = _NAME.sub(lambda match: words.get(match[1]) or missing, kept)
    return " ".join(text.split()).replace(" ,", ",").replace(" .", ".")


def lines(query: Query, table: Table, language: str, day: str | None = None) -> tuple[str, ...]:
    """One sentence for each row, each sentence once; none where the header words none.

    With `day`, on which no row holds for sure (or `NOW`), each row is told as what is known last or first.
    """
    phrases = query.phrases.get(language)
    if phrases is None:
        return ()
    rows = (dict(zip(table.columns, row, strict=True)) for row in table.rows)
    texts = (
        _known(row, phrases, language, day) if day else filled(phrases.row, words_of(row, language)) for row in rows
    )
    return tuple(dict.fromkeys(text for text in texts if text))


def _known(row: Mapping[str, Term | None], phrases: Phrases, language: str, day: str) -> str:
    """A row as what is known last before the day, or first after it, with the day on which it was so seen."""
    told = filled(phrases.row, words_of({**row, _CERTAIN: None}, language))
    began, seen = (_words(row.get(name), language) for name in (f"since{_LATEST}", "until"))
    key = "known" if day == NOW else "known-after" if began > day else "known-before"
    words = {"row": told, "day": began if key == "known-after" else seen or began}
    return filled(_template(language, key), words) if told else ""


def words_of(row: Mapping[str, Term | None], language: str) -> dict[str, str]:
    """The cells of a row as words: yes says nothing, no says that no source covers the day.

    The first and the last possible day of something (`x` and `xBy`) are one expression in both places: a
    year is not told as its first day.
    """
    words = {name: _words(cell, language) for name, cell in row.items()}
    for name, latest in ((name, f"{name}{_LATEST}") for name in row):
        if latest in words:
            words[name] = words[latest] = _day(words[name], words[latest], language)
    return words


def _day(earliest: str, latest: str, language: str) -> str:
    if bool(earliest) != bool(latest):
        return phrase(language, "or-later" if earliest else "or-earlier", day=earliest or latest)
    return between(earliest or None, latest or None) or ""


def _words(cell: Term | None, language: str) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Literal) and cell.datatype.endswith(_BOOLEAN):
        return "" if cell.value in {"true", "1"} else phrase(language, "uncertain")
    return cell.value if isinstance(cell, Literal) else str(cell)


def count(query: Query, table: Table, said: tuple[str, ...]) -> int:
    """How many things the rows are about: those of which one value is wanted, else the sentences."""
    places = [table.columns.index(name) for name in query.single_of]
    return len({tuple(row[at] for at in places) for row in table.rows}) if places else len(said)


def disagreements(query: Query, table: Table, language: str) -> Iterator[str]:
    """A sentence for each thing of which sources give several values where one is wanted."""
    of = [table.columns.index(name) for name in query.single_of]
    meanings = {column.name: column.meaning[language] for column in query.columns}
    for name in query.single:
        at = table.columns.index(name)
        groups: dict[tuple[Term | None, ...], dict[str, None]] = {}
        for row in table.rows:
            if row[at] is not None:
                groups.setdefault(tuple(row[i] for i in of), {})[_words(row[at], language)] = None
        for key, values in groups.items():
            if len(values) > 1:
                thing = _label(key, table, of, language)
                said = "; ".join(values)
                form = "disagree" if thing else "several"
                yield phrase(language, form, thing=thing, what=meanings[name], values=said)


def _label(key: tuple[Term | None, ...], table: Table, of: list[int], language: str) -> str:
    named = [f"{table.columns[at]}Name" for at in of]
    for row in table.rows:
        if tuple(row[at] for at in of) == key:
            cells = dict(zip(table.columns, row, strict=True))
            words = [_words(cells.get(name), language) for name in named]
            plain = [_words(term, language) for term in key if not isinstance(term, Iri)]
            return ", ".join(word for word in (*words, *plain) if word)
    return ""
