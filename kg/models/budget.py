"""What a run may spend on a model: calls, tokens, US dollars. Asked before each call, so that it is not overdrawn."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from kg.models.records import Answer, NotAskedError
from kg.settings import ModelSettings

_LETTERS: Final = 3  # of a token, rather too few than too many, so that an estimate is on the safe side
_MILLION: Final = 1_000_000


class Budget:
    """Counts what was spent, and says no before a limit would be passed."""

    def __init__(self, settings: ModelSettings) -> None:
        self._settings = settings
        self.calls = 0
        self.tokens = 0
        self.cost = Decimal(0)

    def check(self, letters: int) -> None:
        """Raise NotAskedError where a call of that many letters, with the longest answer, would pass a limit."""
        limits = self._settings
        tokens_in = letters // _LETTERS
        if limits.calls and self.calls + 1 > limits.calls:
            raise _spent(f"{limits.calls} calls")
        if limits.tokens and self.tokens + tokens_in + limits.answer > limits.tokens:
            raise _spent(f"{limits.tokens} tokens")
        if limits.cost and self.cost + (self.price(tokens_in, limits.answer) or 0) > limits.cost:
            raise _spent(f"{limits.cost} US dollars")

    def count(self, answer: Answer, letters: int) -> None:
        """Take an answer into account; what the endpoint did not count is estimated."""
        tokens_in = answer.input_tokens if answer.input_tokens is not None else letters // _LETTERS
        tokens_out = answer.output_tokens if answer.output_tokens is not None else len(answer.content) // _LETTERS
        self.tokens += tokens_in + tokens_out
        self.cost += self.price(tokens_in, tokens_out) or 0

    def price(self, tokens_in: int | None, tokens_out: int | None) -> Decimal | None:
        """What tokens cost; None where no prices are configured or nobody counted."""
        limits = self._settings
        if not (limits.price_in or limits.price_out) or tokens_in is None or tokens_out is None:
            return None
        return (tokens_in * limits.price_in + tokens_out * limits.price_out) / _MILLION


def _spent(what: str) -> NotAskedError:
    return NotAskedError("model-budget", f"not asked: the budget of {what} is spent")
