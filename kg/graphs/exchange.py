"""networkx graph → GraphML and GEXF, for Gephi, Cytoscape, yEd and whatever else reads them.

Everything is flattened to text and numbers; the surest citation of an edge travels with it. The
writers are those of networkx; what depends on the clock is taken out.
"""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import networkx as nx

from kg.bounds import between
from kg.graphs.display import Display
from kg.graphs.evidence import Citation
from kg.graphs.files import write_atomically
from kg.graphs.picture import facts
from kg.records import Iri

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_GEXF = "http://www.gexf.net/1.2draft"


def write_graphml(graph: nx.MultiDiGraph[Iri], file: Path, language: str = "en") -> int:
    """Write `graph` as GraphML, words in `language`; gives the size in bytes. Same graph, same bytes."""
    content = graphml_bytes(graph, language)
    write_atomically(file, content)
    return len(content)


def graphml_bytes(graph: nx.MultiDiGraph[Iri], language: str = "en") -> bytes:
    """The same as bytes."""
    buffer = BytesIO()
    nx.write_graphml_xml(flattened(graph, language), buffer, encoding="utf-8", prettyprint=True)
    return buffer.getvalue()


def write_gexf(graph: nx.MultiDiGraph[Iri], file: Path, language: str = "en") -> int:
    """Write `graph` as GEXF 1.2 with colours, words in `language`; gives the size in bytes."""
    flat = flattened(graph, language)
    for _, data in flat.nodes(data=True):
        colour = data["colour"].removeprefix("#")
        red, green, blue = (int(colour[i : i + 2], 16) for i in (0, 2, 4))
        data["viz"] = {"color": {"r": red, "g": green, "b": blue, "a": 1.0}}
    text = "\n".join(nx.generate_gexf(flat, version="1.2draft"))
    content = _without_clock(text)
    write_atomically(file, content)
    return len(content)


def flattened(graph: nx.MultiDiGraph[Iri], language: str) -> nx.MultiDiGraph[Iri]:
    """The same nodes and edges with plain text and numbers as attributes, safe for XML."""
    flat: nx.MultiDiGraph[Iri] = nx.MultiDiGraph()
    for node, data in graph.nodes(data=True):
        flat.add_node(node, **_plain(_node(graph.graph["display"], data, language)))
    for number, (start, end, data) in enumerate(graph.edges(data=True)):
        flat.add_edge(start, end, key=f"e{number}", **_plain(_edge(graph.graph["display"], data, language)))
    return flat


def _node(display: Display, data: dict[str, Any], language: str) -> dict[str, Any]:
    kind: Iri = data["kind"]
    return {
        "label": data["label"],
        "kind": display.word(kind, language),
        "colour": display.styles[kind].colour,
        "names": " | ".join(data["names"]),
        **_dates(data),
        "facts": _facts(display, data, language),
    }


def _edge(display: Display, data: dict[str, Any], language: str) -> dict[str, Any]:
    relation = display.word(data["relation"], language)
    return {
        "label": data["title"] or relation,
        "relation": relation,
        "node": data["node"] or "",
        **_dates(data),
        "facts": _facts(display, data, language),
        "citations": len(data["citations"]),
        **_cited(data["citations"]),
    }


def _dates(data: dict[str, Any]) -> dict[str, str]:
    bounds = data["bounds"]
    return {"since": between(bounds[0], bounds[1]) or "", "until": between(bounds[2], bounds[3]) or ""}


def _facts(display: Display, data: dict[str, Any], language: str) -> str:
    return "; ".join(f"{name}: {value}" for name, value in facts(display, data["details"], language))


def _cited(citations: tuple[Citation, ...]) -> dict[str, Any]:
    if not citations:
        return {"quote": "", "source": "", "address": "", "publisher": "", "published": "", "confidence": 0.0}
    first = citations[0]
    return {
        "quote": first.quote or "",
        "source": first.source.title,
        "address": next(iter(first.source.addresses), ""),
        "publisher": first.source.publisher or "",
        "published": first.source.published or "",
        "confidence": float(first.confidence),
    }


def _plain(attributes: dict[str, Any]) -> dict[str, Any]:
    return {k: _FORBIDDEN.sub("\ufffd", v) if isinstance(v, str) else v for k, v in attributes.items()}


def _without_clock(text: str) -> bytes:
    """A GEXF text without its date, since the same graph must give the same bytes."""
    ET.register_namespace("", _GEXF)
    ET.register_namespace("viz", f"{_GEXF}/viz")
    root = ET.fromstring(text)  # noqa: S314 (the text that networkx has just made)
    for meta in root.findall(f"{{{_GEXF}}}meta"):
        root.remove(meta)
    found: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return found
