"""The verbs of a language that tell an event, by their forms: `deeds.tsv` read into a table."""

from __future__ import annotations

from kg.lang import Language


def deeds(language: Language) -> dict[str, tuple[tuple[str, bool], ...]]:
    """Verbs, in each of their forms, with the nouns of the events that they tell, and whether they are active."""
    verbs: dict[str, tuple[tuple[str, bool], ...]] = {}
    for row in language.tables.get("deeds", ()):
        for column in ("active", "passive"):
            for form in row.get(column, "").split():
                verbs[form] = (*verbs.get(form, ()), (row["form"], column == "active"))
    return verbs
