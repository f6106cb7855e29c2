"""Who is who: pairwise precision and recall on a hard synthetic set with known truth, against peers.

python bench/identity.py [--officials 1500] [--mentions 6000] [--seed 7] [--peers]

The set: officials with one to three offices over ten years, namesakes, single names, seen in two
languages with titles left out, parts dropped or written as initials, short forms, slips; the post is
given in 75 % of the mentions and the seat in 85 %. Peers: equal names, and splink (where installed).
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kg.resolution.identity import Office, Sighting, group
from kg.resolution.identity.names import person_name

GIVEN = """Agus Budi Dewi Siti Ahmad Muhammad Abdul Sri Rina Hendra Joko Eko Dwi Tri Nur Andi Rudi Bambang Yudi Arif
Fajar Rizal Indra Wahyu Dian Ratna Lestari Putri Ayu Made Wayan Ketut Nyoman Gede Komang Yusuf Ibrahim Ismail Hasan
Husein Ali Umar Usman Iskandar Syarif Taufik Hidayat Ridwan Irwan Darmawan Setiawan Gunawan Kurniawan Hermawan
Sugeng Slamet Sutrisno Suharto Sukardi Supardi Mulyadi Mulyono Haryanto Haryono Suryanto Susanto Purwanto Hartono
Teguh Imam Zainal Zulkifli Fauzi Faisal Farid Fikri Firman Ferry Ronny Johan Yohanes Petrus Paulus Markus Lukas
Maria Martha Yuliana Yanti Wati Endang Titin Tuti Lilis Neneng Asep Dadang Cecep Ujang Deden Dede""".split()
LAST = """Santoso Wibowo Saputra Nugroho Pratama Siregar Nasution Harahap Lubis Simanjuntak Sinaga Sitorus Hutapea
Siahaan Tampubolon Panjaitan Pohan Daulay Rangkuti Batubara Tanjung Chaniago Piliang Koto Caniago Hakim Rahman
Rahim Karim Salim Halim Latif Aziz Wahid Rasyid Rosyid Amin Yamin Basri Bahri Hamzah Hamid Majid Maulana Permana
Sasmita Kusuma Wijaya Widodo Suwarno Prasetyo Prabowo Utomo Raharjo Pamungkas Wardana Adiputra Mahendra Sudarma
Pangerapan Mandagi Lasut Rumengan Tumbelaka Manoppo Latupono Pattiasina Sahetapy Matulessy Wenda Kogoya Yikwa
Daeng Mappanyukki Paturusi Baso Tenri Rala Manggabarani Palaguna Lamo Yasin Limpo""".split()
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
    for number in range(count):
        if made and chance.random() < 0.125:
            name = chance.choice(made).name
        elif chance.random() < 0.08:
            name = chance.choice(GIVEN if chance.random() < 0.5 else LAST)
        else:
            words = chance.sample(GIVEN, chance.choice((1, 1, 1, 2))) + [chance.choice(LAST)]
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
            (word[:cut] + word[cut + 1 :], word[:cut] + word[cut] * 2 + word[cut + 1 :],
             word[:cut] + word[cut + 1] + word[cut] + word[cut + 2 :], word[:cut] + chance.choice("aeiou") + word[cut + 1 :])
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


def by_name(seen: Sequence[Sighting]) -> list[list[str]]:
    """The plain peer: equal folded names are one person."""
    same: dict[tuple[str, ...], list[str]] = {}
    for one in seen:
        same.setdefault(person_name(one.name).parts, []).append(one.key)
    return list(same.values())


def by_splink(seen: Sequence[Sighting], threshold: float = 0.95) -> list[list[str]]:
    """The learned peer: splink on DuckDB, unsupervised, with term frequencies; needs `pip install splink pandas`."""
    import pandas
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    rows = pandas.DataFrame(
        {"unique_id": s.key, "name": " ".join(person_name(s.name).parts), "head": person_name(s.name).parts[0],
         "tail": person_name(s.name).parts[-1], "post": s.offices[0].post, "seat": s.offices[0].seat}
        for s in seen
    )
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            cl.JaroWinklerAtThresholds("name", [0.95, 0.88]).configure(term_frequency_adjustments=True),
            cl.ExactMatch("tail").configure(term_frequency_adjustments=True),
            cl.ExactMatch("post"),
            cl.ExactMatch("seat").configure(term_frequency_adjustments=True),
        ],
        blocking_rules_to_generate_predictions=[block_on("head"), block_on("tail"), block_on("seat", "post")],
    )
    linker = Linker(rows, settings, db_api=DuckDBAPI())
    linker.training.estimate_probability_two_random_records_match([block_on("name", "seat", "post")], recall=0.3)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("seat", "post"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("name"))
    scored = linker.inference.predict(threshold_match_probability=0.5)
    clustered = linker.clustering.cluster_pairwise_predictions_at_threshold(scored, threshold)
    frame = clustered.as_pandas_dataframe()
    return [list(keys) for keys in frame.groupby("cluster_id")["unique_id"].apply(list)]


def main() -> None:
    """Print a row a method."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--officials", type=int, default=1500)
    parser.add_argument("--mentions", type=int, default=6000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--peers", action="store_true")
    given = parser.parse_args()
    chance = random.Random(given.seed)
    drawn = mentions(officials(given.officials, chance), given.mentions, chance)
    seen, truth = [one for one, _ in drawn], {one.key: number for one, number in drawn}
    methods = {"ours": lambda: [one.keys for one in group(seen)], "equal names": lambda: by_name(seen)}
    if given.peers:
        methods["splink"] = lambda: by_splink(seen)
    print(f"{len(seen)} mentions of {len(set(truth.values()))} people, seed {given.seed}")
    for name, method in methods.items():
        start = time.perf_counter()
        precision, recall, f1 = pairwise(method(), truth)
        print(f"{name:<12} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  {time.perf_counter() - start:7.1f} s")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
