"""Resolution: an extraction's names become identified entities, its relations facts with their evidence."""

from kg.resolution.record import to_record
from kg.resolution.resolver import Resolved, Resolver

__all__ = ["Resolved", "Resolver", "to_record"]
