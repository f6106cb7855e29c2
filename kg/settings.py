"""Settings: one frozen record, read once at the edge (`kg.cli`) and passed on as a value.

Nobody else reads the environment. Each setting can be given as `KG_<NAME>`.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Final

from kg.calibration import calibration
from kg.errors import InputError

HELPERS: Final = ("llm", "spacy", "gliner")
"""What may read articles beside the rules."""
_MOST: Final = 1_000_000_000


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """How a language model is asked (`--with llm`); each setting can be given as `KG_LLM_<NAME>`.

    `url` is the base address of an endpoint that speaks the chat-completions protocol, up to and with `/v1`; `key`
    what it wants as a bearer, if anything; `model` the name that it knows its model by. `cache` is the folder that
    keeps the answers. `calls`, `tokens` and `cost` (US dollars) limit a run, 0 for no limit; `price_in` and
    `price_out` are US dollars for a million tokens; `answer` is the most tokens of one answer. `seconds` is how long
    an answer may take, `retries` how often a busy or ill endpoint is asked again, `delay` the seconds before the
    first time (twice as long before each further one). `confidence` is that of a fact that the model alone states.
    """

    url: str = ""
    key: str = field(default="", repr=False)
    model: str = ""
    cache: Path = Path("data/build/models")
    calls: int = 1000
    tokens: int = 5_000_000
    cost: Decimal = Decimal(0)
    price_in: Decimal = Decimal(0)
    price_out: Decimal = Decimal(0)
    answer: int = 4000
    seconds: Decimal = Decimal(120)
    retries: int = 3
    delay: Decimal = Decimal(1)
    confidence: Decimal = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Settings:
    """How this run behaves.

    `store` is a folder or the URL of a SPARQL 1.1 endpoint; `data` the folder with the registry and the sample
    articles; `threshold` the least confidence (0–1) at which an asserted machine claim is accepted without review
    (by default that of the calibration); `language` that of labels and answers (id or en). For pages of the web:
    `cache` is the folder that keeps what was fetched, `delay` the seconds between two requests to a host,
    `private_hosts` the `host:port`s, parted by commas, that may be asked though they are not public.
    `wikidata` is the endpoint that `kg wikidata` reads; `federation` is `live` where questions about Wikidata ask it
    themselves, `cache` where they read what was kept. `helpers` names what reads articles beside the rules, parted
    by commas: llm, spacy, gliner; `gliner` is the folder or name of GLiNER weights, `llm` how a language model is
    asked. `decisions` is a folder of your own for what you decide,
    read after `decisions/` in `data`; without it decisions are written there. `reviewer` is who decides,
    `takedown_key` a secret that goes into the hashes of the takedown list.
    """

    store: str = "data/build/store"
    data: Path = Path("data")
    threshold: Decimal = field(default_factory=lambda: calibration().accept)
    language: str = "en"
    cache: Path = Path("data/build/web")
    delay: Decimal = Decimal(1)
    private_hosts: str = ""
    wikidata: str = "https://query.wikidata.org/sparql"
    federation: str = "cache"
    helpers: str = ""
    gliner: str = ""
    llm: ModelSettings = ModelSettings()
    decisions: str = ""
    reviewer: str = ""
    takedown_key: str = field(default="", repr=False)


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
        federation=_choice("KG_FEDERATION", found.get("federation", defaults.federation), ("cache", "live")),
        helpers=found.get("helpers", defaults.helpers),
        gliner=found.get("gliner", defaults.gliner),
        llm=read_model_settings(given),
        decisions=found.get("decisions", defaults.decisions),
        reviewer=found.get("reviewer", defaults.reviewer),
        takedown_key=found.get("takedown_key", defaults.takedown_key),
    )


def read_model_settings(given: Mapping[str, str]) -> ModelSettings:
    """The settings of the model from `KG_LLM_URL`, `KG_LLM_MODEL` and so on; raises InputError for a bad number."""
    found: dict[str, Any] = {}
    for each in fields(ModelSettings):
        name = f"KG_LLM_{each.name.upper()}"
        if text := given.get(name):
            found[each.name] = _typed(name, text, type(each.default))
    return ModelSettings(**found)


def _typed(name: str, text: str, kind: type) -> object:
    if kind is Decimal or kind is int:
        number = _number(name, text, most=1 if name.endswith("_CONFIDENCE") else _MOST)
        if kind is int and number != number.to_integral_value():
            raise InputError(f"{name} is {text!r}", hint="give a whole number")
        return int(number) if kind is int else number
    return Path(text) if issubclass(kind, Path) else text


def _choice(name: str, text: str, known: tuple[str, ...]) -> str:
    if text not in known:
        raise InputError(f"{name} is {text[:40]!r}", hint=f"give {' or '.join(known)}")
    return text


def _number(name: str, text: str, most: int) -> Decimal:
    try:
        value = Decimal(text)
    except InvalidOperation:
        value = Decimal(-1)
    if not (value.is_finite() and 0 <= value <= most):
        raise InputError(f"{name} is {text!r}", hint=f"give a number between 0 and {most}")
    return value
