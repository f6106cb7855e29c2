"""The patch beside a dump: the earlier dump and the patch give the new one, byte for byte."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from rdflib import DCAT, DCTERMS, Graph, URIRef

from kg.dumps import apply, delta, export, plain, spool
from kg.errors import StoreError
from kg.records import Iri
from kg.terms import BASE
from small_graph import small_graph, small_store


@pytest.fixture
def versions(tmp_path: Path) -> tuple[Path, Path]:
    """A dump, and a dump of the same store with one graph less and one more, with the patch from the first."""
    old, new = tmp_path / "old", tmp_path / "new"
    with small_store() as store:
        export(store, old)
        gone, kept = sorted(small_graph())[:2]
        store.replace(Iri(f"{BASE}id/graph/more"), sorted(small_graph()[kept]))
        store.replace(gone, [])
        export(store, new, previous=str(old))
    return old, new


def test_the_earlier_dump_and_the_patch_give_the_new_dump(versions: tuple[Path, Path], tmp_path: Path) -> None:
    old, new = versions
    lines = spool(str(old), tmp_path / "lines", graphs=True)
    made = b"".join(map(plain, apply(lines, new / "delta.rdfp", tmp_path)))
    assert made == (new / "all.nq").read_bytes() != (old / "all.nq").read_bytes()


def test_the_header_names_both_versions_by_the_checksum_of_their_quads(versions: tuple[Path, Path]) -> None:
    old, new = versions
    digests = [hashlib.sha256((folder / "all.nq").read_bytes()).hexdigest() for folder in (new, old)]
    head = (new / "delta.rdfp").read_text(encoding="utf-8").splitlines()[:3]
    assert head == [f"H id <urn:sha256:{digests[0]}> .", f"H prev <urn:sha256:{digests[1]}> .", "TX ."]


def test_the_description_lists_the_patch_as_a_distribution_of_the_whole(versions: tuple[Path, Path]) -> None:
    about = Graph().parse(versions[1] / "void.ttl")
    files = about.objects(URIRef(f"{BASE}id/dataset/all"), DCAT.distribution)
    (found,) = [file for file in files if str(about.value(file, DCAT.downloadURL)).endswith("/delta.rdfp")]
    assert str(about.value(found, DCAT.mediaType)) == "application/rdf-patch"
    assert int(str(about.value(found, DCAT.byteSize))) == (versions[1] / "delta.rdfp").stat().st_size
    assert len(list(about.objects(found, DCTERMS.title))) == 2


def test_a_folder_may_be_its_own_previous_version(tmp_path: Path) -> None:
    with small_store() as store:
        export(store, tmp_path)
        before = (tmp_path / "all.nq").read_bytes()
        export(store, tmp_path, previous=str(tmp_path))
    rows = (tmp_path / "delta.rdfp").read_text(encoding="utf-8").splitlines()
    assert [row[:2] for row in rows] == ["H ", "H ", "TX", "TC"]
    assert (tmp_path / "all.nq").read_bytes() == before


def test_a_patch_that_no_longer_fits_is_taken_away(versions: tuple[Path, Path]) -> None:
    with small_store() as store:
        export(store, versions[1])
    assert not (versions[1] / "delta.rdfp").exists()


def test_a_previous_version_that_is_none_is_an_error_and_the_dump_stays(versions: tuple[Path, Path]) -> None:
    before = (versions[1] / "all.nq").read_bytes()
    (versions[0] / "broken.nq").write_text("no quad", encoding="utf-8")
    with small_store() as store, pytest.raises(StoreError, match="broken"):
        export(store, versions[1], previous=str(versions[0] / "broken.nq"))
    assert (versions[1] / "all.nq").read_bytes() == before


def test_two_equal_versions_have_an_empty_patch(versions: tuple[Path, Path]) -> None:
    made = delta(str(versions[0]), versions[0] / "all.nq")
    assert made.rows == 0
    assert made.previous == made.version
