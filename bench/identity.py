"""Who is who: pairwise precision and recall on a hard synthetic set with known truth, against peers.

python bench/identity.py [--officials 1500] [--mentions 6000] [--seed 7]

The set: officials with one to three offices over ten years, namesakes, single names, seen in two
languages with titles left out, parts dropped or written as initials, short forms, slips; the post is
given in 75 % of the mentions and the seat in 85 %. Peers: equal names, and splink where it is installed
(`pip install splink pandas`).
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from importlib import import_module
from importlib.util import find_spec

from kg.resolution.identity import Office, Sighting, group
from kg.resolution.identity.names import person_name

GIVEN = (
    "Agus Budi Dewi Siti Ahmad Muhammad Abdul Sri Rina Hendra Joko Eko Dwi Tri Nur Andi Rudi Bambang Yudi "
    "Arif Fajar Rizal Indra Wahyu Dian Ratna Lestari Putri Ayu Made Wayan Ketut Nyoman Gede Komang Yusuf "
    "Ibrahim Ismail Hasan Husein Ali Umar Usman Iskandar Syarif Taufik Hidayat Ridwan Irwan Darmawan Setiawan "
    "Gunawan Kurniawan Hermawan Sugeng Slamet Sutrisno Suharto Sukardi Supardi Mulyadi Mulyono Haryanto "
    "Haryono Suryanto Susanto Purwanto Hartono Teguh Imam Zainal Zulkifli Fauzi Faisal Farid Fikri Firman "
    "Ferry Ronny Johan Yohanes Petrus Paulus Markus Lukas Maria Martha Yuliana Yanti Wati Endang Titin Tuti "
    "Lilis Neneng Asep Dadang Cecep Ujang Deden Dede"
)
LAST = (
    "Santoso Wibowo Saputra Nugroho Pratama Siregar Nasution Harahap Lubis Simanjuntak Sinaga Sitorus Hutapea "
    "Siahaan Tampubolon Panjaitan Pohan Daulay Rangkuti Batubara Tanjung Chaniago Piliang Koto Caniago Hakim "
    "Rahman Rahim Karim Salim Halim Latif Aziz Wahid Rasyid Rosyid Amin Yamin Basri Bahri Hamzah Hamid Majid "
    "Maulana Permana Sasmita Kusuma Wijaya Widodo Suwarno Prasetyo Prabowo Utomo Raharjo Pamungkas Wardana "
    "Adiputra Mahendra Sudarma Pangerapan Mandagi Lasut Rumengan Tumbelaka Manoppo Latupono Pattiasina "
    "Sahetapy Matulessy Wenda Kogoya Yikwa Daeng Mappanyukki Paturusi Baso Tenri Rala Manggabarani Palaguna "
    "Lamo Yasin Limpo"
)
Method = Callable[[Sequence[Sighting]], Iterable[Iterable[str]]]
POSTS = ("mayor", "deputy-mayor", "regent", "deputy-regent", "secretary", "head-of-agency", "director", "governor")
SEATS = [f"seat-{number}" for number in range(420)]


@dataclass(frozen=True)
class Term:
    """One office of an official: kind, seat, first and last day."""

    post: str
    seat: str
    first: date
    last: date


@dataclass(frozen=True)
class Official:
    """One true person."""

    number: int
    name: str
    offices: tuple[Term, ...]


def officials(count: int, chance: random.Random) -> list[Official]:
    """People with their offices; one in eight has the name of another, one in twelve a single name."""
    made: list[Official] = []
    given, last = GIVEN.split(), LAST.split()
    for number in range(count):
        if made and chance.random() < 0.125:
            name = chance.choice(made).name
        elif chance.random() < 0.08:
            name = chance.choice(given if chance.random() < 0.5 else last)
        else:
            words = [*chance.sample(given, chance.choice((1, 1, 1, 2))), chance.choice(last)]
            name = " ".join(words)
        made.append(Official(number, name, tuple(_offices(chance))))
    return made


def _offices(chance: random.Random) -> Iterable[Term]:
    day, seat = date(2014, 1, 1) + timedelta(chance.randrange(1500)), chance.choice(SEATS)
    for _ in range(chance.choice((1, 1, 2, 2, 3))):
        length = timedelta(chance.randrange(400, 1900))
        yield Term(chance.choice(POSTS), seat, day, min(day + length, date(2025, 6, 1)))
        day += length + timedelta(chance.randrange(1, 200))
        seat = seat if chance.random() < 0.6 else chance.choice(SEATS)
        if day > date(2025, 1, 1):
            return


def mentions(people: Sequence[Official], count: int, chance: random.Random) -> list[tuple[Sighting, int]]:
    """Sightings with the number of the person that each is."""
    made = []
    for number in range(count):
        person = chance.choice(people)
        office = chance.choice(person.offices)
        day = office.first + timedelta(chance.randrange(max((office.last - office.first).days, 1)))
        seen = Sighting(
            key=f"m{number:07}",
            name=_printed(person.name, chance),
            offices=(
                Office(
                    post=office.post if chance.random() < 0.75 else None,
                    seat=office.seat if chance.random() < 0.85 else None,
                    first=day.isoformat(),
                    last=day.isoformat(),
                ),
            ),
        )
        made.append((seen, person.number))
    return made


def _printed(name: str, chance: random.Random) -> str:
    words = name.split()
    if len(words) > 1 and chance.random() < 0.08:
        return words[0]
    if len(words) > 2 and chance.random() < 0.3:
        words.pop(1)
    if len(words) > 1 and chance.random() < 0.12:
        at = chance.randrange(len(words) - 1)
        words[at] = f"{words[at][0]}."
    words = [_short_form(word, chance) for word in words]
    if chance.random() < 0.06:
        words = _slip(words, chance)
    return " ".join(words)


def _short_form(word: str, chance: random.Random) -> str:
    if word == "Muhammad" and chance.random() < 0.6:
        return chance.choice(("Moh.", "Muh.", "M.", "Mohammad", "Mochamad"))
    return {"Ahmad": "Achmad", "Yusuf": "Jusuf"}.get(word, word) if chance.random() < 0.2 else word


def _slip(words: list[str], chance: random.Random) -> list[str]:
    at = chance.randrange(len(words))
    word = words[at]
    if len(word) > 3:
        cut = chance.randrange(1, len(word) - 1)
        words[at] = chance.choice(
            (
                word[:cut] + word[cut + 1 :],
                word[:cut] + word[cut] * 2 + word[cut + 1 :],
                word[:cut] + word[cut + 1] + word[cut] + word[cut + 2 :],
                word[:cut] + chance.choice("aeiou") + word[cut + 1 :],
            )
        )
    return words


def pairwise(groups: Iterable[Iterable[str]], truth: dict[str, int]) -> tuple[float, float, float]:
    """Precision, recall and F1 over pairs of mentions."""
    wanted = sum(n * (n - 1) // 2 for n in Counter(truth.values()).values())
    found = right = 0
    for keys in groups:
        kinds = Counter(truth[key] for key in keys)
        size = kinds.total()
        found += size * (size - 1) // 2
        right += sum(n * (n - 1) // 2 for n in kinds.values())
    precision = right / found if found else 1.0
    recall = right / wanted if wanted else 1.0
    return precision, recall, 2 * precision * recall / (precision + recall) if right else 0.0


def by_reasons(seen: Sequence[Sighting]) -> list[tuple[str, ...]]:
    """What the project does."""
    return [one.keys for one in group(seen)]


def by_name(seen: Sequence[Sighting]) -> list[list[str]]:
    """The plain peer: equal folded names are one person."""
    same: dict[tuple[str, ...], list[str]] = {}
    for one in seen:
        same.setdefault(person_name(one.name).parts, []).append(one.key)
    return list(same.values())


def main() -> None:
    """Print a row a method."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--officials", type=int, default=1500)
    parser.add_argument("--mentions", type=int, default=6000)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    chance = random.Random(given.seed)
    drawn = mentions(officials(given.officials, chance), given.mentions, chance)
    seen, truth = [one for one, _ in drawn], {one.key: number for one, number in drawn}
    methods: dict[str, Method] = {"ours": by_reasons, "equal names": by_name}
    if find_spec("splink"):
        methods["splink"] = import_module("identity_splink").by_splink
    print(f"{len(seen)} mentions of {len(set(truth.values()))} people, seed {given.seed}")
    for name, method in methods.items():
        start = time.perf_counter()
        precision, recall, f1 = pairwise(method(seen), truth)
        print(f"{name:<12} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  {time.perf_counter() - start:7.1f} s")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
