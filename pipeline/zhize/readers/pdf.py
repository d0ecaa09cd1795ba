"""PDF with a text layer → text; a scan has none and is refused.

PDFium finds the characters and the lines of a page, in a process of its own (see `pdf_pages`); `pdf_lines` makes
paragraphs of them. Radicals that a font's table gives for characters (⻔ for 门) are the characters again.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from zhize.errors import InputError
from zhize.readers.extracted import MOST_CHARACTERS, Extracted
from zhize.readers.pdf_lines import PageLine, characters, joined

if TYPE_CHECKING:
    from collections.abc import Iterator

_FEWEST = 8  # characters a page; a scan has none, or the stamp of the scanner
_PROGRAM = Path(__file__).with_name("pdf_pages.py")
# A hundred pages take half a second and 50 MB; what a file takes beyond this, it takes for something else than text.
_SECONDS, _SECONDS_EACH_MB = 8, 0.5  # of the processor
_MEMORY = 440 * 2**20
_PATIENCE = 10  # times as long: the machine may have other work
_AGAIN = "open it in a PDF program and save it again"
_HYPHENS = re.compile("[\x02\ufffe]")  # PDFium puts these where a word was broken


def read(data: bytes, *, where: str) -> Extracted:
    """Return the text of a PDF, a line a paragraph, each with its page.

    Args:
        data: the whole file.
        where: what to call the file in an error.

    Raises:
        InputError: damaged, encrypted, a scan without text, or one that takes PDFium too long.
    """
    printed = [json.loads(line) for line in _asked(data, where).splitlines()]
    if not printed or isinstance(printed[-1], str):
        error = printed[-1] if printed else "nothing was found"
        if "password" in error.lower():
            raise InputError("is encrypted", where=where, remedy="save it without a password")
        raise InputError(f"is a damaged PDF ({error})", where=where, remedy=_AGAIN)
    lines = list(_lines(printed[1:]))
    if sum(len(line.text) for line in lines) < _FEWEST * max(1, printed[0]):
        remedy = "read it with character recognition (OCR), or get it as docx or text"
        raise InputError("is a PDF of pictures, without text (a scan)", where=where, remedy=remedy)
    found = Extracted(where=where)
    for page, text in joined(lines):
        found.add(text, "page", page)
    return found


def _asked(data: bytes, where: str) -> bytes:
    """Return what the program prints."""
    seconds = int(_SECONDS + _SECONDS_EACH_MB * len(data) / 2**20)
    limits = [str(number) for number in (len(data), MOST_CHARACTERS, seconds, _MEMORY)]
    try:
        return subprocess.run(  # noqa: S603  # the program is this Python, the file one of this package
            [sys.executable, "-S", "-P", str(_PROGRAM), *limits],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # PDFium is where this process would find it; -S saves the time of looking for it.
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            timeout=_PATIENCE * seconds,
            check=True,
        ).stdout
    except (subprocess.SubprocessError, OSError) as error:
        what = "is a PDF that takes more time or memory than text does"
        raise InputError(what, where=where, remedy="print it to a new PDF, or get it as docx or text") from error


def _lines(pages: list[tuple[float, list[tuple[str, float, float, float, float]]]]) -> Iterator[PageLine]:
    for page, (height, lines) in enumerate(pages, 1):
        for raw, left, right, bottom, top in lines:
            text = _plain(raw).strip()
            if text:
                yield PageLine(text=text, page=page, left=left, right=right, bottom=bottom, top=top, height=height)


def _plain(text: str) -> str:
    """Return a line with characters for their radicals and without PDFium's hyphens."""
    return _HYPHENS.sub("", characters(" ".join(text.splitlines())))
