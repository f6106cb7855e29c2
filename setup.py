"""The build that needs a C compiler, for who wants it: `KG_COMPILED=1 pip install .` (docs/speed.md).

Without that variable nothing is compiled and no compiler is asked for; everything else stands in pyproject.toml.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from setuptools import Extension, setup

COMPILER = "mypy[mypyc]>=2.1"
ROOMS = ("kg/extraction", "kg/resolution")
BESIDE = (
    "kg/bounds.py",
    "kg/facts.py",
    "kg/iris.py",
    "kg/records.py",
    "kg/relations.py",
    "kg/resolution/identity/names.py",
    "kg/statements/claims.py",
    "kg/statements/nodes.py",
    "kg/statements/shapes.py",
    "kg/statements/sources.py",
    "kg/terms.py",
)
_BUILDING = frozenset({"bdist_wheel", "build", "build_ext", "editable_wheel"})
_CHECKS = ("--config-file=", "--explicit-package-bases", "--ignore-missing-imports")  # the libraries are not there


def modules() -> list[str]:
    """The modules that articles pass through, and the records that they hand on.

    One with a `cached_property` stays Python: a compiled class works it out anew each time it is asked for.
    """
    rooms = [file for room in ROOMS for file in sorted(Path(room).glob("*.py")) if file.name != "__init__.py"]
    return [*BESIDE, *(str(file) for file in rooms if "cached_property" not in file.read_text(encoding="utf-8"))]


def extensions() -> list[Extension]:
    """What is compiled: nothing where only the name of the package is asked for."""
    if _BUILDING.isdisjoint(sys.argv):
        return []
    from mypyc.build import mypycify  # noqa: PLC0415 (installed for this build alone)

    return list(mypycify([*_CHECKS, *modules()], opt_level="1", debug_level="0"))


if __name__ == "__main__":
    if os.environ.get("KG_COMPILED"):
        setup(ext_modules=extensions(), setup_requires=[COMPILER])
    else:
        setup()
