"""networkx graph → one HTML file that needs nothing else: no server, no network, no other file.

The template is our own and autoescaped; the drawing library is the one that the pyvis wheel carries.
A content security policy names the two scripts and the style by their hashes and forbids the rest,
so a file that people mail to each other cannot be made to run or to fetch anything.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import networkx as nx
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from kg.errors import KgError, QueryError
from kg.graphs.display import Display
from kg.graphs.evidence import SourceNote
from kg.graphs.files import write_atomically
from kg.graphs.neighbourhood import MOST_NODES
from kg.graphs.picture import draw, short
from kg.graphs.words import Words
from kg.iris import folded
from kg.records import Iri

TEMPLATES = Path(__file__).with_name("templates")
SCRIPTS = ("picture.js", "panel.js", "controls.js")
LIBRARY = "templates/lib/vis-9.1.2/vis-network.min.js"
POINTS = {
    "diamond": "0,-9.5 9.5,0 0,9.5 -9.5,0",
    "triangle": "0,-8.5 9,7 -9,7",
    "triangleDown": "0,8.5 9,-7 -9,-7",
    "hexagon": "8.5,0 4.25,7.4 -4.25,7.4 -8.5,0 -4.25,-7.4 4.25,-7.4",
    "star": "0,-9.5 2.3,-3.2 9,-2.9 3.8,1.2 5.6,7.7 0,4 -5.6,7.7 -3.8,1.2 -9,-2.9 -2.3,-3.2",
}


def write_page(graph: nx.MultiDiGraph[Iri], file: Path, title: str, language: str) -> int:
    """Write the interactive page of a graph to `file`; gives its size in bytes.

    `graph` comes from `neighbourhood` or `project`; `title` is any text; `language` is one that
    `words.tsv` has. Raises QueryError for more than 300 nodes (nobody can read them: take a
    neighbourhood), TableError for a language without words. The same graph gives the same bytes.
    """
    if len(graph) > MOST_NODES:
        raise QueryError(
            f"{len(graph)} nodes make no readable picture", hint=f"take a neighbourhood of at most {MOST_NODES}"
        )
    page = render(graph, title, language).encode()
    write_atomically(file, page)
    return len(page)


def render(graph: nx.MultiDiGraph[Iri], title: str, language: str) -> str:
    """The page as text."""
    words = Words(language)
    title = " ".join(title.split())
    network = draw(graph, language)
    style, script, library = _part("page.css"), _script(), _library()
    years = _years(network.edges)
    display: Display = graph.graph["display"]
    return (
        _environment()
        .get_template("page.html.j2")
        .render(
            language=language,
            title=title,
            words=words,
            nodes=len(network.nodes),
            edges=len(network.edges),
            left_out=str(graph.graph.get("left_out") or ""),
            kinds=_kinds(graph, display, language),
            relations=_relations(graph, display, language),
            points=POINTS,
            years=years,
            policy=_policy(scripts=(library, script), style=style),
            style=Markup(style),  # noqa: S704 (our own file)
            script=Markup(script),  # noqa: S704 (our own file)
            library=Markup(library),  # noqa: S704 (the file of the pyvis wheel)
            data=Markup(_embedded({**_data(network, title, words), "years": years})),  # noqa: S704 (made harmless by _embedded)
        )
    )


def _data(network: Any, title: str, words: Mapping[str, str]) -> dict[str, Any]:
    sources: dict[SourceNote, int] = {}
    edges = [
        {**edge, "cites": [{**c, "source": sources.setdefault(c["source"], len(sources))} for c in edge["cites"]]}
        for edge in network.edges
    ]
    return {
        "file": folded(title)[:60],
        "words": dict(words),
        "nodes": network.nodes,
        "edges": edges,
        "sources": [
            {"title": s.title, "addresses": s.addresses, "publisher": s.publisher, "published": s.published}
            for s in sources
        ],
    }


def _years(edges: Iterable[Mapping[str, Any]]) -> tuple[int, int] | None:
    """The first and last year that any edge names; None where no edge has a date."""
    named = [year for edge in edges for year in edge["when"] or () if year is not None]
    return (min(named), max(named)) if named else None


def _kinds(graph: nx.MultiDiGraph[Iri], display: Display, language: str) -> list[dict[str, Any]]:
    counts: Counter[Iri] = Counter(graph.nodes[node]["kind"] for node in graph)
    ordered = sorted(counts, key=lambda kind: (display.styles[kind].order, kind))
    return [
        {
            "id": short(kind),
            "word": display.word(kind, language),
            "count": counts[kind],
            "colour": display.styles[kind].colour,
            "shape": display.styles[kind].shape,
        }
        for kind in ordered
    ]


def _relations(graph: nx.MultiDiGraph[Iri], display: Display, language: str) -> list[dict[str, Any]]:
    counts: Counter[Iri] = Counter(data["relation"] for _, _, data in graph.edges(data=True))
    ordered = sorted(counts, key=lambda relation: (display.line(relation).order, relation))
    return [
        {
            "id": short(relation),
            "word": display.word(relation, language),
            "count": counts[relation],
            "colour": display.line(relation).colour,
        }
        for relation in ordered
    ]


def _embedded(data: Mapping[str, Any]) -> str:
    """JSON that can stand in a script element: nothing in it ends the element or a line of JavaScript."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text.encode("utf-8", "replace").decode()


def _policy(*, scripts: Iterable[str], style: str) -> str:
    allowed = " ".join(_hash(script) for script in scripts)
    return f"default-src 'none'; script-src {allowed}; style-src {_hash(style)}; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _script() -> str:
    return '"use strict";\n(() => {\n' + "\n".join(_part(name) for name in SCRIPTS) + "})();\n"


def _part(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


@cache
def _library() -> str:
    """vis-network as the pyvis wheel carries it, read without importing pyvis."""
    spec = find_spec("pyvis")
    root = Path(spec.origin).parent if spec is not None and spec.origin is not None else None
    if root is None or not (root / LIBRARY).is_file():
        raise KgError("pyvis does not carry vis-network", hint="install pyvis 0.3.2")
    text = (root / LIBRARY).read_text(encoding="utf-8").replace("\r\n", "\n")
    if "</script" in text or "<!--" in text:
        raise KgError("vis-network cannot stand in a page as it is", hint="install pyvis 0.3.2")
    return text


@cache
def _environment() -> Environment:
    return Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
