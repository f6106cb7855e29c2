"""From NAME|IRI on the command line to the one thing that is meant."""

from __future__ import annotations

from kg.cli._output import THINGS, shortened
from kg.errors import QueryError, UnknownName
from kg.queries import Named, StoreNames
from kg.store import Store

NEAR = 3


def one_thing(store: Store, text: str) -> Named:
    """The thing called `text`, or whose IRI it is, whole or without the base of ours (`place/73.71`).

    Raises UnknownName, with names that come near, where there is none, and QueryError, with the
    IRIs to choose from, where there are several.
    """
    names = StoreNames(store)
    found = names.find(text.strip(), "thing") or names.find(THINGS + text.strip(), "thing")
    if len(found) == 1:
        return found[0]
    if found:
        choices = "; ".join(f"{thing.label} ({shortened(thing.iri)})" for thing in found[:5])
        raise QueryError(f"{text!r} may be {choices}", hint="give the one in brackets")
    near = names.near(text, "thing") or tuple(hit.label for hit in store.search(text, NEAR))
    raise UnknownName(
        f"nothing in the graph is called {text[:80]!r}",
        hint=f"did you mean {', '.join(near)}?" if near else "kg query --list shows what can be asked",
    )
