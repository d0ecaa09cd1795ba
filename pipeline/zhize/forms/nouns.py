"""The nouns of a filled table: its columns, its rows, and the form that says what stands in them."""

from __future__ import annotations

from dataclasses import dataclass, field

Cell = str | int | float


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a sheet."""

    title: str
    width: float  # in the unit of Excel: digits of its standard font
    centred: bool = False
    field: str = ""  # what of a row it shows (bearers, action …); empty where only the title says it
    merged: bool = False  # equal cells below one another are one, within those of the merged columns before it
    blank: bool = False  # a person fills it in


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet: its columns and rows; "" is an empty cell."""

    name: str
    heading: str  # printed above each page
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    keys: tuple[str, ...] = field(
        default=(), compare=False
    )  # of each row: the norm's id, ``document/43.2`` among several
    groups: tuple[str, ...] = field(default=(), compare=False)  # of each row: the heading that it stands under
