"""The program that asks PDFium for the lines of a PDF: it reads the file from its input and prints a page a line.

A PDF can hold a page that takes PDFium years or all the memory there is, and a call of PDFium cannot be stopped. So
`pdf` runs it as a process of its own, which the system ends where it takes too much. It imports PDFium and the standard
library alone, and starts in 50 ms.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pypdfium2 as pdfium

if TYPE_CHECKING:
    from collections.abc import Iterator

if sys.platform != "win32":
    import resource


def main() -> None:
    """Print the number of pages, then of each page its height and its lines, as JSON; of a damaged file, the error.

    The arguments are the size of the file, the characters after which no more pages are wanted, and the limits of the
    process: seconds of the processor and bytes of memory.
    """
    size, characters, seconds, memory = map(int, sys.argv[1:])
    _limit(seconds, memory)
    try:
        document = pdfium.PdfDocument(sys.stdin.buffer.read(size))
        _print(len(document))
        for number in range(len(document)):
            page = document[number]
            lines = list(_lines(page))
            _print([page.get_height(), lines])
            characters -= sum(len(line[0]) for line in lines)
            if characters < 0:
                break
    except pdfium.PdfiumError as error:
        _print(str(error))


def _limit(seconds: int, memory: int) -> None:
    """Let the system end this process where it takes too much, as far as the system can."""
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        if sys.platform == "linux":
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _print(found: object) -> None:
    sys.stdout.write(json.dumps(found) + "\n")


def _lines(page: pdfium.PdfPage) -> Iterator[tuple[str, float, float, float, float]]:
    """Yield the lines of a page with their left, right, bottom and top."""
    text_page = page.get_textpage()
    text = text_page.get_text_range()
    # Where PDFium leaves characters out of the text, places by index would be wrong: then no line has any.
    placed = len(text) == text_page.count_chars()
    at = 0
    for line in text.split("\r\n"):
        if line.strip():
            first = at + len(line) - len(line.lstrip())
            last = at + len(line.rstrip()) - 1
            left, bottom, _, top = text_page.get_charbox(first, loose=True) if placed else (0.0, 0.0, 0.0, 0.0)
            right = text_page.get_charbox(last, loose=True)[2] if placed else 0.0
            yield line, left, right, bottom, top
        at += len(line) + 2


if __name__ == "__main__":
    main()
