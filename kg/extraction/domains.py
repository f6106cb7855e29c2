"""The words of portfolios."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

_SHORTEST_DOMAIN: Final = 7


class Domains:
    """Words of portfolios; "pe~an" stands for all words of that shape but those with a "!" ("!persatuan")."""

    def __init__(self, forms: Iterable[str]) -> None:
        whole, shapes, without = set(), [], set()
        for form in forms:
            front, tilde, back = form.partition("~")
            if form.startswith("!"):
                without.add(form[1:].strip())
            elif tilde:
                shapes.append((front, back))
            else:
                whole.add(form)
        self._whole, self._shapes, self._without = frozenset(whole), tuple(shapes), frozenset(without)

    def __contains__(self, key: str) -> bool:
        return key in self._whole or (
            len(key) >= _SHORTEST_DOMAIN
            and key not in self._without
            and any(key.startswith(a) and key.endswith(b) for a, b in self._shapes)
        )
