"""Time the readers of files beside bare extraction of the same bytes, and print a table.

Bare extraction returns the words as they lie in a file: no automatic numbers, no paragraphs, no page furniture taken
away. The files are built from the regulation in `corpora`, said over and over. Run by `make stress`, which knows where
the builders are:

    PYTHONPATH=tests python benchmarks/readers.py
"""

from __future__ import annotations

import sys
import time
import zipfile
from io import BytesIO
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import docx
import pypdfium2 as pdfium
from hostile.pdfs import printed
from lxml import html
from ofd import NAMESPACE, ROWS, ofd, typeset
from word import abstract, level, num, paragraph
from word import docx as word

import zhize

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[1]
ROUNDS = 7
# Of a page as public documents are set (GB/T 9704-2012): 22 lines of 28 characters.
CHARACTERS = 28
WORD_PAGES, PAGES, PAGE_BYTES = 20, 100, 300_000


def lines_of(count: int) -> list[str]:
    """Return as many paragraphs of the regulation, from its beginning on and over again."""
    text = (ROOT / "corpora" / "sishui-2022.txt").read_text(encoding="utf-8")
    return list(islice(cycle(line for line in text.split("\n") if line.strip()), count))


def broken(paragraphs: list[str]) -> Iterator[str]:
    """Yield the lines of paragraphs that are as broad as a page."""
    for words in paragraphs:
        shown = "　　" + words
        yield from (shown[at : at + CHARACTERS] for at in range(0, len(shown), CHARACTERS))


def word_file() -> bytes:
    """Return a Word document whose articles Word would number."""
    paragraphs, rows = [], 0
    for line in lines_of(10_000):
        rows += len(line) // CHARACTERS + 1
        if rows > WORD_PAGES * ROWS:
            break
        label, _, words = line.partition("　")
        paragraphs.append(paragraph(words, number=1) if label.startswith("第") and words else paragraph(line))
    return word(*paragraphs, numbering=abstract(0, level(0, "chineseCountingThousand", "第%1条　")) + num(1, 0))


def pdf_file() -> bytes:
    """Return a PDF, every other page of which is compressed."""
    lines = list(islice(broken(lines_of(10_000)), PAGES * ROWS))
    return printed([lines[at : at + ROWS] for at in range(0, len(lines), ROWS)])


def ofd_file() -> bytes:
    """Return an OFD as WPS writes it."""
    return ofd(*typeset(lines_of(2_000))[:PAGES])


def web_page() -> bytes:
    """Return a web page as sites serve it: each paragraph with its style."""
    body, size = [], 0
    for line in lines_of(10_000):
        body.append(f'<p style="text-indent: 2em; line-height: 1.8; font-family: 仿宋"><span>{line}</span></p>')
        size += len(body[-1].encode())
        if size > PAGE_BYTES:
            break
    head = '<meta charset="utf-8"><title>泗水县人民政府工作规则</title>'
    content = f'<div class="nav"><a href="/">首页</a></div><div class="content">{"".join(body)}</div>'
    return f"<!DOCTYPE html><html><head>{head}</head><body>{content}</body></html>".encode()


def by_python_docx(data: bytes) -> int:
    """Return how many characters python-docx finds."""
    return sum(len(each.text) for each in docx.Document(BytesIO(data)).paragraphs)


def by_pdfium(data: bytes) -> int:
    """Return how many characters PDFium finds."""
    return sum(len(page.get_textpage().get_text_range()) for page in pdfium.PdfDocument(data))


def by_element_tree(data: bytes) -> int:
    """Return how many characters stand in the text codes of all parts."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        roots = [ET.fromstring(archive.read(name)) for name in archive.namelist()]  # noqa: S314  # a file of our own
    return sum(len(code.text or "") for root in roots for code in root.iter(f"{{{NAMESPACE}}}TextCode"))


def by_lxml(data: bytes) -> int:
    """Return how many characters lxml finds."""
    return len(html.fromstring(data).text_content())


FILES: dict[str, tuple[Callable[[], bytes], str, Callable[[bytes], int]]] = {
    f"Word, {WORD_PAGES} pages": (word_file, "python-docx", by_python_docx),
    f"PDF, {PAGES} pages": (pdf_file, "PDFium", by_pdfium),
    f"OFD, {PAGES} pages": (ofd_file, "zipfile and ElementTree", by_element_tree),
    f"web page, {PAGE_BYTES // 1000} kB": (web_page, "lxml", by_lxml),
}


def seconds(work: Callable[[bytes], object], data: bytes) -> float:
    """Return the median of the wall time of a few runs; the first one, which loads modules, does not count."""
    work(data)
    taken = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work(data)
        taken.append(time.perf_counter() - began)
    return median(taken)


def main() -> int:
    """Print a table with a row a file."""
    print("| file | characters | `zhize.read`, seconds | bare extraction, seconds | with | characters of that |")
    print("| --- | --- | --- | --- | --- | --- |")
    for name, (build, library, bare) in FILES.items():
        data = build()
        found = len(zhize.read(data).text)
        times = f"{seconds(zhize.read, data):.3f} | {seconds(bare, data):.3f}"
        print(f"| {name} | {found} | {times} | {library} | {bare(data)} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
