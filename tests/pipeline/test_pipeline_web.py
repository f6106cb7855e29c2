"""From a feed on the web into the store and out again, against a real server on this machine; reprints in the store."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from kg import iris
from kg.checks import check
from kg.pipeline import forget, ingest
from kg.settings import Settings
from kg.store import open_store
from kg.terms import PROV
from kg.tombstones import Withdrawal
from local_site import Answer, local_site, page

ROOT = Path(__file__).resolve().parents[2]
FEED = """<rss version="2.0"><channel><title>Kabar</title>
<item><title>Kota Satu</title><link>{base}/read/1?utm_source=rss</link>
<pubDate>Wed, 31 Jul 2024 02:30:00 +0700</pubDate></item>
<item><title>Hilang</title><link>{base}/read/404</link></item></channel></rss>"""


def test_a_feed_is_ingested_once_and_forgotten_by_address(scratch_store: str, tmp_path: Path) -> None:
    with local_site() as site:
        site.answers["/feed"] = Answer(FEED.format(base=site.address("")).encode())
        site.answers["/read/1"] = page("Kota Satu")
        settings = Settings(
            store=scratch_store,
            data=ROOT / "data",
            cache=tmp_path / "web",
            delay=Decimal(0),
            private_hosts=f"intranet.example:80, {site.host}",
        )
        address = site.address("/read/1")
        outcome = ingest(settings, [site.address("/feed"), address])
        assert outcome.sources == 1
        assert [(issue.code, issue.source) for issue in outcome.issues] == [("http", site.address("/read/404"))]
        assert site.paths.count("/read/1") == 1
        with open_store(scratch_store) as store:
            assert iris.source_graph(address) in set(store.graphs())
        assert forget(settings, f"{address}?utm_source=mail", Withdrawal("2026-11-25"))
        with open_store(scratch_store) as store:
            assert iris.source_graph(address) not in set(store.graphs())


def test_a_reprint_in_the_store_points_to_the_earlier_source_and_breaks_no_check(
    scratch_store: str, tmp_path: Path
) -> None:
    text = (ROOT / "data" / "articles" / "2024-07-31-sidang-tahunan-ke-7-ascn.txt").read_text(encoding="utf-8")
    for name, word in (("a.txt", "Laos"), ("b.txt", "Republik Laos")):
        (tmp_path / name).write_text(text.replace("Laos", word), encoding="utf-8")
    ingest(Settings(store=scratch_store, data=ROOT / "data"), [str(tmp_path)])
    with open_store(scratch_store) as store:
        query = "SELECT ?first { GRAPH ?graph { ?reprint $property ?first } }"
        found = [first for (first,) in store.select(query, {"property": PROV.alternateOf}).rows]
        assert len(found) == 2  # of the two and the sample article whose text they repeat, one came first
        assert len(set(found)) == 1
        assert "alternateOf" not in repr(check(store))
