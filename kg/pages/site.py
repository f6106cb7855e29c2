"""What every page stands on: the store that is served, its names, its version, the templates."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, urlencode, urlsplit

import networkx as nx
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse

from kg.answers import Asker
from kg.graphs.words import Words
from kg.graphs.words import languages as spoken
from kg.pages.curated import Curated
from kg.pages.documents import Documents
from kg.pages.editions import edition
from kg.pages.entity.days import in_days
from kg.pages.entity.printing import spelt
from kg.pages.entity.reading import Reader
from kg.pages.labels import THINGS, Label, Labels
from kg.pages.memory import Memory
from kg.pages.protocol import Limits
from kg.pages.protocol.speaking import COOKIE, first_spoken
from kg.queries import StoreNames
from kg.queries.headers import Query
from kg.records import Iri, Literal, Term
from kg.sources import copied_from
from kg.store import Store
from kg.terms import BASE, Modality

HERE: Final = Path(__file__).resolve().parent
WORDS: Final = HERE / "words.tsv"
NAMES: Final[Mapping[str, str]] = {"en": "English", "id": "Bahasa Indonesia"}
_SOURCES: Final = f"{THINGS}source/"
_PACKAGE: Final = re.compile(r"pkg:[a-z]+/([^@]+)@([^@?#]+)")
_SAID: Final = Markup("<span{}>{}</span>")
_LINKED: Final = Markup('<a href="{}"{}>{}</a>')
MENU: Final = (
    ("/browse", "browse"),
    ("/explore", "explore"),
    ("/ask", "ask"),
    ("/questions", "questions"),
    ("/query", "query"),
    ("/learn", "learn"),
    ("/downloads", "downloads"),
)


@dataclass(frozen=True, slots=True)
class Served:
    """What is served: the store opened for reading, its folder, the folder of dumps, and the limits of queries."""

    store: Store
    folder: Path
    dumps: Path
    limits: Limits = field(default_factory=Limits)


class Site:
    """One store on show; it does not change while it is served."""

    def __init__(self, served: Served) -> None:
        self.served = served
        self.store = served.store
        self.labels = Labels(served.store)
        self.names = StoreNames(served.store)
        self.reader = Reader(served.store)
        self.curated = Curated(self.reader, self.labels)
        self.documents = Documents(served.store, self.reader)
        self.edition = edition(served.folder)
        self.version = self.edition.version
        self.asker: Asker | None = None
        self.outline: nx.MultiDiGraph[Iri] | None = None
        self.graph: nx.MultiDiGraph[Iri] | None = None
        self._environment = _environment()
        self.memory: Memory[str, tuple[bytes, tuple[tuple[str, str], ...]]] = Memory()
        self.names_of = lru_cache(maxsize=4)(self._words)

    def _words(self, language: str) -> Words:
        return Words(language, WORDS)

    def render(self, request: Request, template: str, values: Mapping[str, Any], status: int = 200) -> HTMLResponse:
        """A page in the reader's language; everything in `values` is foreign text and is escaped."""
        language = language_of(request)
        context = {**self._context(request, language), **values}
        html = self.template(template).render(context)
        response = HTMLResponse(html, status)
        response.headers["Content-Language"] = language
        response.headers["Vary"] = "Accept, Accept-Language, Cookie"
        if request.query_params.get("lang") == language:
            response.set_cookie(COOKIE, language, max_age=31_536_000, samesite="lax", httponly=True)
        return response

    def template(self, name: str) -> Template:
        """A template, compiled when it is first asked for."""
        return self._environment.get_template(name)

    def _naming(self, words: Words, language: str) -> dict[str, Any]:
        """How templates name things: `called` a label, `worded` with its language, `named` linked to its page."""

        def called(iri: Iri) -> Label:
            if iri.startswith(_SOURCES):
                return Label(self.curated.title(iri, words, language))
            return self.labels.of(iri, language)

        @cache
        def worded(iri: Iri) -> Markup:
            return _SAID.format(*said(called(iri)))

        @cache
        def named(iri: Iri) -> Markup:
            label = called(iri)
            return _LINKED.format(local(iri), *said(label)) if self.labels.has_page(iri) else _SAID.format(*said(label))

        def said(label: Label) -> tuple[Markup, str]:
            is_foreign = label.language and label.language != language
            return (Markup(' lang="{}"').format(label.language) if is_foreign else Markup(""), label.text)

        return {"called": called, "worded": worded, "named": named}

    def _context(self, request: Request, language: str) -> dict[str, Any]:
        words = self.names_of(language)

        def counted(key: str, number: int) -> str:
            return words[f"{key}-{'few' if number == 1 else 'many'}"].replace("%n", str(number))

        return {
            "language": language,
            "still": bool(request.scope.get("still")),
            "languages": spoken(WORDS),
            "language_names": NAMES,
            "words": words,
            "menu": MENU,
            "here": f"/{request.url.path.split('/')[1]}",
            "switch": lambda tag: _with_language(request, tag),
            **self._naming(words, language),
            "counted": counted,
            "in_days": in_days,
            "addressed": lambda address: addressed(address, words),
            "spelt": lambda start, end: spelt(start, end, words),
            "titled": lambda source: self.curated.title(source, words, language),
            "statement": lambda source, quote: self.curated.statement(source, quote, words, language),
            "kind_of": self.labels.kind,
            "has_page": self.labels.has_page,
            "in_language": lambda said: said.get(language) or said["en"],
            "version": self.version,
            **_TESTS,
        }


