"""TOML beside the code → structs: what is said of tables, views and questions, under a strict schema."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any, TypeVar

import msgspec

from zhize.errors import LexiconError

Entry = TypeVar("Entry", bound=msgspec.Struct)


def read_entries(package: str, file: str) -> dict[str, dict[str, Any]]:
    """Return the tables of a TOML file that lies in a package, by name, in the order of the file.

    Raises:
        LexiconError: it is no TOML.
    """
    try:
        return tomllib.loads((files(package) / file).read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(str(error), where=file, remedy="mend the TOML") from error


def entry(schema: type[Entry], raw: dict[str, object], *, where: str) -> Entry:
    """Return an entry as its schema has it.

    Args:
        schema: a struct that forbids unknown fields.
        raw: as the TOML has it, with what its name stands for.
        where: the file and the name of the entry.

    Raises:
        LexiconError: it breaks the schema.
    """
    try:
        return msgspec.convert(raw, schema)
    except msgspec.ValidationError as error:
        raise LexiconError(str(error), where=where, remedy=f"see {schema.__name__} in {schema.__module__}") from error
