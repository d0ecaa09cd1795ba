"""Laws that norms keep on any text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pace import assert_linear

from zhize.tagging import markers, norms
from zhize.types import Actor, ActorType, Norm, Paragraph

WORDS = [
    "\n",
    "县政府",
    "县长",
    "县政府办公室",
    "应当",
    "不得",
    "可以",
    "由",
    "须",
    "要",
    "不",
    "负责",
    "报",
    "经",
    "向",
    "审核",
    "批准",
    "报告",
    "的",
    "，",
    "；",
    "。",
    "、",
    "：",
    "和",
    "涉及",
    "除",
    "外",
    "及时",
    "对",
    "《",
    "》",
    "（",
    "）",
    "“",
    "”",
    "（一）",
    "会议",
    "召开",
]
TEXTS = st.one_of(st.lists(st.sampled_from(WORDS), max_size=40).map("".join), st.text(max_size=60))


def find(text: str) -> tuple[Norm, ...]:
    """Norms of a text in which 县政府 and its like are the actors."""
    actors = []
    at = 0
    while at < len(text):
        name = next((name for name in ("县政府办公室", "县政府", "县长") if text.startswith(name, at)), None)
        if name:
            actors.append(Actor(article="0", start=at, end=at + len(name), text=name, type=ActorType.ORG, body=name))
        at += len(name or "x")
    body = (Paragraph(start=0, end=len(text)),)
    return norms.match(text, actors=tuple(actors), times=(), markers=markers.match(text), paragraphs=body)


@given(TEXTS)
def test_spans_lie_in_the_text_and_norms_in_its_order(text: str) -> None:
    found = find(text)
    for norm in found:
        for span in (norm.action, norm.marker, norm.condition, norm.exception):
            assert span is None or 0 <= span.start <= span.end <= len(text)
    assert [norm.action.start for norm in found] == sorted(norm.action.start for norm in found)


@given(TEXTS)
def test_the_same_text_gives_the_same_norms(text: str) -> None:
    assert find(text) == find(text)


@pytest.mark.parametrize(
    "unit",
    [
        "应当",
        "县长应当",
        "由县长审核",
        "涉及相关部门的，",
        "县长、",
        "的",
        "经县长审核后，",
        "（",
        "除",
        "不",
        "，",
        "应当由县长的，",
    ],
)
def test_time_grows_with_the_text_and_not_faster(unit: str) -> None:
    assert_linear(find, unit)
