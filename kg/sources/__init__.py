"""Publishers with a quirk: a folder each; most papers need none."""

from kg.sources.base import Publisher, load_publishers

__all__ = ["Publisher", "load_publishers"]
