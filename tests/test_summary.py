"""What the terminal shows: texts in columns, an analysis and a comparison in short."""

from __future__ import annotations

from dataclasses import replace

import pytest
from documents import document, empty

from zhize.comparison import Change, ChangeKind, Comparison, Effect, Pair, PairType, Side, Stance, StanceKind
from zhize.export.comparisons import summary as comparison_summary
from zhize.export.terminal.aligned import cut, table, width
from zhize.export.terminal.summary import to_text
from zhize.types import Level, Metadata


def test_the_summary_is_complete() -> None:
    assert (
        to_text(document(), width=80)
        == """\
某县人民政府工作规则
发布机关  某县人民政府（县级）
发文字号  未写明
日期      通过 未写明，印发 2024-02-01，施行 未写明
状态      施行状态未核实

条文  2 条，1 章
主体  1 个，提及 1 处
时间  3 处
引用  0 处
规范  4 项：义务 3，禁止 1，许可 0，界定 0；硬性 4，倡导 0
复核  1 项置信度低于 0.70，建议先看

文本问题 1 处：
  第9行  条号不连续。

硬性义务和禁止共4项，前4项：

条款                责任主体      模态  行为                时限
------------------  ------------  ----  ------------------  -------------
第一条第一款        主办部门      义务  报县政府办公室审核  会前5个工作日
第一条第二款第一项  县政府办公室  义务  通报1次办理情况     每月通报1次
第一条第二款第二项  县政府办公室  禁止  列入议题
第二条              县长、县政府  义务  向市政府报告        及时
"""
    )


@pytest.mark.parametrize(
    ("text", "cells"), [("abc", 3), ("县长", 4), ("ＡＢ", 4), ("“甲”…", 5), ("e\u0301", 1), ("\u200b", 0), ("", 0)]
)
def test_width_is_that_of_a_terminal(text: str, cells: int) -> None:
    assert width(text) == cells


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [("县政府", 6, "县政府"), ("县政府", 5, "县政…"), ("县政府", 4, "县…"), ("甲\n 乙", 9, "甲 乙"), ("县", 1, "…")],
)
def test_cut_keeps_to_its_cells(text: str, limit: int, expected: str) -> None:
    assert cut(text, limit) == expected
    assert width(cut(text, limit)) <= limit


def test_a_table_takes_no_more_than_its_width() -> None:
    rows = [("第一条", "县政府办公室" * 10), ("第二条", "县长")]
    lines = table(("条款", "主体"), rows, (10, 0), total=40)
    assert [width(line) for line in lines] == [12, 40, 39, 12]
    assert table(("条款", "主体"), [], (10, 0), total=40) == ["条款  主体", "----  ----"]


def test_a_document_without_norms_has_a_summary() -> None:
    assert (
        to_text(empty())
        == """\
通知
发布机关  未写明
发文字号  未写明
日期      通过 未写明，印发 未写明，施行 未写明
状态      施行状态未核实

条文  1 条
主体  0 个，提及 0 处
时间  0 处
引用  0 处
规范  0 项：义务 0，禁止 0，许可 0，界定 0；硬性 0，倡导 0
复核  0 项置信度低于 0.70
"""
    )


# --- a comparison ----------------------------------------------------------------------------------------------------


def _compared(*pairs: Pair) -> Comparison:
    left, right = (
        replace(document(), regulation=replace(document().regulation, metadata=metadata))
        for metadata in (
            Metadata(title="甲县规则", level=Level.COUNTY, issued="2022-04-20"),
            Metadata(title="乙市规则", level=Level.CITY, in_force_until="2023-03-18"),
        )
    )
    stance = Stance(kind=StanceKind.VERSIONS, basis=Side.LEFT)
    return Comparison(left=left, right=right, pairs=pairs, stance=stance)


def _pair(left: tuple[str, ...], right: tuple[str, ...], kind: PairType, *changes: Change) -> Pair:
    return Pair(left=left, right=right, type=kind, renumbered=left != right, similarity=0.5, changes=changes)


def test_a_comparison_names_what_changed() -> None:
    weaker = Change(kind=ChangeKind.MODALITY, left="应当", right="可以", effect=Effect.WEAKER)
    gone = Change(kind=ChangeKind.NORM_REMOVED, left="报县政府备案", right=None)
    compared = _compared(
        _pair(("1",), ("1",), PairType.IDENTICAL),
        _pair(("2",), ("3",), PairType.MODIFIED, weaker, gone),
        _pair((), ("120-1", "121"), PairType.ADDED),
        _pair(("0",), ("0",), PairType.ADAPTED),
    )
    assert (
        comparison_summary.to_text(compared)
        == """\
左  甲县规则（县级），2022-04-20，施行状态未核实
右  乙市规则（市级），日期未写明，有效期至2023-03-18，施行状态未核实
关系  新旧文本：左为原文本，右为新文本

待判断  趋宽 0，趋严 0，原有、新无 0，新增 0

对应  4 组：相同 1，随级调整 1，修改 1，拆分 0，合并 0，新增 1，删除 0
位置  条号不同 2，次序移动 0
变化  模态 1，删去规范 1
重复  文字重复率 82%：新文本中与原文本逐字相同的文字（连续八字以上）所占比例，随级的称谓视为相同

有差异的条文共3组，前3组：

类型      左      右                        相似度  变化
--------  ------  ------------------------  ------  ---------------------------------------------
修改      第二条  第三条                    0.50    模态 应当→可以（减弱）；删去规范 报县政府备案
新增              第一百二十条之一、第一…
随级调整  正文    正文                      0.50
"""
    )


def test_a_comparison_without_differences_shows_no_table() -> None:
    said = comparison_summary.to_text(_compared(_pair(("1",), ("1",), PairType.IDENTICAL)))
    assert said.splitlines()[-4:-1] == [
        "对应  1 组：相同 1，随级调整 0，修改 0，拆分 0，合并 0，新增 0，删除 0",
        "位置  条号不同 0，次序移动 0",
        "变化  无",
    ]
