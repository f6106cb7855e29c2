"""Languages: what the words of a language mean, as tables in a folder `kg/lang/<tag>/`.

Adding a language adds a folder and changes nothing outside it. Code receives a `Language` and never
names one.
"""

from kg.lang.base import Language, Row, load, load_all, read_language, read_table, resolve_term
from kg.lang.dates import DayReader, WrittenDay, day_reader
from kg.lang.ranks import Office, UnitName, Words, read_office, read_unit, words_of
from kg.lang.titles import bare_title

__all__ = [
    "DayReader",
    "Language",
    "Office",
    "Row",
    "UnitName",
    "Words",
    "WrittenDay",
    "bare_title",
    "day_reader",
    "load",
    "load_all",
    "read_language",
    "read_office",
    "read_table",
    "read_unit",
    "resolve_term",
    "words_of",
]
