"""One built graph for all tests of one run, shared between worker processes."""

from __future__ import annotations

import gc
import os
import pickle
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

from kg import pipeline
from kg.cli import main
from kg.pipeline import Outcome
from kg.settings import Settings
from store_copying import copied

hypothesis_settings.register_profile("patient", deadline=None)  # a busy machine is no failure
hypothesis_settings.load_profile("patient")
gc.set_threshold(100_000, 20, 20)  # the collector would search hundreds of thousands of records in vain

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def build_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `store/` (the graph built from data/) and `outcome.pickle`; read it only."""
    shared = tmp_path_factory.getbasetemp()
    shared = shared.parent if os.environ.get("PYTEST_XDIST_WORKER") else shared
    return _once(shared / "built", _build)


@pytest.fixture(scope="session")
def built_dumps(build_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `kg export` writes of the built graph; read it only."""

    def export(folder: Path) -> None:
        store = copied(build_folder / "store", tmp_path_factory.mktemp("exported") / "store")
        assert main(["export", str(folder), "--store", store]) == 0

    return _once(build_folder.with_name("dumps"), export)


def _build(folder: Path) -> None:
    outcome = pipeline.build(Settings(store=str(folder / "store"), data=ROOT / "data"))
    (folder / "outcome.pickle").write_bytes(pickle.dumps(outcome))


def _once(folder: Path, make: Callable[[Path], None]) -> Path:
    """The first process to make the folder fills it, the others wait until it has."""
    done = folder.with_name(f"{folder.name}.done")
    try:
        folder.mkdir()
    except FileExistsError:
        _wait(done)
        return folder
    make(folder)
    done.touch()
    return folder


def _wait(done: Path, seconds: int = 900) -> None:
    for _ in range(seconds * 10):
        if done.exists():
            return
        time.sleep(0.1)
    raise TimeoutError(f"{done} did not come")


@pytest.fixture(scope="session")
def outcome(build_folder: Path) -> Outcome:
    """What the build did, with the text of every source."""
    loaded = pickle.loads((build_folder / "outcome.pickle").read_bytes())
    assert isinstance(loaded, Outcome)
    return loaded


@pytest.fixture(scope="session")
def built_store(build_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The built store's folder, a copy of this process's own (a store has one writer)."""
    return copied(build_folder / "store", tmp_path_factory.mktemp("store") / "store")


@pytest.fixture
def scratch_store(build_folder: Path, tmp_path: Path) -> str:
    """A copy of the built store that a test may change."""
    return copied(build_folder / "store", tmp_path / "store")
