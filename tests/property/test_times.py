"""Laws that times keep on any text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pace import assert_linear

from zhize.tagging import times
from zhize.types import TimeType

WORDS = [
    "自", "从", "在", "于", "收到申请", "之日起", "起", "三日", "5个工作日", "一至三年", "内", "以内", "前",
    "后", "以上", "以下", "的", "每", "每年", "一次", "至少", "不得超过", "提前", "延长", "有效期为", "满",
    "至", "2012年", "10月1日", "月", "年底", "及时", "定期", "必要时", "规定的期限内", "会", "应当", "不得",
    "，", "；", "。", "、", "《", "》", "（一）", "次日", "当日", "有期徒刑", "工资", "半年", "百", "０", "\n",
    " ",
]  # fmt: skip
TEXTS = st.one_of(st.lists(st.sampled_from(WORDS), max_size=40).map("".join), st.text(max_size=60))


@given(TEXTS)
def test_times_are_slices_in_order_without_overlap(text: str) -> None:
    found = times.match(text)
    assert all(each.text == text[each.start : each.end] != "" for each in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(TEXTS)
def test_every_time_has_a_value_and_a_rule_and_only_deadlines_a_side(text: str) -> None:
    for each in times.match(text):
        assert each.value
        assert each.rule
        assert (each.type is TimeType.DEADLINE) == (each.direction is not None) == (each.bound is not None)
        assert each.anchor is None or each.type is TimeType.DEADLINE


@given(TEXTS)
def test_an_anchor_is_a_quote(text: str) -> None:
    assert all(each.anchor is None or each.anchor in text for each in times.match(text))


@given(TEXTS)
def test_nothing_is_found_in_a_title(text: str) -> None:
    inner = text.replace("《", "").replace("》", "").replace("\n", "")
    assert times.match(f"《{inner}》") == ()


@pytest.mark.parametrize(
    "unit",
    [
        "三日",
        "三日内",
        "自",
        "自收到之日起",
        "自收到之日起三日内，",
        "起",
        "每",
        "每年",
        "每年进行",
        "前",
        "在会议召开前",
        "的",
        "，",
        "《",
        "《《》",
        "1月",
        "至",
        "三年至",
        "有效期",
        "不得超过",
        "为",
        "除外，提前三日",
        "除，",
        "规定的期限",
        "按按照",
        "一",
        "定期",
        "应当",
        "在",
    ],
)
def test_time_grows_with_the_text_and_not_faster(unit: str) -> None:
    assert_linear(times.match, unit)
