"""Recorded answers of a model: the right facts are kept, and nothing that does not stand in the article enters."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.models import ModelReader
from kg.records import Extraction
from kg.settings import ModelSettings
from model_server import endpoint, recorded, refused_option, said
from models_reading import by_rules, codes, reader, reasons, told

CHANPHAL = "holdsPosition: Ngy Chanphal > Ministry of Interior"
ENVOY = "represents: Ngy Chanphal > Cambodia"
SCHOLARS = "participatesIn: Seoul National University > 6th Annual Meeting of the ASEAN Smart Cities Network"
MEMBER = "memberOf: Jakarta > ASEAN Smart Cities Network"


def _read(folder: Path, *names: str, article: str = "article") -> Extraction:
    with endpoint(*(recorded(name) for name in names)) as server:
        return reader(server, folder).read(by_rules(article))


def _added(extraction: Extraction, article: str = "article") -> set[str]:
    return set(told(extraction)) - set(told(by_rules(article)))


def test_good_facts_are_kept_with_the_name_of_the_model(tmp_path: Path) -> None:
    extraction = _read(tmp_path, "good")
    assert _added(extraction) == {ENVOY, SCHOLARS, MEMBER}
    assert told(extraction)[ENVOY] == ("llm/sample-model", "0.5")
    assert not extraction.issues


def test_a_quote_may_differ_in_quotation_marks_and_its_offsets_are_those_of_the_article(tmp_path: Path) -> None:
    extraction = _read(tmp_path, "good")
    (envoy,) = [one for one in extraction.relations if one.rule == "llm/sample-model" and "represents" in one.relation]
    assert extraction.document.text[envoy.start : envoy.end] == "Cambodia’s man at the table was Ngy Chanphal"


def test_a_fact_that_both_state_stays_one_and_is_surer(tmp_path: Path) -> None:
    before, after = told(by_rules())[CHANPHAL], told(_read(tmp_path, "good"))[CHANPHAL]
    assert after[0] == f"{before[0]}+llm/sample-model"
    doubt = (1 - Decimal(before[1])) * (1 - Decimal("0.5"))
    assert Decimal(after[1]) == min(Decimal("0.99"), (1 - doubt).quantize(Decimal("0.01")))


def test_a_disagreement_is_kept_as_two_claims(tmp_path: Path) -> None:
    found = told(_read(tmp_path, "good"))
    assert found[f"{MEMBER} [proposed]"] == told(by_rules())[f"{MEMBER} [proposed]"]
    assert found[MEMBER][0] == "llm/sample-model"


def test_an_invented_quote_is_refused_and_the_rest_is_kept(tmp_path: Path) -> None:
    extraction = _read(tmp_path, "invented-quote")
    assert reasons(extraction) == ["quote"]
    assert not any("Ann Lee" in name for e in extraction.entities for name in (e.name, *e.aliases))
    assert told(extraction)[CHANPHAL][0].endswith("+llm/sample-model")


def test_a_misspelt_name_half_a_word_and_a_quote_cut_within_a_word_are_refused(tmp_path: Path) -> None:
    extraction = _read(tmp_path, "misspelt-name")
    assert reasons(extraction) == ["subject", "object", "quote"]
    assert _added(extraction) == {SCHOLARS}


def test_of_an_answer_that_breaks_off_the_whole_facts_are_kept(tmp_path: Path) -> None:
    extraction = _read(tmp_path, "cut")
    assert _added(extraction) == {ENVOY, SCHOLARS}
    assert codes(extraction) == ["model-cut"]
    assert reasons(extraction) == ["cut"]


@pytest.mark.parametrize(
    ("name", "code"), [("refusal", "model-refused"), ("empty", "model-empty"), ("prose", "model-unread")]
)
def test_without_facts_the_article_is_that_of_the_rules(tmp_path: Path, name: str, code: str) -> None:
    extraction = _read(tmp_path, name)
    assert codes(extraction) == [code]
    assert told(extraction) == told(by_rules())


def test_every_reason_has_its_case(tmp_path: Path) -> None:
    extraction = _read(tmp_path, "wrong")
    assert reasons(extraction) == [
        "malformed", "malformed", "malformed", "type", "no-name", "title", "date", "expression", "choice", "relation",
        "forum", "same-ends", "quote-long", "type-against-rules",
    ]  # fmt: skip
    assert told(extraction) == told(by_rules())
    assert extraction.entities == by_rules().entities


def test_an_article_that_gives_orders_yields_candidates_at_most(tmp_path: Path) -> None:
    extraction = _read(tmp_path, "injected", article="injected")
    assert _added(extraction, "injected") <= {"holdsPosition: Ann Lee > Bali"}
    assert all(told(extraction)[one][1] == "0.5" for one in _added(extraction, "injected"))
    assert reasons(extraction) == ["quote"]


def test_the_article_stands_between_lines_that_it_cannot_write(tmp_path: Path) -> None:
    with endpoint(recorded("injected")) as server:
        reader(server, tmp_path).read(by_rules("injected"))
        system, user = server.asked[0]["messages"]
    fence = user["content"].splitlines()[-1]
    assert user["content"].count(fence) == 3
    assert fence not in by_rules("injected").document.text
    assert "Ann Lee" not in system["content"]


def test_a_call_is_bound_to_the_schema_and_as_little_random_as_can_be(tmp_path: Path) -> None:
    with endpoint(recorded("good")) as server:
        reader(server, tmp_path, key="secret").read(by_rules())
        (asked,) = server.asked
        assert server.headers[0]["authorization"] == "Bearer secret"
    assert (asked["temperature"], asked["seed"], asked["model"]) == (0, 1, "sample-model")
    assert asked["response_format"]["json_schema"]["strict"] is True


def test_an_endpoint_without_schemas_gets_the_schema_in_words(tmp_path: Path) -> None:
    with endpoint(refused_option(None), refused_option("response_format.type"), recorded("good")) as server:
        extraction = reader(server, tmp_path).read(by_rules())
        forms = [asked.get("response_format", {}).get("type") for asked in server.asked]
    assert forms == ["json_schema", "json_object", None]
    assert '"facts"' in server.asked[-1]["messages"][1]["content"]
    assert ENVOY in told(extraction)


def test_an_option_that_an_endpoint_names_as_unknown_is_left_out(tmp_path: Path) -> None:
    with endpoint(refused_option("max_tokens"), refused_option("seed"), recorded("good")) as server:
        extraction = reader(server, tmp_path).read(by_rules())
        last = server.asked[-1]
    assert "max_completion_tokens" in last
    assert not {"max_tokens", "seed"} & last.keys()
    assert ENVOY in told(extraction)


def test_halves_of_characters_and_deep_nests_do_no_harm(tmp_path: Path) -> None:
    half = '{"facts": [{"relation": "\\ud800", "quote": "\\ud800"}, {"relation": "partOf", "x": "\\udfff"}]}'
    for number, content in enumerate((half, '{"facts": ' + "[" * 9000, '{"facts": [' + '{"a": ' * 9000)):
        with endpoint(said(content)) as server:
            extraction = reader(server, tmp_path / str(number)).read(by_rules())
        assert told(extraction) == told(by_rules())
        for issue in extraction.issues:
            f"{issue.message}{issue.detail}".encode()


@pytest.mark.parametrize("given", [{"url": ""}, {"model": ""}, {"url": "file:///etc/passwd"}, {"url": "localhost:80"}])
def test_a_model_needs_an_address_and_a_name(given: dict[str, str]) -> None:
    settings = replace(ModelSettings(url="http://127.0.0.1:1/v1", model="m"), **given)  # type: ignore[arg-type]
    with pytest.raises(InputError, match="KG_LLM_URL"):
        ModelReader(settings, (), lambda name: ())
