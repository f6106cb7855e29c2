"""Which language a text is in, among those that our pages hold.

lingua is exact only when it has few languages to choose from, and only from about 40 characters on;
languages that are near each other (Indonesian, Malay) are told apart by the whole article, not by one
paragraph. Where many common words of one language stand and none of another, it need not be asked.
"""

from __future__ import annotations

import re
from functools import cache

from lingua import IsoCode639_1, LanguageDetector, LanguageDetectorBuilder

from kg.lang import Language

SHORTEST = 40
_SURE = 0.95
_SAMPLE = 600  # characters that are looked at: more make it slower, not surer
_SAMPLE_OF_PARAGRAPH = 120
_NONE: frozenset[str] = frozenset()
_WORD = re.compile(r"[^\W\d_]{3,}")
_LONG_SAMPLE = 4000  # … for the words of one language that one near it has not
_FEWEST_OWN = 4  # different ones
_COMMON_IN_ARTICLE, _COMMON_IN_PARAGRAPH = 12, 4  # different common words that leave no doubt


class Detector:
    """Tells languages apart; made once for a set of languages (see `detector`)."""

    def __init__(self, languages: tuple[Language, ...]) -> None:
        self._near = {lang.tag: frozenset(lang.config["detection"]["near"]) for lang in languages}
        beside = {tag for lang in languages for tag in lang.config["detection"]["beside"]}
        self._marks = {lang.tag: (_words(lang, "own"), _words(lang, "theirs")) for lang in languages}
        self._tags = sorted(beside | set(self._near))
        self._lingua: LanguageDetector = _load(tuple(self._tags))
        common = {lang.tag: frozenset(row["form"] for row in lang.tables.get("plain", ())) for lang in languages}
        self._others = {tag: frozenset().union(*(common[one] for one in common if one != tag)) for tag in common}
        self._own = {tag: common[tag] - self._others[tag] for tag in common}
        self._alone = tuple(tag for tag in sorted(common) if not self._near[tag])  # like no other language of ours

    def of_article(self, paragraphs: list[str]) -> str:
        """The language of a whole article, from its long paragraphs where it has any."""
        long = [text for text in paragraphs if len(text) >= SHORTEST] or paragraphs
        sample = "\n".join(long)[:_SAMPLE]
        plain = next((tag for tag in self._alone if self._is_plainly(tag, sample, _COMMON_IN_ARTICLE)), None)
        best = plain or self._best(sample)[0]
        return best if best in self._near else self._nearest(best, paragraphs)

    def of_paragraph(self, text: str, article: str) -> str:
        """The language of one paragraph of an article that is in `article`, where it is surely another."""
        if len(text) < 2 * SHORTEST or self._is_plainly(article, text[:_SAMPLE_OF_PARAGRAPH], _COMMON_IN_PARAGRAPH):
            return article
        tag, sure = self._best(text[:_SAMPLE_OF_PARAGRAPH])
        if tag != article and len(text) > _SAMPLE_OF_PARAGRAPH:  # a lead full of foreign names: look at more of it
            tag, sure = self._best(text[:_SAMPLE])
        near = tag in self._near.get(article, ()) or article in self._near.get(tag, ())
        return article if near or sure < _SURE or self._speaks_rather(article, tag, text) else tag

    def _speaks_rather(self, article: str, tag: str, text: str) -> bool:
        """Whether a text has more common words of the article's language: its names alone are foreign."""
        words = set(_WORD.findall(text[:_SAMPLE].lower()))
        return len(words & self._own.get(article, _NONE)) > len(words & self._own.get(tag, _NONE))

    def _nearest(self, tag: str, paragraphs: list[str]) -> str:
        """A language of ours near one that is none, where the words say that it is rather ours."""
        words = set(_WORD.findall("\n".join(paragraphs)[:_LONG_SAMPLE].lower()))
        for near, (own, theirs) in self._marks.items():
            if tag in self._near[near] and len(words & own) >= max(_FEWEST_OWN, 2 * len(words & theirs)):
                return near
        return tag

    def _is_plainly(self, tag: str, text: str, fewest: int) -> bool:
        """Whether so many different common words of this language stand in a text, and none of another."""
        words = set(_WORD.findall(text.lower()))
        return len(words & self._own.get(tag, _NONE)) >= fewest and words.isdisjoint(self._others[tag])

    def _best(self, text: str) -> tuple[str, float]:
        first = self._lingua.compute_language_confidence_values(text)[0]
        return first.language.iso_code_639_1.name.lower(), first.value


def _words(language: Language, key: str) -> frozenset[str]:
    """The words of a key of `[detection]`: those that only this language has, or only one near it."""
    return frozenset(language.config["detection"].get(key, "").split())


@cache
def detector(languages: tuple[Language, ...]) -> Detector:
    """The detector for these languages, made once."""
    return Detector(languages)


@cache
def _load(tags: tuple[str, ...]) -> LanguageDetector:
    codes = [IsoCode639_1.from_str(tag) for tag in tags]
    # the small models: 23 MB instead of 104, and as right on paragraphs of this length
    return LanguageDetectorBuilder.from_iso_codes_639_1(*codes).with_low_accuracy_mode().build()
