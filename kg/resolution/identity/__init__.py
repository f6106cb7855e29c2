"""Who is who across sources: sightings of people → groups that are one person, each link with its reasons."""

from kg.resolution.identity.grouping import Group, Link, Near, group, near_misses
from kg.resolution.identity.sightings import Office, Sighting

__all__ = ["Group", "Link", "Near", "Office", "Sighting", "group", "near_misses"]
