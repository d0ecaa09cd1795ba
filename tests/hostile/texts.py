"""Plain texts, Markdown and other formats by their first bytes that no office saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hostile.cases import Case, file_case
from hostile.samples import text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_MILLION = 10**6
_LINE = "第一条　市长应当召集会议。"

_TEXTS: Mapping[str, Callable[[], bytes]] = {
    "a million lines of an article's label": lambda: "第一条\n".encode() * _MILLION,
    "333,000 lines of an article's label": lambda: "第一条\n".encode() * 333_000 + "完".encode(),
    "a line of a million characters": lambda: "市".encode() * (_MILLION - 1),
    "a line of 200 MB": lambda: b"a" * (200 * 2**20),
    "blanks of 200 MB": lambda: b" " * (200 * 2**20 - 1) + b"a",
    "half a character in utf-16": lambda: b"\xff\xfe" + _LINE.encode("utf-16-le") + b"\x00\xd8",
    "half a character in utf-16, big end first": lambda: b"\xfe\xff" + b"\xdc\x00" + _LINE.encode("utf-16-be"),
    "half a character in utf-8": lambda: _LINE.encode() + b"\xed\xa0\x80",
    "half a byte pair": lambda: b"\xff\xfe" + _LINE.encode("utf-16-le") + b"\x01",
    "zero bytes": lambda: _LINE.encode() + bytes(1000),
    "zero bytes of 5 MB": lambda: bytes(5 * _MILLION),
    "a million signs that turn the writing": lambda: "\u202e".encode() * _MILLION,
    "333,000 combining accents": lambda: "市".encode() + "\u0301".encode() * 333_000,
    "333,000 marks of no width": lambda: "第一条\u200b\ufeff".encode() * 66_000,
    "a million form feeds": lambda: b"\x0c" * (_MILLION - 9) + _LINE.encode(),
    "controls beyond ASCII": ("\x80\x85\x9f" * 1000 + _LINE).encode,
    "characters that are none": ("\ufffe\uffff\U0010ffff" * 1000 + _LINE).encode,
    "damaged GB18030": lambda: _LINE.encode("gb18030") * 1000 + b"\xff" + _LINE.encode("gb18030"),
    "cut GB18030": lambda: (_LINE.encode("gb18030") * 1000)[:-1],
    "GB18030 of four bytes without an end": lambda: _LINE.encode("gb18030") + b"\x81\x30\x81",
    "carriage returns alone": lambda: _LINE.encode() + b"\r" * 500_000,
    "numerals": lambda: "一".encode() * 990_000,
    "brackets": lambda: "（".encode() * 500_000,
    "brackets of titles": lambda: "《".encode() * 500_000,
    "labels without an end": lambda: "第一条".encode() * 166_000,
    "an angle bracket and blanks": lambda: b" " * 900_000 + b"<!doctype",
    "comments before no page": lambda: b"<!---->" * 1000 + b"a",
    "declarations before no page": lambda: b"<?xml ?>" * 1000 + b"a",
    "a mark and nothing": lambda: b"\xef\xbb\xbf" * 300_000,
    "an analysis without an end": lambda: b"[" * 900_000,
    "an object without an end": lambda: b'{"schema":' * 90_000,
}
_MARKDOWN: Mapping[str, Callable[[], bytes]] = {
    "a million asterisks": lambda: b"# a\n\n" + b"*" * 900_000,
    "emphasis in emphasis": lambda: b"# a\n\n" + b"*a **a " * 120_000,
    "links in links": lambda: b"# a\n\n" + b"[" * 400_000 + b"a" + b"](b)" * 100_000,
    "pictures in pictures": lambda: b"# a\n\n" + b"![" * 100_000 + b"a" + b"](b)" * 100_000,
    "quotations in quotations": lambda: b"# a\n\n" + b"> " * 50_000 + b"a",
    "lists in lists": lambda: b"# a\n\n" + b"".join(b" " * (2 * at) + b"- a\n" for at in range(900)),
    "code marks of all lengths": lambda: b"# a\n\n" + b"".join(b"e" + b"`" * at for at in range(1, 1200)),
    "a table of many columns": lambda: b"# a\n\n" + b"|a" * 20_000 + b"\n" + b"|-" * 20_000 + b"\n" + b"|b\n" * 2000,
    "references to references": lambda: b"# a\n\n" + b"[a]: /b\n" * 100_000,
    "entities": lambda: b"# a\n\n" + b"&amp;&#0;&#xD800;&#9999999999;" * 30_000,
    "angle brackets": lambda: b"# a\n\n" + b"<a" * 400_000,
    "a head without an end": lambda: b"---\n" + b"a: b\n" * 180_000 + b"# a\n",
    "a heading of 200 MB": lambda: b"# " + b"a" * (200 * 2**20 - 9),
}
_LARGE = frozenset(
    {
        "a line of 200 MB",
        "blanks of 200 MB",
        "a heading of 200 MB",
        "333,000 lines of an article's label",
        "labels without an end",
        "emphasis in emphasis",
        "a table of many columns",
        "references to references",
        "angle brackets",
        "a head without an end",
    }
)


def _cut() -> Mapping[str, Callable[[], bytes]]:
    """Return the sample in GB18030 and UTF-16, cut within a character."""
    words = text().decode()
    return {
        f"{code} cut at {at}": lambda code=code, at=at: words.encode(code)[:at]
        for code in ("utf-8", "gb18030", "utf-16")
        for at in (1, 2, 3, 101)
    }


CASES: Sequence[Case] = tuple(
    file_case(sample, name, lambda _, build=build: build(), large=name in _LARGE)
    for sample, cases in (("text", {**_TEXTS, **_cut()}), ("markdown", _MARKDOWN))
    for name, build in cases.items()
)
