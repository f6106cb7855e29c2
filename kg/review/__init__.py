"""What people have decided on claims: read from files that only grow, and applied to the store.

Comes in: `claims.jsonl` of the decision folders, and a store. Goes out: the store with each claim as it was judged;
what waits for a decision, best first. Not its job: reading articles, or asking anybody (`kg.cli`).
"""

from kg.review.applying import apply, settled
from kg.review.judgements import FILE, Judgement, Judgements, append, read_judgements

__all__ = ["FILE", "Judgement", "Judgements", "append", "apply", "read_judgements", "settled"]
