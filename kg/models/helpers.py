"""What reads articles beside the rules, by name."""

from __future__ import annotations

from typing import Final

from kg.errors import InputError
from kg.models.gliner_names import GlinerNames, load_gliner
from kg.models.spacy_names import SpacyNames
from kg.settings import HELPERS, Settings

LLM: Final = "llm"


def helpers(settings: Settings) -> tuple[str, ...]:
    """The helpers that the settings name, each once; raises InputError for an unknown one."""
    names = tuple(dict.fromkeys(name.strip() for name in settings.helpers.split(",") if name.strip()))
    for name in names:
        if name not in HELPERS:
            raise InputError(f"no helper {name!r}", hint=f"one of {', '.join(HELPERS)}")
    return names


def mention_sources(settings: Settings) -> tuple[SpacyNames | GlinerNames, ...]:
    """The sources of names that the settings ask for, in that order; raises InputError where one cannot be loaded."""
    return tuple(
        SpacyNames() if name == "spacy" else load_gliner(settings.gliner) for name in helpers(settings) if name != LLM
    )
