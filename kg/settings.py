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
    is accepted without review; `language` that of labels and answers (id or en).
    """

    store: str = "data/build/store"
    data: Path = Path("data")
    threshold: Decimal = Decimal("0.6")
    language: str = "en"


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Settings from `KG_STORE`, `KG_DATA`, `KG_THRESHOLD` and `KG_LANGUAGE`.

    Raises InputError for a threshold that is no number between 0 and 1.
    """
    given = os.environ if environment is None else environment
    found = {f.name: given[f"KG_{f.name.upper()}"] for f in fields(Settings) if given.get(f"KG_{f.name.upper()}")}
    defaults = Settings()
    return Settings(
        store=found.get("store", defaults.store),
        data=Path(found.get("data", str(defaults.data))),
        threshold=_threshold(found.get("threshold", str(defaults.threshold))),
        language=found.get("language", defaults.language),
    )


def _threshold(text: str) -> Decimal:
    try:
        value = Decimal(text)
    except InvalidOperation:
        value = Decimal(-1)
    if not 0 <= value <= 1:
        raise InputError(f"KG_THRESHOLD is {text!r}", hint="give a number between 0 and 1")
    return value
