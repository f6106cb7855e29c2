"""Store → picture of who is linked to whom: a networkx graph with the evidence of each edge, and its files.

In: a store. Out: a `MultiDiGraph`, measures and paths over it, an interactive page, GraphML and GEXF.
Not its job: deciding what is true (statements), answering questions (answers).
"""

from kg.bounds import between
from kg.graphs.centrality import Measures, centrality
from kg.graphs.dates import Years, years
from kg.graphs.display import Display, load_display
from kg.graphs.evidence import Citation, SourceNote
from kg.graphs.exchange import write_gexf, write_graphml
from kg.graphs.frames import Frame, told
from kg.graphs.kept import cited, keep_projection, projection
from kg.graphs.neighbourhood import neighbourhood
from kg.graphs.networks import Bridges, Communities, Likenesses, bridges, communities, likenesses
from kg.graphs.overview import overview, read_positions, write_positions
from kg.graphs.page import write_page
from kg.graphs.paths import Route, Step, paths
from kg.graphs.picture import draw, parts, placed
from kg.graphs.projection import project
from kg.graphs.words import Words

__all__ = [
    "Bridges",
    "Citation",
    "Communities",
    "Display",
    "Frame",
    "Likenesses",
    "Measures",
    "Route",
    "SourceNote",
    "Step",
    "Words",
    "Years",
    "between",
    "bridges",
    "centrality",
    "cited",
    "communities",
    "draw",
    "keep_projection",
    "likenesses",
    "load_display",
    "neighbourhood",
    "overview",
    "parts",
    "paths",
    "placed",
    "project",
    "projection",
    "read_positions",
    "told",
    "write_gexf",
    "write_graphml",
    "write_page",
    "write_positions",
    "years",
]
