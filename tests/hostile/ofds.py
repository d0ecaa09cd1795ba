"""OFD files that loop, swell or lie."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ofd import HEIGHT, SIZE, by_line, ofd, packed, page, parts, text_object

from hostile.cases import Case, Trap, file_case

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_WORDS = "市长应当召集会议并主持讨论。"
_LINE = by_line(_WORDS, 30, 60)
_TEMPLATE = '<o:Template TemplateID="{}" ZOrder="Background"/>'


def _set(code: str, more: str = "", size: float | str = SIZE) -> bytes:
    """Return a page with an object whose places are written so."""
    objects = text_object(_WORDS, 30, 60, code, more).replace(f'Size="{SIZE}"', f'Size="{size}"')
    return ofd(objects + by_line("第二条　会议每月召开。", 30, 90))


def _with(name: str, old: str, new: str) -> bytes:
    files = parts([_LINE, _LINE])
    assert old in files[name]
    return packed(files | {name: files[name].replace(old, new)})


def _pages(count: int) -> bytes:
    """Return a document that names one page many times."""
    entry = '<o:Page ID="10" BaseLoc="Pages/Page_0/Content.xml"/>'
    return _with("Doc_0/Document.xml", entry, entry * count)


def _templates(width: int, depth: int) -> bytes:
    """Return templates under templates under …: a billion laughs of an OFD."""
    under = {str(at): page(_LINE, templates=[str(at + 1)] * width) for at in range(depth)}
    under[str(depth)] = page(_LINE)
    return ofd(page(_LINE, templates=["0"]), templates=under)


def _drawn(width: int, depth: int) -> bytes:
    """Return drawings in drawings in …"""
    use = '<o:CompositeObject ID="{0}" ResourceID="{1}" Boundary="0 0 210 297"/>'
    unit = (
        '<o:CompositeGraphicUnit ID="{0}" Width="210" Height="297"><o:Content>{1}</o:Content></o:CompositeGraphicUnit>'
    )
    drawings = "".join(unit.format(100 + at, use.format(9, 101 + at) * width) for at in range(depth))
    return ofd(use.format(9, 100) + _LINE, drawings=drawings + unit.format(100 + depth, _LINE))


def _outside(target: str) -> bytes:
    return _with("OFD.xml", "Doc_0/Document.xml", target)


def _declared(declaration: str, code: str) -> bytes:
    files = parts([_LINE])
    name = "Doc_0/Pages/Page_0/Content.xml"
    xml = files[name].replace('<?xml version="1.0" encoding="UTF-8"?>', "").replace("市长", "&a9;")
    return packed(files | {name: (declaration + xml).encode(code)})


def _laughs(code: str) -> bytes:
    names = "".join(f'<!ENTITY a{at} "{f"&a{at - 1};" * 10}">' for at in range(1, 10))
    return _declared(f'<!DOCTYPE o:Page [<!ENTITY a0 "市">{names}]>', code)


def _many(count: int) -> bytes:
    return ofd("".join(by_line("市长", 30 + at % 100, 60 + at % 200) for at in range(count)))


def _at_one_place(count: int) -> bytes:
    return ofd(by_line("市长应当", 30, 60) * count)


def _glyphs(count: str) -> bytes:
    glyphs = f'<o:CGTransform CodePosition="0" CodeCount="{count}" GlyphCount="{count}"><o:Glyphs>1 2</o:Glyphs>'
    return ofd(text_object(_WORDS, 30, 60, 'X="0" Y="5"', inside=f"{glyphs}</o:CGTransform>"))


_BUILT: Mapping[str, Callable[[], bytes]] = {
    "a template under itself": lambda: ofd(page(_LINE, templates=["0"]), templates={"0": page(_LINE, templates=["0"])}),
    "templates under templates, 10 to the 8th": partial(_templates, 10, 8),
    "templates a thousand deep": partial(_templates, 1, 1000),
    "a drawing in itself": lambda: ofd(
        '<o:CompositeObject ID="9" ResourceID="7" Boundary="0 0 9 9"/>' + _LINE,
        drawings='<o:CompositeGraphicUnit ID="7" Width="9" Height="9"><o:Content>'
        '<o:CompositeObject ID="9" ResourceID="7" Boundary="0 0 9 9"/></o:Content></o:CompositeGraphicUnit>',
    ),
    "drawings in drawings, 10 to the 8th": partial(_drawn, 10, 8),
    "drawings in drawings, 1000 to the 3rd": partial(_drawn, 1000, 3),
    "one page a hundred thousand times": partial(_pages, 10**5),
    "one page nine thousand times": partial(_pages, 9_000),
    "a billion equal ways": lambda: _set('X="0" Y="5" DeltaX="g 1000000000 1"'),
    "a billion equal ways in a billion": lambda: _set('X="0" Y="5" DeltaX="g 1000000000 g 1000000000 1"'),
    "less equal ways than none": lambda: _set('X="0" Y="5" DeltaX="g -5 1 g g g"'),
    "a million ways": lambda: _set(f'X="0" Y="5" DeltaX="{"1 " * 500_000}"'),
    "ways that are no numbers": lambda: _set('X="NaN" Y="inf" DeltaX="NaN inf -inf 1e999 一"'),
    "ways of huge numbers": lambda: _set(f'X="{"9" * 5000}" Y="{"9" * 300}" DeltaX="1e308 1e308"'),
    "letters of no size": lambda: _set('X="0" Y="5"', size=0),
    "letters of a size that is no number": lambda: _set('X="0" Y="5"', size="NaN"),
    "letters of a size below nothing": lambda: _set('X="0" Y="5"', size="-5"),
    "letters of a huge size": lambda: _set('X="0" Y="5"', size="1e300"),
    "a matrix of huge numbers": lambda: _set('X="0" Y="5"', 'CTM="1e308 1e308 1e308 1e308 1e308 1e308"'),
    "a matrix that is no number": lambda: _set('X="0" Y="5"', 'CTM="NaN NaN NaN NaN NaN NaN"'),
    "a matrix of nothing": lambda: _set('X="0" Y="5"', 'CTM="0 0 0 0 0 0"'),
    "a matrix of two numbers": lambda: _set('X="0" Y="5"', 'CTM="1 0"'),
    "a page of no size": lambda: ofd(page(_LINE, box="0 0 0 0")),
    "a page of a size that is no number": lambda: ofd(page(_LINE, box="NaN NaN NaN NaN")),
    "a page of a huge size": lambda: ofd(page(_LINE, box="-1e300 -1e300 1e300 1e300")),
    "a billion glyphs": partial(_glyphs, "1000000000"),
    "less glyphs than none": partial(_glyphs, "-1"),
    "forty thousand objects on a page": partial(_many, 40_000),
    "forty thousand objects at one place": partial(_at_one_place, 40_000),
    "a million characters in an object": lambda: ofd(text_object("市" * 900_000, 30, 60, 'X="0" Y="5"')),
    "a hundred thousand lines": lambda: ofd("".join(by_line("市", 30, at * HEIGHT / 10**5) for at in range(10**5))),
    "a billion laughs in utf-8": partial(_laughs, "utf-8"),
    "a billion laughs in utf-16": partial(_laughs, "utf-16"),
    "no document": lambda: packed({"OFD.xml": "<OFD/>"}),
    "no XML": lambda: packed({"OFD.xml": "OFD"}),
    "a document that is OFD.xml": lambda: _outside("OFD.xml"),
    "a document that climbs": lambda: _outside("../../../etc/passwd"),
    "a document of zero bytes": lambda: _outside("\u2028a&#10;b"),
    "pages that climb": lambda: _with("Doc_0/Document.xml", "Pages/Page_0", "../../Pages/../Doc_0/Pages/Page_0"),
}
_TRAPPED: Mapping[str, Callable[[Trap], bytes]] = {
    "a document in another file": lambda trap: _outside(trap.secret),
    "a document at an address": lambda trap: _outside(trap.address),
    "an entity in a file": lambda trap: _declared(f'<!DOCTYPE o:Page [<!ENTITY a9 SYSTEM "{trap.file}">]>', "utf-16"),
    "an entity at an address": lambda trap: _declared(
        f'<!DOCTYPE o:Page [<!ENTITY a9 SYSTEM "{trap.address}">]>', "utf-8"
    ),
}
_LARGE = frozenset(
    {
        "a hundred thousand lines",
        "forty thousand objects on a page",
        "drawings in drawings, 10 to the 8th",
        "drawings in drawings, 1000 to the 3rd",
    }
)

CASES: Sequence[Case] = (
    *(file_case("ofd", name, lambda _, build=build: build(), large=name in _LARGE) for name, build in _BUILT.items()),
    *(file_case("ofd", name, build) for name, build in _TRAPPED.items()),
)
