"""Characters that XML forbids never stand in XML, wherever a piece of it ends."""

from __future__ import annotations

import io
from typing import IO, cast
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from kg.dumps import rdf_of_lines
from kg.store.xml_text import XmlOutput, allowed

_TEXT = st.text(st.one_of(st.characters(codec="utf-8"), st.sampled_from("\x00\x01\x0b\x1f\ufffd\ufffe\uffff\ufeff")))


@given(_TEXT, st.integers(1, 7))
def test_the_text_is_the_same_whatever_pieces_it_comes_in(text: str, step: int) -> None:
    whole, come = text.encode(), io.BytesIO()
    output = XmlOutput(cast("IO[bytes]", come))
    for at in range(0, len(whole), step):
        output.write(whole[at : at + step])
    output.flush()
    assert come.getvalue() == allowed(whole)
    ET.fromstring(b"<a>" + allowed(whole.replace(b"&", b"").replace(b"<", b"").replace(b"]]>", b"")) + b"</a>")


def test_a_text_with_forbidden_characters_is_well_formed_rdf_xml() -> None:
    lines = ['<urn:s> <urn:x#p> "a\x01b\ufffec" .\n'.encode()]
    found = rdf_of_lines(lines, "application/rdf+xml")
    assert "a\ufffdb\ufffdc" in "".join(ET.fromstring(found).itertext())
