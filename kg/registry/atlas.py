"""Places and bodies that the registry says nothing of: names, levels and classes, for telling names apart in texts.

Comes in: `atlas/places.csv`, `atlas/cities.csv`, `atlas/bodies.csv`, `atlas/programmes.csv` and `atlas/holders.csv`.
Goes out: entities that no identifier of the graph is made of (`outside`). Who held office where only completes what a
text says by halves ("Mayor Eri Cahyadi").
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from kg import iris
from kg.errors import TableError
from kg.records import Entity, Iri, Name
from kg.terms import SCG, Level

_PLACES = ("name", "aliases", "level", "country")
_PLACES_OF = ("places.csv", "cities.csv")
_BODIES = ("name", "aliases", "class")
_PROGRAMMES: Mapping[str, Iri] = {"programme": SCG.Programme}
_HOLDERS = ("name", "aliases", "of")
_LEVELS: Mapping[str, Iri] = {
    "country": Level.COUNTRY,
    "province": Level.PROVINCE,
    "city": Level.CITY,
    "district": Level.DISTRICT,
    "other": Level.OTHER,
}
_CLASSES: Mapping[str, Iri] = {
    "academic": SCG.AcademicOrganisation,
    "agency": SCG.Agency,
    "company": SCG.Company,
    "civil": SCG.CivilSocietyOrganisation,
    "igo": SCG.IntergovernmentalOrganisation,
    "media": SCG.MediaOrganisation,
    "ministry": SCG.Ministry,
    "network": SCG.Network,
    "public": SCG.PublicOrganisation,
    "unit": SCG.OrganisationalUnit,
}


def load_atlas(folder: Path, registry: Sequence[Entity]) -> tuple[Entity, ...]:
    """The names of a folder; a missing file is an empty one. Raises TableError for a row that is not understood."""
    countries = {
        name.text.casefold(): entity.iri
        for entity in registry
        if entity.kind == SCG.Place and entity.level in (Level.COUNTRY, Level.CITY_STATE)
        for name in entity.names
    }
    rows = [row for file in _PLACES_OF for row in _rows(folder / file, _PLACES, _LEVELS)]
    own = {row["name"].casefold(): _place_iri(row) for row in rows if row["level"] == "country"}
    places = tuple(_place(row, {**own, **countries}) for row in rows)
    bodies = tuple(map(_body, _rows(folder / "bodies.csv", _BODIES, _CLASSES)))
    programmes = tuple(map(_programme, _rows(folder / "programmes.csv", _BODIES, _PROGRAMMES)))
    return (*places, *bodies, *programmes, *_holders(folder / "holders.csv", (*registry, *places, *bodies)))


def _holders(file: Path, known: Iterable[Entity]) -> Iterator[Entity]:
    """People with the places and bodies of their offices; somebody of the registry gets the further ones."""
    people: dict[str, Entity] = {}
    named: dict[str, Entity] = {}
    for entity in known:
        kept = people if entity.kind == SCG.Person else named
        for name in entity.names:
            if entity.level == Level.COUNTRY or name.text not in kept:
                kept[name.text] = entity
    for row in _rows(file, _HOLDERS):
        links = tuple(named[name].iri for name in row["of"].split("|") if name in named)
        if len(links) != row["of"].count("|") + 1:
            raise TableError(f"{file.name}: {row['name']}: {row['of']} names something that is not known")
        names = _names(row)
        person = next((people[name.text] for name in names if name.text in people), None)
        if person is None:
            iri = iris.hashed("person", "atlas", row["name"])
            yield Entity(iri=iri, kind=SCG.Person, names=names, links=links, outside=True)
        else:
            yield replace(person, links=tuple(dict.fromkeys((*person.links, *links))))


def _rows(file: Path, header: tuple[str, ...], values: Mapping[str, Iri] | None = None) -> Iterator[dict[str, str]]:
    if not file.is_file():
        return
    with file.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        if tuple(reader.fieldnames or ()) != header:
            raise TableError(f"{file.name}: the columns must be {', '.join(header)}")
        for row in reader:
            if not row["name"] or (values is not None and row[header[2]] not in values):
                raise TableError(
                    f"{file.name}: line {reader.line_num}: no name, or no {header[2]} of {', '.join(values or ())}"
                )
            yield row


def _names(row: Mapping[str, str]) -> tuple[Name, ...]:
    others = (alias for alias in row["aliases"].split("|") if alias)
    return (Name(row["name"], kind="preferred"), *(Name(alias, kind="alternative") for alias in others))


def _place_iri(row: Mapping[str, str]) -> Iri:
    return iris.hashed("place", "atlas", row["country"], row["level"], row["name"])


def _place(row: Mapping[str, str], countries: Mapping[str, Iri]) -> Entity:
    iri = _place_iri(row)
    return Entity(
        iri=iri,
        kind=SCG.Place,
        names=_names(row),
        level=_LEVELS[row["level"]],
        country=iri if row["level"] == "country" else countries.get(row["country"].casefold()),
        outside=True,
    )


def _body(row: Mapping[str, str]) -> Entity:
    iri = iris.hashed("organisation", "atlas", row["class"], row["name"])
    return Entity(iri=iri, kind=_CLASSES[row["class"]], names=_names(row), outside=True)


def _programme(row: Mapping[str, str]) -> Entity:
    iri = iris.hashed("programme", "atlas", row["class"], row["name"])
    return Entity(iri=iri, kind=_PROGRAMMES[row["class"]], names=_names(row), outside=True)
