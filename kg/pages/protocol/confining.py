"""How much memory a worker may take, since the engine keeps no account of it; and that it ends with its server."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import resource
import threading
from pathlib import Path
from typing import Final

MOST: Final = 2 << 30
"""Bytes that the queries of one worker may take beyond what it has when its store is open."""
_STATE: Final = Path("/proc/self/statm")


def confine(more: int = MOST) -> None:
    """Let this process take `more` bytes of addresses beyond those that it has; what needs more fails or ends it.

    Where the system does not tell what a process has (elsewhere than on Linux), nothing is confined.
    """
    with contextlib.suppress(OSError, ValueError):
        has = int(_STATE.read_text(encoding="ascii").split()[0]) * resource.getpagesize()
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        wanted = has + more
        resource.setrlimit(resource.RLIMIT_AS, (wanted if most == resource.RLIM_INFINITY else min(wanted, most), most))


def end_with_parent() -> None:
    """End this process when the one that started it has ended, whatever it is doing then: nobody wants its answer."""
    parent = multiprocessing.parent_process()
    if parent is not None:

        def wait() -> None:
            parent.join()
            os._exit(1)

        threading.Thread(target=wait, daemon=True).start()
