"""What Wikidata says of our things, kept in a file beside the data: every fact with where and when it was read.

In: links from our things to Wikidata's items, and an endpoint. Out: the facts that the questions about Wikidata
read. No question reaches out by itself: `kg wikidata` reads anew, and what it could not read stays as it was.
"""

from kg.federation.cache import Fact, LinkedItem, read_facts, read_links, write_facts
from kg.federation.wikidata import Reading, refresh

__all__ = ["Fact", "LinkedItem", "Reading", "read_facts", "read_links", "refresh", "write_facts"]