def language_of(request: Request) -> str:
    """The reader's language: asked for, remembered, or the browser's; English where none is spoken here."""
    known = spoken(WORDS)
    for wished in (request.query_params.get("lang"), request.cookies.get(COOKIE)):
        if wished in known:
            return str(wished)
    return first_spoken(request.headers.get("accept-language", ""), known)


def local(iri: str) -> str:
    """The address on this site of a thing or term of ours; a description of any other IRI."""
    if iri.startswith(THINGS):
        return f"/doc/{quote(iri.removeprefix(THINGS), safe='/')}"
    if iri.startswith(f"{BASE}def"):
        return f"/def{quote(iri.removeprefix(f'{BASE}def'), safe='#')}"
    return f"/search?{urlencode({'q': iri})}"


def addressed(address: str, words: Mapping[str, str]) -> str:
    """An address as a reader sees it: a package by its name and version, anything else as it is."""
    found = _PACKAGE.fullmatch(address)
    return words["package"].replace("%n", f"{found[1]} {found[2]}") if found else address


def is_web(address: str) -> bool:
    """Whether an address may become a link: http or https, nothing else."""
    parts = urlsplit(str(address))
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def is_ours(iri: Term) -> bool:
    """Whether an IRI names a thing of this graph."""
    return isinstance(iri, Iri) and iri.startswith(THINGS)


def short(iri: str) -> str:
    """The local name of a term of ours."""
    return iri.rpartition("#")[2]


def title_of(query: Query, language: str) -> str:
    """The title of a question of the library."""
    return query.title.get(language) or query.title["en"]


_TESTS: Final[Mapping[str, Any]] = {
    "local": local,
    "is_web": is_web,
    "is_ours": is_ours,
    "is_term": lambda term: term.startswith(f"{BASE}def#"),
    "is_iri": lambda term: not isinstance(term, Literal),
    "is_asserted": lambda modality: modality == Modality.ASSERTED,
    "host": lambda address: (urlsplit(address).hostname or "").removeprefix("www."),
    "short": short,
    "copied_from": copied_from,
}


def _with_language(request: Request, tag: str) -> str:
    said = [(name, value) for name, value in request.query_params.multi_items() if name != "lang"]
    return f"/{request.url.path.lstrip('/')}?{urlencode([*said, ('lang', tag)])}"


def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["code"] = as_code
    made.tests["copy"] = copied_from
    return made


def as_code(text: str) -> Markup:
    """A text with what stands between backticks as code; everything is escaped."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return escape(text)
    return Markup("").join(Markup("<code>{}</code>").format(part) if at % 2 else part for at, part in enumerate(parts))
