"""People of whom the graph says nothing more: remembered by keyed hashes, kept out of whatever is read.

Comes in: `takedowns.jsonl` of the decision folders, and the triples of a source. Goes out: the same triples without
these people. Not its job: deciding who may ask for it.
"""

from kg.takedown.cleaning import Cleaner
from kg.takedown.takings import FILE, Taking, Takings, append_taking, read_takings
from kg.takedown.wanted import Known, countries, known_of, taking_of

__all__ = [
    "FILE",
    "Cleaner",
    "Known",
    "Taking",
    "Takings",
    "append_taking",
    "countries",
    "known_of",
    "read_takings",
    "taking_of",
]
