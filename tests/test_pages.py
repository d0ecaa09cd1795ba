"""The pages of one document are one text, and every stretch leads back to its page."""

from __future__ import annotations

import pytest

from zhize.corpus.pages import joined
from zhize.types import Origin, Remark, Source


def _page(text: str, *remarks: Remark) -> Source:
    starts = [0, *(at + 1 for at, character in enumerate(text) if character == "\n")]
    origins = tuple(Origin(start=start, unit="element", number=number) for number, start in enumerate(starts, 1))
    return Source(text=text, name="x.html", encoding="html", origins=origins, remarks=remarks)


@pytest.mark.parametrize(
    ("pages", "text"),
    [
        (["第一条　甲。", "第二条　乙。"], "第一条　甲。\n第二条　乙。"),
        (["第一条　甲应当在三个", "工作日内回复。"], "第一条　甲应当在三个工作日内回复。"),
        (["第一条　下列事项", "（一）甲；"], "第一条　下列事项\n（一）甲；"),
        (
            ["规则\n第一条　甲。", "规则\n第二条　乙。", "规则\n第三条　丙。"],
            "规则\n第一条　甲。\n第二条　乙。\n第三条　丙。",
        ),
        (["规则\n第一条　甲应当", "规则\n回复。"], "规则\n第一条　甲应当回复。"),
        (["第一条　甲。"], "第一条　甲。"),
    ],
)
def test_pages_become_one_text(pages: list[str], text: str) -> None:
    assert joined([_page(page) for page in pages]).text == text


def test_a_stretch_leads_back_to_its_page() -> None:
    whole = joined([_page("规则\n第一条　甲。"), _page("规则\n第二条　乙。\n第三条　丙。")])
    found = {words: whole.origin(whole.text.index(words)) for words in ("规则", "第一条", "第二条", "第三条")}
    assert found == {
        "规则": Origin(start=0, unit="element", number=1),
        "第一条": Origin(start=3, unit="element", number=2),
        "第二条": Origin(start=10, unit="element", number=2, part=2),
        "第三条": Origin(start=17, unit="element", number=3, part=2),
    }


def test_a_remark_is_made_once() -> None:
    remark = Remark(code="more-pages", count=2)
    assert joined([_page("第一条　甲。", remark), _page("第二条　乙。", remark)]).remarks == (remark,)
