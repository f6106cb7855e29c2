"""For students: three lessons with a quiz, ten exercises that check themselves, and the first lines of a notebook.

The examples are taken from the store that is served, the words from the table of words.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from kg.pages.site import Site, language_of
from kg.queries import Query, load_queries
from kg.queries.library import PAGES, find_query
from kg.records import Iri
from kg.terms import SCG

EXERCISES: Final = "exercises"
ANSWERS: Final = ("place", "government", "mayor")
MARKS: Final = tuple(f"a{number}" for number in range(1, 7))
"""The parameters that hold the answers to the quiz."""
"""What a thing of the quiz may be; also the keys of the words."""


@dataclass(frozen=True, slots=True)
class Trio:
    """A city, its government and somebody who headed it, with the office."""

    place: Iri
    government: Iri
    person: Iri
    post: Iri


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the quiz: the thing or the statement, what is right, and what was said."""

    key: str
    thing: Iri | None
    text: str
    right: str
    said: str


@lru_cache(maxsize=4)
def trios(site: Site) -> tuple[Trio, ...]:
    """One trio for each city that has one, in the order of their identifiers."""
    found: dict[Iri, Trio] = {}
    for row in site.store.select(find_query("lesson", PAGES).sparql).rows:
        place, government, person, post = row
        if isinstance(place, Iri) and isinstance(government, Iri) and isinstance(person, Iri) and isinstance(post, Iri):
            found.setdefault(place, Trio(place, government, person, post))
    return tuple(found.values())


async def learn(request: Request) -> Response:
    """The lessons and the quiz; answers in the address are marked."""
    return await run_in_threadpool(_learn, request.app.state.site, request)


def _learn(site: Site, request: Request) -> Response:
    known = trios(site)
    items = quiz(site, request) if known else ()
    said = [item for item in items if item.said]
    styles = site.labels.display.styles
    values: dict[str, Any] = {
        "trio": known[0] if known else None,
        "lessons": [(key, getattr(known[0], field), styles[kind]) for key, field, kind in _LESSONS] if known else [],
        "items": items,
        "answers": ANSWERS,
        "said": len(said),
        "right": sum(item.said == item.right for item in said),
        "exercises": list(load_queries(EXERCISES).values()),
        "file": _file(site, str(request.base_url).rstrip("/")),
    }
    return site.render(request, "learn.html.j2", values)


def _file(site: Site, origin: str) -> str:
    """Where a notebook gets the facts: the dump of accepted facts, else the store itself."""
    dumped = (site.served.dumps / "core.ttl").is_file()
    return f"{origin}/dumps/core.ttl" if dumped else f"{origin}/graph-store?default"


_LONGEST_NUMBER: Final = 3  # figures
_LESSONS: Final = (
    ("place", "place", SCG.Place),
    ("government", "government", SCG.PublicOrganisation),
    ("mayor", "person", SCG.Person),
)


def quiz(site: Site, request: Request) -> tuple[Item, ...]:
    """Names of one city, and sentences that hold of a place, a government or a mayor alone."""
    known, language = trios(site), language_of(request)
    other = known[-1]
    words = site.names_of(language)
    named = [(other.government, "government"), (other.place, "place"), (other.person, "mayor")]
    told = [("quiz-runs", "government"), ("quiz-coordinates", "place"), ("quiz-office", "mayor")]
    lines: list[tuple[Iri | None, str, str]] = [
        (thing, site.labels.of(thing, language).text, right) for thing, right in named
    ]
    lines += [(None, words[key], right) for key, right in told]
    said = request.query_params
    return tuple(
        Item(mark, thing, text, right, answer if (answer := said.get(mark, "")) in ANSWERS else "")
        for mark, (thing, text, right) in zip(MARKS, lines, strict=True)
    )


async def exercise(request: Request) -> Response:
    """One exercise: the task, an editor that starts with the query before, and a check of the rows."""
    return await run_in_threadpool(_exercise, request.app.state.site, request)


def _exercise(site: Site, request: Request) -> Response:
    known = list(load_queries(EXERCISES).values())
    given = request.path_params["number"]
    number = int(given) if given.isascii() and given.isdecimal() and len(given) <= _LONGEST_NUMBER else 0
    if not 1 <= number <= len(known):
        words = site.names_of(language_of(request))
        values = {"status": 404, "message": words["not-found"], "detail": request.url.path}
        return site.render(request, "message.html.j2", values, 404)
    wanted, before = known[number - 1], known[max(number - 2, 0)]
    values = {"exercise": wanted, "number": number, "last": len(known), "start": start_of(wanted, before)}
    return site.render(request, "exercise.html.j2", values)


def start_of(wanted: Query, before: Query) -> str:
    """The query that a learner changes: the one before, with the prefixes that the task asks for."""
    heads = dict.fromkeys(line for query in (before, wanted) for line in _lines(query) if line.startswith("PREFIX"))
    body = [line for line in _lines(before) if not line.startswith("PREFIX")]
    return "\n".join([*sorted(heads), *body])


def _lines(query: Query) -> list[str]:
    return query.sparql.strip().splitlines()
