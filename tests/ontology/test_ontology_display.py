"""Whatever can be drawn has a look that nobody confuses with another."""

from __future__ import annotations

import itertools
import re

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDF, RDFS

from kg.terms import BASE, CONCEPTS, SCG

VIS_SHAPES = {"dot", "square", "diamond", "triangle", "triangleDown", "star", "hexagon", "box", "ellipse"}
ON_WHITE = 4.5
APART = 15.0
# Normal sight, and full protanopia and deuteranopia after Machado, Oliveira and Fernandes (2009), on linear RGB.
SIGHTS = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
}
Colour = tuple[float, float, float]


def _values(graph: Graph, prop: str) -> dict[str, str]:
    return {str(s): str(o) for s, o in graph.subject_objects(URIRef(prop))}


def _linear(colour: str) -> Colour:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return r, g, b


def _contrast_with_white(colour: str) -> float:
    r, g, b = _linear(colour)
    return 1.05 / (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05)


def _lab(colour: str, sight: str) -> Colour:
    seen = [sum(a * c for a, c in zip(row, _linear(colour), strict=True)) for row in SIGHTS[sight]]
    r, g, b = (min(1.0, max(0.0, part)) for part in seen)
    x, y, z = (
        _cube_root((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047),
        _cube_root(0.2126 * r + 0.7152 * g + 0.0722 * b),
        _cube_root((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883),
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _cube_root(t: float) -> float:
    return float(t ** (1 / 3)) if t > 0.008856 else 7.787 * t + 16 / 116


def _distance(one: Colour, two: Colour) -> float:
    return float(sum((a - b) ** 2 for a, b in zip(one, two, strict=True)) ** 0.5)


def test_every_class_and_relation_is_drawn_or_said_not_to_be(own: Graph) -> None:
    drawn = _values(own, SCG.displayAs)
    assert set(drawn.values()) == {"node", "edge", "none"}
    for kind in own.subjects(RDF.type, OWL.Class):
        line = [str(parent) for parent in own.transitive_objects(kind, RDFS.subClassOf)]
        assert str(kind) == SCG.Actor or any(parent in drawn for parent in line), kind
    assert {relation for relation in CONCEPTS["relation"].values() if relation not in drawn} == set()


def test_nodes_and_edges_have_all_that_drawing_needs(own: Graph) -> None:
    for term, way in _values(own, SCG.displayAs).items():
        looks = {p for p in own.predicates(URIRef(term)) if str(p).startswith(f"{BASE}def#display")}
        needed = {"node": {SCG.displayColour, SCG.displayShape, SCG.displayOrder, SCG.displayIcon}}
        needed |= {"edge": {SCG.displayColour, SCG.displayOrder}, "none": set()}
        assert needed[way] <= {str(p) for p in looks}, term


def test_no_two_kinds_of_node_share_shape_or_place_or_letters(own: Graph) -> None:
    shapes = _values(own, SCG.displayShape)
    assert set(shapes.values()) <= VIS_SHAPES
    assert len(set(shapes.values())) == len(shapes)
    orders = {term: order for term, order in _values(own, SCG.displayOrder).items() if term in shapes}
    assert len(set(orders.values())) == len(orders)
    icons = _values(own, SCG.displayIcon)
    assert len(set(icons.values())) == len(icons)


def test_colours_can_be_read_on_white(own: Graph) -> None:
    for term, colour in _values(own, SCG.displayColour).items():
        assert re.fullmatch(r"#[0-9a-f]{6}", colour), term
        assert _contrast_with_white(colour) >= ON_WHITE, term


@pytest.mark.parametrize("sight", SIGHTS)
def test_colours_of_nodes_stand_apart(own: Graph, sight: str) -> None:
    shapes = _values(own, SCG.displayShape)
    colours = {term: colour for term, colour in _values(own, SCG.displayColour).items() if term in shapes}
    for one, two in itertools.combinations(colours, 2):
        assert _distance(_lab(colours[one], sight), _lab(colours[two], sight)) >= APART, (one, two)
