"""Publishers with a quirk: a folder each; most papers need none."""

from kg.sources.base import Publisher, copied_from, load_publishers

__all__ = ["Publisher", "copied_from", "load_publishers"]
