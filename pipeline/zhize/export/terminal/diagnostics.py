"""The problems of a text for the terminal: where, what, the line with a mark under the place, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhize.export.terminal import aligned
from zhize.labels import PROBLEM

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhize.types import Problem, Source

_LEAD = 4  # cells before a line of the text
_BEFORE = 12  # characters shown before the place in a long line
_LONGEST_MARK = 40  # cells


def to_lines(problems: Sequence[Problem], source: Source, *, language: str = "zh", width: int = 100) -> str:
    """Return the problems of a text, each with its line and a mark under the place.

    Args:
        problems: in the order of the text.
        source: the text that they point into.
        language: ``zh`` or ``en``, of the messages and remedies.
        width: cells of a line; a Chinese character takes two.

    Returns:
        Lines of text, a blank one between two problems; empty for none.
    """
    shown = ["".join(f"{line}\n" for line in _lines(problem, source, language, width)) for problem in problems]
    return "\n".join(shown)


def _lines(problem: Problem, source: Source, language: str, width: int) -> Iterator[str]:
    # The line is known; to count line feeds for every problem would make long lists of them slow.
    start = 0 if problem.span is None else problem.span.start
    column = start - source.text.rfind("\n", 0, start) if problem.span is not None else 1
    title = PROBLEM.get(problem.code, problem.code) if language == "zh" else problem.code
    code = f" [{problem.code}]" if language == "zh" else ""
    yield f"{source.name}:{problem.line}:{column} {title}{code}"
    if problem.span is not None:
        yield from _pointed(source.text, problem.span.start, problem.span.end, width - _LEAD)
    message, remedy = (problem.message, problem.remedy) if language == "zh" else (problem.message_en, problem.remedy_en)
    yield f"  {message}"
    yield f"  → {remedy}"


def _pointed(text: str, start: int, end: int, width: int) -> Iterator[str]:
    """Yield the line around a place, as much of it as fits, and the mark under the place."""
    first = text.rfind("\n", 0, start) + 1
    first = max(first, text.rfind("\r", first, start) + 1)
    last = text.find("\n", start) if "\n" in text[start : start + width] else min(len(text), start + width)
    last = text.find("\r", start, last) if "\r" in text[start:last] else last
    begin = first if start - first <= _BEFORE else start - _BEFORE
    lead = ("…" if begin > first else "") + _flat(text[begin:start])
    rest = aligned.clip(_flat(text[start : min(last, start + width)]), width - aligned.width(lead))
    marked = aligned.width(_flat(text[start : min(end, last, start + width)]))
    yield " " * _LEAD + lead + rest
    yield " " * (_LEAD + aligned.width(lead)) + "^" * max(1, min(marked, aligned.width(rest), _LONGEST_MARK))


def _flat(text: str) -> str:
    """Return text with every control character and tab as a blank, so that the mark stands where it should."""
    return "".join(character if character.isprintable() or character == "\u3000" else " " for character in text)
