"""Whose words a source rests on: what makes two sources independent (docs/model.md, "Independent sources").

Comes in: what is known of each source, and which of them repeat one another. Goes out: for each source its
origins, and for each reprint the first print. All of it is a function of the set of sources, not of their order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from kg.records import Iri, Literal, Table, Term, Triple
from kg.sources import copied_from, load_publishers
from kg.terms import PROV, SCG

_UNDATED: Final = "9999"
_PACKAGE: Final = "pkg:"
_SAME_SITE: Final = ("www.", "m.", "amp.")


@dataclass(slots=True)
class Told:
    """A source as far as origins go: its address, its day, its text, the pages that it rests on."""

    kind: Iri
    address: str | None = None
    published: str | None = None
    text: str | None = None
    mark: str | None = None
    pages: set[str] = field(default_factory=set)

    @property
    def rests_on(self) -> tuple[str, ...]:
        """The pages that it rests on, or else its own address; packages only where there is no page."""
        pages = self.pages or ({self.address} if self.address else set())
        kept = {page for page in pages if not page.startswith(_PACKAGE)} or pages
        return tuple(sorted(kept))


def read_sources(table: Table) -> dict[Iri, Told]:
    """The rows of `queries/derive/support/sources.rq` by source."""
    found: dict[Iri, Told] = {}
    for source, kind, address, published, text, mark, page in table.rows:
        assert isinstance(source, Iri)
        assert isinstance(kind, Iri)
        told = found.setdefault(source, Told(kind, _text(address), _text(published), _text(text), _text(mark)))
        if page is not None:
            told.pages.add(str(_text(page)))
    return found


def same_texts(sources: Mapping[Iri, Told]) -> Iterator[tuple[Iri, ...]]:
    """Articles whose text is the same to the letter, however short."""
    found: dict[str, list[Iri]] = {}
    for iri, told in sorted(sources.items()):
        if told.kind == SCG.Article and told.text:
            found.setdefault(told.text, []).append(iri)
    yield from (tuple(group) for group in found.values() if len(group) > 1)


def origin_triples(sources: Mapping[Iri, Told], groups: Iterable[tuple[str, ...]]) -> tuple[Triple, ...]:
    """The origins of each source, and a `prov:alternateOf` from each reprint to the first print, sorted."""
    firsts = _firsts(sources, groups)
    by_page = {page: first for iri, first in sorted(firsts.items()) for page in _own_pages(sources[iri])}
    triples = {Triple(iri, PROV.alternateOf, first) for iri, first in firsts.items() if iri != first}
    for iri, told in sources.items():
        if iri in firsts:
            origins = _sites(firsts[iri], sources)
        else:
            origins = {o for page in told.rests_on for o in _behind(page, by_page, sources)} or {str(iri)}
        triples |= {Triple(iri, SCG.origin, Literal(origin)) for origin in origins}
    return tuple(sorted(triples))


def _firsts(sources: Mapping[Iri, Told], groups: Iterable[tuple[str, ...]]) -> dict[Iri, Iri]:
    """Each member of a group → the member that was printed first; groups that share a member are one."""
    joined: dict[Iri, set[Iri]] = {}
    for names in groups:
        whole = {Iri(name) for name in names}.union(*(joined.get(Iri(name), ()) for name in names))
        joined.update(dict.fromkeys(whole, whole))
    return {iri: min(group, key=lambda one: _printed(one, sources[one])) for iri, group in joined.items()}


def _printed(iri: Iri, told: Told) -> tuple[str, str, Iri]:
    return told.published or _UNDATED, told.address or "", iri


def _own_pages(told: Told) -> tuple[str, ...]:
    """The pages that are this article: its own address, or the one page that it retells."""
    return (told.address,) if told.address else told.rests_on if len(told.rests_on) == 1 else ()


def _behind(page: str, by_page: Mapping[str, Iri], sources: Mapping[Iri, Told]) -> set[str]:
    return _sites(by_page[page], sources) if page in by_page else {site_of(page)}


def _sites(source: Iri, sources: Mapping[Iri, Told]) -> set[str]:
    return {site_of(page) for page in sources[source].rests_on} or {str(source)}


def site_of(page: str) -> str:
    """The site of a page: the publisher's domain where it is known to have several, else the host without `www.`, `m.`.

    A page of a mirror is of the site that it mirrors: whoever copies is no second witness.
    What has no host (a package, a path) stands for itself.
    """
    host = (urlsplit(page).hostname or "").rstrip(".") if page.startswith(("http://", "https://")) else ""
    if not host:
        return page
    domains = (own for one in load_publishers() for own in one.hosts if host == own or host.endswith(f".{own}"))
    return max(domains, key=len, default="") or copied_from(page) or _bare(host)


def _bare(host: str) -> str:
    for prefix in _SAME_SITE:
        if host.startswith(prefix) and "." in host.removeprefix(prefix):
            return host.removeprefix(prefix)
    return host


def _text(term: Term | None) -> str | None:
    return term.value if isinstance(term, Literal) else term
