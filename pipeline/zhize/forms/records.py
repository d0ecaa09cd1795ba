"""What the rows of every form are made from: a document, its tables, and what several rows ask of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from zhize import labels
from zhize.tables import matrix
from zhize.types import ActorType

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

    from zhize.analysis import Analysis
    from zhize.forms.nouns import Cell
    from zhize.forms.schema import Form

Row = dict[str, Any]
"""A row of a table of `zhize.tables`, with "" for what the text does not say."""

TO_SETTLE: Final = "（待明确）"
"""Stands where the text names nobody by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A row of a form before its columns are chosen."""

    fields: Mapping[str, Cell]  # by the names of `zhize.forms.fields`
    norms: tuple[str, ...]  # ids of the norms that it shows


class Document:
    """A document under a form."""

    def __init__(self, analysis: Analysis, form: Form, *, several: bool) -> None:
        """Make the rows of its matrix, and look up who is what and which sanction answers which norm.

        Args:
            analysis: the document.
            form: the form.
            several: whether it stands beside others, so that a place is named with its title.
        """
        self.analysis, self.form, self.several = analysis, form, several
        self.norms = rows_of(matrix(analysis))
        self.by_id = {row["norm"]: row for row in self.norms}
        self.types: dict[str, ActorType] = {actor.body: actor.type for actor in analysis.actors}
        self.chapters = {each.id: each.chapter.title if each.chapter else "" for each in analysis.regulation.articles}
        self.answers: dict[str, list[str]] = defaultdict(list)
        for row in self.norms:
            for answered in row["sanctions"]:
                self.answers[answered].append(f"{row['locator']}：{row['action']}")

    def common(self, row: Row) -> dict[str, Cell]:
        """Return the fields that rows of every kind have, but for those of the whole table."""
        title = self.analysis.regulation.title
        return {
            "title": title,
            "locator": row["locator"],
            "basis": f"《{title}》{row['locator']}" if self.several else row["locator"],
            "chapter": self.chapters[row["article"]],
            "modality": labels.MODALITY.get(row["modality"], ""),
            "action": row["action"],
            "quote": row["quote"],
        }

    def named(self, names: Iterable[str]) -> str:
        """Return names as a cell, with a sign behind those that name nobody."""
        return "、".join(name + TO_SETTLE * name.endswith(self.form.unnamed) for name in names)

    def consequences(self, norm: str) -> str:
        """Return the sanctions that answer the breach of a norm, a line each."""
        return "\n".join(self.answers.get(norm, ()))

    def passes(self, row: Row) -> bool:
        """Whether a row has what the form asks for."""
        wanted = self.form.filter
        closed = (("modality", wanted.modality), ("force", wanted.force), ("relation", wanted.relation))
        return (
            all(not values or row[key] in values for key, values in (*closed, ("type", wanted.type)))
            and (not row["bearers"] or any(map(self.concerns, row["bearers"])))
            and (bool(row["bearers"]) or not wanted.bearers)
            and (not wanted.timed or bool(row["times"]))
        )

    def concerns(self, body: str) -> bool:
        """Whether the form asks for a body; one of unknown type is asked for with every type."""
        wanted = self.form.filter
        kind = self.types.get(body)
        of_type = not wanted.bearer_type or kind is None or kind in wanted.bearer_type
        return of_type and (not wanted.bearers or body in wanted.bearers)

    def only_authorities(self, bearers: Iterable[str]) -> bool | None:
        """Whether bearers are authorities alone (True) or people outside of government alone (False)."""
        types = {self.types.get(name) for name in bearers}
        outside = {kind is ActorType.GROUP for kind in types}
        return None if not types or None in types or len(outside) > 1 else not outside.pop()


def rows_of(frame: pd.DataFrame) -> list[Row]:
    """Return the rows of a table with "" for what the text does not say."""
    rows: list[Row] = frame.astype(object).where(frame.notna(), "").to_dict("records")  # type: ignore[assignment]
    return rows
