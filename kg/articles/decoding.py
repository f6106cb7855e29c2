"""The bytes of a file → its text. Encodings are believed only as far as the bytes bear them out.

Comes in: bytes. Goes out: text, as it was written. Raises UndecodableError where the bytes are no text or
where it would be a guess.
"""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{2,40})""", re.IGNORECASE
)
_HEAD = 4096
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MULTIBYTE = re.compile(rb"[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
# Python knows codecs that are no encodings of text, and some that take quadratic time (punycode)
_TRUSTED = re.compile(r"cp\d+|iso8859-\d+|koi8-\w|tis-620|utf-8|gb\w+|big5\w*|euc_\w+|shift_jis\w*")
_WESTERN = "cp1252"
_ALIASES = {"iso8859-1": _WESTERN, "ascii": _WESTERN}  # as browsers do
_MOST_CONTROLS = 0.01
_MOST_ACCENTS = 0.3


class UndecodableError(ValueError):
    """The bytes are no text, or in no encoding that can be told."""


def decode(data: bytes, told: str | None = None) -> str:
    """The text in `data`: by byte order mark, as UTF-8, as its sender (`told`) or the page says, as Windows-1252.

    Raises UndecodableError for binary data, for damaged UTF-8 and where no encoding fits.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding)
    if b"\0" in data or len(_CONTROL.findall(data)) > _MOST_CONTROLS * len(data):
        raise UndecodableError("binary data, not text")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy(data, told)


def _legacy(data: bytes, told: str | None) -> str:
    declared = _DECLARED.search(data[:_HEAD])
    named = told or (declared.group(1).decode("ascii") if declared else None)
    encoding = _known(named) if named else None
    if encoding is not None and encoding != "utf-8":
        return _strict(data, encoding)
    high = sum(byte > 0x7F for byte in data)
    # "Ã©" pairs beside stray bytes are UTF-8 that was cut or mixed: a guess would make up letters
    if _MULTIBYTE.search(data) or high > _MOST_ACCENTS * len(data):
        raise UndecodableError("neither UTF-8 nor any encoding that it declares")
    return _strict(data, _WESTERN)


def _known(name: str) -> str | None:
    try:
        canonical = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    canonical = _ALIASES.get(canonical, canonical)
    return canonical if _TRUSTED.fullmatch(canonical) else None


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise UndecodableError(f"not {encoding}, though marked so") from error
