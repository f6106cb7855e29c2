"""Answers and refusals as JSON: the same shape on the command line and on the web."""

from __future__ import annotations

from kg.answers import Answer, Ran, Refusal
from kg.pages.results import as_json
from kg.records import Iri


def reply_as_json(reply: Answer | Refusal) -> dict[str, object]:
    """An answer or a refusal as plain values, the rows as SPARQL 1.1 Query Results JSON."""
    common: dict[str, object] = {
        "question": reply.question,
        "language": reply.language,
        "notes": list(reply.notes),
        "suggestions": [{"query": s.query, "question": s.question, "score": s.score} for s in reply.suggestions],
        "query": None if reply.ran is None else _ran_as_json(reply.ran),
    }
    if isinstance(reply, Refusal):
        return {
            "answer": None,
            "refusal": reply.reason,
            "message": reply.message,
            "missing": list(reply.missing),
        } | common
    sources = [
        {"source": c.source, "title": c.title, "address": c.address, "published": c.published, "quote": c.quote}
        for c in reply.sources
    ]
    return {
        "answer": reply.sentence,
        "lines": list(reply.lines),
        "disagreements": list(reply.disagreements),
        "sources": sources,
        "given": sorted(reply.given),
        "narrowed": list(reply.narrowed),
        "table": as_json(reply.table),
        "candidates": sorted(reply.tentative),
    } | common


def _ran_as_json(ran: Ran) -> dict[str, object]:
    values = {
        name: {"value": v.term if isinstance(v.term, Iri) else v.term.value, "text": v.text}
        for name, v in ran.values.items()
    }
    return {"name": ran.query.name, "values": values, "sparql": ran.sparql}
