"""Cache, budget and endpoints that fail: a run goes on, costs what it may, and repeats itself byte by byte."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

import pytest

from kg.models import ModelReader
from kg.records import Extraction
from kg.settings import ModelSettings, read_model_settings
from model_server import Endpoint, Reply, endpoint, recorded, said
from models_reading import by_rules, codes, reader, told

ENVOY = "represents: Ngy Chanphal > Cambodia"
BUSY = Reply(b"{}", status=429, headers={"Retry-After": "0"})


def _rules_only(extraction: Extraction) -> bool:
    return told(extraction) == told(by_rules()) and extraction.run is None


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@contextmanager
def _read(folder: Path, *replies: Reply, **given: object) -> Iterator[tuple[Endpoint, ModelReader]]:
    with endpoint(*replies) as server:
        yield server, reader(server, folder, **given)


def test_the_second_run_asks_nobody_and_says_the_same(tmp_path: Path) -> None:
    with _read(tmp_path, recorded("good")) as (server, model):
        first = model.read(by_rules())
    with _read(tmp_path, Reply(status=500)) as (server, model):
        second = model.read(by_rules())
        assert not server.asked
    assert first == second


@pytest.mark.parametrize("other", [{"model": "another"}, {"answer": 500}])
def test_another_model_or_question_is_asked_anew(tmp_path: Path, other: dict[str, object]) -> None:
    with _read(tmp_path, recorded("good")) as (_, model):
        model.read(by_rules())
    with _read(tmp_path, recorded("good"), **other) as (server, model):
        model.read(by_rules())
        assert len(server.asked) == 1


def test_another_text_is_asked_anew(tmp_path: Path) -> None:
    with _read(tmp_path, recorded("good")) as (server, model):
        model.read(by_rules())
        model.read(by_rules("injected"))
        assert len(server.asked) == 2


def test_a_broken_file_of_the_cache_is_asked_for_again(tmp_path: Path) -> None:
    with _read(tmp_path, recorded("good")) as (server, model):
        first = model.read(by_rules())
        (file,) = _files(tmp_path)
        file.write_text('{"content": ')
        assert model.read(by_rules()) == first
        assert len(server.asked) == 2


def test_a_busy_endpoint_is_asked_again(tmp_path: Path) -> None:
    with _read(tmp_path, BUSY, BUSY, recorded("good")) as (server, model):
        extraction = model.read(by_rules())
        assert len(server.asked) == 3
    assert ENVOY in told(extraction)


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (BUSY, "model-busy"),
        (Reply(status=503), "model-busy"),
        (Reply(status=401), "model-denied"),
        (Reply(status=418), "model-error"),
        (Reply(b"<html>"), "model-unread"),
        (Reply(b'{"choices": []}'), "model-unread"),
        (Reply(b"[" * 100_000), "model-unread"),
        (Reply(b" " * 5_000_000), "model-unread"),
        (Reply(status=302, headers={"Location": "http://127.0.0.1:1/"}), "model-error"),
    ],
)
def test_an_ill_endpoint_leaves_the_article_to_the_rules(tmp_path: Path, reply: Reply, code: str) -> None:
    with _read(tmp_path, reply) as (_, model):
        extraction = model.read(by_rules())
    assert codes(extraction) == [code]
    assert _rules_only(extraction)
    assert not _files(tmp_path)


@pytest.mark.parametrize("reply", [recorded("good", seconds=1.5), recorded("good", drip=0.05)])
def test_an_answer_that_takes_too_long_is_given_up(tmp_path: Path, reply: Reply) -> None:
    with _read(tmp_path, reply, seconds=Decimal("0.3")) as (_, model):
        extraction = model.read(by_rules())
    assert codes(extraction) == ["model-timeout"]
    assert _rules_only(extraction)


def test_nobody_at_the_address_is_an_issue(tmp_path: Path) -> None:
    with endpoint(recorded("good")) as server:
        pass
    assert codes(reader(server, tmp_path, retries=0).read(by_rules())) == ["model-unreachable"]


def test_an_endpoint_that_denies_is_not_asked_again(tmp_path: Path) -> None:
    with _read(tmp_path, Reply(status=401)) as (server, model):
        model.read(by_rules())
        extraction = model.read(by_rules("injected"))
        assert len(server.asked) == 1
    assert codes(extraction) == ["model-denied"]
    assert extraction.issues[-1].message.startswith("not asked")


def test_after_three_failures_in_a_row_an_endpoint_is_left_alone(tmp_path: Path) -> None:
    with _read(tmp_path, Reply(status=500), retries=0) as (server, model):
        for _ in range(5):
            model.read(by_rules())
        assert len(server.asked) == 3


@pytest.mark.parametrize(
    ("limit", "asked"),
    [
        ({"calls": 1}, 1),
        ({"tokens": 11_000}, 1),
        ({"tokens": 100}, 0),
        ({"cost": Decimal("0.0035"), "price_in": Decimal("0.15"), "price_out": Decimal("0.6")}, 1),
        ({"calls": 0, "tokens": 0}, 2),
    ],
)
def test_the_budget_stops_before_it_is_passed(tmp_path: Path, limit: dict[str, object], asked: int) -> None:
    with _read(tmp_path, recorded("good"), **limit) as (server, model):
        results = [model.read(by_rules(name)) for name in ("article", "injected")]
        assert len(server.asked) == asked
    issues = [issue for result in results for issue in result.issues if issue.code == "model-budget"]
    assert len(issues) == 2 - asked
    assert all("budget" in issue.message and issue.source.endswith(".txt") for issue in issues)


def test_what_is_in_the_cache_costs_nothing(tmp_path: Path) -> None:
    for _ in range(3):
        with _read(tmp_path, recorded("good"), calls=1) as (_, model):
            assert ENVOY in told(model.read(by_rules()))


def test_the_run_says_which_model_was_asked_how_and_what_it_cost(tmp_path: Path) -> None:
    prices = {"price_in": Decimal("0.15"), "price_out": Decimal("0.6")}
    with _read(tmp_path, recorded("good"), **prices) as (_, model):
        run = model.read(by_rules()).run
    assert run is not None
    assert (run.model, run.input_tokens, run.output_tokens) == ("recorded-model-2026-01", 2380, 412)
    assert run.cost == (2380 * Decimal("0.15") + 412 * Decimal("0.6")) / 1_000_000
    assert len(run.prompt_hash) == 64


def test_what_an_endpoint_does_not_count_is_not_made_up(tmp_path: Path) -> None:
    with _read(tmp_path, said('{"facts": []}')) as (_, model):
        run = model.read(by_rules()).run
    assert run is not None
    assert (run.model, run.input_tokens, run.cost) == ("sample-model", None, None)
    assert model.budget.tokens > 0


def test_a_netrc_file_gives_an_endpoint_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login me password secret\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", os.fspath(netrc))
    with _read(tmp_path, recorded("good")) as (server, model):
        model.read(by_rules())
        assert "authorization" not in server.headers[0]


def test_the_key_is_not_shown(tmp_path: Path) -> None:
    settings = read_model_settings({"KG_LLM_KEY": "secret", "KG_LLM_CALLS": "7", "KG_LLM_CACHE": "x"})
    assert "secret" not in repr(settings)
    assert settings == ModelSettings(key="secret", calls=7, cache=Path("x"))
