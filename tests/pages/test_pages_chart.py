"""Charts of two days side by side: who came, who left, whose capacity changed, which bodies are new."""

from __future__ import annotations

import re
from dataclasses import replace

import httpx
import pytest

from kg.pages.chart_differences import Compared, Wording, compared, drawing, is_changed, rows
from kg.pages.chart_tree import Holder, Unit
from kg.records import Iri
from kg.terms import Capacity, Relation
from small_graph import ASCN, DISKOMINFO, MAKASSAR, PEMKOT, PERSON, thing

ANI, BUDI, CITRA = (thing("person", key) for key in ("ani", "budi", "citra"))
HEAD = thing("post", "head")


def holder(person: Iri, capacity: Iri | None = None, post: Iri | None = HEAD, title: str = "") -> Holder:
    return Holder(thing("tenure", person.rpartition("/")[2]), person, post, title, capacity, sure=True)


def body(*holders: Holder, parts: tuple[Unit, ...] = ()) -> Unit:
    return Unit(PEMKOT, holders, parts)


def changes(before: Unit, after: Unit) -> list[tuple[Iri | None, Iri | None, str]]:
    offices = compared(before, after).offices
    return [(o.before.person if o.before else None, o.after.person if o.after else None, o.change) for o in offices]


def test_one_for_one_is_replaced() -> None:
    assert changes(body(holder(ANI)), body(holder(BUDI))) == [(ANI, BUDI, "replaced")]


def test_from_acting_to_definitive_is_another_capacity() -> None:
    before, after = body(holder(ANI, Capacity.PLT)), body(holder(ANI, Capacity.DEFINITIVE))
    assert changes(before, after) == [(ANI, ANI, "capacity")]
    assert changes(after, body(holder(ANI))) == [(ANI, ANI, "same")]


def test_several_in_one_office_are_told_one_by_one() -> None:
    before, after = body(holder(ANI)), body(holder(ANI), holder(BUDI), holder(CITRA))
    assert changes(before, after) == [(None, BUDI, "came"), (None, CITRA, "came"), (ANI, ANI, "same")]
    assert changes(after, before) == [(BUDI, None, "left"), (CITRA, None, "left"), (ANI, ANI, "same")]


def test_a_member_does_not_take_the_place_of_another() -> None:
    one, other = (holder(person, post=Relation.MEMBER_OF) for person in (ANI, BUDI))
    assert changes(body(one), body(other)) == [(None, BUDI, "came"), (ANI, None, "left")]


def test_offices_without_an_identifier_are_known_by_their_words() -> None:
    before, after = (body(holder(one, post=None, title=title)) for one, title in ((ANI, "Kadis"), (BUDI, "KADIS")))
    assert changes(before, after) == [(ANI, BUDI, "replaced")]


def test_a_body_that_is_new_or_gone_is_marked_with_its_people() -> None:
    unit = Unit(DISKOMINFO, (holder(CITRA),), ())
    for before, after, change in ((body(), body(parts=(unit,)), "came"), (body(parts=(unit,)), body(), "left")):
        (part,) = compared(before, after).parts
        assert (part.body, part.change, part.offices[0].change) == (DISKOMINFO, change, change)


def test_the_table_has_a_line_for_every_office_and_for_every_body_without_one() -> None:
    tree = compared(body(holder(ANI), parts=(Unit(DISKOMINFO, (), ()),)), body(holder(ANI), holder(BUDI)))
    found = list(rows(tree))
    assert [(row.body, row.depth, row.lines) for row in found] == [(PEMKOT, 0, 2), (PEMKOT, 0, 0), (DISKOMINFO, 1, 1)]
    assert [is_changed(row) for row in found] == [True, False, True]


def test_the_drawing_has_each_body_at_the_same_height_on_both_sides() -> None:
    tree: Compared = compared(body(holder(ANI), parts=(Unit(DISKOMINFO, (), ()),)), body(holder(BUDI)))
    found = drawing(tree, Wording(lambda iri: iri.rpartition("/")[2] * 20, "perhaps"))
    assert [(box.x, box.y) for box in found.before] == [(box.x, box.y) for box in found.after]
    assert [box.absent for box in found.after] == [False, True]
    assert found.height >= max(box.y + box.height for box in found.after)
    assert all(len(text.words) <= 64 for box in found.before for text in box.texts)


def test_the_drawing_says_in_words_who_only_perhaps_held_an_office() -> None:
    unsure = replace(holder(ANI), sure=False)
    found = drawing(compared(body(unsure), body(holder(BUDI))), Wording(lambda iri: iri.rpartition("/")[2], "mungkin"))
    told = [text.words for box in found.before for text in box.texts if not text.head]
    assert len(told) == 1
    assert "(mungkin)" in told[0]
    assert "?" not in told[0]


@pytest.mark.parametrize(("language", "perhaps"), [("en", "perhaps"), ("id", "mungkin")])
def test_the_legend_of_the_drawing_says_its_marks_in_words(client: httpx.Client, language: str, perhaps: str) -> None:
    page = client.get(f"{ADDRESS}?on=2024-07-30&against=1950-01-01&lang={language}").text
    legend = page.partition('<svg class="charts"')[2].partition("</svg>")[2]
    assert f'<span class="chip maybe">{perhaps}</span>' in legend
    assert ">?<" not in page


ADDRESS = f"/chart/{PEMKOT.partition('/id/')[2]}"


@pytest.mark.parametrize("language", ["en", "id"])
def test_the_page_shows_both_days_as_table_and_drawing(client: httpx.Client, language: str) -> None:
    page = client.get(f"{ADDRESS}?on=2024-07-30&against=1950-01-01&lang={language}").text
    table = page.partition('id="differences"')[2].partition("</table>")[0]
    assert "1950-01-01" in table
    assert "2024-07-30" in table
    assert PERSON.rpartition("/")[2] in table
    assert '<svg class="charts"' in page
    assert f"{ADDRESS}?on=2024-07-30&amp;against=1950-01-01" in page


@pytest.mark.parametrize("asked", ["on=2024-07-30&against=<script>", "on=30/07/2024", "on=x"])
def test_a_day_that_is_none_is_refused_in_words(client: httpx.Client, asked: str) -> None:
    answer = client.get(f"{ADDRESS}?{asked}")
    assert answer.status_code == 400
    assert "is no day (write the day as 2024-07-31)" in answer.text
    assert "<script>" not in answer.text


def test_a_form_without_a_day_asks_for_today(client: httpx.Client) -> None:
    answer = client.get(f"{ADDRESS}?on=&against=")
    assert answer.status_code == 200
    assert 'id="differences"' not in answer.text


def test_a_network_shows_its_members_and_roles_and_not_what_was_only_proposed(client: httpx.Client) -> None:
    address = f"/chart/{ASCN.partition('/id/')[2]}"
    now = client.get(f"{address}?on=2024-07-30").text.partition('class="tree"')[2]
    assert MAKASSAR.rpartition("/")[2] in now
    assert "#o1" not in now, "the office is only proposed"
    both = client.get(f"{address}?on=2024-07-30&against=2010-01-01").text
    assert re.search(r'class="chip diff came"', both)


def test_the_evidence_of_an_office_is_one_click_away(client: httpx.Client) -> None:
    page = client.get(f"{ADDRESS}?on=2024-07-30&against=2024-07-30").text
    assert f'href="/doc/{PEMKOT.partition("/id/")[2]}#t1"' in page
