"""Two sets of quads → what has to be removed and added to make one of the other, as an RDF Patch; and the way back.

In: sorted files of lines (`kg.dumps.lines`). Out: streams; nothing is held but a line of each. An RDF Patch
(https://afs.github.io/rdf-delta/rdf-patch.html) is rows `H` that name the two versions, `TX .`, a row `D` for each
quad to delete, a row `A` for each to add, `TC .`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from kg.dumps.lines import plain, spool
from kg.errors import StoreError

Row = tuple[str, bytes]
"""`D` or `A`, and the line."""
_BEGIN, _END = b"TX .\n", b"TC .\n"
_SIGNS: Final = {b"A ": "A", b"D ": "D", b"H ": "H"}


def difference(old: Path, new: Path) -> Iterator[Row]:
    """The rows that turn the lines of `old` into those of `new`, in the order of the lines."""
    with old.open("rb") as before, new.open("rb") as after:
        gone, come = next(before, b""), next(after, b"")
        while gone or come:
            if gone == come:
                gone, come = next(before, b""), next(after, b"")
            elif come and (not gone or come < gone):
                yield "A", come
                come = next(after, b"")
            else:
                yield "D", gone
                gone = next(before, b"")


def patch(rows: Iterable[Row], *, previous: str = "", version: str = "") -> Iterator[bytes]:
    """The rows as an RDF Patch; its header names the two versions by the SHA-256 of their N-Quads, where given."""
    for name, digest in (("id", version), ("prev", previous)):
        if digest:
            yield f"H {name} <urn:sha256:{digest}> .\n".encode()
    yield _BEGIN
    for sign, line in rows:
        yield f"{sign} ".encode() + plain(line)
    yield _END


def apply(old: Path, file: Path, folder: Path) -> Iterator[bytes]:
    """The lines of `old` after the RDF Patch `file`; `folder` takes temporary files.

    Raises StoreError where the patch is none, or is not one for `old`: it deletes what is not there or adds what is.
    """
    deleted, added = (spool(str(_side(file, sign, folder)), folder / f"{sign}.lines", graphs=True) for sign in "DA")
    with old.open("rb") as before, deleted.open("rb") as less, added.open("rb") as more:
        gone, come = next(less, b""), next(more, b"")
        for line in before:
            while come and come < line:
                yield come
                come = next(more, b"")
            if come == line or (gone and gone < line):
                raise _misfit(come if come == line else gone)
            if gone == line:
                gone = next(less, b"")
            else:
                yield line
        if gone:
            raise _misfit(gone)
        if come:
            yield come
            yield from more


def _misfit(line: bytes) -> StoreError:
    shown = plain(line).decode().strip()[:200]
    return StoreError(f"the patch is not for this version: {shown}", hint="apply it to the OLD that it was made from")


def _side(file: Path, wanted: str, folder: Path) -> Path:
    """The quads of one sign as N-Quads."""
    found = folder / f"{wanted}.nq"
    try:
        with file.open("rb") as rows, found.open("wb") as out:
            for number, row in enumerate(rows, 1):
                if row not in (_BEGIN, _END) and row[:2] not in _SIGNS:
                    raise StoreError(f"{file}:{number}: no row of a patch", hint="A or D and a quad")
                if _SIGNS.get(row[:2]) == wanted:
                    out.write(row[2:])
    except OSError as error:
        raise StoreError(f"{file}: {error.strerror}") from error
    return found
