"""What `/sparql` and `/graph-store` do at their limits: long, large, many, and workers that die."""

from __future__ import annotations

import multiprocessing
import socket
import threading
import time
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from kg.pages.protocol import Limits
from kg.pages.protocol.limited import Limited
from protocol_asking import (
    ASK,
    COUNT,
    GRAPHS,
    SLOW,
    WIDE,
    again_until_served,
)
from served import parsed, serving


def test_a_long_query_is_cut_at_its_limit_and_others_are_served(small_folder: Path, connection: type[Limited]) -> None:
    with serving(small_folder, Limits(seconds=6, workers=2), connection=connection) as address:
        slow: list[httpx.Response] = []
        asking = threading.Thread(
            target=lambda: slow.append(httpx.get(f"{address}/sparql", params={"query": SLOW}, timeout=60))
        )
        asking.start()
        time.sleep(0.3)
        assert httpx.get(f"{address}/sparql", params={"query": ASK}).json()["boolean"] is True
        assert httpx.get(f"{address}/search", params={"q": "Makassar"}, follow_redirects=True).status_code == 200
        assert not slow
        asking.join()
        assert (slow[0].status_code, "6 seconds" in slow[0].text) == (504, True)
        assert httpx.get(f"{address}/sparql", params={"query": ASK}).json()["boolean"] is True


def test_an_answer_that_is_too_large_is_refused(small_folder: Path, connection: type[Limited]) -> None:
    with serving(small_folder, Limits(size=2_000, workers=1), connection=connection) as address:
        answer = httpx.get(f"{address}/sparql", params={"query": "SELECT * { ?s ?p ?o }"})
        assert (answer.status_code, "2,000 bytes" in answer.text) == (507, True)


def test_whoever_leaves_frees_the_worker(small_folder: Path, connection: type[Limited]) -> None:
    with serving(small_folder, Limits(seconds=30, workers=1, quick=0), connection=connection) as address:
        with pytest.raises(httpx.ReadTimeout):
            httpx.get(f"{address}/sparql", params={"query": SLOW}, timeout=0.5)
        assert httpx.get(f"{address}/sparql", params={"query": ASK}, timeout=10).json()["boolean"] is True


def test_a_graph_is_streamed_whole_whatever_the_limits_of_queries_are(small_folder: Path) -> None:
    with serving(small_folder, Limits(size=2_000, workers=1)) as address:
        for media_type in GRAPHS:
            answer = httpx.get(f"{address}/graph-store?default", headers={"Accept": media_type})
            assert answer.status_code == 200
            assert len(parsed(answer.text, media_type)) > 500
        assert answer.headers["etag"].startswith('"')
        known = {"If-None-Match": answer.headers["etag"], "Accept": media_type}
        assert httpx.get(f"{address}/graph-store?default", headers=known).status_code == 304


def test_whoever_does_not_take_a_graph_loses_the_connection_and_others_get_it(wide_folder: Path) -> None:
    with serving(wide_folder, Limits(seconds=2, workers=1)) as address:
        where = httpx.URL(address)
        with socket.create_connection((where.host, where.port), timeout=30) as slow:
            slow.sendall(b"GET /graph-store?default HTTP/1.1\r\nHost: x\r\nAccept: application/n-triples\r\n\r\n")
            begun = slow.recv(1000)
            assert begun.startswith(b"HTTP/1.1 200")
            answer = again_until_served(f"{address}/graph-store?default", {"Accept": "application/n-triples"})
            assert len(answer.text.splitlines()) == WIDE
            taken = bytearray()
            while piece := slow.recv(1 << 20):
                taken += piece
        assert len(taken) < len(answer.content)
        assert not taken.endswith(b"0\r\n\r\n")


def test_a_worker_that_dies_is_replaced(small_folder: Path, connection: type[Limited]) -> None:
    with serving(small_folder, Limits(workers=1, quick=0), connection=connection) as address:
        assert httpx.get(f"{address}/sparql", params={"query": ASK}, timeout=60).status_code == 200
        for worker in multiprocessing.active_children():
            worker.kill()
        time.sleep(0.2)
        assert httpx.get(f"{address}/sparql", params={"query": COUNT}, timeout=60).status_code == 200


def test_too_many_queries_at_a_time_are_told_to_come_again(small_folder: Path) -> None:
    with serving(small_folder, Limits(seconds=8, workers=1, quick=0, waiting=0)) as address:
        again_until_served(f"{address}/sparql?query={quote(ASK)}", {})
        asking = threading.Thread(target=lambda: httpx.get(f"{address}/sparql", params={"query": SLOW}, timeout=60))
        asking.start()
        time.sleep(1)
        answer = httpx.get(f"{address}/sparql", params={"query": COUNT})
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
        asking.join()


def test_short_queries_are_answered_quickly_beside_more_long_ones_than_may_run(
    wide_folder: Path, connection: type[Limited]
) -> None:
    limits = Limits(seconds=6, workers=1, quick=1, long=0.3)
    with serving(wide_folder, limits, connection=connection) as address:
        again_until_served(f"{address}/sparql?query={quote(ASK)}", {})
        slow: list[httpx.Response] = []

        def ask(number: int) -> None:
            query = f"{SLOW} #{number}"
            slow.append(httpx.get(f"{address}/sparql", params={"query": query}, timeout=60))

        asking = [threading.Thread(target=ask, args=(number,)) for number in range(4)]
        for one in asking:
            one.start()
        time.sleep(2)
        took = []
        for number in range(10):
            begun = time.monotonic()
            answer = httpx.get(f"{address}/sparql", params={"query": f"{ASK} #{number}"}, timeout=60)
            assert answer.json()["boolean"] is True
            took.append(time.monotonic() - begun)
        assert max(took) < 2
        for one in asking:
            one.join()
        assert len(slow) == 4
        assert {answer.status_code for answer in slow} == {503, 504}


def test_a_query_that_takes_longer_than_a_short_one_waits_for_its_turn_and_is_answered(small_folder: Path) -> None:
    limits = Limits(seconds=20, workers=1, quick=1, long=0.0001)
    with serving(small_folder, limits) as address:
        again_until_served(f"{address}/sparql?query={quote(ASK)}", {})
        answers: list[int] = []

        def ask(number: int) -> None:
            query = f"SELECT (COUNT(*) AS ?n) {{ ?a ?b ?c . ?d ?e ?f FILTER(?a != {number}) }}"
            answers.append(httpx.get(f"{address}/sparql", params={"query": query}, timeout=60).status_code)

        asking = [threading.Thread(target=ask, args=(number,)) for number in range(6)]
        for one in asking:
            one.start()
        for one in asking:
            one.join()
        assert answers == [200] * 6
