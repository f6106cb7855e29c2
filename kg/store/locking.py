"""One writer or many readers: an advisory lock on a store's folder, freed by the system when a process ends."""

from __future__ import annotations

import fcntl
from pathlib import Path

from kg.errors import StoreError


class FolderLock:
    """Holds a folder for writing (alone) or for reading (with others) until it is closed.

    Raises StoreError where another process holds it in a way that does not go together with that.
    """

    def __init__(self, folder: Path, *, shared: bool) -> None:
        self._file = (folder / "lock").open("a", encoding="utf-8")
        try:
            fcntl.flock(self._file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError as error:
            self._file.close()
            raise StoreError(
                f"the store {folder} is in use by another process", hint="wait until it is done, or stop it"
            ) from error

    def close(self) -> None:
        """Let others have the folder."""
        self._file.close()
