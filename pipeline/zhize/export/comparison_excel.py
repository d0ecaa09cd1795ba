"""A comparison as a workbook: 条文对照 to print and review, 变化清单 to sort and filter, 说明."""

from __future__ import annotations

from importlib.metadata import version
from io import BytesIO
from typing import TYPE_CHECKING, Final

from zhize.export.comparison_rows import change_counts, entries, rows, type_counts
from zhize.export.sheets import Column, Sheet
from zhize.export.standing import standing
from zhize.export.workbook import (
    HEAD_FONT,
    LONGEST,
    TALLEST,
    height,
    legible,
    new_format,
    new_page,
    new_workbook,
    remarks,
    units,
    write_cell,
    write_notes,
)
from zhize.labels import LEVEL, UNSTATED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from zhize.comparison import Comparison
    from zhize.export.comparison_rows import Row, Side
    from zhize.types import Regulation

_LEFT, _RIGHT = 1, 2  # columns of the articles
_NONE: Final = "（无对应条文）"

Fragment = tuple[str, bool]
"""Characters and whether the other side lacks them."""


def to_xlsx(comparison: Comparison) -> bytes:
    """Return the workbook of a comparison.

    Args:
        comparison: what `zhize.compare` returned.

    Returns:
        An .xlsx file with the sheets 条文对照, 变化清单 and 说明. What only the left article has is struck
        through, what only the right one has is bold and underlined. Texts are never formulas.
    """
    pairs = rows(comparison)
    sheets = (_articles(comparison, pairs), _changes(comparison))
    buffer = BytesIO()
    with new_workbook(buffer, sheets[0].heading) as workbook:
        page = _write(workbook, sheets[0])
        _mark(workbook, page, pairs)
        _write(workbook, sheets[1])
        write_notes(workbook, _notes(comparison, remarks(sheets)))
    return buffer.getvalue()


# --- what stands in the sheets ---------------------------------------------------------------------------------------


def _articles(comparison: Comparison, pairs: Sequence[Row]) -> Sheet:
    left, right = _name(comparison.left.regulation), _name(comparison.right.regulation)
    columns = (
        Column(title="序号", width=5, centred=True),
        Column(title=f"左：{left}", width=56),
        Column(title=f"右：{right}", width=56),
        Column(title="类型", width=8, centred=True),
        Column(title="变化", width=34),
        Column(title="相似度", width=7, centred=True),
        Column(title="位置", width=9, centred=True),
        Column(title="说明", width=16),
    )
    cells = tuple(
        (
            row.number,
            _text(_fragments(row.left)) or _NONE,
            _text(_fragments(row.right)) or _NONE,
            row.name,
            "\n".join(row.sentences),
            float(row.alike) if row.alike else "",
            "\n".join(row.notes),
            "",
        )
        for row in pairs
    )
    return Sheet(name="条文对照", heading=f"《{left}》《{right}》条文对照", columns=columns, rows=cells)


def _changes(comparison: Comparison) -> Sheet:
    columns = (
        Column(title="序号", width=5, centred=True),
        Column(title="对照序号", width=9, centred=True),
        Column(title="左条", width=14),
        Column(title="右条", width=14),
        Column(title="变化", width=10, centred=True),
        Column(title="左文字", width=52),
        Column(title="右文字", width=52),
        Column(title="效果", width=8, centred=True),
    )
    cells = tuple(
        (number, entry.number, entry.left, entry.right, entry.kind, entry.before, entry.after, entry.effect)
        for number, entry in enumerate(entries(comparison), 1)
    )
    return Sheet(name="变化清单", heading="变化清单", columns=columns, rows=cells)


_METHOD: Final = (
    ("标记", "左有右无的文字加删除线，右有左无的文字加粗并加下划线；空白、条号和标点的全半角、写法不同不算差异。"),
    (
        "类型",
        "随级调整：只随本级机关、职务、地名而异；拆分：左侧一条拆为右侧数条；合并：左侧数条并为右侧一条。",
    ),
    (
        "效果",
        "减弱：应当、不得改为可以，硬性改为倡导，或增加条件、例外；加强与之相反，频次增多也是加强。工作日按1.4日折算。",
    ),
    ("相似度", "两侧条文按相同次序共有的字所占的比例，1.00为相同。"),
    (
        "局限",
        "由程序自动识别，可能遗漏或误判；职能对应（如县政府办公室主任与市政府秘书长）不是法定同职。",
    ),
)


