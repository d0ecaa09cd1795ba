"""A family as a workbook: 条文对照表, 相似度矩阵, 谱系, 特有条文, 说明."""

from __future__ import annotations

from importlib.metadata import version
from io import BytesIO
from typing import TYPE_CHECKING, Final

from zhize.export.comparisons.rows import place_of
from zhize.export.families.names import names_of
from zhize.export.families.relations import clusters, lines, odd, sources, undecided
from zhize.export.families.rows import kind_counts, rows
from zhize.export.workbooks.workbook import (
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
from zhize.forms.nouns import Column, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from zhize.export.families.names import Name
    from zhize.export.families.rows import Row, Shown
    from zhize.families.nouns import Family
    from zhize.forms.nouns import Cell

_FIRST: Final = 2  # column of the first text's articles
_WIDTH: Final = 150  # of all texts' columns together, which A4 in landscape takes
_NARROWEST: Final = 24
_MARKED: Final = 12  # texts; beyond, the marks would be more than the words
_ROOM: Final = 3  # of a page's scale: what a matrix of many texts needs


def to_xlsx(family: Family) -> bytes:
    """Return the workbook of a family.

    Args:
        family: what `zhize.comparison.compare_all` returned.

    Returns:
        An .xlsx file with the sheets 条文对照表, 相似度矩阵, 谱系, 特有条文 and 说明. What the first text of a row has
        not is bold and underlined in the others. Texts are never formulas.
    """
    names, table = names_of(family), rows(family)
    articles, grid = _articles(names, table), _grid(family, names)
    others = _lineage(family, names), _odd(family, names)
    buffer = BytesIO()
    with new_workbook(buffer, articles.heading) as workbook:
        page = write_table(workbook, articles, frozen=_FIRST)
        if len(names) <= _MARKED:
            _mark(workbook, page, table)
        _shade(workbook, write_table(workbook, grid, frozen=1), len(names))
        for sheet in others:
            write_table(workbook, sheet, frozen=1)
        write_notes(workbook, _notes(family, names, remarks((articles, grid, *others))))
    return buffer.getvalue()


# --- what stands in the sheets ---------------------------------------------------------------------------------------


def _articles(names: Sequence[Name], table: Sequence[Row]) -> Sheet:
    width = max(_NARROWEST, _WIDTH / len(names))
    columns = (
        Column(title="行", width=5, centred=True),
        Column(title="异同", width=9, centred=True),
        *(Column(title=f"{name.number}　{name.short}", width=width) for name in names),
        Column(title="相似度", width=7, centred=True),
        Column(title="来龙去脉", width=20),
        Column(title="说明", width=12),
    )
    cells = tuple(
        (
            row.number,
            row.name,
            *("\n".join(f"{shown.label}\n{shown.text}" for shown in cell.articles) for cell in row.cells),
            float(row.alike) if row.alike else "",
            "\n".join((*row.lineage, *([f"另见第{'、'.join(map(str, row.related))}行"] if row.related else []))),
            "",
        )
        for row in table
    )
    heading = f"《{names[0].title}》等{len(names)}件文件条文对照表"
    return Sheet(name="条文对照表", heading=heading, columns=columns, rows=cells)


def _grid(family: Family, names: Sequence[Name]) -> Sheet:
    """Return the matrix of shares, and under it that of similarities."""
    width = max(7.0, min(12.0, _ROOM * 40 / len(names)))
    columns = (
        Column(title="横看：有对应条文的比例", width=30),
        *(Column(title=f"{name.number}\n{name.short}", width=width, centred=True) for name in names),
    )

    def line(index: int, *, share: bool) -> tuple[Cell, ...]:
        found = [None if other == index else family.kinship(index, other) for other in range(len(names))]
        figures = ("" if it is None else it.share(index) if share else it.similarity for it in found)
        return (f"{names[index].number}　{names[index].short}", *figures)

    shares = tuple(line(index, share=True) for index in range(len(names)))
    between = ("对应条文的平均相似度", *("" for _ in names))
    alike = tuple(line(index, share=False) for index in range(len(names)))
    return Sheet(name="相似度矩阵", heading="相似度矩阵", columns=columns, rows=(*shares, between, *alike))


def _lineage(family: Family, names: Sequence[Name]) -> Sheet:
    """Return a row an article: where it was taken from, and what became of it."""
    columns = (
        Column(title="文件", width=22),
        Column(title="条款", width=14),
        Column(title="对照行", width=7, centred=True),
        Column(title="异同", width=9, centred=True),
        Column(title="借自文件", width=22),
        Column(title="借自条款", width=16),
        Column(title="相似度", width=8, centred=True),
        Column(title="随级用语\n不计", width=9, centred=True),
        Column(title="逐字重复", width=8, centred=True),
        Column(title="来龙去脉", width=42),
    )
    borrowed = {(borrowing.text, borrowing.article): borrowing for borrowing in family.borrowings}
    table = rows(family)
    places = {
        (text, article): number
        for number, strand in enumerate(family.strands)
        for text, cell in enumerate(strand.cells)
        for article in cell
    }
    cells: list[tuple[Cell, ...]] = []
    for text, analysis in enumerate(family.texts):
        for article in analysis.regulation.articles:
            row = table[places[text, article.id]]
            borrowing = borrowed.get((text, article.id))
            source: tuple[Cell, ...] = ("", "", "", "", "")
            if borrowing is not None:
                source = (
                    names[borrowing.source].short,
                    "、".join(map(place_of, borrowing.articles)),
                    borrowing.similarity,
                    borrowing.mapped_similarity,
                    borrowing.verbatim,
                )
            own = (names[text].short, place_of(article.id), row.number, row.name)
            cells.append((*own, *source, "；".join(row.lineage)))
    return Sheet(name="谱系", heading="条文谱系", columns=columns, rows=tuple(cells))


def _odd(family: Family, names: Sequence[Name]) -> Sheet:
    columns = (
        Column(title="序号", width=5, centred=True),
        Column(title="文件", width=24),
        Column(title="条款", width=14),
        Column(title="内容", width=84),
        Column(title="对照行", width=7, centred=True),
        Column(title="最相近的条文", width=24),
        Column(title="文字\n相近", width=8, centred=True),
    )
    cells = tuple(
        (number, names[it.text].short, it.place, it.words, it.row, it.nearest, float(it.likeness))
        for number, it in enumerate(odd(family), 1)
    )
    return Sheet(name="特有条文", heading="特有条文", columns=columns, rows=cells)


_METHOD: Final = (
    (
        "条文对照表",
        "一行是同一条文在各文件中的样子；以本行最左一件有此条的文件为准，其余文件增加或不同的文字加粗并加下划线。",
    ),
    ("异同", "相同：各文件文字相同；随级调整：只随本级机关、职务、地名而异；有修改；独有：其他文件没有对应条文。"),
    (
        "相似度",
        "两条条文按相同次序共有的字所占的比例，1.00为相同；“随级用语不计”是把本级机关、职务、地名换成统一称谓后再算。",
    ),
    (
        "来源",
        "层级低的借自层级高的（不论有无隶属关系），后出的借自先出的；两者相反，或层级、日期都分不出先后的，来源未定。各条以最相近的一处为来源。",
    ),
    (
        "逐字重复",
        "与来源连续八字以上相同的文字所占的比例，随级用语不计。《规章制定程序条例》第八条：法律、法规已经明确规定的内容，规章原则上不作重复规定。",
    ),
    ("分组", "按文件两两的整体相似度逐步归并，组数在二至九组中取轮廓系数最高者；低于0.15或不足四件的不分组。"),
    ("局限", "由程序自动识别，可能遗漏或误判；十二件以上的，只逐条比较各文件与其来源、前后版本，其余按文字比对。"),
)


def _notes(family: Family, names: Sequence[Name], warnings: Sequence[str]) -> Sheet:
    said = [*_about(names)]
    said.append(("对照", "，".join(f"{name}{count}行" for _, name, count in kind_counts(family))))
    said += _relations(family, names)
    said += [*_METHOD, *(("提示", warning) for warning in warnings)]
    said.append(("程序", f"Zhize（职责）{version('zhize')}，离线运行，不联网，不上传任何文字。"))
    columns = (Column(title="项目", width=14), Column(title="内容", width=110))
    return Sheet(name="说明", heading="说明", columns=columns, rows=tuple(said))


def _about(names: Sequence[Name]) -> Iterator[tuple[str, str]]:
    for name in names:
        facts = f"{name.issuer}，发文字号{name.doc_number}，日期{name.date}，{name.standing}"
        yield f"文件{name.number}", f"《{name.title}》（表中称“{name.short}”），{name.articles}条；{facts}"


def _relations(family: Family, names: Sequence[Name]) -> Iterator[tuple[str, str]]:
    for it in sources(family):
        said = f"{names[it.text].short}借自{names[it.source].short}：{it.taken}条，依据{it.basis}，相似度{it.alike}"
        changes = f"；规范变化：{it.changes}" if it.changes else ""
        yield "谁借自谁", f"{said}，逐字重复{it.verbatim}{changes}"
    if unsure := undecided(family):
        pairs = "；".join(f"{names[it.left].short}与{names[it.right].short}（{it.reason}）" for it in unsure)
        yield "来源未定", pairs
    for line in lines(family):
        steps = (
            f"{names[it.text].short}新增{len(it.added)}、修改{len(it.changed)}、删去{len(it.dropped)}、未改{it.kept}"
            for it in line.versions[1:]
        )
        yield "历次版本", f"{line.title}：首个版本{names[line.versions[0].text].short}；{'；'.join(steps)}"
    found = clusters(family)
    if len(found) > 1:
        for number, cluster in enumerate(found, 1):
            yield f"第{number}组", "、".join(names[text].short for text in cluster.texts)


# --- how they are written --------------------------------------------------------------------------------------------


def write_table(workbook: Workbook, sheet: Sheet, *, frozen: int) -> Worksheet:
    """Write a table whose header filters, stays, and stands on every printed page.

    Args:
        workbook: to add a sheet to.
        sheet: what stands in it.
        frozen: how many of the first columns stay.
    """
    page = new_page(workbook, sheet)
    page.freeze_panes(1, frozen)
    page.autofilter(0, 0, max(len(sheet.rows), 1), len(sheet.columns) - 1)
    page.set_row(0, 13.5 * (1 + max(column.title.count("\n") for column in sheet.columns)) + 13)
    head = new_format(workbook, bold=True, font_name=HEAD_FONT, align="center", bg_color="#E7E6E6")
    for number, column in enumerate(sheet.columns):
        write_cell(page, 0, number, column.title, head)
    plain = {centred: new_format(workbook, align="center" if centred else "left") for centred in (False, True)}
    score = new_format(workbook, align="center", num_format="0.00")
    share = new_format(workbook, align="center", num_format="0%")
    for index, row in enumerate(sheet.rows, 1):
        page.set_row(index, min(height(sheet, row), TALLEST))
        for number, (column, cell) in enumerate(zip(sheet.columns, row, strict=True)):
            figure = share if column.title == "逐字重复" else score
            write_cell(page, index, number, cell, figure if isinstance(cell, float) else plain[column.centred])
    return page


def _shade(workbook: Workbook, page: Worksheet, size: int) -> None:
    """Shade the two matrices by their figures, and write the shares as such."""
    scale = {"type": "2_color_scale", "min_type": "num", "min_value": 0, "max_type": "num", "max_value": 1}
    scale |= {"min_color": "#FFFFFF", "max_color": "#8FB4D9"}
    share = workbook.add_format({"num_format": "0%"})
    for first in (1, size + 2):
        page.conditional_format(first, 1, first + size - 1, size, scale)
    page.conditional_format(1, 1, size, size, {"type": "cell", "criteria": ">=", "value": 0, "format": share})


def _mark(workbook: Workbook, page: Worksheet, table: Sequence[Row]) -> None:
    """Write the articles that differ from the first of their row once more, with their marks."""
    cell = new_format(workbook, align="left")
    plain = new_format(workbook)
    come = new_format(workbook, bold=True, underline=1, font_color="#1F5A8F")
    for index, row in enumerate(table, 1):
        for column, found in enumerate(row.cells, _FIRST):
            _write_marked(page, index, column, _runs(found.articles), (plain, come, cell))


def _runs(articles: Sequence[Shown]) -> list[tuple[str, bool]]:
    """Return the articles of a cell as runs of characters that share their mark."""
    found: list[tuple[str, bool]] = []
    for number, article in enumerate(articles):
        found.append(("\n" * bool(number) + article.label, False))
        for line in article.lines:
            found.append(("\n", False))
            found += ((piece.text, piece.mark == "ins") for piece in line if piece.mark != "del")
    joined: list[tuple[str, bool]] = []
    for text, differs in found:
        if joined and joined[-1][1] == differs:
            joined[-1] = (joined[-1][0] + text, differs)
        elif text:
            joined.append((text, differs))
    return joined


def _write_marked(
    page: Worksheet, row: int, column: int, runs: Sequence[tuple[str, bool]], styles: tuple[Format, Format, Format]
) -> None:
    """Write runs into a cell that holds them already, if any is marked and the cell can take all."""
    plain, mark, cell = styles
    # Excel takes no rich text of a single run, and none that is longer than a cell.
    if not any(differs for _, differs in runs) or len(runs) == 1 or units("".join(t for t, _ in runs)) > LONGEST:
        return
    parts = [part for text, differs in runs for part in (mark if differs else plain, legible(text))]
    page.write_rich_string(row, column, *parts, cell)
