"""Options that several commands share, and how they become settings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

import click

from kg.settings import Settings, read_settings

Command = TypeVar("Command", bound=Callable[..., Any])


def store_option(command: Command) -> Command:
    """`--store PATH|URL`: a folder, or the address of a SPARQL 1.1 endpoint."""
    return click.option(
        "--store",
        metavar="PATH|URL",
        help="The store: a folder, or a SPARQL 1.1 endpoint. Default: $KG_STORE or data/build/store.",
    )(command)


def language_option(command: Command) -> Command:
    """`--lang id|en`: the language of labels and headings."""
    return click.option(
        "--lang", type=click.Choice(["en", "id"]), help="Language of labels. Default: $KG_LANGUAGE or en."
    )(command)


def format_option(*formats: str) -> Callable[[Command], Command]:
    """`--format …`, the first being the default."""
    return click.option(
        "--format", "form", type=click.Choice(formats), default=formats[0], show_default=True, help="Output format."
    )


def settings(store: str | None = None, lang: str | None = None) -> Settings:
    """The settings of the environment with what the command line says instead."""
    found = read_settings()
    return replace(found, store=store or found.store, language=lang or found.language)
