"""What a form's file may say, key by key; `zhize.forms.loading` reads it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import msgspec

from zhize.types import ActorType, Force, Modality, Relation, TimeType

SHEET_NAME = r"^[^\[\]:*?/\\']{1,31}$"
"""What Excel takes for the name of a sheet."""


class Rows(StrEnum):
    """What a row of a form is."""

    NORMS = "norms"  # a norm
    TASKS = "tasks"  # a norm with who leads and who assists; 配合 alone joins the task before it
    BODIES = "bodies"  # the norms of a body in one clause (条款项), body by body
    TIMES = "times"  # a time expression and a norm that it binds
    TIES = "ties"  # what one body does towards another


class Layout(StrEnum):
    """How a form is printed."""

    TABLE = "table"
    LINES = "lines"  # a numbered paragraph, a line for each other column
    INLINE = "inline"  # a numbered paragraph that ends with the other columns in brackets


class Orientation(StrEnum):
    """How the page lies."""

    LANDSCAPE = "landscape"
    PORTRAIT = "portrait"


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A table of a form's file."""


class ColumnEntry(Part, frozen=True, kw_only=True):
    """A column: one of ``[[column]]``."""

    title: Annotated[str, msgspec.Meta(min_length=1)]
    field: str = ""  # what of a row it shows; of a blank column what it is for, or nothing
    width: Annotated[float, msgspec.Meta(gt=0, le=255)] = 12  # digits of Excel's standard font
    centred: bool = False
    merged: bool = False  # equal cells below one another are one
    blank: bool = False  # a person fills it in
    several: bool = False  # only where several documents stand in one table
    printed: bool = True  # if not, it stands in workbooks and CSV only
    synonyms: tuple[str, ...] = ()  # other titles by which offices call it
    phrase: str = ""  # of the layouts lines and inline; {} is the cell
    joint: str = "；"  # of the layout inline: what stands before it in the brackets


class Filter(Part, frozen=True, kw_only=True):
    """Which rows a form has; what is left out lets everything pass."""

    modality: tuple[Modality, ...] = ()
    force: tuple[Force, ...] = ()
    bearers: tuple[str, ...] = ()  # names; a row needs one of them
    bearer_type: tuple[ActorType, ...] = ()  # bearers of no known type pass
    relation: tuple[Relation, ...] = ()
    type: tuple[TimeType, ...] = ()  # of a time
    timed: bool = False  # only rows with a time


class Example(Part, frozen=True, kw_only=True):
    """A text and the rows that the form makes of it; a test holds the form to it."""

    text: str
    rows: tuple[dict[str, str | int | float], ...]  # cells by title; titles that are left out may hold anything


class Form(Part, frozen=True, kw_only=True):
    """A form (表样): which rows it has, what its columns show, and how it is printed."""

    name: Annotated[str, msgspec.Meta(pattern=SHEET_NAME)]  # also of its sheet in a workbook
    title: str = ""  # printed above it; the name by default
    source: str  # which form of offices it follows
    rows: Rows
    layout: Layout = Layout.TABLE
    orientation: Orientation = Orientation.LANDSCAPE
    group: str = ""  # the field whose values are headings: chapter
    notes: tuple[str, ...] = ()  # printed below it
    unnamed: tuple[str, ...] = ()  # ends of names that name nobody: 有关部门 → 有关部门（待明确）
    assisting: tuple[str, ...] = ()  # acts of a body that only assists in the task before: 配合
    filter: Filter = Filter()
    column: tuple[ColumnEntry, ...]
    example: tuple[Example, ...] = ()
