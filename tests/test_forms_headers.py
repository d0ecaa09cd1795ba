"""The headers of offices' tables → fields, by the titles and synonyms of the forms."""

from __future__ import annotations

import pytest
from documents import document

from zhize.forms.filling import fill
from zhize.forms.headers import fields_of_headers
from zhize.forms.loading import form_names, load_form


@pytest.mark.parametrize("name", form_names())
def test_a_forms_own_header_is_read_back(name: str) -> None:
    sheet = fill(load_form(name), document("a"), document("b"))
    fields = {index: column.field for index, column in enumerate(sheet.columns) if column.field}
    assert fields_of_headers([column.title for column in sheet.columns], form=load_form(name)) == fields


def test_the_header_of_the_list_of_duties_is_known_without_its_form() -> None:
    sheet = fill(load_form("义务清单"), document())
    fields = {index: column.field for index, column in enumerate(sheet.columns)}
    assert fields_of_headers([column.title for column in sheet.columns]) == fields


@pytest.mark.parametrize(
    ("titles", "fields"),
    [
        (
            ["序 号", "义务主体", "义务类型", "义务内容", None, "备注：", "天气"],
            {0: "number", 1: "bearers", 2: "modality", 3: "action", 5: "note"},
        ),
        (
            ["编号", "目标任务", "牵头责任单位", "配合单位", "完成时间"],
            {0: "number", 1: "task", 2: "lead", 3: "assists", 4: "times"},
        ),
        (["序号", "期限(原文)", "期限单位", "起算点"], {0: "number", 1: "text", 2: "unit", 3: "anchor"}),
        (["督查内容", "承办单位", "销号时间"], {0: "task", 1: "lead", 2: "closed"}),
        (["行为", "行为"], {0: "action"}),
        (["", "  ", 3], {}),
    ],
)
def test_the_headers_of_offices_are_read_by_synonyms(titles: list[object], fields: dict[int, str]) -> None:
    assert fields_of_headers(titles) == fields
