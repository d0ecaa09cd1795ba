"""What was entered is kept for ever, applied where its sentence stands, and shown where it does not."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import jsonschema
import pytest
from documents import LEAVE, MEETING, article, document, norm
from reviews import append, edited, export, grid, listed, put, renamed, take

from zhize import contract
from zhize.errors import InputError
from zhize.labels import RELATION_PHRASE
from zhize.review import Review, State, apply, read_review
from zhize.review.anchoring import Text, article_at, find
from zhize.review.carrying import names_of, parties_of
from zhize.review.history import standing_of
from zhize.review.keeping import natural, parse_review, to_json, write_reviews
from zhize.types import Counterpart, Force, Modality, Relation, Span

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from zhize.analysis import Analysis


def _entered(edit: Callable[[Worksheet], object], review: Review | None = None, **said: str) -> Review:
    """Return the review after a person edited the workbook that it gives."""
    given = document()
    return take(given, edited(export(given, review), edit), review, **said).review


def _norm(analysis: Analysis, identifier: str):  # noqa: ANN202
    return next(each for each in analysis.norms if each.id == identifier)


def _later(
    text: str = MEETING, *, number: int = 1, norms: tuple[str, ...] = ("报县政府办公室审核", "通报1次办理情况")
) -> Analysis:
    """Return a later version: one article of this text and number, and 第9条."""
    plain = document()
    body = article(number, text)
    found = tuple(
        norm(text, action, id=f"{number}.{count}", article=str(number), bearers=("主办部门",))
        for count, action in enumerate(norms, 1)
    )
    regulation = replace(plain.regulation, articles=(body, article(9, LEAVE)))
    return replace(plain, regulation=regulation, actors=(), times=(), norms=found)


# --- the file --------------------------------------------------------------------------------------------------------


def test_the_file_keeps_its_schema_and_comes_back_equal() -> None:
    def edit(sheet: Worksheet) -> None:
        put(sheet, "1.1", 责任主体="县司法局", 复核意见="请核")
        put(sheet, "2.1", 复核="删除")
        append(sheet, 条款="第二条", 行为="向市政府报告")
        sheet.cell(1, 19).value, sheet.cell(2, 19).value = "承办人", "李四"

    review = _entered(edit)
    data = to_json(review)
    jsonschema.validate(json.loads(data), contract.schema("zhize.review/1"))
    assert parse_review(data, where="x").entries == tuple(sorted(review.entries, key=lambda each: natural(each.norm)))
    assert to_json(parse_review(data, where="x")) == data
    assert "县司法局" in data.decode()
    assert [entry.norm for entry in parse_review(data, where="x").entries] == ["1.1", "2.1", "2.a1"]


@pytest.mark.parametrize(
    "data", [b"{", b"[]", b'{"schema": "zhize.review/2"}', b'{"schema": "zhize.review/1", "x": 1}']
)
def test_a_damaged_file_is_one_line(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.复核.json"
    path.write_bytes(data)
    with pytest.raises(InputError, match=r"is no review, or a damaged one .*; take it from a backup"):
        read_review(path)
    assert path.read_bytes() == data


def test_nobody_writes_over_what_another_wrote_meanwhile(tmp_path: Path) -> None:
    path, review = tmp_path / "x.复核.json", _entered(lambda s: put(s, "1.1", 复核="确认"))
    write_reviews({path: review}, before={path: None})
    with pytest.raises(InputError, match="was changed by somebody else just now; import the workbook again"):
        write_reviews({path: Review()}, before={path: None})
    assert read_review(path) == review


# --- histories -------------------------------------------------------------------------------------------------------


def test_a_second_import_adds_and_the_same_changes_nothing() -> None:
    given = document()
    data = edited(export(given), lambda s: put(s, "1.1", 责任主体="县司法局"))
    first = take(given, data)
    again = take(given, data, first.review)
    assert (again.review, again.changed, again.known) == (first.review, (), True)
    saved = edited(data, lambda s: put(s, "1.1", 序号=1))  # the same content in another file
    assert take(given, saved, first.review, file="副本.xlsx").changed == ()
    more = edited(data, lambda s: put(s, "1.1", 条件="遇有紧急情况"))
    second = take(given, more, first.review)
    [entry] = second.review.entries
    assert [sorted(step.cells) for step in entry.history] == [["bearers", "review"], ["condition"]]
    assert len(second.review.imports) == 2


def test_what_is_taken_back_in_the_same_workbook_is_taken_back() -> None:
    given = document()
    changed = edited(export(given), lambda s: put(s, "1.1", 责任主体="县司法局", 复核意见="请核"))
    first = take(given, changed).review
    back = edited(changed, lambda s: put(s, "1.1", 责任主体="主办部门"))
    second = take(given, back, first).review
    standing = standing_of(second.entries[0])
    assert standing.words == {"bearers": "主办部门", "note": "请核", "review": ""}
    assert len(second.entries[0].history) == 2


def test_two_persons_who_differ_are_shown_until_somebody_settles_it() -> None:
    given = document()
    plain = export(given)
    one = take(given, edited(plain, lambda s: put(s, "1.1", 责任主体="甲局")), by="甲").review
    both = take(given, edited(plain, lambda s: put(s, "1.1", 责任主体="乙局")), one, by="乙", file="乙.xlsx").review
    [kept] = apply(given, both).standing
    assert [(said.by, said.words) for said in kept.standing.disputes["bearers"]] == [("甲", "甲局"), ("乙", "乙局")]
    assert grid(listed(given, both))["1.1"]["bearers"] == "乙局"
    third = edited(export(given, both), lambda s: put(s, "1.1", 责任主体="丙局"))
    assert not apply(given, take(given, third, both, by="丙").review).standing[0].standing.disputes
    agreed = edited(export(given, both), lambda s: put(s, "1.1", 复核意见="以乙局为准"))
    settled = take(given, agreed, both, by="丙").review
    assert not apply(given, settled).standing[0].standing.disputes
    assert grid(listed(given, settled))["1.1"]["bearers"] == "乙局"
    # An old copy that comes in late is another difference.
    late = take(given, edited(plain, lambda s: put(s, "1.1", 责任主体="丁局")), settled, by="丁", file="丁.xlsx").review
    assert apply(given, late).standing[0].standing.disputes.keys() == {"bearers"}


def test_verdicts_differ_too() -> None:
    given = document()
    plain = export(given)
    one = take(given, edited(plain, lambda s: put(s, "1.1", 复核="确认")), by="甲").review
    both = take(given, edited(plain, lambda s: put(s, "1.1", 复核="删除")), one, by="乙").review
    [kept] = apply(given, both).standing
    assert [said.words for said in kept.standing.disputes["review"]] == ["确认", "删除"]
    assert "1.1" not in grid(listed(given, both))
    assert [step.cells["review"].after for step in both.entries[0].history] == ["确认", "删除"]


# --- applying --------------------------------------------------------------------------------------------------------


def test_a_norm_carries_what_was_typed() -> None:
    def edit(sheet: Worksheet) -> None:
        put(
            sheet,
            "1.1",
            责任主体="县司法局,县财政局；县审计局",
            模态="许可",
            刚性="倡导",
            相对方与关系="报送县政府办公室；与县委、县人大协商",
            例外=None,
            行为="报县政府办公室\n审核",
        )
        put(sheet, "1.2", 复核="确认")
        put(sheet, "1.3", 条件="逾期未报的，不得")

    reviewed = apply(document(), _entered(edit))
    changed, confirmed = _norm(reviewed.analysis, "1.1"), _norm(reviewed.analysis, "1.2")
    assert changed.bearers == ("县司法局", "县财政局", "县审计局")
    assert (changed.modality, changed.force, changed.exception) == (Modality.PERMISSION, Force.SOFT, None)
    assert changed.counterparts == (
        Counterpart(name="县政府办公室", relation=Relation.SUBMITS_TO),
        Counterpart(name="县委", relation=Relation.CONSULTS),
        Counterpart(name="县人大", relation=Relation.CONSULTS),
    )
    assert changed.action.of(MEETING) == "报县政府办公室审核"
    assert (confirmed.confidence, confirmed.doubts) == (1.0, ())
    condition = _norm(reviewed.analysis, "1.3").condition
    assert condition is not None
    assert condition.of(MEETING) == "逾期未报的，不得"
    assert reviewed.cells["1.1"]["bearers"] == "县司法局,县财政局；县审计局"
    assert [kept.lost for kept in reviewed.standing] == [(), (), ()]


def test_words_that_no_norm_can_carry_stand_in_the_table() -> None:
    review = _entered(lambda s: put(s, "1.1", 行为="另起炉灶", 相对方与关系="找县长谈谈", 时限="三天"))
    reviewed = apply(document(), review)
    assert reviewed.standing[0].lost == ("action", "limits", "parties")
    assert _norm(reviewed.analysis, "1.1") == _norm(document(), "1.1")
    shown = grid(listed(document(), review))["1.1"]
    assert (shown["action"], shown["parties"], shown["limits"]) == ("另起炉灶", "找县长谈谈", "三天")


def test_rows_are_added_to_the_norms_or_to_the_table_alone() -> None:
    def edit(sheet: Worksheet) -> None:
        append(sheet, 条款="第二条", 行为="离开本县", 责任主体="县长", 模态="禁止", 相对方与关系="经市政府批准")
        append(sheet, 条款="第1条", 行为="建立台账", 责任主体="办公室")

    review = _entered(edit)
    reviewed = apply(document(), review)
    assert [each.id for each in reviewed.analysis.norms] == ["1.1", "1.2", "1.3", "2.a1", "2.1"]
    added = _norm(reviewed.analysis, "2.a1")
    assert (added.bearers, added.modality, added.action.of(LEAVE)) == (("县长",), Modality.PROHIBITION, "离开本县")
    sheet = listed(document(), review)
    assert sheet.keys == ("1.1", "1.2", "1.3", "1.a1", "2.a1", "2.1")
    assert [row[0] for row in sheet.rows] == [1, 2, 3, 4, 5, 6]
    shown = grid(sheet)
    assert (shown["1.a1"]["action"], shown["1.a1"]["bearers"], shown["1.a1"]["review"]) == (
        "建立台账",
        "办公室",
        "新增",
    )
    assert shown["2.a1"]["quote"] == LEAVE
    corrected = _entered(lambda s: put(s, "1.a1", 行为="建立和更新台账"), review)
    assert grid(listed(document(), corrected))["1.a1"]["action"] == "建立和更新台账"
    gone = _entered(lambda s: put(s, "1.a1", 复核="删除"), corrected)
    assert "1.a1" not in grid(listed(document(), gone))
    assert len(gone.entries) == 2


def test_own_columns_come_back_in_the_next_workbook() -> None:
    def edit(sheet: Worksheet) -> None:
        sheet.cell(1, 19).value, sheet.cell(3, 19).value = "承办人", "李四"

    review = _entered(edit)
    sheet = listed(document(), review)
    assert [column.title for column in sheet.columns][-2:] == ["承办人", "编号"]
    assert grid(sheet)["1.2"]["extra:承办人"] == "李四"
    assert grid(sheet)["1.2"]["review"] == ""
    assert take(document(), export(document(), review), review).changed == ()
    other = _entered(lambda s: put(s, "1.2", 承办人="王五"), review)
    assert grid(listed(document(), other))["1.2"]["extra:承办人"] == "王五"


def test_a_renumbered_article_takes_its_entries_along() -> None:
    review = _entered(lambda s: put(s, "1.1", 责任主体="县司法局"))
    [kept] = apply(_later(number=5), review).standing
    assert (kept.state, kept.norm, kept.article) == (State.MOVED, "5.1", "5")
    assert _norm(apply(_later(number=5), review).analysis, "5.1").bearers == ("县司法局",)
    more = take(
        _later(number=5),
        edited(export(_later(number=5), review), lambda s: put(s, "5.1", 复核="确认")),
        review,
        at="2026-11-27T08:00:00Z",
    ).review
    assert [(entry.norm, len(entry.history)) for entry in more.entries] == [("1.1", 2)]


def test_a_norm_that_moved_in_its_sentence_is_found_by_its_action() -> None:
    review = _entered(lambda s: put(s, "1.1", 责任主体="县司法局"))
    later = _later(norms=("由主办部门起草", "报县政府办公室审核"))
    [kept] = apply(later, review).standing
    assert (kept.state, kept.norm) == (State.APPLIED, "1.2")


def test_a_sentence_that_changed_leaves_its_entry_stale_and_kept() -> None:
    review = _entered(lambda s: put(s, "1.1", 责任主体="县司法局"))
    changed = MEETING.replace("会前5个工作日", "会前3个工作日")
    reviewed = apply(_later(changed), review)
    [kept] = reviewed.standing
    assert kept.state is State.STALE
    assert kept.old == "主办部门应于会前5个工作日报县政府办公室审核，紧急事项除外。"
    assert kept.new == "主办部门应于会前3个工作日报县政府办公室审核，紧急事项除外。"
    assert _norm(reviewed.analysis, "1.1").bearers == ("主办部门",)
    # A later entry for the new sentence stands beside it; neither takes the other's place.
    later = _later(changed)
    data = edited(export(later, review), lambda s: put(s, "1.1", 复核="确认"))
    both = take(later, data, review, at="2026-11-27T08:00:00Z").review
    assert [entry.norm for entry in both.entries] == ["1.1", "1.1#2"]
    assert [kept.state for kept in apply(later, both).standing] == [State.STALE, State.APPLIED]
    # The old text comes back, and the old entry with it.
    assert [kept.state for kept in apply(document(), both).standing] == [State.APPLIED, State.STALE]


def test_an_article_that_is_gone_leaves_its_entries_stale() -> None:
    review = _entered(lambda s: append(s, 条款="第二条", 行为="建立台账"))
    later = _later()
    gone = replace(later, regulation=replace(later.regulation, articles=later.regulation.articles[:1]))
    [kept] = apply(gone, review).standing
    assert (kept.state, kept.old, kept.new) == (State.STALE, LEAVE, "")


def test_a_file_under_another_name_keeps_its_review() -> None:
    review = _entered(lambda s: put(s, "1.1", 责任主体="县司法局"))
    other = document("规则（2024）")
    assert _norm(apply(other, review).analysis, "1.1").bearers == ("县司法局",)
    more = take(other, edited(export(document()), lambda s: put(s, "1.2", 复核="确认")), review, by="李四").review
    assert [(entry.document, entry.norm) for entry in more.entries] == [("rules", "1.1"), ("rules", "1.2")]
    assert apply(renamed(document("x"), "邻县工作规则"), review).standing == ()


# --- words -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("县司法局、县财政局", ("县司法局", "县财政局")),
        ("甲,乙，丙;丁\n戊", (*"甲乙丙丁戊",)),
        ("未写明", ()),
        (" ", ()),
    ],
)
def test_names_are_read_whatever_parts_them(words: str, names: tuple[str, ...]) -> None:
    assert names_of(words) == names


@pytest.mark.parametrize("relation", list(Relation))
def test_every_relation_is_read_back(relation: Relation) -> None:
    assert parties_of(RELATION_PHRASE[relation].format("县长")) == (Counterpart(name="县长", relation=relation),)


def test_places_are_read_as_people_write_them() -> None:
    text = Text(document())
    for words in ("第一条", "第1条", "1", "一、", "第 一 条"):
        found = article_at(text, words, "")
        assert found is not None
        assert found[0].id == "1"
    second = article_at(text, "第一条第二款第（二）项", "")
    assert second is not None
    assert second[1].of(MEETING).startswith("（二）")
    assert [article_at(text, words, "") for words in ("第九条", "第一条第七款", "随便", "")] == [None] * 4


def test_of_several_occurrences_the_nearest_is_meant() -> None:
    assert find("甲乙，甲 乙。", "甲乙", near=0) == Span(start=0, end=2)
    assert find("甲乙，甲 乙。", "甲乙", near=6) == Span(start=3, end=6)
    assert find("甲乙", "丙", near=0) is None


def test_documents_under_one_notice_are_reviewed_together() -> None:
    given = replace(document("a", title="甲规则"), attached=(document("a-2", title="乙规则"),))

    def edit(sheet: Worksheet) -> None:
        put(sheet, "a/1.1", 复核="确认")
        put(sheet, "a-2/1.1", 责任主体="县司法局")
        append(sheet, 文件="乙规则", 条款="第一条", 行为="建立台账")

    review = take(given, edited(export(given), edit)).review
    reviewed = apply(given, review)
    assert [(entry.document, entry.norm) for entry in review.entries] == [("a", "1.1"), ("a-2", "1.1"), ("a-2", "1.a1")]
    assert _norm(reviewed.analysis, "1.1").bearers == ("主办部门",)
    assert _norm(reviewed.analysis.attached[0], "1.1").bearers == ("县司法局",)
    assert sorted(reviewed.cells) == ["a-2/1.1", "a-2/1.a1", "a/1.1"]
    shown = listed(given, review)
    assert shown.keys[4:] == ("a-2/1.1", "a-2/1.2", "a-2/1.3", "a-2/1.a1", "a-2/2.1")
    assert grid(shown)["a-2/1.a1"]["title"] == "乙规则"
    assert take(given, export(given, review), review).changed == ()
