"""What the readers of files other than plain text return."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from zhize.texts import Origin

if TYPE_CHECKING:
    from zhize.texts import Remark


@dataclass(slots=True)
class Extracted:
    """The text of a document, where its lines came from, and what a reader should know of it."""

    lines: list[str] = field(default_factory=list)
    origins: list[Origin] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    length: int = 0  # characters so far, with a line feed behind each line

    def add(self, line: str, unit: str, number: int) -> None:
        """Add a line that came from a unit of the file."""
        self.origins.append(Origin(start=self.length, unit=unit, number=number))
        self.lines.append(line)
        self.length += len(line) + 1
