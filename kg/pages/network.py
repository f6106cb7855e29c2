"""The whole network: one picture with places computed ahead, a list of the same, and who stands in its middle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from kg.errors import QueryError
from kg.graphs import Frame, Measures, Years, centrality, load_display, overview, read_positions, told, years
from kg.graphs.overview import POSITIONS
from kg.graphs.picture import short as shortened
from kg.pages.exploring import outline_of
from kg.pages.site import HERE, Site, language_of, short
from kg.pages.viewing import refused
from kg.records import Iri

MOST: Final = 20_000
_ON_PAGE: Final = 100
_CENTRAL: Final = 25
_MARGIN: Final = 40


@dataclass(frozen=True, slots=True)
class Net:
    """The nodes by number of links, their places, and each pair that is linked with the years of its links."""

    nodes: tuple[Iri, ...]
    places: Mapping[Iri, tuple[float, float]]
    links: Mapping[Iri, int]
    pairs: tuple[tuple[Iri, Iri, Years], ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader wants to see: one kind or all, one year or all."""

    kind: str
    year: int | None


@lru_cache(maxsize=4)
def net_of(site: Site) -> Net:
    """The whole network, read and laid out once; above 20,000 things the best linked."""
    graph = outline_of(site)
    nodes = sorted(graph, key=lambda node: (-graph.degree(node), node))
    part = graph if len(nodes) <= MOST else graph.subgraph(nodes[:MOST])
    file = site.served.dumps / POSITIONS
    places = overview(part, read_positions(file) if file.is_file() else None)
    spans: dict[tuple[Iri, Iri], Years] = {}
    for start, end, data in part.edges(data=True):
        pair = (start, end) if start < end else (end, start)
        found = years(graph, (start, end), data["bounds"]) or (None, None)
        spans[pair] = found if pair not in spans else _wider(spans[pair], found)
    links: Counter[Iri] = Counter(end for pair in spans for end in pair)
    order = tuple(sorted(part, key=lambda node: (-links[node], node)))
    return Net(order, places, links, tuple((*pair, spans[pair]) for pair in sorted(spans)), len(nodes) - len(part))


def _wider(one: Years, other: Years) -> Years:
    first = None if one[0] is None or other[0] is None else min(one[0], other[0])
    last = None if one[1] is None or other[1] is None else max(one[1], other[1])
    return first, last


def holds(span: Years, year: int | None) -> bool:
    """Whether a link may have held in a year; one without dates may have held in every year."""
    first, last = span
    return year is None or ((first is None or first <= year) and (last is None or last >= year))


def shown(site: Site, wanted: Wanted) -> tuple[list[Iri], list[tuple[Iri, Iri]]]:
    """The nodes and pairs of a kind and a year; in a year only those that a link of it holds."""
    graph, net = outline_of(site), net_of(site)
    fits = {n for n in net.nodes if not wanted.kind or short(graph.nodes[n]["kind"]) == wanted.kind}
    held = [(start, end) for start, end, span in net.pairs if holds(span, wanted.year)]
    ends = {end for pair in held for end in pair}
    nodes = [n for n in net.nodes if n in fits and (wanted.year is None or n in ends)]
    return nodes, [pair for pair in held if pair[0] in fits and pair[1] in fits]


def wanted_of(site: Site, request: Request) -> Wanted:
    """What the address asks for; raises QueryError, in words, for a kind that is not there or what is no year."""
    kind, year = (request.query_params.get(name, "").strip() for name in ("kind", "year"))
    kinds = sorted({short(outline_of(site).nodes[node]["kind"]) for node in net_of(site).nodes})
    if kind and kind not in kinds:
        raise QueryError(f"kind={kind[:40]!r} is no kind of thing", hint=f"one of {', '.join(kinds)}")
    if year and not (len(year) == 4 and year.isascii() and year.isdecimal()):
        raise QueryError(f"year={year[:40]!r} is no year", hint="four digits")
    return Wanted(kind, int(year) if year else None)


async def network(request: Request) -> Response:
    """The page: picture, legend, filters, and the same as a list, the best linked first."""
    return await run_in_threadpool(_network, request.app.state.site, request)


