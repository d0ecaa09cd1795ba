"""Words are data: every word list of the project is a TOML file in this folder, read through one strict schema.

A file names its ``provenance`` and lists its ``entry`` tables. An unknown key, a missing one or a value of the wrong
type is a `LexiconError` that names the file, the entry and the key. ``tests/test_lexicon.py`` holds each entry to its
``example`` and to the words that it must ``not`` match.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TypeVar

import msgspec

from zhize.errors import LexiconError


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What every entry has; the files' own schemas in `zhize.lexicon.schema` add to it."""

    text: str  # the word itself
    example: str  # a phrase in which the entry must be found


E = TypeVar("E", bound=Entry)


@cache
def load(name: str, schema: type[E]) -> tuple[E, ...]:
    """Return the entries of ``lexicon/NAME.toml`` in the order of the file.

    Raises:
        LexiconError: the file breaks its schema.
    """
    file = f"{name}.toml"
    try:
        document = tomllib.loads((files(__package__) / file).read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(str(error), where=file, remedy="mend the TOML") from error
    if set(document) != {"provenance", "entry"}:
        found = f"top-level keys are {sorted(document)}"
        raise LexiconError(found, where=file, remedy='use "provenance" and "entry" only')
    return tuple(_entry(file, number, raw, schema) for number, raw in enumerate(document["entry"], 1))


def _entry(file: str, number: int, raw: dict[str, object], schema: type[E]) -> E:
    try:
        return msgspec.convert(raw, schema)
    except msgspec.ValidationError as error:
        where = f"{file}, entry {number} ({raw.get('text', 'no text')})"
        raise LexiconError(str(error), where=where, remedy=f"see {schema.__name__} in zhize.lexicon.schema") from error
