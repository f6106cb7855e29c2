"""A question may ask Wikidata itself: within a time, at a public address only, with what was kept to fall back on."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kg.articles import guarding
from kg.errors import InputError, StoreError
from kg.federation import Fact, Peer, private_hosts, write_facts
from kg.federation import questions as federated
from kg.federation.asking import ask
from kg.queries import run
from kg.settings import read_settings
from queries_sample import sample_names, sample_store

ITEM = "http://www.wikidata.org/entity/Q14634"
ANSWER = (
    '{"head":{"vars":["item","property","value","day","position","start","end"]},"results":{"bindings":[{"item":'
    f'{{"type":"uri","value":"{ITEM}"}},"property":{{"type":"literal","value":"population"}},'
    '"value":{"type":"literal","value":"1423877"}}]}}'
)
OK = (
    f"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\nContent-Length: {len(ANSWER)}\r\n\r\n{ANSWER}"
)


@contextmanager
def speaking(*parts: bytes, pause: float = 0.0) -> Iterator[str]:
    """A server (host:port) that says these parts to whoever asks, with a pause after each."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        done = threading.Event()

        def serve() -> None:
            while not done.is_set():
                try:
                    client, _ = server.accept()
                except OSError:
                    return
                with client:
                    client.recv(65_536)
                    for part in parts:
                        if done.wait(pause):
                            break
                        try:
                            client.sendall(part)
                        except OSError:
                            break

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"127.0.0.1:{server.getsockname()[1]}"
        done.set()
        server.shutdown(socket.SHUT_RDWR)
    thread.join(5)


@pytest.fixture
def rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], set[tuple[str, ...]]]:
    """Asks for places with an endpoint at a `host:port`: population, where it was read, how."""
    place = tmp_path / "wikidata"
    place.mkdir()
    (place / "links.csv").write_text("thing,item,method\nplace/73.71,Q14634,by hand\n", encoding="utf-8")
    write_facts(place, [Fact("Q14634", "population", "5", "", "", "", "", "https://example.org/", "2024-08-26")])
    monkeypatch.setattr(federated, "folder", lambda _: tmp_path)
    monkeypatch.setattr(federated, "SECONDS", 1.0)
    monkeypatch.setenv("KG_FEDERATION", "live")

    def ask_at(server: str, allowed: str | None = None) -> set[tuple[str, ...]]:
        monkeypatch.setenv("KG_WIKIDATA", f"http://{server}/query")
        monkeypatch.setenv("KG_PRIVATE_HOSTS", server if allowed is None else allowed)
        table = run(sample_store(), "wikidata-places", {}, "en", sample_names()).table
        at = [table.columns.index(name) for name in ("population", "address", "how")]
        return {tuple(str(getattr(row[i], "value", row[i])) for i in at) for row in table.rows}

    return ask_at


KEPT = {("5", "https://example.org/", "kept copy")}


def test_a_live_question_has_what_the_endpoint_says_now(rows: Callable[[str], set[tuple[str, ...]]]) -> None:
    with speaking(OK.encode()) as server:
        assert rows(server) == {("1423877", f"http://{server}/query", "asked now")}


def test_without_the_setting_nobody_is_asked(
    rows: Callable[[str], set[tuple[str, ...]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KG_FEDERATION")
    with speaking(OK.encode()) as server:
        assert rows(server) == KEPT


def test_what_was_kept_answers_where_there_is_no_network(rows: Callable[[str], set[tuple[str, ...]]]) -> None:
    assert rows("127.0.0.1:9") == KEPT


@pytest.mark.parametrize(
    "said",
    [
        b"HTTP/1.1 500 Sorry\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nnot JSON!",
        b'HTTP/1.1 200 OK\r\nContent-Length: 28\r\n\r\n{"head":{},"boolean": true  }',
        b"gibberish\r\n\r\n",
        b"",
    ],
)
def test_an_endpoint_that_says_nothing_of_use_is_passed_over(
    rows: Callable[[str], set[tuple[str, ...]]], said: bytes
) -> None:
    with speaking(said) as server:
        assert rows(server) == KEPT


def test_an_endpoint_that_never_ends_is_given_up_in_time(rows: Callable[[str], set[tuple[str, ...]]]) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n"
    with speaking(head, *[b" "] * 200, pause=0.2) as server:
        started = time.monotonic()
        assert rows(server) == KEPT
        assert time.monotonic() - started < 10


def test_a_redirect_is_not_followed(rows: Callable[[str], set[tuple[str, ...]]]) -> None:
    with speaking(OK.encode()) as inside:
        away = f"HTTP/1.1 302 Found\r\nLocation: http://{inside}/query\r\nContent-Length: 0\r\n\r\n"
        with speaking(away.encode()) as server:
            assert rows(server) == KEPT


def test_a_private_address_is_not_asked_unless_it_is_named(rows: Callable[..., set[tuple[str, ...]]]) -> None:
    with speaking(OK.encode()) as server:
        assert rows(server, "") == KEPT
        with pytest.raises(InputError, match="not a public address"):
            ask(Peer(f"http://{server}/query"), "ASK {}")


def test_a_name_that_leads_elsewhere_the_second_time_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(["203.0.114.1", "127.0.0.1", "127.0.0.1"])
    reached: list[str] = []

    def resolve(*_: object, **__: object) -> list[tuple[object, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), 80))]

    def connect(address: tuple[str, int], *_: object) -> socket.socket:
        reached.append(address[0])
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(guarding, "create_connection", connect)
    with pytest.raises(StoreError):
        ask(Peer("http://rebinding.example/query", seconds=0.5), "ASK {}")
    assert reached == ["203.0.114.1"]


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "ftp://example.org/", "http://", "http://[::1/", "http://x:no/"]
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises((InputError, StoreError)):
        ask(Peer(address), "ASK {}")


def test_settings_say_which_hosts_may_be_private_and_whether_questions_ask() -> None:
    assert private_hosts(" a:1, b:2,") == {"a:1", "b:2"}
    assert read_settings({}).federation == "cache"
    with pytest.raises(InputError):
        read_settings({"KG_FEDERATION": "always"})
