"""What a file says beside its text fills what the text leaves open, and changes nothing that the text says."""

from __future__ import annotations

from dataclasses import replace

import pytest

import zhize
from zhize.structure.facts import iso_day
from zhize.types import Fact, Source

PLAIN = "工作规则\n第一条　召集会议。\n"
FULL = "青石市人民政府工作规则\n青石政发〔2022〕11号\n（2022年3月8日通过）\n第一条　市长召集会议。\n2022年3月15日\n"


def _metadata(text: str, *facts: tuple[str, str]) -> zhize.Metadata:
    told = tuple(Fact(name=name, label=name, value=value) for name, value in facts)
    return zhize.parse(Source(text=text, name="page", encoding="html", facts=told)).metadata


def test_facts_fill_what_is_open() -> None:
    found = _metadata(
        PLAIN,
        ("issuer", "青石市人民政府"),
        ("doc_number", " 青石政发〔2022〕11号 "),
        ("published", "2022-03-18 10:00"),
        ("written", "2022年3月15日"),
        ("in_force_until", "2027/3/31"),
        ("validity", "有效"),
        ("index_number", "11370800004311111A/2022-01234"),
    )
    assert found == zhize.Metadata(
        title="工作规则",
        issuer="青石市人民政府",
        level=zhize.Level.CITY,
        doc_number="青石政发〔2022〕11号",
        issued="2022-03-15",  # 成文日期 is the document's, 发布日期 the page's
        in_force_until="2027-03-31",
        validity="有效",
    )


def test_what_the_text_says_stays() -> None:
    said = zhize.parse(FULL).metadata
    facts = [("issuer", "济南市人民政府"), ("doc_number", "济政发〔2023〕6号"), ("written", "2023-05-06")]
    assert _metadata(FULL, *facts) == said
    assert _metadata(FULL, *facts, ("validity", "已废止")) == replace(said, validity="已废止")


def test_the_first_fact_that_says_something_counts() -> None:
    found = _metadata(PLAIN, ("doc_number", " "), ("doc_number", "甲〔2022〕1号"), ("doc_number", "乙〔2022〕2号"))
    assert found.doc_number == "甲〔2022〕1号"


def test_what_a_page_says_comes_back_from_json() -> None:
    source = Source(text=FULL, name="page", encoding="html", facts=(Fact(name="validity", label="", value="有效"),))
    analysis = zhize.analyze(source)
    assert analysis.to_dict()["validity"] == "有效"
    assert zhize.Analysis.from_dict(analysis.to_dict()).regulation.metadata == analysis.regulation.metadata


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2022-03-28", "2022-03-28"),
        ("2022-3-8 10:15:00", "2022-03-08"),
        ("2022/03/28", "2022-03-28"),
        ("2022.3.28", "2022-03-28"),
        (" 2022年03月28日", "2022-03-28"),
        ("二〇二二年三月二十八日", "2022-03-28"),
        ("2022-02-30", None),
        ("2022年", None),
        ("2022", None),
        ("2022-03", None),
        ("2022-03-281", None),
        ("", None),
        ("长期", None),
    ],
)
def test_days(words: str, day: str | None) -> None:
    assert iso_day(words) == day
