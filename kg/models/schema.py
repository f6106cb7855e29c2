"""What a model is asked for: instructions and the JSON schema of answers, both made from the ontology.

Goes out: a `Task`, whose hash changes whenever a relation, a type, a choice or a word of the prompt does.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import jinja2
import pyoxigraph as ox

from kg import resources
from kg.records import Iri
from kg.relations import ENDS, segment_of
from kg.terms import CONCEPTS, SCG, SKOS, SUBCLASSES
from kg.terms import Relation as Kind

CHOICES: Final[Mapping[Iri, tuple[str, str]]] = {
    SCG.capacity: ("capacity", "capacity"),
    SCG.membershipStatus: ("status", "status"),
    SCG.eventRole: ("role", "eventrole"),
}
"""Properties whose value is a concept: the key that a model gives it by, and the scheme."""
WORDS: Final[Mapping[Iri, str]] = {SCG.title: "title", SCG.forum: "forum"}
"""Properties whose value is words of the quote, by the key that a model gives them by."""
FORUMS: Final = frozenset(("event", "organisation"))
_PROMPT: Final = "prompt.j2"
_ABSTRACT: Final = frozenset((SCG.Actor, SCG.PublicOrganisation))
_NULLABLE: Final = {"type": ["string", "null"]}
_TEXT: Final = {"type": "string"}


@dataclass(frozen=True, slots=True)
class Task:
    """What is asked of every article: the instructions, the schema of answers, a hash over both."""

    instructions: str
    schema: Mapping[str, Any]
    hash: str


@dataclass(frozen=True, slots=True)
class Form:
    """One relation as a model writes it down: its keys in order, and what each may be (JSON schema)."""

    name: str
    relation: Iri
    properties: Mapping[str, Any]
    subject_types: tuple[str, ...]
    object_types: tuple[str, ...]


@cache
def task() -> Task:
    """The task of this version of the ontology and of the prompt."""
    template = (Path(__file__).resolve().parent / _PROMPT).read_text(encoding="utf-8")
    instructions = _render(template)
    schema = _schema()
    whole = json.dumps([instructions, schema], ensure_ascii=False, sort_keys=True)
    return Task(instructions, schema, hashlib.sha256(whole.encode()).hexdigest())


@cache
def forms() -> Mapping[str, Form]:
    """The relations that a model is asked for, by name, in the order of the model's table."""
    names = {iri: name for name, iri in CONCEPTS["relation"].items()}
    return {names[relation]: _form(names[relation], relation) for relation in ENDS}


@cache
def types() -> Mapping[str, Iri]:
    """The classes that an end may be said to be of, by name."""
    actors = [kind for kind, above in SUBCLASSES.items() if SCG.Actor in above and kind not in _ABSTRACT]
    return {_local(kind): kind for kind in (*actors, SCG.Place, SCG.Programme, SCG.Event)}


def _form(name: str, relation: Iri) -> Form:
    ends = ENDS[relation]
    subject = _names(ends.subject)
    target = _names(ends.object)
    keys: dict[str, Any] = {"quote": _TEXT, "relation": {"type": "string", "enum": [name]}}
    keys |= {"subject": _TEXT, "subject_type": _one_of(subject)}
    if relation == Kind.OCCURS_ON:
        keys |= {"expression": _TEXT, "start": _TEXT, "end": _NULLABLE}
    elif relation == Kind.ADDRESSES:
        keys |= {"object": _TEXT, "topic": _one_of(tuple(CONCEPTS["topic"]))}
    else:
        keys |= {"object": _TEXT, "object_type": _one_of(target)}
    keys |= dict(_own_keys(ends.own, relation))
    keys["modality"] = _one_of(tuple(CONCEPTS["modality"]))
    return Form(name, relation, keys, subject, target)


def _own_keys(own: frozenset[Iri], relation: Iri) -> Iterator[tuple[str, Any]]:
    if SCG.title in own:
        yield WORDS[SCG.title], _TEXT
    if SCG.forum in own:
        yield WORDS[SCG.forum], _NULLABLE
        yield "forum_type", {"type": ["string", "null"], "enum": [*_names(FORUMS), None]}
    for name, (key, scheme) in CHOICES.items():
        if name in own and relation != Kind.REPRESENTS:
            yield key, {"type": ["string", "null"], "enum": [*CONCEPTS[scheme], None]}


def _names(segments: frozenset[str]) -> tuple[str, ...]:
    return tuple(name for name, kind in types().items() if segment_of(kind) in segments)


def _one_of(values: tuple[str, ...]) -> Mapping[str, Any]:
    return {"type": "string", "enum": list(values)}


def _schema() -> Mapping[str, Any]:
    items = [
        {"type": "object", "properties": form.properties, "required": [*form.properties], "additionalProperties": False}
        for form in forms().values()
    ]
    return {
        "type": "object",
        "properties": {"facts": {"type": "array", "items": {"anyOf": items}}},
        "required": ["facts"],
        "additionalProperties": False,
    }


def _render(template: str) -> str:
    told = _definitions()
    environment = jinja2.Environment(autoescape=False, trim_blocks=True, undefined=jinja2.StrictUndefined)  # noqa: S701  plain text
    return environment.from_string(template).render(
        relations=[
            {
                "name": form.name,
                "definition": told[form.relation],
                "subjects": sorted(ENDS[form.relation].subject),
                "objects": sorted(ENDS[form.relation].object - {"none"}),
                "fields": list(form.properties),
            }
            for form in forms().values()
        ],
        modalities=_told(told, "modality"),
        topics=_told(told, "topic"),
        choices=[(key, _told(told, scheme)) for key, scheme in CHOICES.values()],
        types=[(name + _mark(kind), told[kind]) for name, kind in types().items()],
    )


def _mark(kind: Iri) -> str:
    return "*" if segment_of(kind) == "organisation" else ""


def _told(told: Mapping[str, str], scheme: str) -> list[tuple[str, str]]:
    return [(key, told[iri].rstrip(".")) for key, iri in CONCEPTS[scheme].items()]


def _definitions() -> dict[str, str]:
    """The English definition of each term of the ontology."""
    found: dict[str, str] = {}
    for file in sorted(resources.folder("ontology").glob("*.ttl")):
        for quad in ox.parse(path=str(file), format=ox.RdfFormat.TURTLE):
            value = quad.object
            if quad.predicate.value == SKOS.definition and isinstance(value, ox.Literal) and value.language == "en":
                found[str(getattr(quad.subject, "value", ""))] = value.value
    return found


def _local(iri: Iri) -> str:
    return iri.rpartition("#")[2]
