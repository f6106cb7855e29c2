"""Resolution: an extraction's names become identified entities, its relations facts with their evidence."""

from kg.resolution.decisions import Decisions, append_identities, read_decisions
from kg.resolution.posts import Posts
from kg.resolution.record import to_record
from kg.resolution.resolver import Resolved, Resolver

__all__ = ["Decisions", "Posts", "Resolved", "Resolver", "append_identities", "read_decisions", "to_record"]
