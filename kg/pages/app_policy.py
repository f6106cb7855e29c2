"""What a page may load: nothing but our own, and no script or style inside the page."""

from __future__ import annotations

from typing import Final

_COMMON: Final = (
    "default-src 'none'; script-src 'self'; img-src 'self' data: blob:; connect-src 'self'; font-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
PAGES: Final = f"{_COMMON}; style-src 'self'"
"""For every page but the editor."""
EDITOR: Final = f"{_COMMON}; style-src 'self' 'unsafe-inline'; worker-src 'self' blob:"
"""For the SPARQL editor, whose library writes style elements; scripts stay as they are."""
