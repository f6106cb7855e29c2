"""What people have decided on claims: read from files that only grow, and applied to the store.

Comes in: `claims.jsonl` of the decision folders, and a store. Goes out: the store with each claim as it was judged;
what waits for a decision, best first. Not its job: reading articles, or asking anybody (`kg.cli`).
"""

from kg.review.applying import apply, content_of, settled
from kg.review.deciding import ALLOWED, APART, PREFER, SAME, Choice, Written, lines_of, undone, write
from kg.review.items import CLAIM, DISAGREEMENT, DUPLICATE, KINDS, Item, Line, Side
from kg.review.judgements import (
    ACCEPT,
    EDIT,
    FILE,
    REJECT,
    SETTLE,
    UNDO,
    UNSURE,
    Judgement,
    Judgements,
    append,
    now,
    read_judgements,
)
from kg.review.queue import Queue

__all__ = [
    "ACCEPT",
    "ALLOWED",
    "APART",
    "CLAIM",
    "DISAGREEMENT",
    "DUPLICATE",
    "EDIT",
    "FILE",
    "KINDS",
    "PREFER",
    "REJECT",
    "SAME",
    "SETTLE",
    "UNDO",
    "UNSURE",
    "Choice",
    "Item",
    "Judgement",
    "Judgements",
    "Line",
    "Queue",
    "Side",
    "Written",
    "append",
    "apply",
    "content_of",
    "lines_of",
    "now",
    "read_judgements",
    "settled",
    "undone",
    "write",
]
