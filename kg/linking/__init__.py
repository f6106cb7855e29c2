"""Who is who across the sources of a store: people whom several articles name get one identifier, and it shows why.

Things that sources name differently get one preferred name a language.

Comes in: a store with its sources. Goes out: the same store, each source under the identifiers that the whole
of its sources gives, and a graph of the links with their reasons. It depends on the set of sources alone, not on
their order, and a source that is withdrawn takes its links with it.
"""

from kg.linking.links import LINKS, Doubt, Merge, doubts, link, merges
from kg.linking.naming import one_name

__all__ = ["LINKS", "Doubt", "Merge", "doubts", "link", "merges", "one_name"]
