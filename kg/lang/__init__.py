"""Languages: what the words of a language mean, as tables in a folder `kg/lang/<tag>/`.

Adding a language adds a folder and changes nothing outside it. Code receives a `Language` and never
names one.
"""

from kg.lang.base import Language, load, load_all, read_language, resolve_term

__all__ = ["Language", "load", "load_all", "read_language", "resolve_term"]
