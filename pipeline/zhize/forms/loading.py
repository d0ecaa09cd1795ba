"""A form's file → `Form`: those of this folder by their names, those of a user by their paths."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from zhize.errors import InputError
from zhize.forms.fields import BLANK, FIELDS, FILTERS
from zhize.forms.schema import ColumnEntry, Example, Filter, Form, Part

if TYPE_CHECKING:
    from collections.abc import Iterator

_SUFFIX = ".toml"
_SEE = "zhize forms show 义务清单 prints a form that is right"

P = TypeVar("P", bound=Part)


@cache
def form_names() -> tuple[str, ...]:
    """Return the names of the forms that come with the program, 义务清单 first."""
    names = (entry.name.removesuffix(_SUFFIX) for entry in files(__package__).iterdir() if entry.name.endswith(_SUFFIX))
    return tuple(sorted(names, key=lambda name: (name != "义务清单", name)))


def form_text(name: str) -> str:
    """Return the file of a form that comes with the program, for a user to change.

    Raises:
        InputError: no form has that name.
    """
    if name not in form_names():
        remedy = f"use one of {'、'.join(form_names())}, or the path of your own .toml file"
        raise InputError("is no form", where=name, remedy=remedy)
    return (files(__package__) / f"{name}{_SUFFIX}").read_text(encoding="utf-8")


def load_form(name_or_path: str | Path) -> Form:
    """Return a form.

    Args:
        name_or_path: the name of one that comes with the program (任务分工表), or the path of a .toml file.

    Raises:
        InputError: there is none, or its file breaks the schema; the line names the file, the table and the key.
    """
    if isinstance(name_or_path, str) and not name_or_path.lower().endswith(_SUFFIX):
        return _shipped(name_or_path)
    path = Path(name_or_path)
    try:
        text = path.read_text(encoding="utf-8-sig")  # the editor of Windows puts the mark there
    except UnicodeDecodeError as error:
        raise InputError("is not UTF-8", where=str(path), remedy="save it as UTF-8") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        remedy = f"give the path of a form, or one of {'、'.join(form_names())}"
        raise InputError(f"cannot be read ({reason})", where=str(path), remedy=remedy) from error
    return read_form(text, where=str(path))


@cache
def _shipped(name: str) -> Form:
    return read_form(form_text(name), where=f"{name}{_SUFFIX}")


def read_form(text: str, *, where: str) -> Form:
    """Return the form that a TOML text describes.

    Args:
        text: the text.
        where: its file, for errors.

    Raises:
        InputError: it is no TOML or breaks the schema.
    """
    try:
        raw: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"is no TOML ({error})", where=where, remedy="mend the line") from error
    parts = {
        "column": tuple(_entries(raw, "column", ColumnEntry, where)),
        "example": tuple(_entries(raw, "example", Example, where)),
        "filter": _converted(raw.get("filter", {}), Filter, f"{where}, filter"),
    }
    form = _converted({**raw, **parts}, Form, where)
    _check(form, where)
    return form


def _entries(raw: dict[str, Any], key: str, schema: type[P], where: str) -> Iterator[P]:
    entries = raw.get(key, [])
    if not isinstance(entries, list):
        raise InputError(f"{key} is no list", where=where, remedy=f"write [[{key}]] above each")
    for number, entry in enumerate(entries, 1):
        title = entry.get("title", "") if isinstance(entry, dict) else ""
        yield _converted(entry, schema, _place(where, key, number, title))


def _converted(raw: object, schema: type[P], where: str) -> P:
    try:
        return msgspec.convert(raw, schema)
    except msgspec.ValidationError as error:
        keys = ", ".join(schema.__struct_fields__)
        raise InputError(str(error), where=where, remedy=f"keys are {keys}") from error


def _place(where: str, key: str, number: int, title: object) -> str:
    return f"{where}, {key} {number}" + (f" ({title})" if title else "")


def _check(form: Form, where: str) -> None:
    """Hold a form to what its rows can show.

    Raises:
        InputError: an unknown field, a title twice, a filter that its rows cannot have.
    """
    if not form.column:
        raise InputError("has no column", where=where, remedy=_SEE)
    known = FIELDS[form.rows]
    if form.group and form.group not in known:
        raise InputError(f"group: there is no field {form.group}", where=where, remedy=f"use one of {', '.join(known)}")
    allowed = FILTERS[form.rows]
    for key in Filter.__struct_fields__:
        if getattr(form.filter, key) and key not in allowed:
            what = f"rows of {form.rows.value} cannot be filtered by {key}"
            raise InputError(what, where=f"{where}, filter", remedy=f"use {', '.join(sorted(allowed))}")
    titles: dict[str, int] = {}
    for number, column in enumerate(form.column, 1):
        _check_column(column, form, _place(where, "column", number, column.title))
        for title in (column.title, *column.synonyms):
            if titles.setdefault(title, number) != number:
                what = f"{title} is a title or synonym of column {titles[title]} too"
                raise InputError(what, where=_place(where, "column", number, column.title), remedy="keep one of them")


def _check_column(column: ColumnEntry, form: Form, where: str) -> None:
    known = BLANK if column.blank else FIELDS[form.rows]
    if column.field and column.field not in known:
        blank = not column.blank and column.field in BLANK
        remedy = "add blank = true" if blank else f"use one of {', '.join(known)}"
        raise InputError(f"there is no field {column.field}", where=where, remedy=remedy)
    if not column.field and not column.blank:
        raise InputError("has no field", where=where, remedy="name one, or say blank = true")
    if column.phrase and column.phrase.count("{}") != 1:
        raise InputError(f"phrase {column.phrase} has no place for the cell", where=where, remedy="write {} once")
