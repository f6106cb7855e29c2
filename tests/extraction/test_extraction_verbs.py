"""Verb groups: auxiliaries, adverbs and forms of verbs are put together by rule, not listed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import TableError
from kg.extraction.inflection import Inflection
from kg.extraction.lexicon import Lexicon
from kg.extraction.tokens import key_of
from kg.extraction.verbs import VerbGroups
from kg.lang import load, read_language

ENGLISH = load("en")
GROUPS = VerbGroups(ENGLISH)
LEXICON = Lexicon(ENGLISH)
INFLECTION = Inflection(ENGLISH)
ADVERBS = sorted(row["form"] for row in ENGLISH.table("adverbs") if not row["says"] and row["place"] == "")
ROWS = [row for row in ENGLISH.table("verbs") if not set("|([") & set(row["form"])]
ACTIVE = sorted(row["form"] for row in ROWS if row["active"])
BY = sorted(row["form"] for row in ROWS if row["by"])
TO_BASE = (
    "will",
    "is to",
    "would",
    "plans to",
    "is planning to",
    "has decided to",
    "hopes to",
    "is expected to",
    "did",
)
TO_BE = ("was", "is", "has been", "will be", "is being", "is expected to be", "had since been", "were to be")


def cues(phrase: str) -> frozenset[str]:
    """The cues of a phrase that is one group from end to end; none where it is not."""
    keys = key_of(phrase)
    length, found = GROUPS.longest(keys, 0)
    return found if length == len(keys) else frozenset()


def form(base: str, kind: str) -> str:
    """One form of a verb with its other words."""
    verb, _, rest = base.partition(" ")
    return " ".join([next(made for known, made in INFLECTION.forms(verb) if known == kind), *rest.split()])


@pytest.mark.parametrize(
    ("phrase", "cue"),
    [
        ("is rolling out", "run"),
        ("have recently been testing", "run"),
        ("helped to develop", "run"),
        ("owns and runs", "run"),
        ("have since been jointly unveiled by", "run-by"),
        ("designed and later built by", "run-by"),
        ("was held jointly by", "organised-by"),
        ("is expected to be attended by", "attended-by"),
        ("is also due to speak at", "speak"),
        ("delivered the opening address at", "speak"),
        ("have been working closely with", "with"),
        ("were formally admitted to", "join"),
        ("has been chosen as one of the pilot cities of", "join"),
        ("co-organized", "organise"),
    ],
)
def test_a_group_says_what_its_verb_says(phrase: str, cue: str) -> None:
    assert cue in cues(phrase)


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        ("will launch", {"future"}),
        ("is hoping to join", {"hoped", "proposed"}),
        ("has not yet joined", {"denied"}),
        ("is not in", {"denied"}),
        ("did not attend", {"denied"}),
        ("are planning to sign", {"proposed"}),
        ("jointly built", {"together"}),
    ],
)
def test_auxiliaries_and_adverbs_say_what_is_not_done_yet_or_never(phrase: str, said: set[str]) -> None:
    assert said <= cues(phrase)


@pytest.mark.parametrize(
    "phrase", ["has", "was also", "to be", "will soon", "jointly", "pilot", "is the", "was said by"]
)
def test_what_has_no_verb_of_the_table_is_no_group(phrase: str) -> None:
    assert cues(phrase) == frozenset()


def test_a_passive_says_something_else_than_an_active() -> None:
    assert "run-by" not in cues("has launched")
    assert "run" not in cues("was launched by")


@given(st.sampled_from(TO_BASE), st.lists(st.sampled_from(ADVERBS), max_size=2), st.sampled_from(ACTIVE))
def test_any_auxiliary_and_adverbs_before_any_verb_give_the_cues_of_the_verb(
    auxiliary: str, adverbs: list[str], verb: str
) -> None:
    expected = frozenset(next(row["active"] for row in ROWS if row["form"] == verb).split())
    assert expected <= cues(" ".join([auxiliary, *adverbs, verb]))


@given(st.sampled_from(TO_BE), st.sampled_from(ADVERBS), st.sampled_from(BY), st.booleans())
def test_any_passive_with_by_gives_its_own_cues(auxiliary: str, adverb: str, verb: str, behind: bool) -> None:
    expected = frozenset(next(row["by"] for row in ROWS if row["form"] == verb).split())
    done = form(verb, "part")
    words = [auxiliary, done, adverb, "by"] if behind else [auxiliary, adverb, done, "by"]
    assert expected <= cues(" ".join(words))


@given(st.lists(st.sampled_from([*TO_BASE, *TO_BE, *ADVERBS, *ACTIVE, "by", "the", "and", "not", "x"]), max_size=9))
def test_a_group_never_ends_beyond_the_line_and_its_second_word_is_foreseen(words: list[str]) -> None:
    keys = key_of(" ".join(words))
    for at in range(len(keys)):
        length, found = GROUPS.longest(keys, at)
        assert at + length <= len(keys)
        assert (length == 0) == (not found)
        assert length < 2 or keys[at + 1] in set(GROUPS.seconds(keys[at]))
        assert not found or found in GROUPS.labels


def test_a_phrase_of_the_table_goes_before_a_group_of_the_same_length() -> None:
    assert set(LEXICON.cued(["did", "not", "attend"], 0)[1]) == set(LEXICON.cues.get(("did", "not", "attend")))


@pytest.mark.parametrize(
    ("base", "forms"),
    [
        ("carry", {"carry", "carries", "carried", "carrying"}),
        ("plan", {"plan", "plans", "planned", "planning"}),
        ("organise", {"organise", "organised", "organising", "organize", "organizes", "organized"}),
        ("hold", {"hold", "holds", "held", "holding"}),
        ("take", {"take", "takes", "took", "taken", "taking"}),
        ("develop", {"develops", "developed", "developing"}),
    ],
)
def test_forms_are_made_by_rule_but_for_the_irregular(base: str, forms: set[str]) -> None:
    assert forms <= {made for _, made in INFLECTION.forms(base)}


@pytest.mark.parametrize(
    ("table", "content", "message"),
    [
        ("auxiliaries", "form*\tvoice*\tnext\nwill\t\tnowhere\n", "no state 'nowhere'"),
        ("verbs", "form*\tactive\tahead\nsign\tsign\tfuture\n", "not written as cue>cue"),
        ("verb_endings", "kind*\tending*\tinstead\ns\t(\ts\n", "is no expression"),
    ],
)
def test_a_broken_table_of_verbs_is_refused(tmp_path: Path, table: str, content: str, message: str) -> None:
    folder = tmp_path / "xx"
    folder.mkdir()
    (folder / "language.toml").write_text('tag = "xx"\n[verbs]\nstart = ["base"]\n', encoding="utf-8")
    (folder / f"{table}.tsv").write_text(content, encoding="utf-8")
    with pytest.raises(TableError, match=message):
        VerbGroups(read_language(folder))


def test_a_language_without_verbs_has_no_groups(tmp_path: Path) -> None:
    folder = tmp_path / "xx"
    folder.mkdir()
    (folder / "language.toml").write_text('tag = "xx"\n', encoding="utf-8")
    groups = VerbGroups(read_language(folder))
    assert groups.longest(["will", "launch"], 0) == (0, frozenset())
    assert not groups.seconds("will")
