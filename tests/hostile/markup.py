"""XML that swells, nests, hides its declarations or points elsewhere, in the parts of Word documents."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from word import abstract, docx, level, num, paragraph

from hostile.archives import packed, parts_of, with_part
from hostile.cases import Case, Trap, file_case
from hostile.samples import word

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_MAIN = "word/document.xml"
_MILLION = 10**6

# --- declarations ----------------------------------------------------------------------------------------------------


def _laughs(root: str) -> str:
    names = "".join(f'<!ENTITY a{at} "{f"&a{at - 1};" * 10}">' for at in range(1, 10))
    return f'<!DOCTYPE {root} [<!ENTITY a0 "市长">{names}]>'


def _quadratic(root: str) -> str:
    return f'<!DOCTYPE {root} [<!ENTITY a9 "{"市" * 10**5}">]>'


def _outside(root: str, address: str) -> str:
    return f'<!DOCTYPE {root} [<!ENTITY a9 SYSTEM "{address}">]>'


def _parameter(root: str, address: str) -> str:
    return f'<!DOCTYPE {root} SYSTEM "{address}" [<!ENTITY % p SYSTEM "{address}"> %p;<!ENTITY a9 "市">]>'


# What stands before the declaration, and the bytes of the whole.
_ENCODINGS: Mapping[str, Callable[[str], bytes]] = {
    "utf-8": lambda xml: xml.encode(),
    "utf-8 with a mark": lambda xml: xml.encode("utf-8-sig"),
    "utf-16": lambda xml: xml.encode("utf-16"),
    "utf-16, big end first": lambda xml: b"\xfe\xff" + xml.encode("utf-16-be"),
    "utf-16 that says so": lambda xml: f'<?xml version="1.0" encoding="UTF-16"?>{xml}'.encode("utf-16"),
    "utf-16 without a mark": lambda xml: f'<?xml version="1.0" encoding="UTF-16LE"?>{xml}'.encode("utf-16-le"),
    "utf-16 without a mark, big end first": lambda xml: xml.encode("utf-16-be"),
    "utf-16 in utf-8": lambda xml: f'<?xml version="1.0" encoding="UTF-16"?>{xml}'.encode(),
    "utf-32": lambda xml: xml.encode("utf-32"),
    "utf-7": lambda xml: b'<?xml version="1.0" encoding="UTF-7"?>' + xml.replace("<", "+ADw-").encode("utf-7"),
    "EBCDIC": lambda xml: f'<?xml version="1.0" encoding="cp037"?>{xml}'.encode("cp037", "replace"),
    "EBCDIC behind ASCII": lambda xml: b'<?xml version="1.0" encoding="cp037"?>' + xml.encode("cp037", "replace"),
    "gb18030": lambda xml: b'<?xml version="1.0" encoding="GB18030"?>' + xml.encode("gb18030"),
    "an encoding of no text": lambda xml: f'<?xml version="1.0" encoding="rot13"?>{xml}'.encode(),
    "an encoding of many bytes": lambda xml: f'<?xml version="1.0" encoding="idna"?>{xml}'.encode(),
    "version 1.1": lambda xml: f'<?xml version="1.1"?>{xml}'.encode(),
}
_DECLARATIONS: Mapping[str, Callable[[str, Trap], str]] = {
    "a billion laughs": lambda root, _: _laughs(root),
    "a quadratic bomb": lambda root, _: _quadratic(root),
    "an entity in a file": lambda root, trap: _outside(root, trap.file),
    "an entity at an address": lambda root, trap: _outside(root, trap.address),
    "a definition at an address": lambda root, trap: _parameter(root, trap.address),
}


def _body(words: str) -> str:
    return f"<w:document {_W}><w:body><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:body></w:document>"


def _declared(declaration: Callable[[str, Trap], str], encoding: Callable[[str], bytes], trap: Trap) -> bytes:
    words = "&a9;" * (1000 if declaration is _DECLARATIONS["a quadratic bomb"] else 1)
    return with_part(_MAIN, encoding(declaration("w:document", trap) + _body(words)))


# --- bodies ----------------------------------------------------------------------------------------------------------


def _nested(tag: str, depth: int, words: str = "市长应当召集会议。") -> str:
    return f"<{tag}>" * depth + f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>" + f"</{tag}>" * depth


def _tables(depth: int) -> str:
    return "<w:tbl><w:tr><w:tc><w:p/>" * depth + paragraph("市长召集会议。") + "</w:tc></w:tr></w:tbl>" * depth


def _deleted_marks(count: int) -> str:
    """Return paragraphs each of which goes on in the next one."""
    return paragraph("市", mark="<w:del/>") * count + paragraph("长召集会议。")


def _boxes(depth: int) -> str:
    return "<w:p><w:r><w:txbxContent>" * depth + paragraph("市长召集会议。") + "</w:txbxContent></w:r></w:p>" * depth


def _attributes(count: int) -> str:
    return "<w:p " + " ".join(f'a{at}=""' for at in range(count)) + "/>" + paragraph("市长召集会议。")


def _namespaces(count: int) -> str:
    return "<w:p " + " ".join(f'xmlns:a{at}="b{at}"' for at in range(count)) + "/>" + paragraph("市长召集会议。")


def _labelled(text: str, count: int, *, form: str = "decimal", start: int = 1) -> bytes:
    """Return paragraphs of a list whose label is of this form."""
    numbering = abstract(0, level(0, form, text, start=start)) + num(1, 0)
    return docx(*[paragraph("会议。", number=1)] * count, numbering=numbering)


def _cited(size: int, count: int) -> bytes:
    note = f'<w:footnote w:id="2"><w:p><w:r><w:t>{"注" * size}</w:t></w:r></w:p></w:footnote>'
    return docx(paragraph("会议。", '<w:r><w:footnoteReference w:id="2"/></w:r>' * count), footnotes=note)


def _styles(count: int) -> bytes:
    styles = "".join(
        f'<w:style w:styleId="s{at}"><w:basedOn w:val="s{(at + 1) % count}"/></w:style>' for at in range(count)
    )
    return docx(*[paragraph("会议。", style="s0")] * 10, styles=styles)


def _lists(count: int) -> bytes:
    """Return many lists of one long definition, each of which would be a copy of it."""
    one = abstract(0, *(level(at, "decimal", "%1") for at in range(1000)))
    return docx(paragraph("会议。", number=1), numbering=one + "".join(num(at, 0) for at in range(count)))


def _symbols() -> bytes:
    signs = ("D800", "0000", "0001", "110000", "FFFFFFFFFFFFFFFF", "-1", "F0B7", "FFFE", "", "１", "1_0")
    return docx(paragraph("会议。", *(f'<w:r><w:sym w:char="{sign}" w:font="Wingdings"/></w:r>' for sign in signs)))


_BODIES: Mapping[str, Callable[[], str]] = {
    "elements a hundred thousand deep": lambda: _nested("w:x", 10**5),
    "sections a hundred deep": lambda: _nested("w:sdt", 100),
    "runs a hundred thousand deep": lambda: "<w:p>" + "<w:smartTag>" * 10**5 + "</w:smartTag>" * 10**5 + "</w:p>",
    "tables a thousand deep": lambda: _tables(1000),
    "tables twenty thousand deep": lambda: _tables(20_000),
    "text boxes a thousand deep": lambda: _boxes(1000),
    "a million attributes": lambda: _attributes(_MILLION),
    "a hundred thousand namespaces": lambda: _namespaces(10**5),
    "three million empty paragraphs": lambda: "<w:p/>" * 3 * _MILLION,
    "ten million empty elements": lambda: "<a/>" * 10 * _MILLION,
    "a million paragraphs of a character": lambda: "<w:p><w:r><w:t>市</w:t></w:r></w:p>" * _MILLION,
    "twenty million characters": lambda: paragraph("市" * 20 * _MILLION),
    "a million line breaks": lambda: paragraph("会议。", "<w:r>" + "<w:br/>" * _MILLION + "</w:r>"),
    "a hundred thousand paragraphs without an end": lambda: _deleted_marks(100_000),
    "tables eighty deep": lambda: _tables(80),
    "a hundred thousand rows": lambda: "<w:tbl>" + "<w:tr><w:tc><w:p/></w:tc></w:tr>" * 10**5 + "</w:tbl>",
    "a name of a million characters": lambda: f"<w:p><{'a' * _MILLION}/></w:p>" + paragraph("会议。"),
    "a comment of a million characters": lambda: f"<!--{'a' * _MILLION}-->" + paragraph("会议。"),
    "a million processing instructions": lambda: "<?a?>" * _MILLION + paragraph("会议。"),
}
_DOCUMENTS: Mapping[str, Callable[[], bytes]] = {
    "labels of a million characters": lambda: _labelled("第" * _MILLION, 1000),
    "labels of a hundred thousand numbers": lambda: _labelled("%1" * 10**5, 1000, form="upperRoman", start=2**31),
    "a list that begins at a huge number": lambda: _labelled("第%1条", 10, form="chineseCounting", start=10**4000),
    "a list that begins below zero": lambda: _labelled("第%1条", 10, form="ideographTraditional", start=-(10**9)),
    "letters of a huge number": lambda: _labelled("%1", 10, form="upperLetter", start=10**9),
    "legal numbers below zero": lambda: _labelled("%1", 3, form="chineseLegalSimplified", start=-5),
    "a note that is cited a hundred thousand times": lambda: _cited(10**5, 10**5),
    "styles in a loop": lambda: _styles(3),
    "fifty thousand styles in a loop": lambda: _styles(50_000),
    "thirty thousand lists of a thousand levels": lambda: _lists(30_000),
    "symbols that are no characters": _symbols,
    "no text at all": docx,
    "a main part that is no XML": lambda: with_part(_MAIN, b"\0" * 1000),
    "an empty main part": lambda: with_part(_MAIN, b""),
    "a main part in pieces": lambda: with_part(_MAIN, parts_of(word())[_MAIN][:-300]),
}

# --- what points elsewhere -------------------------------------------------------------------------------------------

_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _related(trap: Trap) -> bytes:
    """Return a document whose template, pictures, other formats and links are elsewhere."""
    kinds = ("attachedTemplate", "image", "aFChunk", "hyperlink", "oleObject", "subDocument", "frame", "styles")
    targets = (trap.address, trap.file, "../../../../etc/passwd", "/etc/passwd", "C:\\x", "\\\\127.0.0.1\\x")
    links = "".join(
        f'<Relationship Id="r{at}x{to}" Type="{_OFFICE}/{kind}" Target="{target}" TargetMode="External"/>'
        for at, kind in enumerate(kinds)
        for to, target in enumerate(targets)
    )
    body = (
        f'<w:document {_W} xmlns:r="{_OFFICE}"><w:body>{paragraph("市长召集会议。")}'
        '<w:altChunk r:id="r2x0"/><w:altChunk r:id="r2x1"/><w:subDoc r:id="r5x0"/>'
        f"{_fields(trap)}</w:body></w:document>"
    )
    parts = parts_of(word())
    parts[_MAIN] = body.encode()
    parts["word/_rels/document.xml.rels"] = f'<Relationships xmlns="{_RELATIONSHIPS}">{links}</Relationships>'.encode()
    return packed(parts)


def _fields(trap: Trap) -> str:
    simple = "".join(
        f'<w:fldSimple w:instr="{instruction}"><w:r><w:t>甲</w:t></w:r></w:fldSimple>'
        for instruction in (
            f"INCLUDETEXT &quot;{trap.address}&quot;",
            f"INCLUDEPICTURE &quot;{trap.address}&quot; \\d",
            f"INCLUDETEXT &quot;{trap.secret}&quot;",
            f"LINK Word.Document.8 &quot;{trap.address}&quot;",
            "DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe &quot;/k calc.exe&quot;",
        )
    )
    return f"<w:p>{simple}</w:p>"


def _included(trap: Trap) -> bytes:
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" parse="text" href="{}"/>'
    words = "".join(include.format(target) for target in (trap.file, trap.address))
    return with_part(_MAIN, _body(words).encode())


def _styled(trap: Trap) -> bytes:
    sheet = f'<?xml-stylesheet type="text/xsl" href="{trap.address}"?>'
    location = f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="a {trap.address}"'
    return with_part(_MAIN, (sheet + _body("会议。").replace(_W, f"{_W} {location}")).encode())


def _in_body(build: Callable[[], str]) -> bytes:
    body = f"<w:document {_W}><w:body>{build()}</w:body></w:document>"
    return with_part(_MAIN, body.encode())


_LARGE = frozenset({"a hundred thousand paragraphs without an end", "a hundred thousand rows"})

CASES: Sequence[Case] = (
    *(
        file_case("docx", f"{name} in {code}", partial(_declared, declaration, encoding))
        for name, declaration in _DECLARATIONS.items()
        for code, encoding in _ENCODINGS.items()
    ),
    *(
        file_case("docx", name, lambda _, build=build: _in_body(build), large=name in _LARGE)
        for name, build in _BODIES.items()
    ),
    *(file_case("docx", name, lambda _, build=build: build()) for name, build in _DOCUMENTS.items()),
    file_case("docx", "relationships and fields that lead elsewhere", _related),
    file_case("docx", "XInclude", _included),
    file_case("docx", "a style sheet and a schema at an address", _styled),
)
