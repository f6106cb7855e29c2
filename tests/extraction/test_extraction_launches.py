"""A launch that only a verb tells of is an event: who launched what, when and where."""

from __future__ import annotations

import pytest

from extraction_reading import found


@pytest.mark.parametrize(
    "text",
    [
        "Dr Le Van Binh launched the Green Cities Programme in Hue on 4 May 2022.",
        "The Green Cities Programme was launched on 4 May 2022 in Hue by Dr Le Van Binh.",
        "Dr Le Van Binh came himself on 4 May 2022 to launch the Green Cities Programme in Hue.",
    ],
)
def test_a_launch_told_by_a_verb_is_an_event(text: str) -> None:
    said = found(text, "en")
    assert "participatesIn: Le Van Binh > launch of Green Cities Programme" in said
    assert "occursOn: launch of Green Cities Programme > 2022-05-04" in said
    assert "takesPlaceIn: launch of Green Cities Programme > Hue" in said


@pytest.mark.parametrize(
    "text",
    [
        "The Green Cities Programme, launched in 2018, goes on, Dr Le Van Binh said on Friday.",
        "Dr Le Van Binh hopes to launch the Green Cities Programme on 4 May 2023.",
        "Dr Le Van Binh launched the Green Cities Programme.",
    ],
)
def test_a_launch_without_its_day_or_only_hoped_for_is_none(text: str) -> None:
    assert not any("launch of" in each for each in found(text, "en"))
