"""What Wikidata says of our things, kept in a file beside the data: every fact with where and when it was read.

In: links from our things to Wikidata's items, and an endpoint. Out: the facts that the questions about Wikidata
read. `kg wikidata` reads anew, and what it could not read stays as it was. A question reaches out by itself only where
the setting `federation` says live; where no answer comes it has the file, and every row says which of the two it is.
"""

from kg.federation.asking import Peer, private_hosts
from kg.federation.cache import Fact, LinkedItem, read_facts, read_links, write_facts
from kg.federation.wikidata import Reading, refresh

__all__ = [
    "Fact",
    "LinkedItem",
    "Peer",
    "Reading",
    "private_hosts",
    "read_facts",
    "read_links",
    "refresh",
    "write_facts",
]
