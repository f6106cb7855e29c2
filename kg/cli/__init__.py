"""The command `kg`: a file per command, found by listing this folder.

Data goes to stdout, everything else to stderr. Exit status: 0 done, 1 done with recorded issues
or not to the end yet (run it again: `kg publish --minutes`), 2 wrong usage or unreadable input.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
import sys
from collections.abc import Sequence

import click

from kg.errors import KgError, Unfinished


class Commands(click.Group):
    """A group whose members are the modules of this package, imported only when called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every module of this folder that is a command, in order."""
        del ctx
        return sorted(m.name for m in pkgutil.iter_modules(__path__) if not m.name.startswith("_"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The `command` of the module with that name."""
        if cmd_name not in self.list_commands(ctx):
            return None
        module = importlib.import_module(f"{__name__}.{cmd_name}")
        command: click.Command = module.command
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="smart-city-governance", prog_name="kg")
def kg() -> None:
    """Who governs smart cities, since when, and according to which source."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; gives the exit status. Errors of ours become one line on stderr."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # our matrices are small: threads would only wait for each other
    try:
        status = kg.main(args=arguments, standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return 2
    except click.Abort:
        print("kg: stopped", file=sys.stderr)  # noqa: T201 - the edge of the program
        return 130
    except KgError as error:
        print(f"kg: {error}", file=sys.stderr)  # noqa: T201 - the edge of the program
        return 1 if isinstance(error, Unfinished) else 2
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return status if isinstance(status, int) else 0
