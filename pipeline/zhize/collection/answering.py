"""A ready question and what it is about → its answer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from zhize import labels
from zhize.collection.leanings import leanings
from zhize.collection.querying import frame_of, records_of
from zhize.collection.questions import find_question, questions
from zhize.errors import InputError
from zhize.tagging import times
from zhize.values import Level, Role

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zhize.collection.opening import Collection
    from zhize.collection.questions import Parameter, Question

_VALUE: Final = re.compile(r"P(?:T?[0-9.]+(?:WD|[DWMYHS]))+")
_TRUE, _FALSE = frozenset({"true", "yes", "1", "是"}), frozenset({"false", "no", "0", "否"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a collection answers."""

    question: Question
    values: Mapping[str, object]  # what it was asked about; None where nothing was said
    frame: pd.DataFrame  # its columns are those of the question


def ask(collection: Collection, name: str, *, limit: int | None = None, **values: object) -> Answer:
    """Answer a ready question.

    Args:
        collection: what is asked.
        name: 职责 or duties: see ``collection/questions.toml``.
        limit: the most rows wanted; all if None.
        values: what it is about, by the names of its parameters; texts or what they stand for.

    Raises:
        InputError: there is no such question, a value is missing or wrong, or no body has such a name.
    """
    question = find_question(name)
    if question is None:
        known = "、".join(each.name for each in questions())
        raise InputError("there is no such question", where=name, remedy=f"ask {known}")
    given = _values(question, values)
    used = {each: value for each, value in given.items() if f"${each}" in question.sql}
    rows = collection.arrow(question.sql, used, limit=None if question.then else limit)
    if not rows.num_rows:
        _check_bodies(collection, question, given)
    frame = frame_of(rows)
    if question.then == "leanings":
        found = leanings(records_of(rows), least=float(str(given["least"])), share=float(str(given["share"])))
        frame = pd.DataFrame(found, columns=list(question.columns)).iloc[:limit]
    return Answer(question=question, values=given, frame=frame)


def _values(question: Question, given: Mapping[str, object]) -> dict[str, object]:
    if unknown := sorted(set(given) - set(question.parameters)):
        takes = "、".join(question.parameters) or "nothing"
        raise InputError(f"takes no {unknown[0]}", where=question.name, remedy=f"it takes {takes}")
    found = {name: _value(name, given.get(name), each) for name, each in question.parameters.items()}
    for name, each in question.parameters.items():
        if each.required and found[name] is None:
            raise InputError(f"{name} ({each.label}) is missing", where=question.name, remedy=each.about)
    return found


def _value(name: str, given: object, parameter: Parameter) -> object:
    """Return a value as the SQL takes it.

    Raises:
        InputError: it is none of the kind.
    """
    if given is None:
        return parameter.default
    words = str(given).strip()
    match parameter.kind:
        case "number":
            return _number(name, words)
        case "flag":
            return _flag(name, words)
        case "value":
            return time_value(words)
        case "level":
            return _coded(name, words, {str(level): labels.LEVEL[level] for level in Level})
        case "role":
            return _coded(name, words, {str(role): labels.ROLE[role] for role in Role})
    if parameter.choices:
        return _coded(name, words, {each: each for each in parameter.choices})
    return words


def _number(name: str, words: str) -> float:
    try:
        return float(words)
    except ValueError as error:
        raise InputError("is no number", where=f"{name} {words}", remedy="write digits") from error


def _flag(name: str, words: str) -> bool:
    if words.lower() in _TRUE | _FALSE:
        return words.lower() in _TRUE
    raise InputError("is neither yes nor no", where=f"{name} {words}", remedy="write 是 or 否")


def _coded(name: str, words: str, known: Mapping[str, str]) -> str:
    """Return the code of a word that is written as such or in Chinese."""
    found = next((code for code, label in known.items() if words in {code, label}), None)
    if found is None:
        listed = ", ".join(known)
        raise InputError("is not known", where=f"{name} {words}", remedy=f"write one of {listed}")
    return found


def time_value(words: str) -> str:
    """Return a stretch of time as collections write it: P5WD of P5WD, of 5个工作日 and of 五个工作日.

    Raises:
        InputError: it is none.
    """
    if _VALUE.fullmatch(words):
        return words
    found = times.match(f"{words}内")
    if len(found) == 1 and found[0].value and _VALUE.fullmatch(found[0].value):
        return found[0].value
    raise InputError("is no stretch of time", where=words, remedy="write 5个工作日, 三十日 or P5WD")


def _check_bodies(collection: Collection, question: Question, given: Mapping[str, object]) -> None:
    """Tell a body without an answer from a name that no document knows.

    Raises:
        InputError: no document has a body of this name.
    """
    for name, parameter in question.parameters.items():
        if parameter.kind != "body" or given[name] is None:
            continue
        asked = str(given[name])
        sql = "SELECT 1 FROM bodies WHERE body = ? OR list_contains(aliases, ?) LIMIT 1"
        if collection.arrow(sql, [asked, asked]).num_rows:
            continue
        near: list[dict[str, Any]] = records_of(
            collection.arrow(
                "SELECT body FROM bodies WHERE contains(body, ?) GROUP BY body ORDER BY count(*) DESC, body LIMIT 5",
                [asked],
            )
        )
        those = "、".join(row["body"] for row in near)
        remedy = f"there are {those}" if those else "ask 机构 for names, or query the table bodies"
        raise InputError("no document knows a body of this name", where=asked, remedy=remedy)
