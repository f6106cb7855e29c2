"""Store → files for others: Turtle by subset, N-Quads of everything, and a description of them.

In: a store. Out: files that are sorted, without blank nodes, and the same bytes for the same store.
Not its job: choosing what is true, or pictures.
"""

from kg.dumps.export import DumpFile, Manifest, export
from kg.dumps.turtle import rdf_bytes, turtle

__all__ = ["DumpFile", "Manifest", "export", "rdf_bytes", "turtle"]
