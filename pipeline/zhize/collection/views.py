"""What the SQL of a collection knows beside its tables: ``views.toml`` under its strict schema."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Final

import msgspec

from zhize.errors import LexiconError

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
    try:
        document = tomllib.loads((files(__package__) / _FILE).read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(str(error), where=_FILE, remedy="mend the TOML") from error
    return tuple(_view(name, raw) for name, raw in document.items())


def _view(name: str, raw: dict[str, object]) -> View:
    try:
        return msgspec.convert({"name": name, **raw}, View)
    except msgspec.ValidationError as error:
        raise LexiconError(str(error), where=f"{_FILE}, {name}", remedy="see View in views.py") from error
