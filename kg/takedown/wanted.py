"""One person of a store → the line of the takedown list that keeps the person out."""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from kg import iris
from kg.errors import InputError
from kg.linking.reading import rows_of
from kg.queries.library import find_query
from kg.records import Iri, Literal
from kg.store import Store
from kg.takedown.takings import TAKEDOWN, Hashing, Takings, forms_of

FOLDER: Final = "takedown"
_AROUND: Final = frozenset(("organisation", "place"))


@dataclass(frozen=True, slots=True)
class Known:
    """What a store knows of a person: every identifier, every name, what it is named with; and the namesakes."""

    person: Iri
    identifiers: frozenset[Iri]
    names: frozenset[str]
    contexts: frozenset[Iri]
    namesakes: frozenset[Iri]


def known_of(store: Store, person: Iri) -> Known:
    """All that a store knows of a person; raises InputError for what is no person."""
    if iris.kind_of(person) != "person":
        raise InputError(f"{person} is no person", hint="kg forget withdraws a source")
    given_up: dict[Iri, set[Iri]] = defaultdict(set)
    for _, gone, kept in rows_of(store, "given-up"):
        given_up[Iri(str(kept))].add(Iri(str(gone)))
    names: dict[Iri, set[str]] = defaultdict(set)
    for one, name in rows_of(store, "names", FOLDER):
        if isinstance(name, Literal):
            names[Iri(str(one))].add(name.value)
    ours = {person, *given_up[person]}
    forms = {form for name in names[person] for form in forms_of(name)}
    alike = {
        one for one, given in names.items() if one not in ours and forms & {f for name in given for f in forms_of(name)}
    }
    return Known(
        person,
        frozenset(ours),
        frozenset(names[person]),
        _contexts(store, person),
        frozenset({*alike, *(gone for one in alike for gone in given_up[one])}),
    )


def countries(store: Store) -> dict[Iri, Iri]:
    """The country of each body and place."""
    return {Iri(str(seat)): Iri(str(country)) for seat, country in sorted(rows_of(store, "countries"), key=str)}


def _contexts(store: Store, person: Iri) -> frozenset[Iri]:
    rows = store.select(find_query("around", FOLDER).sparql, {"person": person}).rows
    seats = {seat for (seat,) in rows if isinstance(seat, Iri) and iris.kind_of(seat) in _AROUND}
    of = countries(store)
    return frozenset({*seats, *(of[seat] for seat in seats if seat in of)})


def taking_of(known: Known, takings: Takings, head: Mapping[str, str], secret: str) -> dict[str, Any]:
    """The line for a person; `head` has when, who and why. Raises InputError for a reason that names the person."""
    forms = sorted({form for name in known.names for form in forms_of(name)})
    if any(form in f"-{iris.folded(head['why'])}-" for form in (f"-{form}-" for form in forms)):
        raise InputError("the reason names the person", hint="it will be public: say it without the name")
    salt = next((one.salt for one in takings.all if one.salt and one.keyed == bool(secret)), "") or secrets.token_hex(
        16
    )
    hashing = Hashing(salt, secret)
    within = [f"{form} {context}" for form in forms for context in known.contexts if _tells(form, context)]
    return {
        **head,
        "decision": TAKEDOWN,
        "salt": salt,
        "keyed": bool(secret),
        "probe": hashing.probe,
        "people": sorted(known.identifiers),
        "identifiers": _hashes(hashing, known.identifiers),
        "forms": _hashes(hashing, forms),
        "within": _hashes(hashing, within),
        "spared": _hashes(hashing, known.namesakes),
    }


def _tells(form: str, context: Iri) -> bool:
    """A single word with a country tells nobody; with a body or a place of its own it does."""
    return "-" in form or iris.kind_of(context) == "organisation"


def _hashes(hashing: Hashing, texts: Iterable[str]) -> list[str]:
    return sorted(hashing.of(text) for text in texts)
