"""Why files could not be read → the list of them, for a spreadsheet: ``failures.toml`` under its strict schema."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import msgspec

from zhize.batches.entries import entry, read_entries
from zhize.spreadsheets import csv_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zhize.batches.ledger import Held

HEAD: Final = ("文件", "原因", "怎么办", "英文说明")
"""The columns of the list."""

_FILE: Final = "failures.toml"
_OTHER: Final = ("其他", "见英文说明")


class Kind(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What ``failures.toml`` says of a kind of reason."""

    name: str
    reason: str  # Chinese
    remedy: str  # Chinese: what to do about it
    begins: tuple[str, ...]  # first words of the English line
    examples: tuple[str, ...]  # of such lines


@cache
def kinds() -> tuple[Kind, ...]:
    """Return the kinds of reason.

    Raises:
        LexiconError: ``failures.toml`` breaks its schema.
    """
    found = read_entries(__package__, _FILE)
    return tuple(entry(Kind, {"name": name, **raw}, where=f"{_FILE}, {name}") for name, raw in found.items())


def kind_of(line: str) -> Kind | None:
    """Return the kind of the English line of an error; None for one of no kind that is known."""
    fitting = [(len(words), kind) for kind in kinds() for words in kind.begins if line.startswith(words)]
    return max(fitting, key=lambda each: each[0])[1] if fitting else None


def failures(failed: Iterable[Held]) -> bytes:
    """Return the list of the files that could not be read: the reason of each in Chinese, and the line of the error."""
    rows = [(each.name, *_said(each.failed or ""), each.failed) for each in failed]
    return csv_bytes([HEAD, *rows])


def _said(line: str) -> tuple[str, str]:
    kind = kind_of(line)
    return _OTHER if kind is None else (kind.reason, kind.remedy)
