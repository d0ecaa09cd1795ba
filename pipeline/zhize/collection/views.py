"""What the SQL of a collection knows beside its tables: ``views.toml`` under its strict schema."""

from __future__ import annotations

from functools import cache
from typing import Final

import msgspec

from zhize.batches.entries import entry, read_entries

_FILE: Final = "views.toml"


class View(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What ``views.toml`` says of a view or a macro."""

    name: str
    label: str  # Chinese
    about: str  # what it holds or returns
    sql: str
    macro: tuple[str, ...] = ()  # what a macro takes; empty for a view

    @property
    def statement(self) -> str:
        """The SQL that makes it."""
        if self.macro:
            return f"CREATE MACRO {self.name}({', '.join(self.macro)}) AS {self.sql}"
        return f"CREATE VIEW {self.name} AS {self.sql}"


@cache
def views() -> tuple[View, ...]:
    """Return the views and macros in the order in which they are made.

    Raises:
        LexiconError: ``views.toml`` breaks its schema.
    """
    found = read_entries(__package__, _FILE)
    return tuple(entry(View, {"name": name, **raw}, where=f"{_FILE}, {name}") for name, raw in found.items())
