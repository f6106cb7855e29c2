"""The tables of one language, indexed by token keys for the chunker.

Which tables there are and what their columns mean is written in docs/languages.md. A broken cell
raises TableError when the lexicon is made, never while a document is read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from kg.errors import TableError
from kg.extraction.domains import Domains
from kg.extraction.phrases import Phrases
from kg.extraction.tokens import key_of
from kg.extraction.verbs import VerbGroups
from kg.lang import Language, resolve_term
from kg.records import Iri

_SHORTEST_SHAPED: Final = 5
_MOST_WORDS: Final = 50_000  # kept with their marks
HAPPENS = frozenset({"take", "closes", "headline"})  # what a headline says of an event: "Festival Menoreh | Dibuka"
_UNPOSSESSED: Final = frozenset({"relative", "titled", "member", "plural"})  # "anggotanya": its members
_RANK: Final = "rank"  # what stands in front of an office's field: "principal transport specialist"


@dataclass(frozen=True, slots=True)
class Head:
    """A word that makes a name or an office: its term, where it stands, its flags, its further cells."""

    form: str
    term: Iri | None
    position: str = ""
    flags: frozenset[str] = frozenset()
    level: Iri | None = None
    long: str = ""
    scope: str = ""
    acronym: bool = False  # written in capitals only: "AJI" is no given name "Aji"

    def has(self, flag: str) -> bool:
        """Whether the row carries this flag."""
        return flag in self.flags


@dataclass(frozen=True, slots=True)
class Glue:
    """The beginning of a contraction: "men" in "Mendagri"; `table` says what it makes, `head` of which kind."""

    prefix: str
    table: str
    head: str


class Mark:
    """What may begin with a word, as bits: heads in front of a name or behind it, offices, places, announcers."""

    OFFICE: Final = 1
    FIELD: Final = 2048  # a word of portfolios, which an office may begin with where a head follows
    REFERENCE: Final = 4096
    OCCASION: Final = 8192  # an event, in whatever place its head stands
    PROJECT: Final = 16384  # a programme in common words
    TOPIC: Final = 32768
    HAPPENS: Final = 65536  # what a headline says of an event
    HONORIFIC: Final = 2
    PLACE: Final = 4
    AREA_BEHIND: Final = 8
    BODY: Final = 16
    BODY_BEHIND: Final = 32
    EVENT: Final = 64
    EVENT_BEHIND: Final = 128
    PROGRAMME: Final = 256
    PROGRAMME_BEHIND: Final = 512
    PROGRAMME_BEFORE: Final = 1024


class Marks(dict[str, int]):
    """The marks of each word, found out when it is first asked for."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        self._lexicon = lexicon

    def __missing__(self, key: str) -> int:
        if len(self) >= _MOST_WORDS:
            self.clear()
        mark = self[key] = self._lexicon.mark(key)
        return mark