def _notes(comparison: Comparison, warnings: Sequence[str]) -> Sheet:
    said = [
        *_about("左", comparison.left.regulation),
        *_about("右", comparison.right.regulation),
        ("对应", "，".join(f"{name}{count}组" for _, name, count in type_counts(comparison))),
        ("变化", "，".join(f"{name}{count}处" for name, count in change_counts(comparison)) or "无"),
        *_METHOD,
        *(("提示", warning) for warning in warnings),
        ("程序", f"Zhize（职责）{version('zhize')}，离线运行，不联网，不上传任何文字。"),
    ]
    columns = (Column(title="项目", width=14), Column(title="内容", width=110))
    return Sheet(name="说明", heading="说明", columns=columns, rows=tuple(said))


def _about(side: str, regulation: Regulation) -> Iterator[tuple[str, str]]:
    meta = regulation.metadata
    level = f"（{LEVEL[meta.level]}）" if meta.level else ""
    date = meta.issued or meta.passed or UNSTATED
    yield side, f"《{_name(regulation)}》，{len(regulation.articles)}条"
    issue = f"{meta.issuer or UNSTATED}{level}，发文字号{meta.doc_number or UNSTATED}，日期{date}"
    yield f"{side}：出处", f"{issue}，{standing(meta.in_force_until, meta.validity)}"


def _name(regulation: Regulation) -> str:
    return regulation.title or regulation.id


def _fragments(sides: Sequence[Side]) -> list[Fragment]:
    """Return the articles of a cell as runs of characters that share their mark, line ends included."""
    found: list[Fragment] = []
    for number, side in enumerate(sides):
        found.append(("\n" * bool(number) + side.label, False))
        for line in side.lines:
            found.append(("\n", False))
            found += ((piece.text, piece.differs) for piece in line)
    joined: list[Fragment] = []
    for text, differs in found:
        if joined and joined[-1][1] == differs:
            joined[-1] = (joined[-1][0] + text, differs)
        elif text:
            joined.append((text, differs))
    return joined


def _text(fragments: Sequence[Fragment]) -> str:
    return "".join(text for text, _ in fragments)


# --- how they are written --------------------------------------------------------------------------------------------


def _write(workbook: Workbook, sheet: Sheet) -> Worksheet:
    """Write a table with a frozen header that filters and that every printed page repeats."""
    page = new_page(workbook, sheet)
    page.freeze_panes(1, 1)
    page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
    page.set_row(0, 26)
    head = new_format(workbook, bold=True, font_name=HEAD_FONT, align="center", bg_color="#E7E6E6")
    for number, column in enumerate(sheet.columns):
        write_cell(page, 0, number, column.title, head)
    plain = {centred: new_format(workbook, align="center" if centred else "left") for centred in (False, True)}
    score = new_format(workbook, align="center", num_format="0.00")
    for index, row in enumerate(sheet.rows, 1):
        page.set_row(index, min(height(sheet, row), TALLEST))
        for number, (column, cell) in enumerate(zip(sheet.columns, row, strict=True)):
            write_cell(page, index, number, cell, score if isinstance(cell, float) else plain[column.centred])
    return page


def _mark(workbook: Workbook, page: Worksheet, pairs: Sequence[Row]) -> None:
    """Write the articles that differ once more, with their marks."""
    cell = new_format(workbook, align="left")
    plain = new_format(workbook)
    gone = new_format(workbook, font_strikeout=True, font_color="#A52A1A")
    come = new_format(workbook, bold=True, underline=1, font_color="#1F5A8F")
    for index, row in enumerate(pairs, 1):
        for column, sides, mark in ((_LEFT, row.left, gone), (_RIGHT, row.right, come)):
            _write_marked(page, index, column, _fragments(sides), (plain, mark, cell))


def _write_marked(
    page: Worksheet, row: int, column: int, fragments: Sequence[Fragment], styles: tuple[Format, Format, Format]
) -> None:
    """Write runs of characters into a cell that holds them already, if any is marked and the cell can take all.

    Args:
        page: the sheet.
        row: of the cell.
        column: of the cell.
        fragments: the runs.
        styles: of a plain run, of a marked one, and of the cell.
    """
    plain, mark, cell = styles
    marked = any(differs for _, differs in fragments)
    # Excel takes no rich text of a single run, and none that is longer than a cell.
    if not marked or len(fragments) == 1 or units(_text(fragments)) > LONGEST:
        return
    runs = [part for text, differs in fragments for part in (mark if differs else plain, legible(text))]
    page.write_rich_string(row, column, *runs, cell)
