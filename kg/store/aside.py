"""What is worked out of a store and kept beside it, until the store changes.

It lies in the folder of an embedded store; a store in memory or behind an endpoint keeps nothing.
"""

from __future__ import annotations

import os

from kg.store.base import Store
from kg.store.embedded import EmbeddedStore


def keep(store: Store, name: str, data: bytes) -> None:
    """Put `data` beside the store as `name`; the next change of the store takes it away.

    Whoever reads the store may keep something too: nobody changes it meanwhile. Raises OSError where nothing may be
    written there.
    """
    if isinstance(store, EmbeddedStore) and store.aside is not None:
        store.aside.mkdir(exist_ok=True)
        part = store.aside / f"{name}.{os.getpid()}.part"
        part.write_bytes(data)
        part.replace(store.aside / name)


def kept(store: object, name: str) -> bytes | None:
    """What was kept under `name` since the last change; None where nothing was."""
    if not isinstance(store, EmbeddedStore) or store.aside is None:
        return None
    try:
        return (store.aside / name).read_bytes()
    except OSError:
        return None
