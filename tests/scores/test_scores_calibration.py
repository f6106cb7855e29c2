"""The calibration: fitted as it says, measured without the article in question, and its page tells what is shipped."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from calibrate import PAGE, THRESHOLDS, UNSEEN, calibrated, chosen
from calibration_page import BEGIN, END, as_markdown, as_toml, replaced
from fitting import crossed, fit
from kg.calibration import TABLE
from measuring import accepted, figures, reliability
from observing import TUNED, Row, observe, read_rows, write_rows

SHIPPED: dict[str, Any] = tomllib.loads(TABLE.read_text(encoding="utf-8"))


def rows_of(article: str, marks: str, right: int, wrong: int) -> list[Row]:
    cells = tuple(marks.split("; "))
    return [
        Row(article, "unseen", label, cells)
        for label, count in (("right", right), ("wrong", wrong))
        for _ in range(count)
    ]


@pytest.fixture
def judged() -> list[Row]:
    """Four articles in which one rule is nearly always right and another is mostly wrong."""
    good = [row for a in "abcd" for row in rows_of(a, "relation r; rule x/good; language id", 9, 1)]
    return good + [row for a in "abcd" for row in rows_of(a, "relation r; rule x/poor; language id", 2, 5)]


def test_the_page_tells_what_the_shipped_table_holds() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == replaced(page, as_markdown(SHIPPED)), "make calibrate"
    assert page.count(BEGIN) == page.count(END) == 1


def test_the_shipped_table_is_what_the_script_writes() -> None:
    assert TABLE.read_text(encoding="utf-8") == as_toml(SHIPPED)


def test_the_threshold_is_the_one_that_its_rule_chooses() -> None:
    assert SHIPPED["accept"] == chosen(SHIPPED["thresholds"])
    assert Decimal(SHIPPED["accept"]) in THRESHOLDS


def test_the_lowest_threshold_that_is_precise_enough_is_taken_else_the_most_precise() -> None:
    def lines(*precisions: float) -> list[dict[str, Any]]:
        return [{"threshold": f"0.{n}", "precision": p} for n, p in zip((4, 5, 6, 7), precisions, strict=True)]

    assert chosen(lines(0.9, 0.8, 0.86, 0.95)) == "0.6"
    assert chosen(lines(0.9, 0.6, 0.8, 0.7)) == "0.6"


def test_the_shipped_confidences_come_true_and_put_the_right_before_the_wrong() -> None:
    told = SHIPPED["figures"]
    assert told["area"] >= 0.7
    assert told["brier"] < told["brier of the mean"]
    assert told["calibration error"] <= 0.06
    assert sum(line["n"] for line in SHIPPED["reliability"]) == told["n"]


def test_a_rule_that_is_often_wrong_weighs_less(judged: list[Row]) -> None:
    weights = fit(judged)
    values = dict(zip(weights.names, weights.values, strict=True))
    assert values["rule x/good"] > 0 > values["rule x/poor"]


def test_a_rule_seen_once_weighs_nothing_and_one_seen_seldom_little(judged: list[Row]) -> None:
    seldom = fit([*judged, *rows_of("e", "relation r; rule x/seldom; language id", 0, 4)])
    often = fit([*judged, *rows_of("e", "relation r; rule x/seldom; language id", 0, 40)])
    assert "rule x/once" not in fit([*judged, *rows_of("e", "rule x/once", 0, 1)]).names
    weight = [dict(zip(w.names, w.values, strict=True))["rule x/seldom"] for w in (seldom, often)]
    assert weight[1] < weight[0] < 0


def test_an_article_is_judged_without_its_own_rows(judged: list[Row]) -> None:
    turned = [replace(row, label="right" if row.label == "wrong" else "wrong") for row in judged if row.article == "a"]
    others = [row for row in judged if row.article != "a"]
    tested = [row for row in judged if row.article == "a"]
    assert np.allclose(crossed([*others, *tested], tested), crossed([*others, *turned], turned))


def test_the_figures_of_chances_that_come_true() -> None:
    chances = np.repeat([0.25, 0.75], 4)
    right = np.array([1.0, 0, 0, 0, 1, 1, 1, 0])
    told = figures(chances, right)
    assert (told["calibration error"], told["observed"], told["area"]) == (0.0, 0.5, 0.75)
    assert [line["observed"] for line in reliability(chances, right)] == [0.25, 0.75]


def test_what_a_threshold_keeps() -> None:
    kept = accepted(np.array([0.9, 0.8, 0.4]), np.array([1.0, 0.0, 1.0]), 1, 0.5)
    assert (kept["right"], kept["wrong"], kept["precision"]) == (1, 1, 0.5)
    assert kept["recall"] == pytest.approx(1 / 3, abs=0.001)
    assert kept["at least"] < kept["precision"]
    assert accepted(np.array([0.4]), np.array([1.0]), 0, 0.5)["f1"] == 0.0


def test_rows_are_kept_as_they_are_and_hold_no_words_of_an_article(tmp_path: Any) -> None:
    rows = read_rows(UNSEEN)
    write_rows(tmp_path / "again.tsv", reversed(rows))
    assert (tmp_path / "again.tsv").read_bytes() == UNSEEN.read_bytes()
    known = ("relation ", "rule ", "language ", "subject ", "object ", "as ", "stretch ")
    others = {mark for row in rows for mark in row.marks if not mark.startswith(known)}
    assert others <= {
        "in a list", "narrow stretch", "middling stretch", "wide stretch", "very wide stretch",
        "former", "planned", "denied", "proposed", "invited", "absent",
        "a day with its year", "a day with its number", "a day by its name", "of one day", "of a month or a year",
    }  # fmt: skip


def test_annotated_articles_are_judged_and_the_whole_is_fitted(tmp_path: Any) -> None:
    samples = UNSEEN.parent.parent / "samples" / "gold"
    for name in ("id-d01", "en-d01"):
        for suffix in (".txt", ".json"):
            (tmp_path / f"{name}{suffix}").write_bytes((samples / f"{name}{suffix}").read_bytes())
    rows = observe(tmp_path)
    assert {row.article for row in rows} == {"id-d01", "en-d01"}
    assert {row.stage for row in rows} == {TUNED}
    assert {"right", "missed"} <= {row.label for row in rows}


def test_the_whole_table_from_a_few_rows(judged: list[Row]) -> None:
    table = calibrated([*judged, Row("id-x", "unseen", "missed", ("relation r",))])
    assert 0.5 <= float(table["accept"]) <= 0.9
    assert table["rows"]["unseen"] == {"articles": 5, "right": 44, "wrong": 24, "optional": 0, "missed": 1}
    assert tomllib.loads(as_toml(table))["weights"] == table["weights"]
