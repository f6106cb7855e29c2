"""The offices that the registry knows: which tenure and which post an article speaks of.

Several sources then speak of one node, and what they say of it can be compared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from kg import iris
from kg.records import Fact, Iri, Literal, SourceFacts
from kg.resolution.posts import Posts
from kg.terms import DCT, ORG, SCG, Relation

PostOf = Callable[[Fact], Iri]


@dataclass(frozen=True, slots=True)
class Asked:
    """An office as an article gives it: who, the post, what it belongs to, title and kind, and the day of the report.

    `rank` is that of a title which says no more than it ("Ketua"), else empty.
    """

    person: Iri
    post: Iri
    seat: Iri
    title: str
    kind: Iri | None
    rank: str
    day: str | None


@dataclass(frozen=True, slots=True)
class _Tenure:
    node: Iri
    post: Iri
    person: Iri
    seats: frozenset[Iri]
    ranks: frozenset[str]
    kind: Iri | None
    first: str
    last: str

    def fits(self, asked: Asked) -> bool:
        """Whether it is the office that is asked for: that post, or one that the article only gives the rank of."""
        if asked.post == self.post:
            return True
        return asked.seat in self.seats and (asked.rank in self.ranks or self.is_of_kind(asked))

    def is_of_kind(self, asked: Asked) -> bool:
        """Whether it is of the same kind, of which there is one at a time."""
        return asked.kind == self.kind and self.kind in iris.ONE_AT_A_TIME

    def covers(self, day: str) -> bool:
        """Whether it may have lasted on that day (or month, or year)."""
        return self.first[: len(day)] <= day <= self.last[: len(day)]


class Tenures:
    """All curated tenures by person and by seat."""

    def __init__(self, sources: Iterable[SourceFacts], post_of: PostOf, posts: Posts) -> None:
        self._by_person: dict[Iri, list[_Tenure]] = defaultdict(list)
        self._by_seat: dict[Iri, list[_Tenure]] = defaultdict(list)
        self._kinds: dict[Iri, Iri | None] = {}
        for tenure in (_tenure(fact, post_of(fact), posts.ranks(fact)) for fact in _held(posts.named(sources))):
            self._by_person[tenure.person].append(tenure)
            self._kinds[tenure.post] = self._kinds.get(tenure.post) or tenure.kind
            for seat in tenure.seats:
                self._by_seat[seat].append(tenure)

    def kind_of(self, post: Iri) -> Iri | None:
        """The kind of a curated post."""
        return self._kinds.get(post)

    def meant(self, asked: Asked) -> tuple[Iri | None, Iri | None]:
        """The curated tenure and the curated post that are meant, as far as there is one of each.

        The tenure is of that person and office, and of that time where there are several. The post is that
        of the tenure; without one, the post that is asked for, or the one of its kind in that seat, whoever holds it.
        """
        fitting = [tenure for tenure in self._by_person[asked.person] if tenure.fits(asked)]
        if len(fitting) > 1 and asked.day is not None:
            fitting = [tenure for tenure in fitting if tenure.covers(asked.day)]
        if len({tenure.node for tenure in fitting}) == 1:
            return fitting[0].node, fitting[0].post
        return None, self._post(asked)

    def _post(self, asked: Asked) -> Iri | None:
        if asked.post in self._kinds:
            return asked.post
        posts = {tenure.post for tenure in self._by_seat[asked.seat] if tenure.is_of_kind(asked)}
        return posts.pop() if len(posts) == 1 else None


def _held(sources: Iterable[SourceFacts]) -> Iterator[Fact]:
    for source in sources:
        for fact in source.facts:
            titled = any(p.name == SCG.title for p in fact.properties)
            if fact.relation == Relation.HOLDS_POSITION and fact.node and fact.object and titled:
                yield fact


def _tenure(fact: Fact, post: Iri, ranks: frozenset[str]) -> _Tenure:
    assert fact.node is not None
    given: dict[Iri, list[object]] = defaultdict(list)
    for found in fact.properties:
        given[found.name].append(found.value)
    seats = [fact.object, *given[ORG.organization], *given[DCT.spatial]]
    kinds = [kind for kind in given[SCG.postKind] if isinstance(kind, Iri)]
    days = {name: value.value for name, values in given.items() for value in values if isinstance(value, Literal)}
    return _Tenure(
        node=fact.node,
        post=post,
        person=fact.subject,
        seats=frozenset(seat for seat in seats if isinstance(seat, Iri)),
        ranks=ranks,
        kind=kinds[0] if kinds else None,
        first=days.get(SCG.earliestStart, "0000"),
        last=days.get(SCG.latestEnd, "9999"),
    )
