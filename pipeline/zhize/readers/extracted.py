"""What the readers of files other than plain text return."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from zhize.errors import InputError
from zhize.texts import Origin

if TYPE_CHECKING:
    from zhize.texts import Fact, Remark

# Ten times the Civil Code, the longest statute. A file of a few kilobytes can print itself over and over (a footnote
# that is cited a thousand times), and the parser takes up to 6 seconds and 450 MB for this many characters.
MOST_CHARACTERS = 1_000_000
# Control characters and halves of characters are no text, and no file that is written could hold them; what a program
# meant by one, nobody can tell. Plain text with one is refused, as it is no text then.
_NO_CHARACTER = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")


def too_long(where: str) -> InputError:
    """Return the error of a text that is longer than any regulation."""
    what = f"holds more than {MOST_CHARACTERS:,} characters of text, ten times the longest statute"
    return InputError(what, where=where, remedy="give a part of it")


@dataclass(slots=True)
class Extracted:
    """The text of a document, where its lines came from, and what a reader should know of it."""

    where: str = "-"  # what to call the file in an error
    lines: list[str] = field(default_factory=list)
    origins: list[Origin] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    length: int = 0  # characters so far, with a line feed behind each line

    def add(self, line: str, unit: str, number: int) -> None:
        """Add a line that came from a unit of the file; U+FFFD stands for what is no character.

        Raises:
            InputError: there is more text now than any regulation has.
        """
        self.origins.append(Origin(start=self.length, unit=unit, number=number))
        self.lines.append(_NO_CHARACTER.sub("\ufffd", line))
        self.length += len(line) + 1
        if self.length > MOST_CHARACTERS:
            raise too_long(self.where)
