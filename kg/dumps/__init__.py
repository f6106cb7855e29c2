"""Store → files for others: Turtle by subset, N-Quads of everything, a description; what two versions differ in.

In: a store. Out: files that are sorted, without blank nodes, and the same bytes for the same store.
Not its job: choosing what is true, or pictures.
"""

from kg.dumps.changes import Change, Changes, Kind, Reason, Told, changes
from kg.dumps.delta import Delta, delta
from kg.dumps.difference import apply, difference, patch
from kg.dumps.export import DumpFile, Manifest, export
from kg.dumps.lines import has_graphs, plain, spool
from kg.dumps.turtle import lines_of_turtle, rdf_bytes, rdf_of_lines, triples_of_lines, turtle

__all__ = [
    "Change",
    "Changes",
    "Delta",
    "DumpFile",
    "Kind",
    "Manifest",
    "Reason",
    "Told",
    "apply",
    "changes",
    "delta",
    "difference",
    "export",
    "has_graphs",
    "lines_of_turtle",
    "patch",
    "plain",
    "rdf_bytes",
    "rdf_of_lines",
    "spool",
    "triples_of_lines",
    "turtle",
]
