"""The learned peer of bench/identity.py: splink on DuckDB, unsupervised, with term frequencies."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Sequence

import pandas as pd
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from kg.resolution.identity import Sighting
from kg.resolution.identity.names import person_name

THRESHOLD = 0.95


def by_splink(seen: Sequence[Sighting]) -> list[list[str]]:
    """The groups of sightings that splink finds at its probability of 0.95."""
    logging.getLogger("splink").setLevel(logging.ERROR)
    warnings.simplefilter("ignore")
    linker = Linker(DuckDBAPI().register(_frame(seen)), _settings())
    linker.training.estimate_probability_two_random_records_match([block_on("name", "seat", "post")], recall=0.3)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("seat", "post"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("name"))
    scored = linker.inference.predict(threshold_match_probability=0.5)
    clustered = linker.clustering.cluster_pairwise_predictions_at_threshold(scored, THRESHOLD)
    grouped = clustered.as_pandas_dataframe().groupby("cluster_id")["unique_id"]  # type: ignore[no-untyped-call, unused-ignore]
    return [list(keys) for keys in grouped.apply(list)]


def _frame(seen: Sequence[Sighting]) -> pd.DataFrame:
    rows = []
    for one in seen:
        parts, office = person_name(one.name).parts, one.offices[0]
        named = {"unique_id": one.key, "name": " ".join(parts), "head": parts[0], "tail": parts[-1]}
        rows.append({**named, "post": office.post, "seat": office.seat})
    return pd.DataFrame(rows)


def _settings() -> SettingsCreator:
    return SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            cl.JaroWinklerAtThresholds("name", [0.95, 0.88]).configure(term_frequency_adjustments=True),
            cl.ExactMatch("tail").configure(term_frequency_adjustments=True),
            cl.ExactMatch("post"),
            cl.ExactMatch("seat").configure(term_frequency_adjustments=True),
        ],
        blocking_rules_to_generate_predictions=[block_on("head"), block_on("tail"), block_on("seat", "post")],
    )
