"""Settings: one frozen record, read once at the edge (`kg.cli`) and passed on as a value.

Nobody else reads the environment. Each setting can be given as `KG_<NAME>`.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal, InvalidOperation
from pathlib import Path

from kg.errors import InputError


@dataclass(frozen=True, slots=True)
class Settings:
    """How this run behaves.

    `store` is a folder or the URL of a SPARQL 1.1 endpoint; `data` the folder with the registry and
    the sample articles; `threshold` the least confidence (0–1) at which an asserted machine claim
    is accepted without review; `language` that of labels and answers (id or en). For pages of the web:
    `cache` is the folder that keeps what was fetched, `delay` the seconds between two requests to a host,
    `private_hosts` the `host:port`s, parted by commas, that may be asked though they are not public.
    `wikidata` is the endpoint that `kg wikidata` reads.
    """

    store: str = "data/build/store"
    data: Path = Path("data")
    threshold: Decimal = Decimal("0.6")
    language: str = "en"
    cache: Path = Path("data/build/web")
    delay: Decimal = Decimal(1)
    private_hosts: str = ""
    wikidata: str = "https://query.wikidata.org/sparql"


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Settings from `KG_STORE`, `KG_DATA` and so on: `KG_` and the name of the field.

    Raises InputError for a threshold that is no number between 0 and 1, and a delay that is none.
    """
    given = os.environ if environment is None else environment
    found = {f.name: given[f"KG_{f.name.upper()}"] for f in fields(Settings) if given.get(f"KG_{f.name.upper()}")}
    defaults = Settings()
    return Settings(
        store=found.get("store", defaults.store),
        data=Path(found.get("data", str(defaults.data))),
        threshold=_number("KG_THRESHOLD", found.get("threshold", str(defaults.threshold)), most=1),
        language=found.get("language", defaults.language),
        cache=Path(found.get("cache", str(defaults.cache))),
        delay=_number("KG_DELAY", found.get("delay", str(defaults.delay)), most=3600),
        private_hosts=found.get("private_hosts", defaults.private_hosts),
        wikidata=found.get("wikidata", defaults.wikidata),
    )


def _number(name: str, text: str, most: int) -> Decimal:
    try:
        value = Decimal(text)
    except InvalidOperation:
        value = Decimal(-1)
    if not (value.is_finite() and 0 <= value <= most):
        raise InputError(f"{name} is {text!r}", hint=f"give a number between 0 and {most}")
    return value
