"""XML that every reader takes: the engine writes each character of a text as it is, and XML 1.0 forbids some.

Neither RDF/XML nor the XML of query results has a way to write them, so the replacement character stands for them.
"""

from __future__ import annotations

import re
from typing import IO, Final

_FORBIDDEN: Final = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
_BEGUN: Final = re.compile(rb"\xef\xbf?\Z")
_INSTEAD: Final = "\ufffd".encode()


def allowed(text: bytes) -> bytes:
    """XML in UTF-8 without the characters that XML forbids."""
    return _FORBIDDEN.sub(_INSTEAD, text)


class XmlOutput:
    """As much of a file as the engine asks for; passes what it writes on to `output` without those characters."""

    def __init__(self, output: IO[bytes]) -> None:
        self._output = output
        self._begun = b""

    def write(self, piece: bytes) -> int:
        """Take a piece, which may end within a character."""
        text = self._begun + piece
        begun = _BEGUN.search(text)
        self._begun = begun[0] if begun else b""
        self._output.write(allowed(text.removesuffix(self._begun)))
        return len(piece)

    def flush(self) -> None:
        """Pass on what is left."""
        self._output.write(self._begun)
        self._begun = b""
        self._output.flush()
