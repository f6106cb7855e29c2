"""Titles of offices without the capacity in which they are held."""

from __future__ import annotations

import pytest

from kg.lang.titles import bare_title


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("Plt. Wali Kota Bogor", "Wali Kota Bogor"),
        ("Plh. Bupati Banyuwangi", "Bupati Banyuwangi"),
        ("Acting Governor of Jakarta", "Governor of Jakarta"),
        ("Daily acting Regent of Banyuwangi", "Regent of Banyuwangi"),
        ("(Pj) Gubernur DKI Jakarta", "Gubernur DKI Jakarta"),
        ("Regent of Banyuwangi", "Regent of Banyuwangi"),
        ("Acting", "Acting"),
    ],
)
def test_what_says_in_which_capacity_goes(title: str, bare: str) -> None:
    assert bare_title(title) == bare
