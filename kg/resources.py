"""Finds the folders that the package reads (ontology, queries, data, language tables, templates).

In a checkout they stand beside `kg/`; in a wheel they are inside the package, under `kg/_shipped/`.
"""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed_version
from pathlib import Path

from kg.errors import KgError

PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """The folder `name` (ontology, queries, data); raises KgError when the installation lacks it."""
    for root in (PACKAGE.parent, PACKAGE / "_shipped"):
        if (root / name).is_dir():
            return root / name
    raise KgError(f"the folder {name!r} is missing", hint="reinstall the package or run from a checkout")


def version() -> str:
    """The version of this software; 0 in a checkout that is not installed."""
    try:
        return installed_version("smart-city-governance")
    except PackageNotFoundError:
        return "0"
