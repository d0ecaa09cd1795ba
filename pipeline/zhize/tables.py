"""Tables of an analysis: one row a norm, article, edge, time, citation, name or problem; every export shares them.

Column names are English; `labels` has the Chinese ones. Values are those of the contract (``obligation``), not their
Chinese names. What a text does not say is ``NA`` in a column of text and ``()`` in a column of tuples.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from zhize import columns, rows

if TYPE_CHECKING:
    from collections.abc import Iterable
    from enum import StrEnum

    from zhize.analysis import Analysis
    from zhize.rows import Row


def labels() -> dict[str, str]:
    """Return the Chinese label of every column of every table here, by its English name."""
    return {name: label for schema in columns.ALL for name, _, label in schema}


def matrix(*analyses: Analysis) -> pd.DataFrame:
    """Return the duties: one row a norm, in the order of the texts.

    Args:
        analyses: one or more documents; ``document`` tells them apart.

    Returns:
        A frame with the columns that `labels` names. ``quote`` is the whole sentence that proves the norm (with the
        lead-in of its list, ``……`` for what lies between); ``deadlines`` are the texts of deadlines, ``times`` those
        of every kind, ``time_types`` and ``time_values`` say what they are, in the same order; ``doubtful`` says that
        a person should look, ``doubts`` why; ``cases`` are items that spell the condition out, ``steps`` who does what,
        in order; ``sanctions`` are the norms whose
        breach it answers.
        Without a norm the frame is empty and has the same columns and types.
    """
    return _frame(columns.MATRIX, (row for analysis in analyses for row in rows.norm_rows(analysis)))


def articles(*analyses: Analysis) -> pd.DataFrame:
    """Return one row an article, with its size and the number of its norms; characters without white space."""
    return _frame(columns.ARTICLES, (row for analysis in analyses for row in rows.article_rows(analysis)))


def edges(*analyses: Analysis) -> pd.DataFrame:
    """Return one row for each bearer, counterpart and relation of a norm: the duties between bodies."""
    return _frame(columns.EDGES, (row for analysis in analyses for row in rows.edge_rows(analysis)))


def times(*analyses: Analysis) -> pd.DataFrame:
    """Return one row a time expression and norm that it binds; one that binds none has a row without a norm."""
    return _frame(columns.TIMES, (row for analysis in analyses for row in rows.time_rows(analysis)))


def references(*analyses: Analysis) -> pd.DataFrame:
    """Return one row a citation and place that it names; ``resolved`` is the id of a place in the same text."""
    return _frame(columns.REFERENCES, (row for analysis in analyses for row in rows.reference_rows(analysis)))


def definitions(*analyses: Analysis) -> pd.DataFrame:
    """Return one row a name that a text gives (以下简称, 是指), with the words that it stands for."""
    return _frame(columns.DEFINITIONS, (row for analysis in analyses for row in rows.definition_rows(analysis)))


def bodies(*analyses: Analysis) -> pd.DataFrame:
    """Return one row a body, in the order of first mention (in ``article``), with what `zhize.bodies.Body` says."""
    return _frame(columns.BODIES, (row for analysis in analyses for row in rows.body_rows(analysis)))


def problems(*analyses: Analysis) -> pd.DataFrame:
    """Return one row for each thing that is odd about a text, with what to do about it."""
    return _frame(columns.PROBLEMS, (row for analysis in analyses for row in rows.problem_rows(analysis)))


# --- frames ----------------------------------------------------------------------------------------------------------

_DTYPES = {
    columns.TEXT: "string[python]",  # the storage of pyarrow holds no lone surrogate, which a broken text may have
    columns.TUPLE: "object",
    columns.NUMBER: "float64",
    columns.FLAG: "bool",
    columns.COUNT: "int64",
}


def _frame(schema: columns.Schema, given: Iterable[Row]) -> pd.DataFrame:
    """Return the rows under the schema's columns and types; what a row has besides is left out."""
    found = list(given)
    return pd.DataFrame({name: _column(kind, [row[name] for row in found]) for name, kind, _ in schema})


def _column(kind: str | type[StrEnum], values: list[Any]) -> pd.Series[Any]:
    if isinstance(kind, str):
        return pd.Series(values, dtype=_DTYPES[kind])
    return pd.Series(values, dtype=pd.CategoricalDtype([value.value for value in kind]))
