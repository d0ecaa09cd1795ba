"""Rows that show norms: a norm each, a task each, or the norms of a body in one clause."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Final

from zhize import labels
from zhize.forms.records import TO_SETTLE, Record
from zhize.types import Modality, Relation, TimeType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from zhize.forms.nouns import Cell
    from zhize.forms.records import Document, Row

_MARKED: Final = frozenset({Modality.PROHIBITION, Modality.PERMISSION})
_GAP: Final = 40  # characters between a marker and the act that it rules
_STOPS: Final = frozenset("，。；：\n")


def of_norms(document: Document) -> Iterator[Record]:
    """Yield a record a norm, in the order of the text."""
    for row in document.norms:
        if document.passes(row):
            yield Record(fields=_fields(document, row), norms=(row["norm"],))


def of_tasks(document: Document) -> Iterator[Record]:
    """Yield a record a task; a norm that says only that somebody assists joins the one before it in its clause."""
    tasks: list[list[Row]] = []
    for row in filter(document.passes, document.norms):
        if tasks and row["action"] in document.form.assisting and tasks[-1][0]["locator"] == row["locator"]:
            tasks[-1].append(row)
        else:
            tasks.append([row])
    for first, *others in tasks:
        assisting = [name for row in others for name in row["bearers"]]
        ids = tuple(row["norm"] for row in (first, *others))
        yield Record(fields=_fields(document, first, assisting=assisting), norms=ids)


def of_bodies(document: Document) -> Iterator[Record]:
    """Yield a record a body and clause, the bodies in the order in which the text gives them something to do."""
    rows = [row for row in document.norms if row["bearers"] and document.passes(row)]
    for body in filter(document.concerns, dict.fromkeys(name for row in rows for name in row["bearers"])):
        own = (row for row in rows if body in row["bearers"])
        for _, clause in groupby(own, key=lambda row: str(row["locator"])):
            yield _clause(document, body, list(clause))


def _clause(document: Document, body: str, rows: list[Row]) -> Record:
    first = rows[0]
    acts = [_behind_condition(row, act_of(row)) for row in rows]
    numbered = [f"{number}．{act}" for number, act in enumerate(acts, 1)] if len(acts) > 1 else acts
    common = document.common(first)
    fields: dict[str, Cell] = {
        **common,
        "bearers": body,
        "body": document.named([body]),
        "duty": common["chapter"] or _article(str(first["locator"])),
        "action": "\n".join(row["action"] for row in rows),
        "act": "\n".join(numbered),
        "modality": "、".join(dict.fromkeys(labels.MODALITY[row["modality"]] for row in rows)),
        "times": "；".join(dict.fromkeys(time for row in rows for time in row["times"])),
        "quote": "\n".join(dict.fromkeys(row["quote"] for row in rows)),
    }
    return Record(fields=fields, norms=tuple(row["norm"] for row in rows))


def _article(locator: str) -> str:
    """Return the article of a place: 第四十三条 for 第四十三条第二款, 正文 for a text without numbers."""
    return locator[: locator.index("条") + 1] if "条" in locator else "正文"


def _fields(document: Document, row: Row, *, assisting: Iterable[str] = ()) -> dict[str, Cell]:
    said = tuple(zip(row["times"], row["time_types"], strict=True))
    return {
        **document.common(row),
        "bearers": document.named(row["bearers"]) or labels.UNSTATED,
        "bearer_source": labels.BEARER_SOURCE[row["bearer_source"]],
        "force": labels.FORCE[row["force"]],
        "marker": row["marker"],
        "act": act_of(row),
        "task": _behind_condition(row, row["action"]),
        "parties": _parties(row),
        "lead": document.named(row["bearers"]) or TO_SETTLE,
        "assists": document.named(_beside(row, assisting)),
        "condition": "\n".join((row["condition"], *row["cases"])).strip() if row["cases"] else row["condition"],
        "exception": row["exception"],
        "limits": "；".join(text for text, kind in said if kind != TimeType.FREQUENCY),
        "frequencies": "；".join(row["frequencies"]),
        "times": "；".join(row["times"]),
        "consequences": document.consequences(row["norm"]),
        "confidence": row["confidence"],
        "doubts": "；".join(labels.DOUBT[doubt] for doubt in row["doubts"]),
    }


def act_of(row: Row) -> str:
    """Return an act, with its marker where it says the contrary without it: 不得提交会议讨论研究, 可以召开.

    Words that stand between them come along, unless a stop parts them.
    """
    marker, action, text = str(row["marker"]), str(row["action"]), str(row["quote"])
    if not marker or action.startswith(marker) or row["modality"] not in _MARKED:
        return action
    start, end = _nearest(marker, action, text)
    between = text[start + len(marker) : end]
    if start < 0 or len(between) > _GAP or _STOPS & set(between):
        return marker + action
    return text[start:end] + action


def _nearest(marker: str, action: str, text: str) -> tuple[int, int]:
    """Return where a marker and its act begin: of the places that have both, the one where they stand closest."""
    acts = (found.start() for found in re.finditer(re.escape(action), text))
    pairs = [(text.rfind(marker, 0, act), act) for act in acts]
    return min((pair for pair in pairs if pair[0] >= 0), key=lambda pair: pair[1] - pair[0], default=(-1, 0))


def _behind_condition(row: Row, act: str) -> str:
    """Return an act behind its condition, the cases that spell the condition out below it."""
    condition = str(row["condition"]).rstrip("，：")
    said = f"{condition}，{act}" if condition and condition not in act else act
    return "\n".join((said, *row["cases"]))


def _beside(row: Row, assisting: Iterable[str]) -> list[str]:
    """Return whom the bearers act with, and who only assists; nobody who leads.

    Whom they assist (协助县长工作) has the matter in hand and does not assist them.
    """
    pairs = zip(row["counterparts"], row["relations"], strict=True)
    names = (*(name for name, relation in pairs if relation == Relation.CONSULTS), *assisting)
    return [name for name in dict.fromkeys(names) if name not in row["bearers"]]


def _parties(row: Row) -> str:
    pairs = zip(row["counterparts"], row["relations"], strict=True)
    return "；\n".join(labels.RELATION_PHRASE[relation].format(name) for name, relation in pairs)
