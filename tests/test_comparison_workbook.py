"""The sheets of a comparison that a person judges from, and the words that page, workbook and Word table share."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock

from zhize.comparison import (
    Change,
    ChangeKind,
    Comparison,
    Effect,
    FindingKind,
    Ground,
    Pair,
    PairType,
    Reason,
    Side,
    Stance,
    StanceKind,
    compare,
)
from zhize.export.comparisons.excel import to_xlsx
from zhize.export.comparisons.finding_rows import finding_lists, finding_rows, heads
from zhize.export.comparisons.finding_words import change_words, finding_counts, reason_words
from zhize.export.comparisons.rows import place_of
from zhize.types import Span

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.workbook import Workbook

COUNTY = """\
泗水县人民政府工作规则
第一条　议题材料由主办部门起草，应当于会前5个工作日报县政府办公室审核。
第二条　信访事项由信访部门办理，信访部门应当自收到信访事项之日起30日内答复信访人。
第三条　县政府办公室主任每月向县长报告工作。
第四条　县政府领导干部应当每季度到联系点走访群众，填写走访台账。
"""
CITY = """\
示例市人民政府工作规则
第一条　秘书长每月向市长报告工作。
第二条　议题材料由主办部门起草，应当于会前3个工作日报市政府办公室审核。
第三条　信访事项由信访部门办理，信访部门应当自收到信访事项之日起15日内答复信访人。
第四条　工作人员应当节约用电用水，下班关闭电源。
"""
LOWER = """\
示例县市容管理办法
第一条　县城管局每年五月公布绿化养护名单。
第二条　沿街商铺应当每日清扫门前地面。商铺不得占道经营。违反规定的，由县城管局处五百元罚款。
"""
UPPER = """\
示例市市容管理办法
第一条　市气象局应当发布高温预警信号。
"""
VERSIONS, LEVELS, PEERS = (
    Stance(kind=kind, basis=Side.LEFT) for kind in (StanceKind.VERSIONS, StanceKind.LEVELS, StanceKind.PEERS)
)
SPAN = Span(start=0, end=1)


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return compare(COUNTY, CITY)


@pytest.fixture(scope="module")
def book(comparison: Comparison) -> Workbook:
    return openpyxl.load_workbook(BytesIO(to_xlsx(comparison)), rich_text=True)


def _rows(book: Workbook, sheet: str) -> list[list[str]]:
    return [["" if cell is None else str(cell) for cell in row] for row in book[sheet].iter_rows(values_only=True)]


# --- the sheets ------------------------------------------------------------------------------------------------------


def test_the_sheets_in_their_order(book: Workbook) -> None:
    assert book.sheetnames == ["条文对照", "变化清单", "待判断事项", "职能对应表", "说明"]


def test_what_is_to_be_judged_has_a_row_and_room_for_the_judgement(book: Workbook) -> None:
    head, *rows = _rows(book, "待判断事项")
    assert "、".join(head) == (
        "序号、对照序号、类别、本级文本条款、上级文本条款、责任主体、模态、审查要点、内容或变化、覆盖度、最接近条文、判断、备注"
    )
    assert [row[2] for row in rows] == ["严于上级", "可能抵触", "上有、本级无", "本级有、上无"]
    assert rows[1] == [
        *("2", "2", "可能抵触", "第二条", "第三条", "信访部门", "义务", ""),
        "时限：上级“自收到信访事项之日起15日内”，本级“自收到信访事项之日起30日内”，延长",
        *("", "", "", ""),
    ]
    assert rows[2][3:] == ["", "第四条", "工作人员", "义务", "", "节约用电用水，下班关闭电源", "0%", "", "", ""]
    assert book["待判断事项"].auto_filter.ref == "A1:M5"
    assert "非法律意见" in book["待判断事项"].oddHeader.center.text


def test_the_role_map_says_what_is_no_office_in_law(book: Workbook) -> None:
    head, *rows = _rows(book, "职能对应表")
    assert head == ["序号", "左：本级文本", "右：上级文本", "职能", "左次数", "右次数", "备注"]
    assert ["县政府办公室主任", "秘书长", "政府秘书长", "1", "1", "职能对应（非法定同职）"] in [row[1:] for row in rows]
    assert ["县长", "市长", "政府首长", "1", "1", ""] in [row[1:] for row in rows]


def test_the_changes_of_a_pair_run_from_the_upper_text(book: Workbook) -> None:
    head, first, *_ = _rows(book, "条文对照")
    assert head[3:] == ["类型", "变化", "相似度", "位置", "理由", "说明"]
    assert (first[3], first[4]) == ("有差异", "时限：上级“会前3个工作日”，本级“会前5个工作日”，延长")


def test_the_notes_say_how_the_texts_stand(book: Workbook) -> None:
    notes = dict(book["说明"].iter_rows(values_only=True))
    assert notes["两文关系"] == "上下级文本：左为本级文本，右为上级文本"
    assert notes["待判断事项"] == (
        "可能抵触1项，宽于上级0项，严于上级1项，上有、本级无1项，本级有、上无1项；由程序按文字找出，供人工判断，非法律意见。"
    )
    share, _, counted = str(notes["文字重复率"]).partition("：")
    assert 0 < int(share.removesuffix("%")) < 100
    assert counted.startswith("本级文本中与上级文本逐字相同的文字")
    assert str(notes["标记"]).startswith("仅本级文本有的文字加粗并加下划线，仅上级文本有的文字用斜体并加双下划线")


def _looks(cell: object) -> list[tuple[str, bool, bool, bool, str | None]]:
    assert isinstance(cell, CellRichText)
    blocks = [block for block in cell if isinstance(block, TextBlock)]
    fonts = [(block.text, block.font) for block in blocks]
    marked = [(text, bool(font.b), bool(font.i), bool(font.strike), font.u) for text, font in fonts]
    return [look for look in marked if any(look[1:])]


def test_the_upper_text_is_never_struck_out(book: Workbook) -> None:
    left, right = (book["条文对照"].cell(2, column).value for column in (2, 3))
    assert _looks(left) == [("5", True, False, False, "single"), ("县政府", False, False, False, "single")]
    assert _looks(right) == [("3", False, True, False, "double"), ("市政府", False, False, False, "single")]


def test_versions_are_struck_out_on_the_side_of_the_older_text() -> None:
    day = "（{}年3月1日示例县人民政府第1次常务会议通过）"
    old, new = (
        f"示例县印章管理办法\n{day.format(year)}\n第一条　用印登记簿保存{many}年。"
        for year, many in ((2015, "五"), (2022, "十"))
    )
    book = openpyxl.load_workbook(BytesIO(to_xlsx(compare(new, old))), rich_text=True)
    left, right = (book["条文对照"].cell(2, column).value for column in (2, 3))
    assert _looks(left) == [("十", True, False, False, "single")]
    assert _looks(right) == [("五", False, False, True, None)]


# --- the words -------------------------------------------------------------------------------------------------------


def _change(kind: ChangeKind, left: str | None, right: str | None, effect: Effect | None = None) -> Change:
    spans = (SPAN if left else None, SPAN if right else None)
    return Change(kind=kind, left=left, right=right, left_span=spans[0], right_span=spans[1], effect=effect)


DEADLINE = _change(ChangeKind.DEADLINE, "5日", "3日", Effect.SHORTER)
CONDITION = _change(ChangeKind.CONDITION, None, "经批准", Effect.WEAKER)
ADDED = _change(ChangeKind.NORM_ADDED, None, "公开结果")
FORCE = Change(kind=ChangeKind.FORCE, left="倡导", right="硬性", effect=Effect.STRONGER)


@pytest.mark.parametrize(
    ("change", "stance", "said"),
    [
        (DEADLINE, VERSIONS, "时限：“5日”改为“3日”，缩短"),
        (DEADLINE, LEVELS, "时限：上级“5日”，本级“3日”，缩短"),
        (DEADLINE, PEERS, "时限：左“5日”，右“3日”，缩短"),
        (DEADLINE, LEVELS.mirrored(), "时限：上级“3日”，本级“5日”，延长"),
        (DEADLINE, VERSIONS.mirrored(), "时限：“3日”改为“5日”，延长"),
        (CONDITION, VERSIONS, "条件：增加“经批准”，减弱"),
        (CONDITION, LEVELS, "条件：仅本级有“经批准”，减弱"),
        (CONDITION, LEVELS.mirrored(), "条件：仅上级有“经批准”，加强"),
        (ADDED, VERSIONS, "新增规范：公开结果"),
        (ADDED, VERSIONS.mirrored(), "删去规范：公开结果"),
        (ADDED, LEVELS, "本级有、上级无：公开结果"),
        (ADDED, LEVELS.mirrored(), "上级有、本级无：公开结果"),
        (FORCE, VERSIONS, "刚性：倡导改为硬性，加强"),
    ],
)
def test_a_change_as_a_sentence(change: Change, stance: Stance, said: str) -> None:
    assert change_words(change, stance) == said


def test_a_finding_leads_to_both_articles(comparison: Comparison) -> None:
    conflict = finding_rows(comparison)[1]
    assert (conflict.kind, conflict.pair, conflict.group) == (FindingKind.POSSIBLE_CONFLICT, 2, "2")
    assert (conflict.left_place, conflict.right_place) == ("第二条", "第三条")
    turned = next(row for row in finding_rows(compare(CITY, COUNTY)) if row.kind is conflict.kind)
    assert (turned.left_place, turned.right_place) == ("第三条", "第二条")
    assert (turned.words, turned.judged_place, turned.basis_place) == (conflict.words, "第二条", "第三条")
    assert conflict.judged is not None
    assert conflict.judged.quote == COUNTY.splitlines()[2].removeprefix("第二条　")


def test_a_norm_is_listed_with_its_condition() -> None:
    upper = "示例市规定\n第一条　举报线索查证属实的，市公安局应当给予奖励。"
    rows = finding_rows(compare("示例县规定\n第一条　县政府应当公开。", upper))
    lacking = [row.words for row in rows if row.kind is FindingKind.LACKING]
    assert lacking == ["给予奖励（原文：举报线索查证属实的，市公安局应当给予奖励。）"]


def test_norms_of_the_same_article_stand_along(comparison: Comparison) -> None:
    found = compare(LOWER, UPPER)
    row = next(row for row in finding_rows(found) if row.along)
    assert (row.words, row.heads, row.group) == ("清扫门前地面", ("增设处罚",), "2")
    assert row.said == (
        "单位、个人〔禁止〕占道经营（原文：商铺不得占道经营。）",
        "县城管局〔义务〕处五百元罚款（条件：违反规定的）",
    )
    assert [norm.place for norm in row.along] == ["第二条", "第二条"]
    assert finding_counts(found)[-1].amount == "2项（共4条规范）"
    assert finding_counts(comparison)[-1].amount == "1项"
    lists = {each.kind: each for each in finding_lists(found)}
    own = lists[FindingKind.WITHOUT_BASIS]
    assert ([place for place, _ in own.articles], own.flagged) == (["第二条", "第一条"], 1)
    sheet = _rows(openpyxl.load_workbook(BytesIO(to_xlsx(found))), "待判断事项")
    shown = next(cells for cells in sheet if cells[3] == "第二条")
    assert shown[7:9] == ["增设处罚", "\n".join((row.words, *(f"另：{norm}" for norm in row.said)))]


AHEAD = "示例{}人民政府工作规则\n第一条　议题材料由{}起草，应当于会前{}个工作日报{}政府办公室审核。"


@pytest.mark.parametrize(
    ("upper", "days", "said"),
    [
        ("主办部门", (3, 5), "提前量延长（本级自身程序）"),
        ("主办部门", (5, 3), "提前量缩短（本级自身程序）"),
        ("各县人民政府", (3, 5), "提前量延长"),
    ],
)
def test_how_far_ahead_is_no_mere_length_of_time(upper: str, days: tuple[int, int], said: str) -> None:
    city, county = AHEAD.format("市", upper, days[0], "市"), AHEAD.format("县", "主办部门", days[1], "县")
    found = [row.words for row in finding_rows(compare(county, city)) if row.basis and row.judged]
    assert found == [f"时限：上级“会前{days[0]}个工作日”，本级“会前{days[1]}个工作日”，{said}"]


def test_the_gravest_stands_first(comparison: Comparison) -> None:
    assert [(found.name, found.count) for found in finding_lists(comparison)] == [
        ("可能抵触", 1),
        ("严于上级", 1),
        ("上有、本级无", 1),
        ("本级有、上无", 1),
    ]
    assert [asked.name for asked in finding_counts(compare(COUNTY, COUNTY))] == ["趋宽", "趋严", "原有、新无", "新增"]


def test_lists_follow_the_text_that_they_are_of(seed: Path) -> None:
    comparison = compare(CITY, seed)
    order = [place_of(article.id) for article in comparison.right.regulation.articles]
    lists = {found.kind: found for found in finding_lists(comparison)}
    held = lists[FindingKind.WITHOUT_BASIS].articles
    flagged = [any(row.heads for row in rows) for _, rows in held]
    plain = [place for (place, _), asked in zip(held, flagged, strict=True) if not asked]
    assert flagged == sorted(flagged, reverse=True)
    assert len(plain) > 50
    assert plain == [place for place in order if place in plain]


def test_reasons_in_words() -> None:
    reasons = (
        Reason(ground=Ground.WORDING, weight=0.83),
        Reason(ground=Ground.CHAPTER, weight=1.0, said="依法行政"),
        Reason(ground=Ground.ALONE, weight=0.0),
    )
    pair = Pair(left=("1",), right=("2",), type=PairType.MODIFIED, reasons=reasons)
    assert reason_words(pair) == ("文字相近83%", "同名章节：依法行政", "前后已对应，两侧各余一条")


def test_heads_name_the_sides(comparison: Comparison) -> None:
    assert [(head.name, head.title) for head in heads(comparison)] == [
        ("本级文本", "泗水县人民政府工作规则"),
        ("上级文本", "示例市人民政府工作规则"),
    ]
