"""Web pages that nest, swell, never close, or ask for more from elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hostile.cases import Case, Trap, file_case
from hostile.samples import LINES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_MILLION = 10**6
_TEXT = "".join(f"<p>{line}</p>" for line in LINES)


def page(body: str, head: str = "<title>青石市人民政府会议规则</title>") -> bytes:
    """Return a page."""
    return f'<!DOCTYPE html><html><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'.encode()


def _nested(tag: str, depth: int) -> bytes:
    return page(f"<{tag}>" * depth + _TEXT + f"</{tag}>" * depth)


def _cells(width: str, count: int) -> str:
    return "<table>" + f"<tr><td {width}>市</td></tr>" * count + "</table>"


_BUILT: Mapping[str, Callable[[], bytes]] = {
    "divisions a hundred thousand deep": lambda: _nested("div", 10**5),
    "divisions two hundred deep": lambda: _nested("div", 200),
    "bold letters a hundred thousand deep": lambda: _nested("b", 10**5),
    "fonts and paragraphs in one another": lambda: page("<font><p>" * 20_000 + _TEXT),
    "links in one another": lambda: page("<a href=x>" * 10**5 + _TEXT),
    "tables a hundred thousand deep": lambda: page("<table><tr><td>" * 30_000 + _TEXT),
    "lists ten thousand deep": lambda: page("<ol><li>" * 10_000 + _TEXT),
    "lists that begin at a huge number": lambda: page(
        f'<ol start="{"9" * 5000}"><li value="-1e9">市长召集会议。</ol>' + _TEXT
    ),
    "cells as wide as a million": lambda: page(_TEXT + _cells('colspan="1000000"', 1000)),
    "cells as high as a million": lambda: page(_TEXT + _cells('rowspan="1000000"', 1000)),
    "cells of a huge size": lambda: page(_TEXT + _cells(f'colspan="{"9" * 5000}" rowspan="-1"', 10)),
    "a hundred thousand cells": lambda: page(_TEXT + _cells("", 10**5)),
    "a million attributes": lambda: page("<p " + " ".join(f'a{at}=""' for at in range(300_000)) + ">" + _TEXT),
    "one attribute a million times": lambda: page("<p " + "a " * _MILLION + ">" + _TEXT),
    "an attribute of a million classes": lambda: page(f'<p class="{"a " * _MILLION}">' + _TEXT),
    "a picture of 50 MB in the page": lambda: page(f'<img src="data:image/png;base64,{"A" * (50 * 2**20)}">' + _TEXT),
    "a picture of 3 MB in the page": lambda: page(f'<img src="data:image/png;base64,{"A" * (3 * 2**20)}">' + _TEXT),
    "a comment without an end": lambda: page(_TEXT + "<!--" + "a" * _MILLION),
    "half a million comments": lambda: page("<!--" * 500_000 + _TEXT),
    "comments in comments": lambda: page("<!--a--" * 300_000 + _TEXT),
    "a script without an end": lambda: page(_TEXT + "<script>" + "while(1);" * 10**5),
    "scripts in scripts": lambda: page("<script><!--<script>" * 10**5 + _TEXT),
    "a style without an end": lambda: page(_TEXT + "<style>" + "a{}" * 10**5),
    "a title without an end": lambda: page(_TEXT + "<title>" + "a" * _MILLION),
    "a text area without an end": lambda: page(_TEXT + "<textarea>" + "a" * _MILLION),
    "a tag without an end": lambda: page(_TEXT + "<p " + "a" * _MILLION),
    "a value without an end": lambda: page(_TEXT + '<p a="' + "a" * _MILLION),
    "angle brackets": lambda: page(_TEXT + "<" * _MILLION),
    "ends of nothing": lambda: page("</p></div>" * 200_000 + _TEXT),
    "entities": lambda: page("&amp;&#0;&#xD800;&#x110000;&#1;&nosuch;" * 50_000 + _TEXT),
    "an entity without an end": lambda: page("&" + "a" * _MILLION + _TEXT),
    "a character that is half of one": lambda: page("<p>市&#xD800;长&#xDFFF;&#0;&#27;</p>" + _TEXT),
    "zero bytes": lambda: page("<p>市\0长</p>" + _TEXT),
    "sections of CDATA": lambda: page("<![CDATA[" * 10**5 + _TEXT),
    "processing instructions": lambda: page("<?a " * 10**5 + _TEXT),
    "declarations": lambda: page("<!DOCTYPE html>" * 10**5 + _TEXT),
    "laughs": lambda: b'<!DOCTYPE html [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>' + page("&b;" + _TEXT),
    "two hundred thousand paragraphs": lambda: page("<p>市" * 200_000),
    "breaks": lambda: page("市<br>" * 250_000),
    "blanks": lambda: page("<p>" + " \n" * 400_000 + _TEXT),
    "an encoding that nobody knows": lambda: page(_TEXT).replace(b"utf-8", b"klingon"),
    "an encoding of no text": lambda: page(_TEXT).replace(b"utf-8", b"base64"),
    "an encoding that is not that of the page": lambda: page(_TEXT).replace(b"utf-8", b"gb2312"),
    "utf-16 that says so in ASCII": lambda: page(_TEXT).replace(b"utf-8", b"utf-16"),
    "utf-16": lambda: page(_TEXT).decode().encode("utf-16"),
    "a name of an encoding of a million characters": lambda: page(_TEXT).replace(b"utf-8", b"a" * _MILLION),
    "half a character": lambda: page(_TEXT)[:-20] + b"\xe5",
    "nothing but a mark": lambda: b"<html",
    "no text": lambda: page(""),
    "forms": lambda: page("<form>" * 20_000 + "<select><option>" * 20_000 + _TEXT),
    "drawings in the page": lambda: page("<svg><g>" * 20_000 + _TEXT + "<math><mi>" * 20_000),
    "templates": lambda: page("<template>" * 20_000 + _TEXT),
}
_LARGE = frozenset(
    {
        "a picture of 50 MB in the page",
        "a hundred thousand cells",
        "two hundred thousand paragraphs",
        "breaks",
    }
)


def _elsewhere(trap: Trap) -> bytes:
    head = (
        f'<meta http-equiv="refresh" content="0;url={trap.address}"><base href="{trap.address}">'
        f'<link rel="stylesheet" href="{trap.address}"><script src="{trap.address}"></script>'
        f'<style>@import url("{trap.address}");</style>'
    )
    body = (
        f'<img src="{trap.address}"><iframe src="{trap.file}"></iframe><object data="{trap.secret}"></object>'
        f'<embed src="{trap.address}"><video src="{trap.address}"></video><xi:include href="{trap.file}" parse="text"/>'
    )
    return page(body + _TEXT, head)


def _entity(trap: Trap) -> bytes:
    return f'<!DOCTYPE html [<!ENTITY a SYSTEM "{trap.file}"><!ENTITY b SYSTEM "{trap.address}">]>'.encode() + page(
        "&a;&b;" + _TEXT
    )


def _typed(trap: Trap) -> bytes:
    return page(_TEXT).replace(b"<!DOCTYPE html>", f'<!DOCTYPE html SYSTEM "{trap.address}">'.encode())


CASES: Sequence[Case] = (
    *(file_case("html", name, lambda _, build=build: build(), large=name in _LARGE) for name, build in _BUILT.items()),
    file_case("html", "pages, pictures and scripts elsewhere", _elsewhere),
    file_case("html", "entities elsewhere", _entity),
    file_case("html", "a document type elsewhere", _typed),
)
