"""OFD, the Chinese format of fixed pages → text; one of pictures has none and is refused.

Characters stand at places, as in a PDF: `ofd_pages` finds the objects of the pages, `ofd_text` the characters that
follow one another in them, `ofd_lines` the lines; `pdf_lines` makes paragraphs of these. Source: GB/T 33190-2016.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhize.errors import InputError
from zhize.readers.extracted import Extracted
from zhize.readers.ofd_lines import arranged
from zhize.readers.ofd_pages import Document, Package, children
from zhize.readers.ofd_text import local
from zhize.readers.pdf_lines import joined
from zhize.readers.zipped import Parts
from zhize.texts import Fact

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from zhize.readers.ofd_lines import Page

_FEWEST = 8  # characters a page; a scan has none, or the stamp of the scanner
_MOST_CODES = 0.3  # of the characters: codes that only the font of the file knows
_SAVE_AGAIN = "open it in WPS or another OFD program and save it again"
_RECOGNIZE = "read it with character recognition (OCR), or get it as docx or text"
# What a file says of its document (7.4, DocInfo), and how that is called here.
_PROPERTIES = {
    "Title": "file_title",
    "Author": "file_author",
    "Subject": "file_subject",
    "Abstract": "file_abstract",
    "CreationDate": "file_created",
    "ModDate": "file_modified",
    "Creator": "file_program",
}


def read(data: bytes, *, where: str) -> Extracted:
    """Return the text of an OFD, a line a paragraph, each with its page.

    Lines across the others stand behind the text of their document. What is left out (watermarks, templates under
    several pages, words outside of a page or hidden) is among the facts, as is what the file says of its document.

    Args:
        data: the whole file.
        where: what to call the file in an error.

    Raises:
        InputError: damaged, encrypted, without one of its parts, a scan without text, or one whose characters only
            its own fonts know.
    """
    parts = Parts(data, where=where, remedy=_SAVE_AGAIN)
    if any(name.rpartition("/")[2].lower() == "encryptions.xml" for name in parts.names):  # GM/T 0099-2020
        raise InputError("is encrypted", where=where, remedy="save it without a password")
    package, found = Package(parts), Extracted(where=where)
    bodies = [*children(package.part("OFD.xml").root, "DocBody")]
    if not bodies:
        package.lacks("the name of a document")
    for location in dict.fromkeys(_location(body, package) for body in bodies):
        _add(found, *Document(package, location).pages())
    found.facts[:0] = [fact for body in bodies for info in children(body, "DocInfo") for fact in _facts(info)]
    _check(found, package, where)
    return found


def _location(body: Element, package: Package) -> str:
    """Return where a document is: in its current version, if it has several."""
    for versions in children(body, "Versions"):
        for version in children(versions, "Version"):
            if version.get("Current", "").strip().lower() == "true":
                part = package.part(version.get("BaseLoc", ""))
                return _words(part.root, "DocRoot") or _words(body, "DocRoot")
    return _words(body, "DocRoot")


def _words(above: Element, name: str) -> str:
    return next(((child.text or "").strip() for child in children(above, name)), "")


def _add(found: Extracted, pages: list[Page], templates: list[str]) -> None:
    """Add the text of a document."""
    text = arranged(pages)
    for page, words in (*joined(text.lines), *text.turned):
        found.add(words, "page", page)
    left_out: dict[str, dict[str, None]] = {}
    for reason, words in (*(("template", words) for words in templates if words), *text.left_out):
        left_out.setdefault(reason, {})[words] = None
    found.facts += [
        Fact(name="file_left_out", label=reason, value=" ".join(words)) for reason, words in left_out.items()
    ]


def _facts(info: Element) -> Iterator[Fact]:
    """Yield what a file says of its document."""
    for element in info:
        label, value = local(element), (element.text or "").strip()
        if label in _PROPERTIES and value:
            yield Fact(name=_PROPERTIES[label], label=label, value=value)
        elif label == "Keywords":
            yield from (
                Fact(name="file_keyword", label="Keyword", value=each.text.strip())
                for each in children(element, "Keyword")
                if each.text
            )
        elif label == "CustomDatas":
            yield from (
                Fact(name="", label=each.get("Name", ""), value=each.text.strip())
                for each in children(element, "CustomData")
                if each.text
            )


def _check(found: Extracted, package: Package, where: str) -> None:
    """Refuse a file without text, or with one that nobody can read."""
    text = "".join("".join(line.split()) for line in found.lines)
    if package.pictures and len(text) < _FEWEST * package.pages:
        raise InputError("is an OFD of pictures, without text (a scan)", where=where, remedy=_RECOGNIZE)
    if sum(map(_is_code, text)) > _MOST_CODES * len(text):
        what = "has text in codes that only its own fonts know"
        raise InputError(what, where=where, remedy=_RECOGNIZE)


def _is_code(character: str) -> bool:
    return "\ue000" <= character <= "\uf8ff" or character >= "\U000f0000" or character == "\ufffd"
