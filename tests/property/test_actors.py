"""Laws that mentions of actors keep on any text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pace import assert_linear

from zhize.bodies import Own, resolve
from zhize.tagging import actors

WORDS = [
    "\n",
    "县",
    "市",
    "泗水县",
    "人民政府",
    "政府",
    "办公室",
    "主任",
    "副主任",
    "部门",
    "有关",
    "各",
    "其",
    "的",
    "、",
    "和",
    "及",
    "或者",
    "（",
    "）",
    "（市、区）",
    "《",
    "》",
    "财政",
    "审计",
    "等",
    "由",
    "向",
    "负责",
    "常务会议",
    "全体会议",
    "单位",
    "个人",
    "国家",
    "鼓励",
    "，",
    "主管",
    "机构",
    "机关",
    "事务",
    "经营者",
    "常务委员会",
    "人民代表大会",
]
TEXTS = st.one_of(st.lists(st.sampled_from(WORDS), max_size=40).map("".join), st.text(max_size=60))


@given(TEXTS)
def test_mentions_are_slices_in_order_without_overlap(text: str) -> None:
    found = actors.match(text)
    assert all(text[actor.start : actor.end] == actor.text != "" for actor in found)
    assert all(first.end <= second.start for first, second in pairwise(found))


@given(TEXTS)
def test_canonical_names_leave_the_mentions_alone(text: str) -> None:
    found = actors.match(text)
    named = resolve(found, text, Own())
    assert [(a.start, a.end, a.text, a.type) for a in named] == [(a.start, a.end, a.text, a.type) for a in found]
    assert all(actor.body for actor in named)


@pytest.mark.parametrize(
    "unit",
    [
        "县",
        "县政府",
        "县政府的",
        "、",
        "财政、",
        "市、",
        "负责",
        "有的",
        "（县）",
        "主任（主任）",
        "各县",
        "部门和",
        "其",
        "某某",
        "部门的",
        "其部门和",
        "及其部门的",
    ],
)
def test_time_grows_with_the_text_and_not_faster(unit: str) -> None:
    assert_linear(lambda text: resolve(actors.match(text), text, Own()), unit)
