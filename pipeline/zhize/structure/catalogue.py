"""The words of every problem, in two languages and with the remedy: ``problems.toml`` → `Problem`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields, replace
from functools import cache
from importlib.resources import files
from operator import attrgetter
from typing import TYPE_CHECKING

from zhize.errors import LexiconError
from zhize.numerals import chinese
from zhize.types import Problem, Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from zhize.types import Regulation

_FILE = "problems.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What the catalogue says of a code."""

    zh: str
    en: str
    remedy: str
    remedy_en: str
    example: str  # a text that has the problem
    mark: str  # the words of the example that it points at; "" for none


@dataclass(frozen=True, slots=True)
class Named:
    """A place as both languages name it, for use in a message as {name.zh} and {name.en}."""

    zh: str
    en: str


_UNITS = {"条": "article", "章": "chapter", "节": "section", "编": "part", "分编": "subpart"}


def named(number: int, suffix: int = 0, unit: str = "条") -> Named:
    """Return the name of an article, chapter, section, part or subpart."""
    after = f"之{chinese(suffix)}" if suffix else ""
    return Named(f"第{chinese(number)}{unit}{after}", f"{_UNITS[unit]} {number}" + (f"-{suffix}" if suffix else ""))


def between(first: int, last: int, unit: str = "条") -> Named:
    """Return the name of what lies from ``first`` to ``last``."""
    if first == last:
        return named(first, unit=unit)
    low, high = named(first, unit=unit), named(last, unit=unit)
    return Named(f"{low.zh}至{high.zh}", f"{low.en} to {last}")


def problem(code: str, line: int, span: Span | None = None, **values: object) -> Problem:
    """Return a problem in the catalogue's words.

    Args:
        code: a code of the catalogue.
        line: where it is, 1-based.
        span: the words that it points at, in source offsets.
        values: what the message's braces stand for.
    """
    entry = catalogue()[code]
    return Problem(
        code=code,
        message=entry.zh.format(**values),
        line=line,
        span=span,
        message_en=entry.en.format(**values),
        remedy=entry.remedy,
        remedy_en=entry.remedy_en,
    )


def with_problems(regulation: Regulation, problems: Sequence[Problem]) -> Regulation:
    """Return a regulation with further problems, all in the order of their lines."""
    if not problems:
        return regulation
    return replace(regulation, problems=tuple(sorted((*regulation.problems, *problems), key=attrgetter("line"))))


@cache
def catalogue() -> Mapping[str, Entry]:
    """Return what can be odd about a text, by code.

    Raises:
        LexiconError: an entry lacks a field or has one that is not known.
    """
    text = (files("zhize.structure") / _FILE).read_text(encoding="utf-8")
    known = {field.name for field in fields(Entry)}
    entries = {}
    for code, record in tomllib.loads(text).items():
        if set(record) != known:
            odd = ", ".join(sorted(set(record) ^ known))
            raise LexiconError(f"[{code}] lacks or does not know {odd}", where=_FILE, remedy="see the entry above it")
        entries[code] = Entry(**record)
    return entries
