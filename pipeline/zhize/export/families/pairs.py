"""The index of many comparisons: a row a pair, as a page and as a workbook."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from importlib.metadata import version
from io import BytesIO
from typing import TYPE_CHECKING

from zhize.comparison.nouns import ChangeKind, PairType
from zhize.export.families.excel import write_table
from zhize.export.markup import legal
from zhize.export.pages.html import environment
from zhize.export.workbooks.workbook import new_workbook, remarks, write_notes
from zhize.families.lineage import date_of, name_date
from zhize.forms.nouns import Column, Sheet
from zhize.labels import CHANGE_KIND, EFFECT, PAIR_TYPE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhize.comparison.nouns import Comparison
    from zhize.forms.nouns import Cell
    from zhize.types import Regulation


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """A pair of texts that was compared."""

    number: int
    page: str  # name of its page, beside the index
    left: str  # title and date
    right: str
    articles: tuple[int, int]
    types: tuple[int, ...]  # how many pairs of articles of each type, in the order of `PairType`
    kinds: tuple[int, ...]  # how many changes of each kind, in the order of `ChangeKind`
    effects: str  # 模态（减弱）2，时限（缩短）1; empty without any


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """A pair of texts of which one cannot be read."""

    number: int
    left: str  # as the list names it
    right: str
    reason: str


def matched(comparison: Comparison, *, number: int, page: str) -> Matched:
    """Return the row of a comparison in the index.

    Args:
        comparison: what `zhize.compare` returned.
        number: of the pair, 1-based.
        page: the name of its page.
    """
    types = Counter(pair.type for pair in comparison.pairs)
    changes = [change for pair in comparison.pairs for change in pair.changes]
    kinds = Counter(change.kind for change in changes)
    effects = Counter((change.kind, change.effect) for change in changes if change.effect)
    order = list(ChangeKind)
    said = sorted(effects.items(), key=lambda entry: (order.index(entry[0][0]), str(entry[0][1])))
    return Matched(
        number=number,
        page=page,
        left=_named(comparison.left.regulation),
        right=_named(comparison.right.regulation),
        articles=(len(comparison.left.regulation.articles), len(comparison.right.regulation.articles)),
        types=tuple(types[kind] for kind in PairType),
        kinds=tuple(kinds[kind] for kind in ChangeKind),
        effects="，".join(
            f"{CHANGE_KIND[kind]}（{EFFECT[effect]}）{count}" for (kind, effect), count in said if effect
        ),
    )


def to_index(entries: Sequence[Matched | Failed]) -> str:
    """Return the index as one HTML page whose rows link to the pages beside it."""
    done = [entry for entry in entries if isinstance(entry, Matched)]
    page = environment().get_template("family_pairs.html")
    return legal(
        page.render(
            done=done,
            failed=[entry for entry in entries if isinstance(entry, Failed)],
            types=[PAIR_TYPE[kind] for kind in PairType],
            kinds=[CHANGE_KIND[kind] for kind in ChangeKind],
            totals=[sum(entry.types[index] for entry in done) for index in range(len(PairType))],
            kind_totals=[sum(entry.kinds[index] for entry in done) for index in range(len(ChangeKind))],
        )
    )


def to_workbook(entries: Sequence[Matched | Failed]) -> bytes:
    """Return the index as a workbook: 对照目录, 未完成 where there is any, 说明."""
    sheets = [_done(entries)]
    failed = [entry for entry in entries if isinstance(entry, Failed)]
    sheets += [_failed(failed)] if failed else []
    buffer = BytesIO()
    with new_workbook(buffer, "对照目录") as workbook:
        for sheet in sheets:
            write_table(workbook, sheet, frozen=2)
        write_notes(workbook, _notes(len(entries), len(failed), remarks(sheets)))
    return buffer.getvalue()


def _done(entries: Sequence[Matched | Failed]) -> Sheet:
    columns = (
        Column(title="序号", width=5, centred=True),
        Column(title="左", width=30),
        Column(title="右", width=30),
        Column(title="左条数", width=6, centred=True),
        Column(title="右条数", width=6, centred=True),
        *(Column(title=PAIR_TYPE[kind], width=6, centred=True) for kind in PairType),
        *(Column(title=f"变化：{CHANGE_KIND[kind]}", width=7, centred=True) for kind in ChangeKind),
        Column(title="加强、减弱", width=26),
        Column(title="页面", width=30),
    )
    rows = tuple(_cells(entry) for entry in entries if isinstance(entry, Matched))
    return Sheet(name="对照目录", heading="对照目录", columns=columns, rows=rows)


def _cells(entry: Matched) -> tuple[Cell, ...]:
    counts = (*entry.articles, *entry.types, *entry.kinds)
    return (entry.number, entry.left, entry.right, *counts, entry.effects, entry.page)


def _failed(failed: Sequence[Failed]) -> Sheet:
    columns = (
        Column(title="序号", width=5, centred=True),
        Column(title="左", width=36),
        Column(title="右", width=36),
        Column(title="原因", width=70),
    )
    rows = tuple((entry.number, entry.left, entry.right, entry.reason) for entry in failed)
    return Sheet(name="未完成", heading="未完成的对照", columns=columns, rows=rows)


def _notes(count: int, failed: int, warnings: Sequence[str]) -> Sheet:
    said = (
        ("对照", f"共{count}组，完成{count - failed}组，未完成{failed}组。"),
        ("类型", "随级调整：只随本级机关、职务、地名而异；拆分：左侧一条拆为右侧数条；合并：左侧数条并为右侧一条。"),
        ("局限", "由程序自动识别，可能遗漏或误判。"),
        *(("提示", warning) for warning in warnings),
        ("程序", f"Zhize（职责）{version('zhize')}，离线运行，不联网，不上传任何文字。"),
    )
    columns = (Column(title="项目", width=14), Column(title="内容", width=110))
    return Sheet(name="说明", heading="说明", columns=columns, rows=said)


def _named(regulation: Regulation) -> str:
    title = regulation.title or regulation.id
    date = name_date(regulation) or date_of(regulation.metadata)
    return f"{title}（{date}）" if date else title
