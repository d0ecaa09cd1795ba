"""The nouns of a workbook that came back: what was entered in it, row by row, and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A regulation that a workbook was made of."""

    id: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A cell that a person changed."""

    before: str  # as exported
    after: str
    cell: str = ""  # E5; "" where no single cell says it


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a sheet, with what a person entered in it."""

    document: str  # id
    norm: str  # id, as exported; "" for a row that was added
    line: int  # of the sheet, 1-based
    exported: Mapping[str, str]  # every cell as exported, by field; empty for a row that was added
    edits: Mapping[str, Edit]  # by cell: fields, review, note, extra:…

    @property
    def verdict(self) -> str:
        """What the row is after this (复核)."""
        return self.now("review")

    @property
    def words(self) -> dict[str, str]:
        """What a person entered, by cell."""
        return {name: edit.after for name, edit in self.edits.items()}

    def now(self, cell: str) -> str:
        """Return what a cell says after this."""
        return self.edits[cell].after if cell in self.edits else self.exported.get(cell, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """What persons entered in a workbook."""

    where: str  # the workbook
    documents: tuple[Document, ...]
    base: str  # digest of the values as exported: tells from which export the workbook comes
    author: str  # who saved it last; "" if it does not say
    rows: tuple[Row, ...]  # of the export, also those without edits
    added: tuple[Row, ...]
    missing: tuple[tuple[str, str], ...]  # document and norm of the rows that are gone
    remarks: tuple[str, ...] = ()  # what the person should know, in Chinese
