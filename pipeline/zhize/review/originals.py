"""The hidden sheet 原值: what stood in 义务清单 when it was exported."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import msgspec

from zhize.errors import InputError
from zhize.review.nouns import Document
from zhize.review.values import KEY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zhize.review.opening import Table

ORIGINALS: Final = "原值"
SCHEMA: Final = "zhize.workbook/1"
_DIGITS: Final = 16  # of the digest of an export
_VALUES: Final = 3  # the line of the first values
_DAMAGED: Final = "export it again; what was hidden is damaged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """What was exported."""

    documents: tuple[Document, ...]
    fields: tuple[str, ...]
    values: Mapping[str, Mapping[str, str]]  # key → field → words
    digest: str

    def split(self, key: str) -> tuple[str, str]:
        """Return the document and the norm that a key names."""
        document, _, norm = key.rpartition("/")
        return document or self.documents[0].id, norm


def export_of(table: Table, where: str) -> Export:
    """Return what the hidden sheet says.

    Raises:
        InputError: it is of another version, or damaged.
    """
    first, head = table.rows.get(1, {}), table.rows.get(2, {})
    schema = first.get(1, "")
    if schema != SCHEMA:
        what = f"{ORIGINALS}!A1: is {schema[:40] or 'empty'}, not {SCHEMA}"
        raise InputError(what, where=where, remedy="use the version of zhize that wrote it, or export it again")
    try:
        listed = "".join(first[column] for column in sorted(first) if column > 2)  # noqa: PLR2004  # behind schema, version
        documents = tuple(Document(**each) for each in msgspec.convert(json.loads(listed), list[dict[str, str]]))
    except (ValueError, TypeError) as error:
        what = f"{ORIGINALS}!C1: does not list the documents"
        raise InputError(what, where=where, remedy=_DAMAGED) from error
    fields = {column: name for column, name in head.items() if column > 1}
    if head.get(1) != KEY or not documents:
        raise InputError(f"{ORIGINALS}!A2: is not {KEY}", where=where, remedy=_DAMAGED)
    values = {
        row[1]: {name: row.get(column, "") for column, name in fields.items()}
        for line, row in sorted(table.rows.items())
        if line >= _VALUES and 1 in row
    }
    known = tuple(dict.fromkeys((KEY, *fields.values())))
    said = json.dumps([listed, values], ensure_ascii=False, sort_keys=True)
    digest = hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
    return Export(documents=documents, fields=known, values=values, digest=digest)
