"""OFD files for tests, put together part by part; text is set as the programs that write them set it."""

from __future__ import annotations

import zipfile
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
NAMESPACE = "http://www.ofdspec.org/2016"
SIZE = 5.64  # mm: 三号, as public documents are set
WIDTH, HEIGHT = 210.0, 297.0
LEFT, TOP, LEADING = 28.0, 45.0, 9.9  # mm
COLUMNS, ROWS = 27, 22  # of a page
RIGHT = LEFT + COLUMNS * SIZE


def advance(character: str, size: float = SIZE) -> float:
    """Return the width of a character: the whole of a Chinese one, half of another."""
    return size * (0.5 if character.isascii() else 1.0)


def text_object(words: str, x: float, y: float, code: str, more: str = "", inside: str = "", size: float = SIZE) -> str:
    """Return a text object whose box has its upper left corner at a place."""
    box = f'Boundary="{x:.4f} {y:.4f} {len(words) * size:.4f} {size:.4f}"'
    code = f"<o:TextCode {code}>{escape(words)}</o:TextCode>"
    return f'<o:TextObject ID="9" {box} Font="1" Size="{size}" {more}>{inside}{code}</o:TextObject>'


def by_line(words: str, x: float, y: float, size: float = SIZE) -> str:
    """A line an object, as WPS writes it: the ways to the next characters, repeated ones counted."""
    return text_object(words, x, y - size, f'X="0" Y="{size}" DeltaX="{_counted(words, size)}"', size=size)


def by_character(words: str, x: float, y: float, size: float = SIZE) -> str:
    """A character an object, as programs write it that turn PDF into OFD."""
    found = []
    for character in words:
        found.append(text_object(character, x, y - size, f'X="0" Y="{size}"', size=size))
        x += advance(character, size)
    return "".join(found)


def by_word(words: str, x: float, y: float, size: float = SIZE) -> str:
    """An object for each stretch of Chinese or other characters; the ways are all written out."""
    found = []
    for stretch in _stretches(words):
        ways = " ".join(f"{advance(character, size):.3f}" for character in stretch[:-1])
        found.append(text_object(stretch, x, y - size, f'X="0" Y="{size}" DeltaX="{ways}"', size=size))
        x += sum(advance(character, size) for character in stretch)
    return "".join(found)


def by_matrix(words: str, x: float, y: float, size: float = SIZE) -> str:
    """A line in points, which a matrix makes millimetres of and puts into the box, as 数科 writes it."""
    points, unit = size / 0.3528, 1 / 0.3528
    ways = " ".join(f"{advance(character, size) * unit:.4f}" for character in words[:-1])
    place = f'X="{100 + x * unit:.4f}" Y="{y * unit:.4f}" DeltaX="{ways}"'
    matrix = f'CTM="0.3528 0 0 0.3528 {-100 * 0.3528 - x:.4f} {-y + size:.4f}"'
    return text_object(words, x, y - size, place, more=matrix, size=points)


def by_glyph(words: str, x: float, y: float, size: float = SIZE) -> str:
    """A line of glyphs of an embedded font, whose characters stand in the text code."""
    count, numbers = len(words), " ".join(str(100 + at) for at in range(len(words)))
    glyphs = f'<o:CGTransform CodePosition="0" CodeCount="{count}" GlyphCount="{count}">'
    glyphs += f"<o:Glyphs>{numbers}</o:Glyphs></o:CGTransform>"
    code = f'X="0" Y="{size}" DeltaX="{_counted(words, size)}"'
    return text_object(words, x, y - size, code, inside=glyphs, size=size)


def without_ways(words: str, x: float, y: float, size: float = SIZE) -> str:
    """A line that leaves the widths to the font."""
    return text_object(words, x, y - size, f'X="0" Y="{size}"', size=size)


HABITS = (by_line, by_character, by_word, by_matrix, by_glyph, without_ways)


def _counted(words: str, size: float) -> str:
    found: list[list[float]] = []
    for character in words[:-1]:
        way = round(advance(character, size), 3)
        if found and found[-1][1] == way:
            found[-1][0] += 1
        else:
            found.append([1, way])
    return " ".join(f"g {times:.0f} {way}" if times > 2 else " ".join([str(way)] * int(times)) for times, way in found)


def _stretches(words: str) -> Iterator[str]:
    begin = 0
    for at in range(1, len(words) + 1):
        if at == len(words) or words[at].isascii() != words[at - 1].isascii():
            yield words[begin:at]
            begin = at


