"""Samples spoiled at random: the same number of the same seed gives the same bytes, on any machine.

Bytes are turned, left out, said twice, replaced by what a format uses for its own ends, and spliced with those of
another sample. Most mutations keep what a reader asks first, so that they reach what it does then: they change the
elements of the parts of an archive, what a PDF holds packed, and whole characters.
"""

from __future__ import annotations

import re
import zlib
from copy import deepcopy
from functools import cache
from random import Random
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from hostile.archives import packed, parts_of
from hostile.samples import SAMPLES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from xml.etree.ElementTree import Element

_MOST_CHANGES = 8
_LARGEST = 2**20
# The shares of mutations that change the file as it is, and those that change what is in it without a care.
_BYTES, _WORDS_OR_BYTES = 0.15, 0.4
_TEXTS = frozenset({"text", "html", "markdown"})
_NUMBER = re.compile(rb"-?\d+(?:\.\d+)?")
_NUMBER_IN_TEXT = re.compile(r"-?\d+(?:\.\d+)?")
_MOST_ELEMENTS = 20_000
_NUMBERS = (
    *(b"0", b"-1", b"1", b"2", b"9", b"255", b"65536", b"2147483647", b"2147483648", b"-2147483648", b"4294967296"),
    *(b"18446744073709551616", b"1e309", b"-1e309", b"NaN", b"inf", b"1e-309", b"0.5", b"9" * 400, b"", b"0x10"),
)
_TAG = re.compile(rb"<[^<>]*>")
_WORDS = {
    "text": ("第一条", "（一）", "第一章", "附件：", "\n", "\u2028", "\ufeff", "\x00", "\r", "《", "”", "\U0001f600"),
    "docx": (
        *(
            "<w:p>",
            "</w:p>",
            "<w:tbl>",
            "<w:tr>",
            "<w:tc>",
            "<w:del>",
            "<w:txbxContent>",
            "<w:t>",
            "<!DOCTYPE a>",
            "&a;",
        ),
        *(
            '<w:numPr><w:ilvl w:val="9"/><w:numId w:val="1"/></w:numPr>',
            '<w:lvlText w:val="%9"/>',
            "<w:rPr><w:del/></w:rPr>",
        ),
        *('<w:footnoteReference w:id="2"/>', '<w:sym w:char="D800"/>', "<w:br/>", "&#xD800;", "&#0;", "]]>", "<!--"),
    ),
    "pdf": (
        *("<<", ">>", "[", "]", "endobj", "stream\n", "endstream", "obj", "xref", "trailer", "startxref", "%%EOF", "R"),
        *("/Kids", "/Parent", "/Contents", "/Filter/LZWDecode", "/ObjStm", "/Prev", "/Encrypt", "BT", "ET", "Tj", "TJ"),
        *("/DecodeParms<</Predictor 15/Columns 1000000000>>", "/Type/XRef", "/ToUnicode", "/Rotate 45", "q", "Q", "cm"),
    ),
    "ofd": (
        *(
            "<o:Layer>",
            "</o:Page>",
            "<o:TextCode>",
            'DeltaX="g 1000000000 1"',
            'CTM="0 0 0 0 0 0"',
            "<!DOCTYPE a>",
            "&a;",
        ),
        *('<o:Template TemplateID="1"/>', '<o:CompositeObject ResourceID="1"/>', "../", "/Doc_0/", 'Boundary="NaN"'),
    ),
    "html": (
        *(
            "<table>",
            "</table>",
            "<tr>",
            "<td colspan=99999>",
            "<td rowspan=99999>",
            "<ol start=-9>",
            "<li>",
            "<script>",
        ),
        *("<!--", "-->", "<![CDATA[", "<p>", "</div>", "<br>", "&#xD800;", "&nbsp;", "<plaintext>", "<svg>", "<base>"),
        *("<title>", "<meta charset=utf-7>", "<frameset>", "<template>", "<select>", "<a href='javascript:'>"),
    ),
    "markdown": (
        "#",
        "**",
        "[",
        "](",
        "|",
        "\n---\n",
        "> ",
        "- ",
        "1. ",
        "`",
        "```\n",
        "<!--",
        "&#0;",
        "\\",
        "![",
        "\t",
    ),
}


def mutation(sample: str, seed: int, number: int) -> bytes:
    """Return a spoiled sample."""
    chance = Random(f"{seed}/{sample}/{number}")  # noqa: S311  # repeatable, and no secret
    data, depth = SAMPLES[sample], chance.random()
    if data.startswith(b"PK") and depth > _BYTES:
        parts = dict(_parts(sample))
        name = chance.choice([*parts])
        parts[name] = (_grown if depth > _WORDS_OR_BYTES else _spoiled)(parts[name], sample, chance)
        return packed(parts)
    if sample == "pdf" and depth > _WORDS_OR_BYTES:
        return _repacked(data, chance)
    spoiled = _spoiled(data, sample, chance)
    return spoiled.decode(errors="ignore").encode() if sample in _TEXTS and depth > _BYTES else spoiled


@cache
def _parts(sample: str) -> tuple[tuple[str, bytes], ...]:
    return tuple(parts_of(SAMPLES[sample]).items())