class Lexicon:
    """What the chunker asks of a language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.describes_before = language.config.get("grammar", {}).get("adjectives") == "before"
        self.offices = self._heads("offices")
        self._possess(self.offices)
        self.bodies = self._heads("bodies")
        self.areas = self._heads("areas")
        self.events = self._heads("events")
        self.programmes = self._heads("programmes")
        self.capacities = self._heads("capacities")
        self.honorifics = self._heads("honorifics")
        self.cues = self._labels("cues", "cue")
        self.groups = VerbGroups(language)
        self._shapes = tuple((form[:-2], tuple(cues)) for form, cues in self.cues.items() if form.endswith(" -"))
        self._tails = tuple((form[2:], tuple(cues)) for form, cues in self.cues.items() if form.startswith("- "))
        self.references = self._labels("references", "refers")
        self.topics = self._heads("topics")
        self.joiners = self._sets("joiners", "joins")
        self.demonyms = self._labels("demonyms", "country")
        self.given = self._words("first_names")
        self.adjectives = frozenset(
            form.casefold() for form, cells in self._rows("demonyms") if cells.get("use") == "adjective"
        )
        self.domains = Domains(self._words("domains"))
        self.plain = self._words("plain")
        self._endings = tuple(form[1:] for form in self.plain if form.startswith("-"))
        self._beginnings = tuple(form[:-1] for form in self.plain if form.endswith("-"))
        self._calendar = frozenset(r["form"].casefold() for t in ("months", "weekdays") for r in _table(language, t))
        self.portfolios = {row["short"].casefold(): row["long"] for row in _table(language, "portfolios")}
        self._shaped: dict[str, tuple[str, ...]] = {}
        self.marks = Marks(self)
        self._parts: dict[str, tuple[Glue, str] | None] = {}
        self.glue = tuple(sorted(self._glue(), key=lambda glue: -len(glue.prefix)))

    @property
    def tag(self) -> str:
        """The tag of the language."""
        return self.language.tag

    @property
    def abbreviations(self) -> frozenset[str]:
        """The words that keep their dot, casefolded and without it."""
        tables = ("honorifics", "capacities", "offices", "months", "abbreviations")
        rows = (row for name in tables if name in self.language.tables for row in self.language.table(name))
        forms = (next(iter(row.values())) for row in rows)
        words = (word for form in forms for word in form.split())
        return frozenset(word.rstrip(".").casefold() for word in words if word.endswith("."))

    def cued(self, keys: Sequence[str], at: int) -> tuple[int, Collection[str]]:
        """The longest phrase or verb group with cues that starts at a token; a phrase goes before a group."""
        length, cues = self.cues.longest(keys, at)
        grouped, labels = self.groups.longest(keys, at)
        return (grouped, labels) if grouped > length else (length, cues)

    def cues_of(self, key: str) -> Collection[str]:
        """The cues of a word by itself."""
        return self.cues.get((key,)) or self.groups.alone(key)

    def is_calendar(self, key: str) -> bool:
        """Whether a word is a month or a day of the week."""
        return key in self._calendar

    def shape_cues(self, key: str) -> tuple[str, ...]:
        """The cues that a word has by its beginning or its end ("di-", "-ing" in cues.tsv)."""
        known = self._shaped.get(key)
        if known is None:
            if len(self._shaped) >= _MOST_WORDS:
                self._shaped.clear()
            known = self._shaped[key] = self._by_shape(key)
        return known

    def _by_shape(self, key: str) -> tuple[str, ...]:
        if len(key) < _SHORTEST_SHAPED:
            return ()
        fronts = (cue for form, cues in self._shapes for cue in cues if key.startswith(form))
        tails = (cue for form, cues in self._tails for cue in cues if key.endswith(form) and "-" not in key)
        return (*fronts, *tails)

    def is_shaped_plain(self, key: str) -> bool:
        """Whether a word is plain by its ending or beginning ("-nya", "meng-" in plain.tsv)."""
        return len(key) > _SHORTEST_SHAPED and (key.endswith(self._endings) or key.startswith(self._beginnings))

    def mark(self, key: str) -> int:
        """What may begin with a word."""
        mark = 0
        for table, positions, bit in (
            (self.areas, {"last"}, Mark.AREA_BEHIND),
            (self.bodies, {"first", "any"}, Mark.BODY),
            (self.bodies, {"last", "any"}, Mark.BODY_BEHIND),
            (self.events, {"first", "any", "title"}, Mark.EVENT),
            (self.events, {"last", "any", "tail"}, Mark.EVENT_BEHIND),
            (self.programmes, {"first", "any", "title"}, Mark.PROGRAMME),
            (self.programmes, {"last", "any"}, Mark.PROGRAMME_BEHIND),
            (self.programmes, {"before"}, Mark.PROGRAMME_BEFORE),
            (self.programmes, {"nominal"}, Mark.PROJECT),
        ):
            mark |= bit if any(head.position in positions for head in table.beginning(key)) else 0
        for begins, bit in (
            (self.may_be_office(key), Mark.OFFICE),
            (key in self.domains, Mark.FIELD),
            (self.references.begins(key), Mark.REFERENCE),
            (self.events.begins(key), Mark.OCCASION),
            (self.topics.begins(key), Mark.TOPIC),
            (not HAPPENS.isdisjoint(self.cues.beginning(key)), Mark.HAPPENS),
        ):
            mark |= bit if begins else 0
        mark |= Mark.HONORIFIC if self.honorifics.begins(key) else 0
        mark |= Mark.PLACE if self.areas.begins(key) or self.demonyms.begins(key) else 0
        return mark | (Mark.BODY if self.part(key) else 0)

    def may_be_office(self, key: str) -> bool:
        """Whether an office can start with this word, its portfolio aside: by a table or as a contraction."""
        begun = self.offices.begins(key) or self.capacities.begins(key) or _RANK in (self.cues.get((key,)) or ())
        return begun or self.part(key) is not None

    def part(self, key: str) -> tuple[Glue, str] | None:
        """How a contraction is put together, "mendagri" → (men …, "Dalam Negeri"); None for none."""
        if key not in self._parts:
            self._parts[key] = next(self._glued(key), None)
        return self._parts[key]

    def _glued(self, key: str) -> Iterator[tuple[Glue, str]]:
        for glue in self.glue:
            rest = key.removeprefix(glue.prefix)
            if rest != key and rest in self.portfolios:
                yield glue, self.portfolios[rest]

    def _rows(self, table: str) -> Iterable[tuple[str, dict[str, str]]]:
        for row in _table(self.language, table):
            cells = dict(row)
            yield cells["form"], cells

    def _heads(self, table: str) -> Phrases[Head]:
        phrases: Phrases[Head] = Phrases()
        for form, cells in self._rows(table):
            phrases.add(key_of(form), _head(form, cells))
        return phrases

    def _possess(self, offices: Phrases[Head]) -> None:
        """Offices with a possessive ending ("-nya" in offices.tsv): "direkturnya" is the director of what was named."""
        endings = [form for form, _ in self._rows("offices") if form.startswith("-")]
        for key, heads in list(offices.items()) if endings else ():
            head = heads[0]
            if not (head.flags & _UNPOSSESSED or key.startswith("-")):
                owned = replace(head, flags=frozenset({"titled"}), long=head.form.title())
                for ending in endings:
                    for form in (f"{head.form}{ending[1:]}", f"{head.form}{ending}"):
                        if not offices.get(key_of(form)):
                            offices.add(key_of(form), owned)

    def _labels(self, table: str, column: str) -> Phrases[str]:
        phrases: Phrases[str] = Phrases()
        for form, cells in self._rows(table):
            phrases.add(key_of(form), cells[column])
        return phrases

    def _sets(self, table: str, column: str) -> dict[str, frozenset[str]]:
        sets: dict[str, frozenset[str]] = {}
        for form, cells in self._rows(table):
            sets[form.casefold()] = sets.get(form.casefold(), frozenset()) | {cells[column]}
        return sets

    def _words(self, table: str) -> frozenset[str]:
        return frozenset(form.casefold() for form, _ in self._rows(table))

    def _glue(self) -> Iterable[Glue]:
        for row in _table(self.language, "glue"):
            if row["table"] not in ("offices", "bodies"):
                raise TableError(f"{self.tag}/glue.tsv: {row['table']!r} is neither offices nor bodies")
            yield Glue(row["prefix"].casefold(), row["table"], row["head"])


def _table(language: Language, name: str) -> tuple[Mapping[str, str], ...]:
    """The rows of a table; a language may do without it."""
    return language.tables.get(name, ())


def _head(form: str, cells: dict[str, str]) -> Head:
    return Head(
        form=form,
        term=_term(cells.get("term", "")),
        position=cells.get("position", ""),
        flags=frozenset(cells.get("flags", "").split()),
        level=_term(cells.get("level_term", "")),
        long=cells.get("long", ""),
        scope=cells.get("scope", ""),
        acronym=len(form) > 1 and form.isalpha() and form.isupper(),
    )


def _term(cell: str) -> Iri | None:
    return resolve_term(cell) if cell else None
