"""Word documents for tests, put together part by part as Word writes them."""

from __future__ import annotations

import zipfile
from io import BytesIO

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ML = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def run(text: str, properties: str = "") -> str:
    """Return a run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, number: int | None = None, level: int = 0, style: str = "", mark: str = "") -> str:
    """Return a paragraph, in a list if it has a number."""
    listed = "" if number is None else f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    marked = f"<w:rPr>{mark}</w:rPr>" if mark else ""
    words = "".join(each if each.startswith("<") else run(each) for each in runs)
    return f"<w:p><w:pPr>{styled}{listed}{marked}</w:pPr>{words}</w:p>"


def level(at: int, form: str, text: str, *, start: int = 1, more: str = "") -> str:
    """Return a level of a list."""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:suff w:val="nothing"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
    )


def abstract(number: int, *levels: str, more: str = "") -> str:
    """Return the definition of a list."""
    kind = '<w:multiLevelType w:val="multilevel"/>'
    return f'<w:abstractNum w:abstractNumId="{number}">{kind}{more}{"".join(levels)}</w:abstractNum>'


def num(number: int, definition: int, more: str = "") -> str:
    """Return a list of a definition."""
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{definition}"/>{more}</w:num>'


def docx(*blocks: str, numbering: str = "", styles: str = "", footnotes: str = "", header: str = "") -> bytes:
    """Return a Word document."""
    body = f"<w:body>{''.join(blocks)}<w:sectPr/></w:body>"
    parts = {
        "word/document.xml": f"{_HEAD}<w:document {_W} {_MC}>{body}</w:document>",
        "word/numbering.xml": numbering and f"{_HEAD}<w:numbering {_W}>{numbering}</w:numbering>",
        "word/styles.xml": styles and f"{_HEAD}<w:styles {_W}>{styles}</w:styles>",
        "word/footnotes.xml": footnotes and f"{_HEAD}<w:footnotes {_W}>{footnotes}</w:footnotes>",
        "word/header1.xml": header and f"{_HEAD}<w:hdr {_W}>{paragraph(header)}</w:hdr>",
    }
    kinds = {"document": "document.main", "header1": "header"}
    files = {name: text for name, text in parts.items() if text}
    names = [name.removeprefix("word/").removesuffix(".xml") for name in files]
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_ML}.{kinds.get(name, name)}+xml"/>' for name in names
    )
    links = "".join(
        f'<Relationship Id="r{at}" Type="{_OFFICE}/{name.rstrip("1")}" Target="{name}.xml"/>'
        for at, name in enumerate(names)
        if name != "document"
    )
    relationships = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    files |= {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>',
        "_rels/.rels": f"{_HEAD}<Relationships {relationships}>"
        f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f"{_HEAD}<Relationships {relationships}>{links}</Relationships>",
    }
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return held.getvalue()
