"""The forms that offices keep: their files, what fills them, and the headers that they are known by."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from documents import document, empty

from zhize import analyze
from zhize.errors import InputError
from zhize.forms.fields import BLANK, FIELDS, FILTERS
from zhize.forms.filling import fill
from zhize.forms.loading import form_names, form_text, load_form, read_form
from zhize.forms.merging import merged_runs
from zhize.forms.schema import Filter, Rows

if TYPE_CHECKING:
    from pathlib import Path

    from zhize.analysis import Analysis
    from zhize.forms.nouns import Cell, Sheet

HEAD = 'name = "表"\nsource = "自拟"\nrows = "norms"\n'
KEYS = "title, field, width, centred, merged, blank, several, printed, synonyms, phrase, joint"
NEXT_DAY = "次日起算（《民法典》第二百零一条）"
COLUMN = '[[column]]\ntitle = "行为"\nfield = "action"\n'


def _by_title(sheet: Sheet) -> list[dict[str, Cell]]:
    titles = [column.title for column in sheet.columns]
    return [dict(zip(titles, row, strict=True)) for row in sheet.rows]


def _filled(text: str, form: str) -> list[dict[str, Cell]]:
    return _by_title(fill(load_form(form), analyze(text)))


@pytest.fixture(scope="module")
def seed_analysis(seed: Path) -> Analysis:
    return analyze(seed)


# --- the files -------------------------------------------------------------------------------------------------------


def test_the_forms_that_come_with_the_program() -> None:
    assert form_names() == (
        "义务清单",
        "任务分工表",
        "任务分工表-分行",
        "任务分工表-括注",
        "时限台账",
        "督查台账",
        "禁止事项",
        "职责关系",
        "责任清单",
    )


@pytest.mark.parametrize("name", form_names())
def test_a_form_makes_the_rows_of_its_example(name: str) -> None:
    form = load_form(name)
    assert form.name == name
    assert form.example
    for example in form.example:
        rows = _by_title(fill(form, analyze(example.text)))
        chosen = [{title: row[title] for title in wanted} for row, wanted in zip(rows, example.rows, strict=True)]
        assert chosen == list(example.rows)


@pytest.mark.parametrize("rows", Rows)
def test_every_field_can_be_shown_and_every_filter_asked(rows: Rows, seed_analysis: Analysis) -> None:
    columns = "".join(f'[[column]]\ntitle = "{field}"\nfield = "{field}"\n' for field in FIELDS[rows])
    form = read_form(HEAD.replace("norms", rows.value) + columns, where="所有.toml")
    sheet = fill(form, seed_analysis)
    assert sheet.rows
    assert all(isinstance(cell, str | int | float) for row in sheet.rows for cell in row)
    assert FILTERS[rows] <= set(Filter.__struct_fields__)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name = ", "我的.toml: is no TOML (Invalid value (at end of document)); mend the line"),
        (HEAD, "我的.toml: has no column; zhize forms show 义务清单 prints a form that is right"),
        (
            HEAD + COLUMN + "colour = 3\n",
            f"我的.toml, column 1 (行为): Object contains unknown field `colour`; keys are {KEYS}",
        ),
        (
            HEAD + COLUMN + 'width = "3"\n',
            f"我的.toml, column 1 (行为): Expected `float`, got `str` - at `$.width`; keys are {KEYS}",
        ),
        (
            HEAD.replace("norms", "ties") + COLUMN.replace("action", "leads"),
            "我的.toml, column 1 (行为): there is no field leads; use one of " + ", ".join(FIELDS[Rows.TIES]),
        ),
        (
            HEAD + COLUMN.replace("action", "review"),
            "我的.toml, column 1 (行为): there is no field review; add blank = true",
        ),
        (
            HEAD + '[[column]]\ntitle = "行为"\n',
            "我的.toml, column 1 (行为): has no field; name one, or say blank = true",
        ),
        (
            HEAD + COLUMN + COLUMN,
            "我的.toml, column 2 (行为): 行为 is a title or synonym of column 1 too; keep one of them",
        ),
        (
            HEAD + COLUMN + 'phrase = "牵头"\n',
            "我的.toml, column 1 (行为): phrase 牵头 has no place for the cell; write {} once",
        ),
        (
            HEAD + '[filter]\nrelation = ["consults"]\n' + COLUMN,
            "我的.toml, filter: rows of norms cannot be filtered by relation; use "
            + ", ".join(sorted(FILTERS[Rows.NORMS])),
        ),
        (
            HEAD + 'group = "place"\n' + COLUMN,
            "我的.toml: group: there is no field place; use one of " + ", ".join(FIELDS[Rows.NORMS]),
        ),
        (HEAD + "column = 3\n", "我的.toml: column is no list; write [[column]] above each"),
    ],
)
def test_what_is_wrong_with_a_form_is_one_line(text: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        read_form(text, where="我的.toml")
    assert str(caught.value) == message


def test_an_unknown_value_names_its_key() -> None:
    with pytest.raises(InputError, match=r"^我的.toml: Invalid enum value 'norm' - at `\$.rows`; keys are name, title"):
        read_form(HEAD.replace("norms", "norm") + COLUMN, where="我的.toml")


def test_a_users_form_is_read_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "我的.toml"
    path.write_text(form_text("任务分工表").replace("牵头领导", "分管县领导"), encoding="utf-8-sig")
    titles = [column.title for column in load_form(path).column]
    assert "分管县领导" in titles
    assert load_form(str(path)) == load_form(path)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("无此表", "无此表: is no form; use one of 义务清单、任务分工表"),
        ("无.toml", "无.toml: cannot be read (No such file or directory); give the path of a form, or one of 义务清单"),
    ],
)
def test_a_form_that_is_not_there_names_those_that_are(name: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        load_form(name)
    assert str(caught.value).startswith(said)


def test_a_form_in_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "旧.toml"
    path.write_bytes(form_text("义务清单").encode("gb18030"))
    with pytest.raises(InputError, match=r"is not UTF-8; save it as UTF-8$"):
        load_form(path)


# --- what fills them -------------------------------------------------------------------------------------------------


def test_the_columns_of_the_list_of_duties() -> None:
    assert [column.title for column in fill(load_form("义务清单"), document()).columns] == [
        *(
            "序号",
            "条款",
            "责任主体",
            "主体来源",
            "模态",
            "行为",
            "相对方与关系",
            "条件",
            "例外",
            "时限",
            "频次",
            "刚性",
        ),
        *("依据原文", "置信度", "存疑", "复核", "复核意见", "编号"),
    ]


def test_a_row_of_the_list_of_duties() -> None:
    sheet = fill(load_form("义务清单"), document())
    assert sheet.keys == ("1.1", "1.2", "1.3", "2.1")
    assert sheet.heading == "《某县人民政府工作规则》义务清单"
    row = _by_title(sheet)[0]
    assert row["序号"] == 1
    assert (row["条款"], row["责任主体"], row["时限"]) == ("第一条第一款", "主办部门", "会前5个工作日")
    assert (row["例外"], row["编号"], row["复核"]) == ("紧急事项除外", "1.1", "")


def test_several_documents_have_a_column_and_keys_of_their_own() -> None:
    sheet = fill(load_form("义务清单"), document("a"), document("b"))
    assert [column.title for column in sheet.columns[:3]] == ["序号", "文件", "条款"]
    assert (sheet.keys[0], sheet.keys[-1]) == ("a/1.1", "b/2.1")
    assert [row[0] for row in sheet.rows] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert sheet.rows[-1][-1] == "b/2.1"
    assert sheet.heading == "义务清单"
    assert set(sheet.groups) == {"《某县人民政府工作规则》"}


@pytest.mark.parametrize("name", form_names())
def test_a_text_without_norms_leaves_a_form_empty(name: str) -> None:
    sheet = fill(load_form(name), empty())
    assert (sheet.rows, sheet.keys) == ((), ())


@pytest.mark.parametrize("name", form_names())
def test_what_only_a_person_knows_stays_blank(name: str, seed_analysis: Analysis) -> None:
    form = load_form(name)
    sheet = fill(form, seed_analysis)
    blank = [index for index, column in enumerate(sheet.columns) if column.blank]
    assert all(row[index] == "" for row in sheet.rows for index in blank)
    assert {column.field for column in sheet.columns if column.blank} <= {"", *BLANK}


@pytest.mark.parametrize("name", form_names())
def test_every_row_leads_to_norms_of_the_text(name: str, seed_analysis: Analysis) -> None:
    sheet = fill(load_form(name), seed_analysis)
    ids = {norm.id for norm in seed_analysis.norms}
    named = [id_ for key in sheet.keys for id_ in key.split("、") if id_]
    assert named
    assert set(named) <= ids
    assert len(sheet.keys) == len(sheet.rows)


def test_the_list_of_duties_has_every_norm_in_its_order(seed_analysis: Analysis) -> None:
    assert fill(load_form("义务清单"), seed_analysis).keys == tuple(norm.id for norm in seed_analysis.norms)


def test_prohibitions_stand_with_their_marker(seed_analysis: Analysis) -> None:
    rows = _by_title(fill(load_form("禁止事项"), seed_analysis))
    assert "不提交会议讨论研究" in [row["禁止事项"] for row in rows]
    assert len(rows) == sum(norm.modality == "prohibition" for norm in seed_analysis.norms)


def test_whom_a_body_assists_does_not_assist_it() -> None:
    (row,) = _filled("第一条　副县长应当协助县长工作。", "任务分工表")
    assert (row["牵头单位"], row["责任单位"]) == ("副县长", "")


def test_who_is_not_named_is_to_be_settled() -> None:
    rows = _filled("第一条　县司法局应当征求有关部门意见。\n第二条　有关部门应当公布目录。", "任务分工表")
    assert rows[0]["责任单位"] == "有关部门（待明确）"
    assert rows[1]["牵头单位"] == "有关部门（待明确）"


def test_a_body_that_only_assists_joins_the_task_before() -> None:
    form = load_form("任务分工表")
    sheet = fill(form, analyze("第一条　县司法局负责清理文件，县档案馆配合。\n第二条　县档案馆配合。"))
    rows = _by_title(sheet)
    assert [(row["牵头单位"], row["责任单位"]) for row in rows] == [("县司法局", "县档案馆"), ("县档案馆", "")]
    assert sheet.keys == ("1.1、1.2", "2.1")


@pytest.mark.parametrize(
    ("text", "unit", "rule"),
    [
        (
            "第一条　县司法局应当自收到申请之日起7日内答复。",
            "日（口径未定）",
            f"{NEXT_DAY}；末日遇休息日顺延（《民法典》第二百零三条）；口径未定：没有规定说明“7日”是否指工作日",
        ),
        (
            "第一条　县司法局应当自收到申请之日起7日内答复。\n第二条　本办法规定的期限以工作日计算。",
            "工作日",
            f"“7日”按工作日计算（《办法》第二条）；{NEXT_DAY}；只计工作日",
        ),
        (
            "第一条　主办部门应当于会前5个工作日报县政府办公室审核。",
            "工作日",
            "倒算没有法律规定，事件当日不计入，遇休息日只提前、不延后",
        ),
        ("第一条　县司法局应当于每年3月31日前报告。", "", "原文写明的日期"),
        ("第一条　县司法局应当自收到申请之日起2个月内答复。", "月", None),
        ("第一条　县司法局应当在24小时内答复。", "小时", "自事件发生时起算"),
    ],
)
def test_how_a_period_ends_as_far_as_the_law_tells(text: str, unit: str, rule: str | None) -> None:
    row = _filled(f"办法\n{text}", "时限台账")[0]
    assert row["期限单位"] == unit
    assert rule is None or row["到期规则"] == rule


def test_what_follows_a_breach_stands_beside_the_norm(seed_analysis: Analysis) -> None:
    rows = _by_title(fill(load_form("时限台账"), seed_analysis))
    (row,) = [row for row in rows if row["条款"] == "第七十四条第一款"]
    assert row["逾期后果"] == "第七十四条第二款：责成写出书面检查或予以通报批评"


def test_a_filter_takes_a_departments_own_rows(seed_analysis: Analysis) -> None:
    text = form_text("责任清单").replace("[filter]", '[filter]\nbearers = ["县审计局"]')
    rows = _by_title(fill(read_form(text, where="审计局.toml"), seed_analysis))
    assert {row["责任主体"] for row in rows} == {"县审计局"}


def test_cells_are_one_within_the_column_before_and_no_higher_than_a_page() -> None:
    text = "第一章　会议\n第一条　县司法局应当开会。\n第二条　县司法局应当记录。\n第三条　县财政局应当开会。"
    sheet = fill(load_form("责任清单"), analyze(text))
    assert [row[1] for row in sheet.rows] == ["县司法局", "县司法局", "县财政局"]
    whole = merged_runs(sheet, [20, 20, 20], 100)
    assert whole == {1: (range(2), range(2, 3)), 2: (range(2), range(2, 3))}
    parted = merged_runs(sheet, [20, 20, 20], 30)
    assert parted[1] == (range(1), range(1, 2), range(2, 3))


def test_a_heading_ends_what_is_one() -> None:
    sheet = fill(load_form("责任清单"), document("a"), document("b"))
    runs = merged_runs(sheet, [1.0] * len(sheet.rows), 1000)
    assert all(sheet.groups[run.start] == sheet.groups[run.stop - 1] for found in runs.values() for run in found)
