"""Requests that wait for a worker, each for so long at most: new ones, and those that are known to take long."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Final

from kg.pages.protocol.asked import Refused
from kg.pages.protocol.exchange import Exchange

BUSY: Final = "too many queries are running: try again in a moment"


class Waiting:
    """Two lines, of `most` requests each; long queries have one of their own, where nobody else stands behind them."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._new: deque[Exchange] = deque()
        self._long: deque[Exchange] = deque()

    def add(self, exchange: Exchange, seconds: float) -> None:
        """Let a request wait, for so many seconds; raises Refused (503) when too many do."""
        line = self._line(exchange)
        if len(line) >= self._most:
            raise Refused(503, "too many queries are waiting: try again in a moment")
        exchange.patience = asyncio.get_running_loop().call_later(seconds, self._give_up, exchange)
        line.append(exchange)

    def next(self, *, long: bool) -> Exchange | None:
        """The request that has waited longest: a long one where there is any and it may run."""
        line = self._long if long and self._long else self._new
        if not line:
            return None
        exchange = line[0]
        self.forget(exchange)
        return exchange

    def forget(self, exchange: Exchange) -> None:
        """Leave a request out, if it waits."""
        if exchange.patience is not None:
            exchange.patience.cancel()
            exchange.patience = None
            self._line(exchange).remove(exchange)

    def _line(self, exchange: Exchange) -> deque[Exchange]:
        return self._long if exchange.is_long else self._new

    def _give_up(self, exchange: Exchange) -> None:
        self.forget(exchange)
        exchange.fail(Refused(503, BUSY))
