"""What the notation of patterns refuses."""

from __future__ import annotations

import pytest

from kg.errors import TableError
from kg.extraction.alphabet import Alphabet
from kg.extraction.notation import expression

ALPHABET = Alphabet((), ())


@pytest.mark.parametrize("gap", ["_", "~", "..", "..."])
def test_a_gap_in_a_group_that_repeats_is_refused(gap: str) -> None:
    """`(x{0,12}?)*` on a long sentence takes longer than anybody waits."""
    with pytest.raises(TableError, match="group that repeats"):
        expression(f"person ( ( !office {gap} )? event )* place", ALPHABET, "here")


def test_a_gap_may_stand_in_a_group_that_may_be_missing() -> None:
    assert expression("person ( _ event )? place", ALPHABET, "here").regex
