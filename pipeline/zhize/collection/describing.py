"""What a collection holds and what its tables are, as a line, a frame and a part of a page."""

from __future__ import annotations

from functools import cache
from html import escape
from typing import TYPE_CHECKING

import msgspec
import pandas as pd

from zhize.batches.entries import entry, read_entries
from zhize.batches.schemas import tables
from zhize.collection.views import views

if TYPE_CHECKING:
    from pathlib import Path

    from zhize.batches.ledger import Manifest

_COLUMNS = ("table", "column", "type", "label", "about", "null")
_FILE = "catalogue.toml"


class _Catalogue(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What ``catalogue.toml`` holds."""

    answers: dict[str, str]  # id of a question → what it answers, in Chinese


def headline(folder: Path, manifest: Manifest) -> str:
    """Return where a collection lies and how much it holds, in a line."""
    rows = manifest.rows
    failed = f"，{manifest.failed:,}个未能读取" if manifest.failed else ""
    held = f"文件{manifest.documents:,}个{failed}"
    return f"{folder}：{held}，条文{rows.get('articles', 0):,}条，规范{rows.get('norms', 0):,}项"


def columns_frame() -> pd.DataFrame:
    """Return one row a column of each table; of a view or a macro one row, with ``(…)`` for what a macro takes."""
    rows: list[tuple[str | None, ...]] = [
        (table.name, name, column.type, column.label, column.about, column.null)
        for table in tables().values()
        for name, column in table.columns.items()
    ]
    rows += [
        (view.name, f"({', '.join(view.macro)})" if view.macro else "", kind, view.label, view.about, None)
        for view in views()
        for kind in ["macro" if view.macro else "view"]
    ]
    return pd.DataFrame(rows, columns=list(_COLUMNS), dtype=pd.StringDtype())


def counted(manifest: Manifest) -> list[tuple[str, str, int, str]]:
    """Return of each table its name, its label, its rows and what a row is, in Chinese."""
    return [(name, table.label, manifest.rows.get(name, 0), table.row_zh) for name, table in tables().items()]


@cache
def answers() -> dict[str, str]:
    """Return what each ready question answers, in Chinese, by the id of the question.

    Raises:
        LexiconError: ``catalogue.toml`` breaks its schema.
    """
    return entry(_Catalogue, dict(read_entries(__package__, _FILE)), where=_FILE).answers


def catalogue_html(folder: Path, manifest: Manifest) -> str:
    """Return the tables of a collection as a part of a page, without script."""
    cell = "text-align:left;padding:.2em .8em .2em 0"
    lines = "".join(
        f'<tr><td style="{cell}">{name}</td><td style="{cell}">{label}</td>'
        f'<td style="{cell};text-align:right">{rows:,}</td><td style="{cell}">{escape(row)}</td></tr>'
        for name, label, rows, row in counted(manifest)
    )
    head = f'<div style="font-weight:600">{escape(headline(folder, manifest))}</div>'
    return f'<div class="zhize" lang="zh-CN">{head}<table style="border-collapse:collapse">{lines}</table></div>'
