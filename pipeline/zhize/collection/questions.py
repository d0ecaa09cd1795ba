"""The ready questions about a collection: ``questions.toml`` under its strict schema."""

from __future__ import annotations

from functools import cache
from typing import Final, Literal

import msgspec

from zhize.batches.entries import entry, read_entries
from zhize.errors import LexiconError

_FILE: Final = "questions.toml"


class Parameter(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a question can be asked about; ``$name`` in its SQL, ``--name`` on the command line."""

    label: str  # Chinese
    about: str
    kind: Literal["text", "body", "value", "level", "role", "number", "flag"] = "text"
    required: bool = False
    default: str | float | bool | None = None  # where nothing is said; None lets everything through
    choices: tuple[str, ...] = ()


class Question(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What can be asked of a collection."""

    id: str  # English
    name: str  # Chinese
    asks: str  # what it answers, one sentence
    sql: str
    columns: dict[str, str]  # of the answer: name → Chinese label, in order
    shown: tuple[str, ...]  # those of them that a terminal has room for
    example: dict[str, str | float | bool]  # values with which somebody asks it
    parameters: dict[str, Parameter] = {}  # the first is the one that needs no name
    then: Literal["leanings"] | None = None  # what is made of the rows in Python
    note: str = ""  # what a reader of the answer has to know


@cache
def questions() -> tuple[Question, ...]:
    """Return the questions in the order of the file.

    Raises:
        LexiconError: ``questions.toml`` breaks its schema.
    """
    document = read_entries(__package__, _FILE)
    common: dict[str, object] = document.pop("common", {})
    return tuple(_question(name, raw, common) for name, raw in document.items())


def find_question(word: str) -> Question | None:
    """Return the question of a Chinese name or an English id."""
    return next((each for each in questions() if word in {each.id, each.name}), None)


def _question(name: str, raw: dict[str, object], common: dict[str, object]) -> Question:
    """Return a question; ``shared`` names parameters of ``[common]`` that it takes besides its own."""
    shared = raw.pop("shared", [])
    where = f"{_FILE}, {name}"
    if not isinstance(shared, list) or not set(shared) <= set(common):
        raise LexiconError(f"shared names {shared}", where=where, remedy="name parameters of [common]")
    own = raw.pop("parameters", {})
    parameters = {**(own if isinstance(own, dict) else {}), **{each: common[each] for each in shared}}
    return entry(Question, {"id": name, **raw, "parameters": parameters}, where=where)
