"""How far the client of the web goes: one record, so that nobody has to load the client to name it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class WebLimits:
    """How far the client goes. `private_hosts`: `host:port` that may be asked although they are not public."""

    cache: Path | None = None
    delay: float = 1.0
    longest_delay: float = 30.0
    seconds: float = 60.0
    most_bytes: int = 10_000_000
    most_redirects: int = 5
    retries: int = 3
    most_links: int = 200
    private_hosts: frozenset[str] = frozenset()
    agent: str = "smart-city-governance/0.1 (reads public news pages; honours robots.txt)"
