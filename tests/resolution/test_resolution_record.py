"""The JSON object of one article."""

from __future__ import annotations

import json

from kg.resolution import to_record
from kg.terms import (
    SCG,
    Modality,
)
from kg.terms import Relation as Kind
from resolution_story import (
    ASCN,
    BIMA,
    BOGOR,
    Story,
    full_story,
)


class TestRecord:
    def test_the_record_names_everything_in_plain_words(self) -> None:
        story = full_story()
        record = to_record(story.extraction, story.told())
        bima = next(entity for entity in record["entities"] if entity["id"] == BIMA)
        assert bima["type"] == "Person"
        assert {"Bima Arya Sugiarto", "Bima Arya", "Bima"} <= set(bima["names"])
        assert bima["mentions"] == [{"start": 0, "end": 9, "text": "Bima Arya"}]
        statements = {said["relation"]: said for said in record["statements"]}
        assert statements["holdsPosition"]["title"] == "Wali Kota"
        assert statements["participatesIn"]["role"] == "speaker"
        assert statements["addresses"]["object"] == "mobility"
        assert statements["occursOn"]["start"] == "2023-05-02"
        assert statements["occursOn"]["object"] is None
        assert statements["represents"]["forum"] == statements["addresses"]["subject"]
        assert statements["takesPlaceIn"]["evidence"]["quote"] == story.document.text

    def test_the_record_is_json_and_the_same_each_time(self) -> None:
        one, other = full_story(), full_story()
        assert json.dumps(to_record(one.extraction, one.told())) == json.dumps(
            to_record(other.extraction, other.told())
        )

    def test_two_names_of_one_thing_are_one_entity_in_the_record(self) -> None:
        story = Story("ASCN, yaitu ASEAN Smart Cities Network.")
        story.has(SCG.Network, "ASCN", link=ASCN)
        story.has(SCG.Network, "ASEAN Smart Cities Network", link=ASCN)
        (entity,) = to_record(story.extraction, story.told())["entities"]
        assert len(entity["mentions"]) == 2

    def test_what_is_not_so_is_a_candidate_and_says_why(self) -> None:
        story = Story("Kota Bogor diusulkan.")
        city, network = story.has(SCG.Place, "Kota Bogor", link=BOGOR), story.has(SCG.Network, "ASCN", link=ASCN)
        story.says(Kind.MEMBER_OF, city, network, modality=Modality.PROPOSED)
        record = to_record(story.extraction, story.told())
        assert not record["statements"]
        assert [said["modality"] for said in record["candidates"]] == ["proposed"]
