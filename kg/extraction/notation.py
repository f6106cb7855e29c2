"""The notation of patterns → a regular expression over the characters of an alphabet.

    subject:person+ ~ <attend> 'the'? object:event

`kind` or `a|b` a chunk, `name:kind` captured, `+` a list of them, `<cue>` a word of that cue,
`'word'` exactly that word or mark, `?` may be missing, `!x` must not come next, `=x` must, `( … )` a group with
`?`, `*` or `|` inside, `..` up to four chunks, `...` up to twenty, `~` up to twelve that are no person,
no event and no office, `_` up to twelve that are nobody and nothing named, `^` and `$` the ends of the sentence.
No gap crosses a semicolon.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from kg.errors import TableError
from kg.extraction.alphabet import Alphabet

_ATOM: Final = r"(?:<[a-z|-]+>|'[^']*'|[a-z]+(?:\.[a-z]+)?)"
_ELEMENT = re.compile(rf"(?P<look>[!=]?)(?:(?P<capture>[a-z]+[0-9]?):)?(?P<atom>{_ATOM}(?:\|{_ATOM})*)(?P<many>[?+*]*)")
_LABEL: Final = re.compile(r"'[^']*'|[a-z-]+(?:\.[a-z]+)?")
_GAPS: Final = {
    "..": (4, ()),
    "...": (20, ()),
    "~": (12, ("person", "event", "office", "instead")),
    "_": (12, ("person", "body", "place", "event", "programme", "office", "instead")),
}
_ANYTHING: Final = "[\ue000-\uf8ff]"
_GROUPS: Final = frozenset({"(", ")", ")?", ")*", ")+", "|", "^", "$"})
_SEPARATORS: Final = ("','", "';'", "list")
_FILLERS: Final = (*_SEPARATORS, "'('", "')'", "article", "filler", "located", "office", "place", "'–'", "'—'")
_KIN: Final = ("body", "origin", "name")  # what may stand between persons in a list: whom they work for
_DESCRIBING: Final = (*_KIN, "profession", "adjective", "rank", "topic")  # what may stand in front of one
_KINDS: Final = ("progword",)  # what may announce each of several programmes
_STOP: Final = "';'"


@dataclass(slots=True)
class Expression:
    """A compiled notation: the expression, what a sentence must hold, what the captures are about."""

    regex: str = ""
    needs: tuple[frozenset[str], ...] = ()
    classes: dict[str, frozenset[str]] = field(default_factory=dict)


def labels_in(match: str) -> Iterator[str]:
    """All labels that a notation names, literal words with their quotes."""
    for word in (*match.split(), *_FILLERS, _STOP):
        found = _ELEMENT.fullmatch(word)
        if found:
            yield from _LABEL.findall(found["atom"])


def labels_asked(match: str) -> Iterator[str]:
    """All labels on which it hangs whether a notation matches."""
    yield from labels_in(match)
    yield from (*_DESCRIBING, *(label for _, stops in _GAPS.values() for label in stops))


def expression(match: str, alphabet: Alphabet, where: str) -> Expression:
    """Compile one notation; raise TableError for what is not understood."""
    made, depth, needs, either = Expression(), 0, [], False
    _refuse_repeated_gaps(match, where)
    for word in match.split():
        if word in _GROUPS:
            depth += word.startswith("(") - word.startswith(")")
            either = either or (word == "|" and depth == 0)
            made.regex += "(?:" if word == "(" else word
            continue
        if word in _GAPS:
            made.regex += _gap(word, alphabet)
            continue
        element = _ELEMENT.fullmatch(word)
        if element is None:
            raise TableError(f"{where}: {word!r} is no element of the notation")
        chars = _chars(element["atom"], alphabet, where)
        made.regex += _element(element, chars, alphabet, made)
        if depth == 0 and not element["look"] and "?" not in element["many"] and "*" not in element["many"]:
            needs.append(chars)
    made.needs = tuple(needs)
    if either:
        made.needs = ()
    return made


def _refuse_repeated_gaps(match: str, where: str) -> None:
    """Raise TableError where a gap stands in a group that repeats: such an expression may take exponential time."""
    gaps = [False]
    for word in match.split():
        if word == "(":
            gaps.append(False)
        elif word.startswith(")"):
            inside = gaps.pop()
            if inside and word in (")*", ")+"):
                raise TableError(f"{where}: a gap stands in a group that repeats: say which chunks may stand there")
            gaps[-1] = gaps[-1] or inside
        elif word in _GAPS:
            gaps[-1] = True


def _element(element: re.Match[str], chars: frozenset[str], alphabet: Alphabet, made: Expression) -> str:
    one = _class(chars)
    if element["look"]:
        return f"(?{element['look']}{one})"
    many = element["many"]
    body = _list(one, alphabet, element["atom"]) if "+" in many else one
    if element["capture"]:
        made.classes[element["capture"]] = chars
        body = f"(?P<{element['capture']}>{body})"
    suffix = many.replace("+", "")
    return f"(?:{body}){suffix}" if suffix else body


def _list(one: str, alphabet: Alphabet, atom: str) -> str:
    persons = "person" in atom
    separators = _class(_members(_SEPARATORS, alphabet))
    behind = _class(_members((*_FILLERS, *(_KIN if persons else ())), alphabet))
    told = _DESCRIBING if persons else _KINDS if "programme" in atom else ()
    before = _class(_members((*_FILLERS, *told), alphabet))
    return f"(?:{one}(?:{behind}{{0,3}}{separators}{before}{{0,4}}{one})*)"


def _gap(word: str, alphabet: Alphabet) -> str:
    longest, kept_out = _GAPS[word]
    stops = _ranges(_members((_STOP, *kept_out), alphabet))
    return f"[^{stops}]{{0,{longest}}}?" if stops else f"{_ANYTHING}{{0,{longest}}}?"


def _chars(atom: str, alphabet: Alphabet, where: str) -> frozenset[str]:
    chars: set[str] = set()
    for label in _LABEL.findall(atom):
        members = alphabet.members(label)
        if not members:
            raise TableError(f"{where}: no chunk or word has the label {label!r}")
        chars.update(members)
    return frozenset(chars)


def _members(labels: tuple[str, ...], alphabet: Alphabet) -> frozenset[str]:
    return frozenset(char for label in labels for char in alphabet.members(label))


def _class(chars: frozenset[str]) -> str:
    return f"[{_ranges(chars)}]" if chars else "(?!)"


def _ranges(chars: frozenset[str]) -> str:
    """The characters in order, neighbours as a range: the compiler of expressions reads that much faster."""
    codes = frozenset(map(ord, chars))
    first = sorted(code for code in codes if code - 1 not in codes)
    last = sorted(code for code in codes if code + 1 not in codes)
    return "".join(chr(a) if a == b else f"{chr(a)}-{chr(b)}" for a, b in zip(first, last, strict=True))
