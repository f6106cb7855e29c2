"""Addresses of the site ↔ files of its static twin: which page stands in which file, and links between files."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final
from urllib.parse import parse_qs, quote, unquote, urlsplit

from kg.pages.protocol.formats import SUFFIXES

ORIGIN: Final = "http://static.invalid"
DATA: Final = ("ttl", "jsonld")
_LINK = re.compile(r'(<(?:a|link|script|form)\b[^>]*?\s(?:href|src|action)=")([^"]*)(")')
_OURS = re.compile(rf"{re.escape(ORIGIN)}(/[^\s\"<>]*)")
_ENDINGS: Final = (".html", ".atom", *(f".{suffix}" for suffix in (*DATA, "json")))
_LONGEST: Final = 200
_OTHERS: Final = frozenset(':?#%\\"*<>| ')
_PAGES = {"/": "index", "/questions": "questions/index", "/downloads": "downloads", "/def": "def"}


def fits(key: str) -> bool:
    """Whether files can be called after a key, on any system.

    No part may end as the files of the twin do: a folder could then have the name of a file.
    """
    return _OTHERS.isdisjoint(key) and key.isprintable() and all(map(_is_name, key.split("/")))


def _is_name(part: str) -> bool:
    is_short = 0 < len(part.encode("utf-8", "replace")) <= _LONGEST
    return is_short and part[0] != "." and not part.endswith(_ENDINGS)


class Twin:
    """The files that stand for addresses; `things` are the keys of all that has a page, `questions` the names."""

    def __init__(self, things: Collection[str], questions: Collection[str]) -> None:
        self.things, self._questions = things, questions

    def file(self, address: str, language: str) -> str | None:
        """The file of an address in a language, the one that the address names first; None where there is none."""
        parts = urlsplit(address)
        said = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        language = said.pop("lang", language)
        path = unquote(parts.path)
        if path.startswith(("/static/", "/dumps/")) or path in ("/def.ttl", "/def.jsonld"):
            return None if ".." in path.split("/") or "/vendor/" in path else path[1:]
        if path == "/browse":
            return self._list(said, language)
        stem = _PAGES.get(path) or self._question(path)
        if stem is not None:
            return f"{stem}.{language}.html"
        if path.startswith("/feed"):
            return self._feed(path, language)
        return self._thing(path, language)

    def _list(self, said: dict[str, str], language: str) -> str | None:
        kind, page = said.pop("type", "all"), said.pop("page", "1")
        fits = not said and kind.isalnum() and page.isdecimal()
        return f"browse/{kind}-{page}.{language}.html" if fits else None

    def _question(self, path: str) -> str | None:
        name = path.removeprefix("/questions/")
        return f"questions/{name}" if name in self._questions else None

    def _feed(self, path: str, language: str) -> str | None:
        key = path.removeprefix("/feed").removeprefix("/").removesuffix(".atom")
        if not key:
            return f"feed.{language}.atom"
        return f"feed/{key}.{language}.atom" if key in self.things else None

    def _thing(self, path: str, language: str) -> str | None:
        key = path.removeprefix("/doc/")
        if key in self.things:
            return f"doc/{key}.{language}.html"
        stem, _, suffix = key.rpartition(".")
        given = suffix in DATA or (suffix == "json" and stem.startswith("source/"))
        return f"doc/{stem}.{suffix}" if given and stem in self.things else None

    def linked(self, page: str, own: str, language: str) -> str:
        """A page with every link to a file of the twin made relative, and every other link of the site taken out."""

        def turned(found: re.Match[str]) -> str:
            address = html.unescape(found[2])
            if not address.startswith("/"):
                return found[0]
            path, mark, fragment = address.partition("#")
            file = self.file(path, language)
            if file is None:
                return re.sub(r'\s(?:href|src|action)="$', "", found[1])
            away = quote(posixpath.relpath(file, posixpath.dirname(own)))
            return f"{found[1]}{html.escape(away + mark + fragment)}{found[3]}"

        return _LINK.sub(turned, page)

    def links(self, page: str) -> Iterator[str]:
        """The addresses of the site that a page links to."""
        for found in _LINK.finditer(page):
            address = html.unescape(found[2]).partition("#")[0]
            if address.startswith("/"):
                yield address

    def placed(self, feed: str, base: str, language: str) -> str:
        """A feed whose addresses are those of the files under `base`."""

        def turned(found: re.Match[str]) -> str:
            file = self.file(html.unescape(found[1]), language)
            return f"{base}/{quote(file)}" if file else f"{base}/"

        return _OURS.sub(turned, feed)


def not_found(base: str, words: Mapping[str, Mapping[str, str]]) -> str:
    """The page of an address that is not there, by language; its links hold under any address."""
    said = "".join(
        f'<h1 lang="{tag}">{html.escape(told["not-found"])}</h1>\n'
        f'<p lang="{tag}"><a href="{html.escape(base)}/index.{tag}.html">{html.escape(told["home"])}</a></p>\n'
        for tag, told in words.items()
    )
    style = f'<link rel="stylesheet" href="{html.escape(base)}/static/site.css">'
    head = f'<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n{style}'
    top = f'<!doctype html>\n<html lang="{next(iter(words))}">\n<head>\n{head}\n<title>404</title>\n</head>\n'
    return f"{top}<body><main>\n{said}</main></body>\n</html>\n"


def rules(base: str, gone: Iterable[str] = ()) -> str:
    """Rewrite rules for an Apache server: each identifier leads by Accept to a file under `base` (empty: here).

    The keys that are `gone` answer 410.
    """
    place = f"{base}/" if base else ""
    kinds = [(suffix, SUFFIXES[suffix]) for suffix in DATA]
    lines = ["Options -MultiViews", "AddType text/turtle .ttl", "AddType application/ld+json .jsonld"]
    lines += ["AddType application/atom+xml .atom", "AddCharset UTF-8 .html .ttl .jsonld .atom", "RewriteEngine on"]
    lines += [rf"RewriteRule ^(id|doc)/{re.escape(key)}(\..+)?$ - [G,L]" for key in gone]
    for path in ("id/(.+)", "def"):
        target = "doc/$1" if path.startswith("id") else "def"
        for suffix, kind in kinds:
            escaped = kind.replace("+", r"\+").replace(".", r"\.")
            lines += [
                f"RewriteCond %{{HTTP_ACCEPT}} {escaped}",
                f"RewriteRule ^{path}$ {place}{target}.{suffix} [R=303,L]",
            ]
        lines += [
            "RewriteCond %{HTTP:Accept-Language} ^id [NC]",
            f"RewriteRule ^{path}$ {place}{target}.id.html [R=303,L]",
            f"RewriteRule ^{path}$ {place}{target}.en.html [R=303,L]",
        ]
    lines.append(f"RewriteRule ^dump/([^/]+)$ {place}dumps/$1 [R=303,L]")
    if not base:
        lines.append("DirectoryIndex index.html")
    return "\n".join(lines) + "\n"
