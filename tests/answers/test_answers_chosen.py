"""A model may choose the query and fill its parameters; what it says is no answer and no source."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest

from kg.answers import Answer, Asker, Chooser, Refusal, entities_of
from kg.cli import main
from kg.errors import InputError
from kg.settings import ModelSettings
from kg.store import Store
from model_server import Reply, endpoint, said

QUESTION = "Whose turn at the wheel of the network was it in the year two thousand and twenty-three?"


def ask(store: Store, reply: Reply, question: str = QUESTION) -> Answer | Refusal:
    with endpoint(reply) as server:
        settings = ModelSettings(url=server.address, model="m", seconds=Decimal(10), retries=0)
        answered = Asker(store, entities_of(store), date(2026, 1, 20), Chooser(settings)).ask(question, "en")
        assert server.asked[0]["messages"][1]["content"] == question
        return answered


def choice(query: str, **values: str) -> Reply:
    return said(json.dumps({"query": query, "values": [{"name": n, "value": v} for n, v in values.items()]}))


def test_the_query_that_the_model_chose_is_run_and_its_rows_are_the_answer(answering_store: Store) -> None:
    reply = ask(answering_store, choice("ascn-chairs", year="2023"))
    assert isinstance(reply, Answer)
    assert reply.ran.query.name == "ascn-chairs"
    assert any("Indonesia" in line for line in reply.lines)
    assert reply.sources


@pytest.mark.parametrize("values", [{"country": "Atlantis"}, {"date": "soon"}, {"country": '" } DROP ALL #'}])
def test_a_value_that_nothing_is_called_is_refused(answering_store: Store, values: dict[str, str]) -> None:
    reply = ask(answering_store, choice("ascn-members", **values))
    assert isinstance(reply, Refusal)
    assert reply.missing == tuple(values.values())


@pytest.mark.parametrize("query", ["none", "no-such-query"])
def test_no_query_is_a_refusal(answering_store: Store, query: str) -> None:
    assert isinstance(ask(answering_store, choice(query)), Refusal)


@pytest.mark.parametrize("reply", [said("I think it was Indonesia."), said("[]"), Reply(b"", status=500)])
def test_without_a_choice_the_wordings_decide(answering_store: Store, reply: Reply) -> None:
    answer = ask(answering_store, reply, "Who chaired ASCN in 2023?")
    assert isinstance(answer, Answer)
    assert answer.ran.query.name == "ascn-chairs"


def test_a_model_without_an_address_is_said_so() -> None:
    with pytest.raises(InputError, match="endpoint"):
        Chooser(ModelSettings())


def test_the_command_line_takes_the_model_of_the_settings(
    built_store: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with endpoint(choice("ascn-chairs", year="2023")) as server:
        monkeypatch.setenv("KG_LLM_URL", server.address)
        monkeypatch.setenv("KG_LLM_MODEL", "m")
        assert main(["ask", QUESTION, "--with", "llm", "--lang", "en", "--store", built_store]) == 0
        assert "# kg query ascn-chairs" in capsys.readouterr().out
        assert main(["ask", "Who chaired ASCN in 2023?", "--store", built_store]) == 0
        assert len(server.asked) == 1