def typeset(paragraphs: Iterable[str], setter: Callable[..., str] = by_line) -> list[str]:
    """Return the objects of the pages of a text: the title in the middle, paragraphs with an indent, broken lines."""
    pages: list[list[str]] = []
    row = ROWS
    for at, paragraph in enumerate(paragraphs):
        for words, x in _broken(paragraph, is_title=at == 0):
            if row == ROWS:
                pages.append([])
                row = 0
            pages[-1].append(setter(words, x, TOP + row * LEADING))
            row += 1
    return ["".join(page) for page in pages]


def _broken(paragraph: str, *, is_title: bool) -> Iterator[tuple[str, float]]:
    if is_title:
        yield paragraph, (LEFT + RIGHT - sum(map(advance, paragraph))) / 2
        return
    words, x = "", LEFT + 2 * SIZE
    for character in paragraph:
        if x + sum(map(advance, words)) + advance(character) > RIGHT + 0.01:
            yield words, x
            words, x = "", LEFT
        words += character
    yield words, x


def page(objects: str, *, templates: Iterable[str] = (), more: str = "", box: str = "0 0 210 297") -> str:
    """Return the part of a page."""
    under = "".join(f'<o:Template TemplateID="{name}" ZOrder="Background"/>' for name in templates)
    area = f"<o:Area><o:PhysicalBox>{box}</o:PhysicalBox></o:Area>"
    return _part(f"<o:Page>{area}{under}{more}<o:Content><o:Layer>{objects}</o:Layer></o:Content></o:Page>")


def parts(
    pages: Iterable[str], *, templates: Mapping[str, str] | None = None, drawings: str = "", info: str = ""
) -> dict[str, str]:
    """Return the parts of an OFD by their names.

    Args:
        pages: the objects of each page, or its whole part.
        templates: the objects of the templates by their names, or their whole parts.
        drawings: what composite objects show.
        info: what the file says of its document.
    """
    found = {
        "OFD.xml": _part(
            f'<o:OFD DocType="OFD" Version="1.1"><o:DocBody><o:DocInfo><o:DocID>1</o:DocID>{info}</o:DocInfo>'
            "<o:DocRoot>Doc_0/Document.xml</o:DocRoot></o:DocBody></o:OFD>"
        ),
        "Doc_0/PublicRes.xml": _part(
            '<o:Res BaseLoc="Res"><o:Fonts><o:Font ID="1" FontName="仿宋"/></o:Fonts></o:Res>'
        ),
        "Doc_0/DocumentRes.xml": _part(f"<o:Res><o:CompositeGraphicUnits>{drawings}</o:CompositeGraphicUnits></o:Res>"),
    }
    listed, under = "", ""
    for at, objects in enumerate(pages):
        found[f"Doc_0/Pages/Page_{at}/Content.xml"] = objects if objects.startswith("<?xml") else page(objects)
        listed += f'<o:Page ID="{at + 10}" BaseLoc="Pages/Page_{at}/Content.xml"/>'
    for name, objects in (templates or {}).items():
        found[f"Doc_0/Tpls/{name}.xml"] = objects if objects.startswith("<?xml") else page(objects)
        under += f'<o:TemplatePage ID="{name}" BaseLoc="Tpls/{name}.xml"/>'
    area = "<o:PageArea><o:PhysicalBox>0 0 210 297</o:PhysicalBox></o:PageArea>"
    resources = "<o:PublicRes>/Doc_0/PublicRes.xml</o:PublicRes><o:DocumentRes>DocumentRes.xml</o:DocumentRes>"
    found["Doc_0/Document.xml"] = _part(
        f"<o:Document><o:CommonData>{area}{resources}{under}</o:CommonData><o:Pages>{listed}</o:Pages></o:Document>"
    )
    return found


def packed(files: Mapping[str, str | bytes]) -> bytes:
    """Return a package of parts."""
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return held.getvalue()


def ofd(*pages: str, templates: Mapping[str, str] | None = None, drawings: str = "", info: str = "") -> bytes:
    """Return an OFD of pages."""
    return packed(parts(pages, templates=templates, drawings=drawings, info=info))


def _part(xml: str) -> str:
    name, _, rest = xml.partition(">")
    start, space, attributes = name.partition(" ")
    return f'{_HEAD}{start} xmlns:o="{NAMESPACE}"{space}{attributes}>{rest}'
