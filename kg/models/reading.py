"""One extraction and a language model → the extraction with what the model adds. Read this first in this room.

The article is sent once, or its answer is taken from the cache; each fact of the answer is held against the
text and the ontology; what stands is merged with what the rules found, what does not becomes an issue. Without
an answer the extraction stays that of the rules.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from kg import iris
from kg.lang import Language
from kg.models.answers import Read, check_parser, read
from kg.models.budget import Budget
from kg.models.cache import Cache, key_of
from kg.models.checking import Checker
from kg.models.client import Client, Messages
from kg.models.merging import Merger, Named, Voice
from kg.models.records import REASONS, Answer, Grounded, NotAskedError, Reject
from kg.models.schema import task
from kg.records import Document, Extraction, Issue, ModelRun
from kg.settings import ModelSettings

REJECTED: Final = "model-rejected"
_MOST_LETTERS: Final = 40_000  # some 12,000 tokens; what stands behind that in a text is left to the rules
_LONGEST: Final = 120


class ModelReader:
    """Reads documents with one model; made once for a run, so that the budget is that of the run."""

    def __init__(self, settings: ModelSettings, languages: Sequence[Language], named: Named) -> None:
        check_parser()
        self._settings = settings
        self._languages = languages
        self._named = named
        self._task = task()
        self._cache = Cache(settings.cache)
        self.budget = Budget(settings)
        self._client = Client(settings, self._task.schema, self.budget)

    def read(self, extraction: Extraction) -> Extraction:
        """The extraction with the grounded facts of the model and issues for all that was refused. Never raises."""
        document = extraction.document
        try:
            answer = self._answer(document)
        except NotAskedError as error:
            return _noted(extraction, _issue(document, error.code, str(error)))
        found = read(answer.content, ended=answer.finish != "length")
        issues = list(_troubles(document, answer, found))
        voice = Voice(f"llm/{_safe(self._settings.model)}", self._settings.confidence)
        checked = self._checked(document, found)
        grounded = [(fact, given) for fact, given in checked if isinstance(fact, Grounded)]
        merged, against = Merger(extraction, voice, self._named).merge(grounded)
        rejects = [*found.rejects, *(fact for fact, _ in checked if isinstance(fact, Reject)), *against]
        issues.extend(_rejection(document, reject) for reject in rejects)
        return _noted(replace(merged, run=self._run(document, answer)), *issues)

    def _answer(self, document: Document) -> Answer:
        messages = self._messages(document)
        key = key_of(model=self._settings.model, task=self._task.hash, text=messages, answer=self._settings.answer)
        known = self._cache.get(key)
        if known is not None:
            return known
        answer = self._client.ask(messages)
        self._cache.put(key, answer)
        return answer

    def _messages(self, document: Document) -> Messages:
        text = document.text[:_MOST_LETTERS]
        fence = f"----- {document.text_hash[:16]} -----"
        head = f"Published: {document.published or 'not known'}\nThe article stands between the two lines {fence}"
        return [
            {"role": "system", "content": self._task.instructions},
            {"role": "user", "content": f"{head}\n{fence}\n{text}\n{fence}"},
        ]

    def _checked(self, document: Document, found: Read) -> list[tuple[Grounded | Reject, dict[str, Any]]]:
        checker = Checker(document, self._languages)
        return [(checker.check(fact), fact) for fact in found.facts]

    def _run(self, document: Document, answer: Answer) -> ModelRun:
        model = answer.model or self._settings.model
        key = iris.digest(self._settings.model, self._task.hash, document.text_hash)
        return ModelRun(
            iri=iris.thing("run", f"llm-{key}"),
            model=_safe(model),
            prompt_hash=self._task.hash,
            input_tokens=answer.input_tokens,
            output_tokens=answer.output_tokens,
            cost=self.budget.price(answer.input_tokens, answer.output_tokens),
        )


def _troubles(document: Document, answer: Answer, found: Read) -> Iterator[Issue]:
    """What is wrong with an answer as a whole."""
    if answer.refusal or answer.finish == "content_filter":
        yield _issue(document, "model-refused", "the model refused to answer")
    elif not answer.content.strip():
        yield _issue(document, "model-empty", "the model answered nothing")
    elif not found.readable:
        yield _issue(document, "model-unread", "the answer of the model is no list of facts")
    elif found.cut:
        yield _issue(document, "model-cut", f"the answer breaks off; {len(found.facts)} facts in it are whole")
    if len(document.text) > _MOST_LETTERS:
        message = f"the model read the first {_MOST_LETTERS} of {len(document.text)} characters"
        yield _issue(document, "model-long", message)


def _rejection(document: Document, reject: Reject) -> Issue:
    fact = reject.fact if isinstance(reject.fact, dict) else {}
    said = f"{fact.get('relation')}: {fact.get('subject')} > {fact.get('object') or fact.get('expression')}"
    message = f"{said[:_LONGEST]}: {REASONS[reject.reason]}"
    detail = json.dumps({"reason": reject.reason, "fact": reject.fact}, ensure_ascii=False, sort_keys=True)
    return Issue(REJECTED, document.article.source, _sound(message), detail=_sound(detail))


def _issue(document: Document, code: str, message: str) -> Issue:
    return Issue(code, document.article.source, message)


def _noted(extraction: Extraction, *issues: Issue) -> Extraction:
    return replace(extraction, issues=(*extraction.issues, *issues))


def _sound(text: str) -> str:
    """The text without halves of characters, which no file can hold."""
    return text.encode("utf-8", "replace").decode()


def _safe(name: str) -> str:
    """The name of a model on one line, not too long: an endpoint may call it anything."""
    return "".join(c if c.isprintable() else " " for c in name)[:_LONGEST].strip()
