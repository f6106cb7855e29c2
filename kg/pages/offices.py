"""What an office is called on a page: its post in the reader's language, else a title printed in it, else as known.

The printed words stay with their sources, in the evidence.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from kg.pages.labels import ORDER, Labels, preferred
from kg.records import Iri, Literal
from kg.terms import OPENGOV, SCG


def office(labels: Labels, post: Iri | None, titles: Iterable[Literal], language: str) -> str:
    """The name of the office of a tenure with a post and titles as printed; empty where it has neither."""
    title = preferred(titles, language)
    if post is None:
        return title.value if title else ""
    label = labels.of(post, language)
    printed_here = title is not None and title.language == language
    if title is None or label.language == language or (label.language in ORDER and not printed_here):
        return label.text
    return title.value


def offices(labels: Labels, tenures: Collection[Iri], language: str) -> Mapping[Iri, str]:
    """The names of the offices of some tenures, read together; those that have neither post nor title are left out."""
    posts: dict[Iri, Iri] = {}
    titles: dict[Iri, list[Literal]] = {tenure: [] for tenure in tenures}
    for tenure, told in labels.told(tenures).items():
        for name, value in sorted(told, key=str):
            if name == OPENGOV.post and isinstance(value, Iri):
                posts.setdefault(tenure, value)
            elif name == SCG.title and isinstance(value, Literal):
                titles[tenure].append(value)
    labels.prepare(posts.values())
    named = {tenure: office(labels, posts.get(tenure), titles[tenure], language) for tenure in titles}
    return {tenure: name for tenure, name in named.items() if name}
