"""PDF files written by hand: honest pages, and what loops, swells or lies.

Source of the syntax: ISO 32000-1. The font is one that every reader of PDFs knows by name and that no file embeds.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from hostile.cases import Case, Trap, file_case

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_FONT = {
    3: b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>",
    4: b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/FontDescriptor 5 0 R/DW 1000"
    b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>",
    5: b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/Ascent 880/Descent -120/CapHeight 880/ItalicAngle 0"
    b"/StemV 93/FontBBox[-25 -254 1000 880]>>",
}
_CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
_SHOWN = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>/Contents %d 0 R>>"
_FIRST = 6  # the number of the first page's object


def stream(data: bytes, more: bytes = b"", *, deflate: bool = False) -> bytes:
    """Return a stream object."""
    if deflate:
        data, more = zlib.compress(data, 9), more + b"/Filter/FlateDecode"
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(data), more, data)


def pdf(objects: Mapping[int, bytes], *, trailer: bytes = b"") -> bytes:
    """Return a file of these objects, the first of which is its catalogue."""
    out, places = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start, size = len(out), max(objects) + 1
    out += b"xref\n0 %d\n" % size
    for number in range(size):
        out += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n"
    return bytes(out + b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start))


def shown(lines: Sequence[str], *, top: int = 760) -> bytes:
    """Return the content of a page with these lines."""
    head = b"BT /F 16 Tf 29 TL 70 %d Td\n" % top
    return head + b"".join(b"<%s> Tj T*\n" % line.encode("utf-16-be").hex().encode() for line in lines) + b"ET\n"


def document(contents: Sequence[bytes], *, more: Mapping[int, bytes] | None = None) -> bytes:
    """Return a file of pages with these content streams; more objects replace or join those of an honest file."""
    objects = {1: _CATALOG, **_FONT}
    kids = b" ".join(b"%d 0 R" % (_FIRST + 2 * at) for at in range(len(contents)))
    objects[2] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(contents))
    for at, content in enumerate(contents):
        objects[_FIRST + 2 * at] = _SHOWN % (_FIRST + 2 * at + 1)
        objects[_FIRST + 2 * at + 1] = content
    return pdf(objects | dict(more or {}))


def printed(pages: Sequence[Sequence[str]]) -> bytes:
    """Return an honest file; every other page is compressed."""
    return document([stream(shown(lines), deflate=bool(at % 2)) for at, lines in enumerate(pages)])


# --- what is hostile -------------------------------------------------------------------------------------------------

_HONEST = stream(shown(["第一条　市长应当召集会议。", "第二条　会议每月召开。"]))
_HUGE = 10**9


def _with(number: int, body: bytes) -> bytes:
    return document([_HONEST], more={number: body})


def swollen(unit: bytes, size: int) -> bytes:
    """Return a deflated stream that swells to about this size, which its builder never holds."""
    piece = unit * (2**20 // len(unit) + 1)
    packer = zlib.compressobj(9)
    packed = packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)
    again = zlib.compressobj(9, wbits=-15)
    body = again.compress(piece) + again.flush(zlib.Z_FULL_FLUSH)
    return packed + body * (size // len(piece)) + b"\x03\x00" + b"\0\0\0\0"


def _swollen_stream(unit: bytes, size: int, more: bytes = b"/Filter/FlateDecode") -> bytes:
    data = swollen(unit, size)
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(data), more, data)


def _twice_packed() -> bytes:
    data = zlib.compress(swollen(b"q Q\n", _HUGE), 9)
    return b"<</Length %d/Filter[/FlateDecode/FlateDecode]>>stream\n%s\nendstream" % (len(data), data)


def _object_stream() -> bytes:
    body = _swollen_stream(b" 9 0 9 0", _HUGE, b"/Type/ObjStm/N 1000000000/First 1000000000/Filter/FlateDecode")
    return document([_HONEST], more={2: body, 8: body})


def _cross_reference_stream() -> bytes:
    body = _swollen_stream(b"\0", _HUGE, b"/Type/XRef/W[1 4 1]/Size 1000000000/Root 1 0 R/Filter/FlateDecode")
    out = b"%PDF-1.7\n9 0 obj\n" + body + b"\nendobj\n"
    return out + b"startxref\n9\n%%EOF\n"


def _character_map() -> bytes:
    unit = b"1 beginbfrange <0000> <FFFF> <4E00> endbfrange\n"
    font = _FONT[3][:-2] + b"/ToUnicode 20 0 R>>"
    return document([_HONEST], more={3: font, 20: _swollen_stream(unit, 3 * 10**8)})


def _forms(width: int, depth: int) -> bytes:
    """Return a page that draws a form, which draws a form many times, which … : a billion laughs of a PDF."""
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</Font<</F 3 0 R>>/XObject<</X %d 0 R>>>>"
    more = {20 + at: stream(b"/X Do\n" * width, form % (21 + at)) for at in range(depth)}
    more[20 + depth] = stream(shown(["市长应当召集会议。"]), form % (20 + depth))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</X 20 0 R>>>>/Contents 7 0 R>>"
    return document([stream(b"/X Do\n")], more={**more, 6: page})


def _characters(count: int) -> bytes:
    line = "市长应当召集会议并主持讨论。"
    return document([stream(shown([line] * (count // len(line))), deflate=True)])


def _in_one_line(count: int) -> bytes:
    return document([stream(shown(["市长" * (count // 2)]), deflate=True)])


def _same_page(count: int) -> bytes:
    return _with(2, b"<</Type/Pages/Kids[%s]/Count %d>>" % (b"6 0 R " * count, count))


def _deep_tree(depth: int) -> bytes:
    more = {20 + at: b"<</Type/Pages/Parent 2 0 R/Kids[%d 0 R]/Count 1>>" % (21 + at) for at in range(depth)}
    more[20 + depth] = _SHOWN % 7
    more[2] = b"<</Type/Pages/Kids[20 0 R]/Count 1>>"
    return document([_HONEST], more=more)


def _updates(count: int, previous: Callable[[int], int]) -> bytes:
    out = bytearray(document([_HONEST]))
    for _ in range(count):
        at = len(out)
        out += b"xref\n0 0\ntrailer\n<</Size 10/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (previous(at), at)
    return bytes(out)


def _actions(trap: Trap) -> bytes:
    catalog = (
        b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.launchURL\\('%s'\\))>>"
        b"/AA<</WC<</S/URI/URI(%s)>>>>/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS(while\\(1\\);)>>]>>>>>>"
    ) % (trap.address.encode(), trap.address.encode())
    launch = b"<</S/Launch/F(%s)>>" % trap.secret.encode()
    page = _SHOWN % 7
    page = page[:-2] + b"/AA<</O %s>>/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A %s>>]>>" % (launch, launch)
    return document([_HONEST], more={1: catalog, 6: page})


def _outside_stream(trap: Trap) -> bytes:
    return _with(7, b"<</Length 0/F(%s)/FFilter/FlateDecode>>stream\n\nendstream" % trap.secret.encode())


def _outline() -> bytes:
    more = {
        1: b"<</Type/Catalog/Pages 2 0 R/Outlines 20 0 R>>",
        20: b"<</Type/Outlines/First 21 0 R/Last 21 0 R/Count 1000000>>",
        21: b"<</Title(a)/Parent 20 0 R/Next 21 0 R/First 21 0 R/Prev 21 0 R>>",
    }
    return document([_HONEST], more=more)


def _many_objects(count: int) -> bytes:
    return document([_HONEST], more={20 + at: b"<<>>" for at in range(count)})


_BUILT: Mapping[str, Callable[[], bytes]] = {
    "pages that are their own children": lambda: _with(2, b"<</Type/Pages/Kids[2 0 R 6 0 R]/Count 2>>"),
    "pages that are each other's children": lambda: document(
        [_HONEST],
        more={
            2: b"<</Type/Pages/Kids[20 0 R]/Count 9>>",
            20: b"<</Type/Pages/Parent 2 0 R/Kids[2 0 R 6 0 R]/Count 9>>",
        },
    ),
    "a page whose parent is itself": lambda: _with(6, b"<</Type/Page/Parent 6 0 R/Contents 7 0 R>>"),
    "an outline that leads to itself": _outline,
    "a billion pages": lambda: _with(2, b"<</Type/Pages/Kids[6 0 R]/Count 1000000000>>"),
    "less pages than none": lambda: _with(2, b"<</Type/Pages/Kids[6 0 R]/Count -1>>"),
    "one page a hundred thousand times": lambda: _same_page(10**5),
    "a page tree ten thousand deep": lambda: _deep_tree(10**4),
    "a page of a hundred million points": lambda: _with(6, (_SHOWN % 7).replace(b"595 842", b"100000000 100000000")),
    "a page of ten thousand points": lambda: _with(6, (_SHOWN % 7).replace(b"595 842", b"10000 10000")),
    "a page of no size": lambda: _with(6, (_SHOWN % 7).replace(b"595 842", b"0 0")),
    "a page of a size that is no number": lambda: _with(6, (_SHOWN % 7).replace(b"595 842", b"NaN 1e999")),
    "letters of no size": lambda: document([_HONEST.replace(b"16 Tf", b"0. Tf")]),
    "letters of a huge size": lambda: document([stream(shown(["市长应当召集会议。"]).replace(b" 16 ", b" 1e30 "))]),
    "a million characters on a page": lambda: _characters(10**6),
    "a hundred thousand characters in a line": lambda: _in_one_line(10**5),
    "a content of a gigabyte": lambda: document([_swollen_stream(b"q Q\n", _HUGE)]),
    "a content of a gigabyte of text": lambda: document(
        [_swollen_stream(b"BT /F 9 Tf 9 9 Td <5e02957f> Tj ET\n", _HUGE)]
    ),
    "a content of a gigabyte of numbers": lambda: document([_swollen_stream(b"1 ", _HUGE)]),
    "a content of a gigabyte of brackets": lambda: document([_swollen_stream(b"[", _HUGE)]),
    "a content that is packed twice": lambda: document([_twice_packed()]),
    "a picture of a gigabyte": lambda: _with(
        20,
        _swollen_stream(
            b"\0",
            _HUGE,
            b"/Type/XObject/Subtype/Image/Width 30000/Height 30000/ColorSpace/DeviceGray/BitsPerComponent 8"
            b"/Filter/FlateDecode",
        ),
    ),
    "objects in a stream of a gigabyte": _object_stream,
    "a table of places of a gigabyte": _cross_reference_stream,
    "a map of characters of 300 MB": _character_map,
    "forms that draw forms, 10 to the 9th": lambda: _forms(10, 9),
    "forms that draw forms, 100 to the 4th": lambda: _forms(100, 4),
    "a form that draws itself": lambda: _forms(1, 0),
    "tables of places in a loop": lambda: _updates(1, lambda at: at),
    "a table of places behind the end": lambda: _updates(1, lambda at: at + 10**9),
    "a hundred thousand updates": lambda: _updates(10**5, lambda at: max(0, at - 60)),
    "half a million objects": lambda: _many_objects(5 * 10**5),
    "an array in an array, a hundred thousand deep": lambda: _with(20, b"[" * 10**5 + b"]" * 10**5),
    "a content of brackets": lambda: document([stream(b"[" * 10**6)]),
    "a content of saved states": lambda: document([stream(b"q " * 10**6 + shown(["市长应当召集会议。"]))]),
    "a content that shows arrays": lambda: document([stream(b"BT /F 9 Tf [" + b"<5e02> 0 " * 10**5 + b"] TJ ET")]),
    "a string without an end": lambda: document([stream(b"BT /F 9 Tf (" + b"a" * 10**6)]),
    "an encrypted file": lambda: document([_HONEST]).replace(b"/Root", b"/Encrypt<</Filter/Standard/V 9/R 9>>/Root"),
    "a mark and a million zeros": lambda: b"%PDF-1.7\n" + bytes(10**6),
    "a million endobj": lambda: b"%PDF-1.7\n" + b"endobj\n" * 10**6,
    "a million obj": lambda: b"%PDF-1.7\n" + b"1 0 obj\n" * 10**6,
    "a million startxref": lambda: b"%PDF-1.7\n" + b"startxref\n" * 10**6,
}
# These take the reader more than a second, or their builder more than a tenth.
_LARGE = frozenset(
    {
        "a million characters on a page",
        "half a million objects",
        "a hundred thousand updates",
        "one page a hundred thousand times",
        "forms that draw forms, 10 to the 9th",
        "forms that draw forms, 100 to the 4th",
    }
)
_TRAPPED: Mapping[str, Callable[[Trap], bytes]] = {
    "actions that go to an address": _actions,
    "a content in another file": _outside_stream,
}


def _ignoring(build: Callable[[], bytes]) -> Callable[[Trap], bytes]:
    return lambda _: build()


CASES: Sequence[Case] = (
    *(file_case("pdf", name, _ignoring(build), large=name in _LARGE) for name, build in _BUILT.items()),
    *(file_case("pdf", name, build) for name, build in _TRAPPED.items()),
)