def _network(site: Site, request: Request) -> Response:
    try:
        wanted = wanted_of(site, request)
    except QueryError as error:
        return refused(site, request, error)
    nodes, pairs = shown(site, wanted)
    last = max(1, -(-len(nodes) // _ON_PAGE))
    said = request.query_params.get("page", "1")
    page = min(max(int(said) if said.isdecimal() and len(said) < 6 else 1, 1), last)
    counts = Counter(outline_of(site).nodes[node]["kind"] for node in net_of(site).nodes)
    styles = site.labels.display.styles
    links = Counter(end for pair in pairs for end in pair)
    kinds = sorted(counts, key=lambda kind: (styles[kind].order, kind))
    values: Mapping[str, Any] = {
        "kinds": [(kind, short(kind), counts[kind], styles[kind].colour) for kind in kinds],
        "wider": {kind for kind in kinds if site.labels.display.within(kind, kinds)},
        "wanted": wanted, "total": len(nodes), "linked": len(pairs), "years": _years(site),
        "rows": [(node, links[node]) for node in nodes[(page - 1) * _ON_PAGE : page * _ON_PAGE]],
        "page": page, "last": last, "left_out": net_of(site).left_out,
        "bundled": (HERE / "static" / "vendor" / "sigma.js").is_file(),
    }  # fmt: skip
    return site.render(request, "network.html.j2", values)


@lru_cache(maxsize=4)
def _years(site: Site) -> tuple[int, ...]:
    named = [year for _, _, span in net_of(site).pairs for year in span if year is not None]
    return tuple(range(min(named), max(named) + 1)) if named else ()


async def network_json(request: Request) -> Response:
    """The picture as numbers: nodes (id, name, kind, x, y, links) and pairs (two node numbers, first and last year)."""
    site: Site = request.app.state.site
    return JSONResponse(await run_in_threadpool(_as_numbers, site, language_of(request)))


@lru_cache(maxsize=8)
def _as_numbers(site: Site, language: str) -> dict[str, Any]:
    graph, net, display = outline_of(site), net_of(site), load_display()
    kinds = sorted({graph.nodes[node]["kind"] for node in net.nodes}, key=lambda kind: display.styles[kind].order)
    number = {node: at for at, node in enumerate(net.nodes)}

    def node(one: Iri) -> list[Any]:
        name, kind = site.labels.of(one, language).text, kinds.index(graph.nodes[one]["kind"])
        return [shortened(one), name, kind, *net.places[one], net.links[one]]

    return {
        "kinds": [
            {"id": short(kind), "word": display.word(kind, language), "colour": display.styles[kind].colour}
            for kind in kinds
        ],
        "nodes": [node(one) for one in net.nodes],
        "pairs": [[number[start], number[end], *span] for start, end, span in net.pairs],
    }


async def network_svg(request: Request) -> Response:
    """The stored picture, for whoever has no WebGL or no scripts."""
    site: Site = request.app.state.site
    try:
        wanted = await run_in_threadpool(wanted_of, site, request)
    except QueryError as error:
        return PlainTextResponse(f"{error}\n", 400)
    body = await run_in_threadpool(picture, site, wanted)
    return Response(body, media_type="image/svg+xml", headers={"Cache-Control": "no-cache"})


@lru_cache(maxsize=64)
def picture(site: Site, wanted: Wanted) -> str:
    """The network as SVG, made without a browser: lines under dots, the names of the best linked."""
    graph, places = outline_of(site), net_of(site).places
    nodes, pairs = shown(site, wanted)
    lines = "".join(
        f"M{places[start][0]:.0f} {places[start][1]:.0f}L{places[end][0]:.0f} {places[end][1]:.0f}"
        for start, end in pairs
    )
    styles = site.labels.display.styles
    dots: dict[str, list[str]] = {}
    for node in nodes:
        x, y = places[node]
        dots.setdefault(styles[graph.nodes[node]["kind"]].colour, []).append(f"M{x:.0f} {y:.0f}h0")
    drawn = "".join(f'<path d="{"".join(paths)}" stroke="{colour}"/>' for colour, paths in sorted(dots.items()))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{_box([places[node] for node in nodes])}">'
        f'<path d="{lines}" stroke="#8a94a3" stroke-opacity=".25" fill="none"/>'
        f'<g stroke-width="7" stroke-linecap="round">{drawn}</g></svg>'
    )


def _box(points: Sequence[tuple[float, float]]) -> str:
    if not points:
        return "0 0 1 1"
    (left, right), (top, bottom) = ((min(side), max(side)) for side in zip(*points, strict=True))
    width, height = right - left + 2 * _MARGIN, bottom - top + 2 * _MARGIN
    return f"{left - _MARGIN:.0f} {top - _MARGIN:.0f} {width:.0f} {height:.0f}"


async def central(request: Request) -> Response:
    """Who stands in the middle: rank, measure, how it is computed and on which links."""
    return await run_in_threadpool(_central, request.app.state.site, request)


def _central(site: Site, request: Request) -> Response:
    measures = _measures(site)
    frame = Frame((), None, "weight-one", measures.nodes, measures.edges)
    values = {
        "measures": measures,
        "rows": measures.standings[:_CENTRAL],
        "frame": told(frame, language_of(request)).value,
    }
    return site.render(request, "central.html.j2", values)


@lru_cache(maxsize=4)
def _measures(site: Site) -> Measures:
    return centrality(outline_of(site))