def _grown(data: bytes, _: str, chance: Random) -> bytes:
    """Change the elements of a part, which stays XML."""
    root = ET.fromstring(data)  # noqa: S314  # a sample of our own
    for _change in range(chance.randint(1, _MOST_CHANGES)):
        elements = [*root.iter()]
        if len(elements) > _MOST_ELEMENTS:
            break
        chance.choice(_GROWTHS)(chance.choice(elements), chance.choice(elements), chance)
    return ET.tostring(root, encoding=chance.choice(("utf-8", "utf-8", "utf-16")))


def _copied(element: Element, other: Element, chance: Random) -> None:
    copies = [deepcopy(other) for _ in range(chance.choice((1, 1, 2, 30)))]
    element[chance.randint(0, len(element)) : 0] = copies


def _emptied(element: Element, _: Element, chance: Random) -> None:
    start = chance.randint(0, len(element))
    del element[start : start + chance.choice((1, 1, 100))]


def _renamed(element: Element, other: Element, _: Random) -> None:
    element.tag = other.tag


def _said(element: Element, other: Element, chance: Random) -> None:
    element.text = chance.choice((other.text, "", "　", "第一条　", "９", "a b", "\n", "\ue000", "\u202e市"))


def _valued(element: Element, other: Element, chance: Random) -> None:
    if element.attrib:
        name = chance.choice([*element.attrib])
        others = [*other.attrib.values()] or [""]
        element.set(name, chance.choice((*others, *(number.decode() for number in _NUMBERS), "第%1%2%9条", "../x")))


def _numbered(element: Element, _: Element, chance: Random) -> None:
    """Put other numbers into a value that is a list of them."""
    for name, value in [*element.attrib.items()]:
        element.set(name, _NUMBER_IN_TEXT.sub(lambda old: chance.choice((old[0], old[0], "-1", "1e9", "NaN")), value))


def _unvalued(element: Element, _: Element, chance: Random) -> None:
    if element.attrib:
        del element.attrib[chance.choice([*element.attrib])]


_GROWTHS = (_copied, _copied, _emptied, _renamed, _said, _valued, _valued, _numbered, _unvalued)


def _repacked(data: bytes, chance: Random) -> bytes:
    """Spoil what the deflated streams of a PDF hold, and pack it again."""

    def spoil(match: re.Match[bytes]) -> bytes:
        content = _spoiled(zlib.decompress(match[1]), "pdf", chance)
        return b"stream\n" + zlib.compress(content) + b"\nendstream"

    return re.sub(rb"(?s)stream\n(\x78\xda.*?)\nendstream", spoil, data)


def _spoiled(data: bytes, sample: str, chance: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, _MOST_CHANGES)):
        chance.choice(_CHANGES)(changed, sample, chance)
        del changed[_LARGEST:]
    return bytes(changed)


def _span(data: bytearray, chance: Random) -> slice:
    start = chance.randint(0, len(data))
    return slice(start, start + chance.choice((1, 2, 5, 20, 100, 1000)))


def _turn(data: bytearray, _: str, chance: Random) -> None:
    if data:
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _replace(data: bytearray, _: str, chance: Random) -> None:
    if data:
        data[chance.randrange(len(data))] = chance.choice((0, 10, 32, 60, 127, 128, 255, chance.randrange(256)))


def _delete(data: bytearray, _: str, chance: Random) -> None:
    del data[_span(data, chance)]


def _cut(data: bytearray, _: str, chance: Random) -> None:
    if chance.random() < 0.2:  # rarely: what is behind it goes
        del data[chance.randint(0, len(data)) :]


def _repeat(data: bytearray, _: str, chance: Random) -> None:
    span = _span(data, chance)
    data[span] = data[span] * chance.choice((2, 2, 3, 10, 100))


def _move(data: bytearray, _: str, chance: Random) -> None:
    span = _span(data, chance)
    piece = data[span]
    del data[span]
    at = chance.randint(0, len(data))
    data[at:at] = piece


def _insert(data: bytearray, sample: str, chance: Random) -> None:
    at = chance.randint(0, len(data))
    data[at:at] = chance.choice(_WORDS[sample]).encode()


def _splice(data: bytearray, _: str, chance: Random) -> None:
    other = SAMPLES[chance.choice(sorted(SAMPLES))]
    start, at = chance.randint(0, len(other)), chance.randint(0, len(data))
    data[at : at + 50] = other[start : start + chance.choice((10, 100, 1000))]


def _number(data: bytearray, _: str, chance: Random) -> None:
    _one_of([*_NUMBER.finditer(data)], data, chance, lambda _: chance.choice(_NUMBERS))


def _tag(data: bytearray, _: str, chance: Random) -> None:
    """Double a tag, leave it out, or put another one of the file in its place."""
    found = [*_TAG.finditer(data)]
    _one_of(found, data, chance, lambda old: chance.choice((b"", old * 2, old * 50, bytes(chance.choice(found)[0]))))


def _one_of(found: Sequence[re.Match[bytes]], data: bytearray, chance: Random, new: Callable[[bytes], bytes]) -> None:
    if found:
        match = chance.choice(found)
        start, end, piece = match.start(), match.end(), new(bytes(match[0]))
        data[start:end] = piece


_CHANGES = (_turn, _replace, _delete, _cut, _repeat, _move, _insert, _splice, _number, _number, _tag, _tag)
