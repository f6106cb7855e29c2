"""Options that several commands share. They are kept in the context; `settings()` reads them there."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import click

from kg.queries import View
from kg.settings import HELPERS, Settings, read_settings

Command = TypeVar("Command", bound=Callable[..., Any])
_META = "kg.settings"


def _keep(context: click.Context, parameter: click.Parameter, value: str | None) -> None:
    if value is not None:
        context.meta.setdefault(_META, {})[parameter.name] = value


def store_option(command: Command) -> Command:
    """`--store PATH|URL`: a folder, or the address of a SPARQL 1.1 endpoint."""
    return click.option(
        "--store",
        metavar="PATH|URL",
        expose_value=False,
        callback=_keep,
        help="The store: a folder, or a SPARQL 1.1 endpoint. Default: $KG_STORE or data/build/store.",
    )(command)


def language_option(command: Command) -> Command:
    """`--lang id|en`: the language of labels and headings."""
    return click.option(
        "--lang",
        "language",
        type=click.Choice(["en", "id"]),
        expose_value=False,
        callback=_keep,
        help="Language of labels. Default: $KG_LANGUAGE or en.",
    )(command)


def format_option(*formats: str) -> Callable[[Command], Command]:
    """`--format …`, the first being the default."""
    return click.option(
        "--format", "form", type=click.Choice(formats), default=formats[0], show_default=True, help="Output format."
    )


def _keep_list(context: click.Context, parameter: click.Parameter, value: tuple[str, ...]) -> None:
    if value:
        _keep(context, parameter, ",".join(value))


def helpers_option(command: Command) -> Command:
    """`--with llm|spacy|gliner`: what reads beside the rules."""
    return click.option(
        "--with",
        "helpers",
        type=click.Choice(HELPERS),
        multiple=True,
        expose_value=False,
        callback=_keep_list,
        help="Read with this beside the rules (docs/models.md); may be given several times. Default: $KG_HELPERS.",
    )(command)


def rejects_option(command: Command) -> Command:
    """`--rejects FILE`: the facts of a model that were refused."""
    return click.option(
        "--rejects",
        type=click.Path(dir_okay=False, writable=True, path_type=Path),
        help="Write the facts of a language model that were refused, with the reasons, to this file (JSON lines).",
    )(command)


def view_options(command: Command) -> Command:
    """`--as-of DAY`, `--min-sources N`, `--include-candidates`: what part of the graph counts; see `viewed`."""
    for option in (
        click.option("--include-candidates", is_flag=True, help="Also what is not accepted yet; such rows are marked."),
        click.option(
            "--min-sources",
            type=click.IntRange(1),
            default=1,
            help="Only relations of that many independent sources.",
        ),
        click.option("--as-of", metavar="DAY", help="Only what may hold on that day, and events begun by then."),
    ):
        command = option(command)
    return command


def viewed(wanted: Mapping[str, Any]) -> View:
    """The view that `view_options` ask for."""
    return View(wanted["as_of"], wanted["min_sources"], candidates=wanted["include_candidates"])


def settings() -> Settings:
    """The settings of the environment with what the command line says instead."""
    given: dict[str, str] = click.get_current_context().meta.get(_META, {})
    return replace(read_settings(), **given)  # type: ignore[arg-type]  # only str fields are kept


def given_language() -> str | None:
    """The language that the command line or `KG_LANGUAGE` names; None where neither does."""
    given: dict[str, str] = click.get_current_context().meta.get(_META, {})
    return given.get("language") or os.environ.get("KG_LANGUAGE") or None
