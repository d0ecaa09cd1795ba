"""Rules of counting: each is held to its example, and a text says which one it is counted by."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

import zhize
from zhize.due_dates import Due, Working, due, rule_of, rules
from zhize.errors import InputError
from zhize.types import Bound, Direction, Time, TimeType

if TYPE_CHECKING:
    from pathlib import Path

    from zhize.due_dates.rules import Entry

RULES = list(rules().values())


def within(value: str, *, text: str = "若干日内", article: str = "9", anchor: str | None = "受理") -> Time:
    return Time(
        article=article,
        start=0,
        end=len(text),
        text=text,
        type=TimeType.DEADLINE,
        value=value,
        direction=Direction.WITHIN,
        anchor=anchor,
        bound=Bound.MAX,
    )


def counted(found: object) -> Due:
    assert isinstance(found, Due)
    return found


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_each_rule_counts_its_example(rule: Entry) -> None:
    found = counted(due(within(rule.example.value), rule.example.event, rule=rule.id, by_authority=True))
    shown = found.date.strftime("%Y-%m-%dT%H:%M") if isinstance(found.date, dt.datetime) else str(found.date)
    assert shown == rule.example.date
    assert found.confirmed


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_each_rule_names_its_law_and_article(rule: Entry) -> None:
    assert rule.source.startswith("《")
    assert rule.article.startswith("第")
    assert rule.words
    assert rule.edition.startswith("20")
    assert bool(rule.numbers) == (rule.working in {Working.LISTED, Working.UP_TO})


def _text(*articles: str, title: str = "青石市会议办法", issuer: str = "青石市人民政府") -> zhize.Regulation:
    numbers = "一二三四五六七八九"
    body = "\n".join(f"第{number}条　{text}" for number, text in zip(numbers, articles, strict=False))
    return zhize.parse(zhize.Source(text=f"{title}\n{issuer}\n{body}\n", name="-", encoding="str"))


OPENING = "为规范会议，制定本办法。"


@pytest.mark.parametrize(
    ("sentence", "working", "numbers"),
    [
        ("本办法所称“日”为工作日。", Working.ALL, ()),
        ("本办法所称日，均指工作日，不含法定节假日。", Working.ALL, ()),
        ("本办法规定的期限以工作日计算。", Working.ALL, ()),
        ("本办法规定的各项时限均按工作日计算。", Working.ALL, ()),
        ("本办法中“三日”“五日”的规定是指工作日，不含法定节假日。", Working.LISTED, (3, 5)),
        ("本办法所称的“二日”、“十五日”，是指工作日。", Working.LISTED, (2, 15)),
        ("本办法中十日以内期限的规定是指工作日。", Working.UP_TO, (10,)),
        ("本办法所称“日”是指自然日。", Working.NONE, ()),
    ],
)
def test_a_text_says_itself_what_a_day_is(sentence: str, working: Working, numbers: tuple[int, ...]) -> None:
    rule = rule_of(_text(OPENING, "会议每月召开1次。", sentence))
    assert (rule.id, rule.working, rule.numbers, rule.decided) == ("document", working, numbers, True)
    assert rule.source == "《青石市会议办法》第三条"


@pytest.mark.parametrize(
    "sentence",
    [
        "本办法规定的公示期限按照自然日连续计算。",
        "办理期限为5个工作日。",
        "本办法所称会议，是指工作会议。",
        "经办科室应当在五个工作日内答复。",
    ],
)
def test_what_says_nothing_of_all_periods_settles_nothing(sentence: str) -> None:
    rule = rule_of(_text(OPENING, sentence))
    assert (rule.id, rule.decided) == ("civil-code", False)


def test_a_rule_for_some_periods_keeps_its_scope() -> None:
    rule = rule_of(_text(OPENING, "本办法规定的行政机关实施行政审批的期限以工作日计算。"))
    assert (rule.working, rule.scope) == (Working.ALL, "行政机关实施行政审批")


def test_a_text_may_count_the_day_of_the_event() -> None:
    rule = rule_of(_text(OPENING, "期间开始的当日计算在期间内。"))
    assert rule.start_counted
    assert rule.start == "《青石市会议办法》第二条"
    assert counted(due(within("P30D"), "2026-01-05", rule=rule)).date == dt.date(2026, 2, 3)
    assert counted(due(within("P3WD"), "2026-01-05", rule=rule)).date == dt.date(2026, 1, 7)
    assert counted(due(within("P1M"), "2026-03-02", rule=rule)).date == dt.date(2026, 4, 1)


def test_a_text_may_say_that_it_is_not_counted() -> None:
    assert not rule_of(_text(OPENING, "期限开始的当日，不计算在期限内。")).start_counted


def test_a_text_may_follow_another_law() -> None:
    sentence = "期间的计算和文书的送达，依照《中华人民共和国民事诉讼法》的规定执行。"
    rule = rule_of(_text(OPENING, sentence, "本办法所称“五日”是指工作日。"))
    assert rule.end == "《中华人民共和国民事诉讼法》第八十五条"
    assert rule.next_hour
    assert rule.numbers == (5,)


@pytest.mark.parametrize(
    "rule", [rule for rule in RULES if rule.id != "reconsideration-2017"], ids=lambda rule: rule.id
)
def test_a_title_names_its_rule(rule: Entry) -> None:
    for title in rule.titles:
        assert rule_of(_text("行政机关应当公开办事程序。", title=title)) == rule


def test_the_older_text_of_a_law_keeps_its_own_rule() -> None:
    older = rules()["reconsideration-2017"].words
    assert rule_of(_text("根据宪法，制定本法。", older, title="中华人民共和国行政复议法")).id == "reconsideration-2017"
    newer = rules()["reconsideration"].words
    assert rule_of(_text("根据宪法，制定本法。", newer, title="中华人民共和国行政复议法")).id == "reconsideration"


def test_a_text_without_a_rule_of_its_own_is_counted_by_the_civil_code(seed: Path) -> None:
    rule = rule_of(zhize.parse(zhize.read(seed)))
    assert (rule.id, rule.decided) == ("civil-code", False)


def test_a_national_text_leaves_no_question(shared: Path) -> None:
    rule = rule_of(zhize.parse(zhize.read(shared / "laws" / "administrative" / "专利法实施细则(2023-12-11).txt")))
    assert (rule.id, rule.decided) == ("civil-code", True)


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("national/行政许可法(2019-04-23).txt", "licensing"),
        ("national/行政处罚法(2021-01-22).txt", "penalty"),
        ("national/行政强制法(2011-06-30).txt", "coercion"),
        ("national/行政复议法(2023-09-01).txt", "reconsideration"),
        ("national/行政复议法(2017-09-01).txt", "reconsideration-2017"),
        ("national/民事诉讼法(2023-09-01).txt", "civil-procedure"),
        ("administrative/审计法实施条例(2010-02-11).txt", "audit-regulation"),
        ("administrative/税收征收管理法实施细则(2016-02-06).txt", "tax"),
        ("administrative/信访工作条例(2022-02-25).txt", "petitions"),
        ("administrative/政府信息公开条例(2019-04-03).txt", "disclosure"),
        ("administrative/外国人入境出境管理条例(2013-07-21).txt", "entry-exit"),
        ("department/公安机关办理行政案件程序规定(2019-04-27).txt", "police-cases"),
        ("department/医疗器械注册与备案管理办法(2021-08-26).txt", "medical-devices"),
        ("department/机动车登记规定(2021-12-17).txt", "vehicle-registration"),
        ("department/机动车驾驶证申领和使用规定(2021-12-17).txt", "driving-licences"),
        ("department/道路交通安全违法行为处理程序规定(2020-04-30).txt", "traffic-violations"),
        ("department/道路交通事故处理程序规定(2018-02-02).txt", "traffic-accidents"),
        ("judicial/最高人民法院关于适用《行政诉讼法》的解释(2018-02-06).txt", "administrative-litigation"),
    ],
)
def test_the_laws_themselves_say_the_words_of_their_rules(shared: Path, name: str, id: str) -> None:  # noqa: A002
    regulation = zhize.parse(zhize.read(shared / "laws" / name))
    words = "".join(article.text for article in regulation.articles)
    assert _bare(rules()[id].words) in _bare(words)
    assert rule_of(regulation).id == id


def _bare(text: str) -> str:
    return "".join(character for character in text if character not in '、“” \n\u3000"')


# --- scope -----------------------------------------------------------------------------------------------------------


def test_a_rule_of_the_authority_is_not_that_of_the_parties() -> None:
    time = within("P20D")
    authority = counted(due(time, "2026-09-14", rule="licensing", by_authority=True))
    party = counted(due(time, "2026-09-14", rule="licensing", by_authority=False))
    unknown = counted(due(time, "2026-09-14", rule="licensing"))
    assert (authority.date, party.date) == (dt.date(2026, 10, 16), dt.date(2026, 10, 8))
    assert (authority.doubts, party.doubts) == ((), ())
    assert unknown.date == authority.date
    assert unknown.doubts == ("工作日限于行政机关实施行政许可的期限，另一种算法为2026年10月8日（周四）",)


def test_an_article_may_be_excepted() -> None:
    time = within("P60D", article="52")
    assert counted(due(time, "2026-03-02", rule="audit-regulation")).date == dt.date(2026, 5, 6)
    assert counted(due(within("P60D"), "2026-03-02", rule="audit-regulation")).date == dt.date(2026, 5, 28)


def test_an_unknown_rule_is_refused() -> None:
    with pytest.raises(InputError, match=r"^nowhere: is no rule of counting; use one of civil-code, "):
        due(within("P3D"), "2026-03-02", rule="nowhere")
