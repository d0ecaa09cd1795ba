"""Due dates: what they say of themselves, what has none, the working calendar, events and their words."""

from __future__ import annotations

import datetime as dt
import doctest
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from documents import MEETING, document

import zhize
from zhize import due_dates
from zhize.due_dates import (
    Due,
    Event,
    Likeness,
    Reason,
    Unknown,
    WorkCalendar,
    due,
    events_of,
    match,
    read_calendar,
    schedule,
)
from zhize.due_dates.events import alike, words
from zhize.due_dates.measures import Measure, measure_of
from zhize.errors import InputError
from zhize.tagging import times
from zhize.types import Bound, Definition, Direction, Time, TimeType

if TYPE_CHECKING:
    from pathlib import Path

    from zhize.due_dates.events import Same

DAY = dt.date.fromisoformat


def time_of(text: str, kind: TimeType = TimeType.DEADLINE) -> Time:
    return next(time for time in times.match(text) if time.type is kind)


def counted(text: str, event: str, **options: object) -> Due:
    found = due(time_of(text), event, **options)
    assert isinstance(found, Due)
    return found


def unknown(text: str, event: str | None = None, kind: TimeType = TimeType.DEADLINE) -> Unknown:
    found = due(time_of(text, kind), event)
    assert isinstance(found, Unknown)
    return found


def test_the_example_of_the_package_is_true() -> None:
    assert doctest.testmod(due_dates) == doctest.TestResults(failed=0, attempted=4)


# --- the steps -------------------------------------------------------------------------------------------------------


def test_every_step_forwards_is_told_with_its_article() -> None:
    found = counted("自收到申请之日起30日内答复。", "2026-01-20")
    assert found.steps == (
        "起算事由“收到申请”：2026年1月20日（周二）",
        "“日”按日历日计算",
        "当日不计入，自2026年1月21日（周三）起算（《中华人民共和国民法典》第二百零一条）",
        "满30日为2026年2月19日（周四）",
        "最后一日遇2月19日至23日（春节、调休、周末），顺延至2026年2月24日（周二）（《中华人民共和国民法典》第二百零三条）",
    )
    assert found.basis == "《中华人民共和国民法典》第二百条至第二百零三条"
    assert (found.direction, found.confirmed, found.event) == (Direction.WITHIN, True, DAY("2026-01-20"))


def test_every_day_left_out_backwards_is_told() -> None:
    found = counted("材料应当于会前5个工作日报送。", "2024-10-10")
    assert found.steps == (
        "起算事由“会”：2024年10月10日（周四）",
        "2024年10月10日（周四）当日不计入，自前一日起向前数（倒算没有法律规定，事件当日不计入，遇休息日只提前、不延后）",
        "不计9月28日（周末）、10月1日至7日（国庆节、调休、周末）",
        "2024年9月29日（周日）调休上班，计入",
        "第5个工作日为2024年9月27日（周五）",
    )
    assert found.basis == "倒算没有法律规定，事件当日不计入，遇休息日只提前、不延后"


def test_a_month_without_the_day_is_told() -> None:
    steps = counted("自受理之日起1个月内办结。", "2025-01-31").steps
    assert "2025年2月没有31日，以月末日为准（《中华人民共和国民法典》第二百零二条）" in steps


def test_hours_name_the_hour() -> None:
    found = counted("应当自接到报告二小时内核实。", "2026-12-10T23:30")
    assert found.date == dt.datetime(2026, 12, 11, 1, 30, tzinfo=dt.timezone(dt.timedelta(hours=8)))
    assert found.steps[-1] == "满2小时为2026年12月11日（周五）1时30分，不因休息日变动"


def test_a_moment_is_a_day_for_a_time_in_days_and_of_china_in_any_zone() -> None:
    assert counted("自收到申请之日起30日内答复。", "2026-01-19T20:00Z").event == DAY("2026-01-20")
    late = dt.datetime(2026, 1, 19, 20, tzinfo=dt.UTC)
    assert due(time_of("自收到申请之日起30日内答复。"), late).event == DAY("2026-01-20")


def test_the_end_of_a_duration_is_counted_like_a_limit() -> None:
    found = due(time_of("本办法有效期五年。", TimeType.DURATION), "2024-02-29")
    assert (found.date, found.direction) == (DAY("2029-02-28"), None)


def test_a_range_is_a_window() -> None:
    within = due(replace(time_of("自受理之日起5日内办结。"), value="P3D/P30D"), "2026-03-02")
    assert (within.earliest, within.latest) == (DAY("2026-03-05"), DAY("2026-04-01"))
    before = due(replace(time_of("材料应当于会前5个工作日报送。"), value="P3WD/P5WD"), "2026-12-10")
    assert (before.earliest, before.latest, before.date) == (*map(DAY, ("2026-12-03", "2026-12-07")), DAY("2026-12-07"))


def test_of_a_window_the_unit_decides_where_it_opens() -> None:
    found = counted("船舶应当在到达前5日以内报告。", "2026-10-12")
    assert (found.earliest, found.latest) == (DAY("2026-10-07"), DAY("2026-10-10"))
    assert found.doubts == ("口径未定：没有规定说明“5日”是否指工作日，窗口期起点的另一种算法为2026年9月29日（周二）",)


def test_at_least_has_no_last_day() -> None:
    found = due(replace(time_of("自受理之日起30日内办结。"), bound=Bound.MIN), "2026-03-02")
    assert (found.earliest, found.latest) == (DAY("2026-04-01"), None)
    hours = due(replace(time_of("应当自接到报告二小时内核实。"), direction=Direction.AFTER), "2026-03-02T08:00")
    assert (hours.earliest.hour, hours.latest.hour) == (10, 10)


@pytest.mark.parametrize(
    ("text", "event", "date"),
    [
        ("取得所得的次年三月三十一日前申报。", "2025-06-01", "2026-03-31"),
        ("各部门应当于每年的2月底以前报送计划。", "2028-01-01", "2028-02-29"),
        ("各部门应当于每年的2月底以前报送计划。", "2026-01-01", "2026-02-28"),
        ("本办法自2026年6月起施行。", None, "2026-06-01"),
    ],
)
def test_a_named_day_takes_its_year_from_the_event(text: str, event: str | None, date: str) -> None:
    found = due(time_of(text), event)
    assert (found.date, found.basis) == (DAY(date), "原文写明的日期")


def test_a_day_of_the_next_month_follows_the_event() -> None:
    time = replace(time_of("每年3月31日前报送。"), value="---15", text="次月15日前")
    assert due(time, "2026-12-20").date == DAY("2027-01-15")
    assert due(replace(time, text="当月15日前"), "2026-12-20").date == DAY("2026-12-15")
    assert due(replace(time, text="每月15日前"), "2026-12-20").reason is Reason.REPEATED


def test_a_range_of_days_may_end_in_the_next_year() -> None:
    time = replace(time_of("每年9月30日公布结果。"), value="--10-01/--03-31", text="每年10月1日至次年3月31日")
    found = due(time, "2026-01-01")
    assert (found.earliest, found.latest) == (DAY("2026-10-01"), DAY("2027-03-31"))


# --- no date ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kind", "event", "reason", "said"),
    [
        ("县政府及时报告。", TimeType.VAGUE, "2026-01-01", Reason.VAGUE, "没有量度，推算不出日期"),
        ("每月召开1次。", TimeType.FREQUENCY, "2026-01-01", Reason.REPEATED, "按频次重复，没有一个到期日"),
        ("自受理之日起5日内办结。", TimeType.DEADLINE, None, Reason.NO_EVENT, "没有给出“受理”的日期"),
        ("应当在3个工作日内回复。", TimeType.DEADLINE, None, Reason.NO_EVENT, "没有给出起算事由的日期"),
        ("本办法有效期五年。", TimeType.DURATION, None, Reason.NO_EVENT, "没有给出起算事由的日期"),
        (
            "应当自接到报告二小时内核实。",
            TimeType.DEADLINE,
            "2026-01-01",
            Reason.NO_HOUR,
            "按小时计算，须给出事件的时刻（2026-12-10T09:00）",
        ),
        ("应当于每年3月31日前报送。", TimeType.DEADLINE, None, Reason.NO_YEAR, "没有写明年份"),
        ("自次年1月起执行。", TimeType.DEADLINE, None, Reason.NO_EVENT, "没有给出起算事由的日期"),
        ("自受理之日起99999年内办结。", TimeType.DEADLINE, "2026-01-01", Reason.UNREADABLE, "“自受理之日起99999年内”"),
        ("自受理之日起30日内办结。", TimeType.DEADLINE, "9999-12-20", Reason.UNREADABLE, "“自受理之日起30日内”"),
    ],
)
def test_what_has_no_date_says_why(text: str, kind: TimeType, event: str | None, reason: Reason, said: str) -> None:
    found = unknown(text, event, kind)
    assert found.reason is reason
    assert found.text.startswith(said)


def test_a_month_is_no_day_before_which() -> None:
    time = replace(time_of("应当于每年3月31日前报送。"), value="2026-06")
    assert due(time).reason is Reason.NO_DAY


@pytest.mark.parametrize("value", ["soon", "P1MT12H", "P5WDT1H", "P1D/P2D/P3D", "2026-13-01"])
def test_a_value_of_no_known_form_is_no_guess(value: str) -> None:
    found = due(replace(time_of("应当在3日内回复。"), value=value), "2026-01-01T09:00")
    assert found.reason is Reason.UNREADABLE


@pytest.mark.parametrize(
    "text", ["", "2026-02-30", "20260101", "明天", "2026-1-1", "2026-01-01T25:00", "２０２６-01-01"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(InputError) as caught:
        due(time_of("应当在3日内回复。"), text)
    assert str(caught.value) == (
        f"event_date: {text or 'nothing'} is no date; write it like 2026-12-10, or 2026-12-10T09:00 for a time in hours"
    )


@pytest.mark.parametrize(
    ("value", "measure"),
    [
        ("P5WD", Measure(working=5)),
        ("P1Y6M", Measure(months=18)),
        ("P2W", Measure(weeks=2)),
        ("P1M15D", Measure(months=1, days=15)),
        ("PT30M", Measure(seconds=1800)),
        ("P1DT12H", Measure(days=1, seconds=43200)),
        ("P", None),
        ("PT", None),
        ("R1/P1M", None),
        ("--03-31", None),
    ],
)
def test_a_value_is_read_as_a_measure(value: str, measure: Measure | None) -> None:
    assert measure_of(value) == measure


def test_a_measure_is_printed_as_people_say_it() -> None:
    printed = [str(measure_of(value)) for value in ("P5WD", "P1Y6M", "P2W", "PT90M", "P0D")]
    assert printed == ["5个工作日", "1年6个月", "2周", "1小时30分钟", "0日"]


# --- the working calendar --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "works", "name"),
    [
        ("2024-02-04", True, "调休"),
        ("2024-02-09", True, ""),
        ("2024-02-15", False, "调休"),
        ("2024-10-01", False, "国庆节"),
        ("2025-01-26", True, "调休"),
        ("2025-01-28", False, "农历除夕"),
        ("2025-09-28", True, "调休"),
        ("2025-10-06", False, "中秋节"),
        ("2025-10-08", False, "调休"),
        ("2026-02-14", True, "调休"),
        ("2026-02-23", False, "调休"),
        ("2026-09-20", True, "调休"),
        ("2026-10-10", True, "调休"),
        ("2026-10-11", False, "周末"),
        ("2026-12-10", True, ""),
    ],
)
def test_the_notices_of_three_years_are_known(day: str, works: bool, name: str) -> None:  # noqa: FBT001
    found = WorkCalendar().day(DAY(day))
    assert (found.works, found.name, found.confirmed) == (works, name, True)


def test_a_year_without_its_notice_is_not_confirmed() -> None:
    calendar = WorkCalendar()
    assert not calendar.day(DAY("2090-03-01")).confirmed
    assert not calendar.day(DAY("2090-10-01")).works
    # The notice of the next year may shift the last days of this one.
    last = max(year for year in range(2020, 2090) if calendar.day(dt.date(year, 6, 1)).confirmed)
    assert calendar.day(dt.date(last, 12, 27)).confirmed
    assert not calendar.day(dt.date(last, 12, 28)).confirmed


def test_a_count_that_looks_at_such_a_year_is_not_confirmed() -> None:
    assert not counted("材料应当于会前5个工作日报送。", "2090-03-10").confirmed
    assert counted("材料应当于会前5个工作日报送。", "2026-03-10").confirmed


NOTICE = """
[[year]]
year = 2090
source = "某年放假通知"
rest = [{name = "春节", from = 2090-01-29, to = 2090-02-05}]
work = [2090-01-28]

[[local]]
name = "三月三"
from = 2090-03-08
to = 2090-03-09
"""


def _calendar(folder: Path, text: str) -> WorkCalendar:
    path = folder / "放假.toml"
    path.write_text(text, encoding="utf-8")
    return read_calendar(path)


def test_a_user_s_notice_stands_in_place_of_the_year(tmp_path: Path) -> None:
    calendar = _calendar(tmp_path, NOTICE)
    assert [calendar.day(DAY(day)).works for day in ("2090-01-28", "2090-02-01", "2090-03-08")] == [True, False, False]
    assert calendar.day(DAY("2090-02-01")).confirmed
    assert calendar.day(DAY("2026-02-23")).name == "调休"
    found = counted("材料应当于会前5个工作日报送。", "2090-03-10", calendar=calendar)
    assert (found.date, found.confirmed) == (DAY("2090-03-01"), True)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("year = 3", "is no table of holidays (Expected `array`, got `int` - at `$.year`)"),
        ("[[day]]", "is no table of holidays (Object contains unknown field `day`)"),
        ("[[year", "is no table of holidays ("),
        ('[[year]]\nyear = 2090\nsource = "通知"\nrest = []\nwork = [2091-01-01]', "2091-01-01 lies outside of 2090"),
        (NOTICE.replace("2090-01-28", "2090-01-29"), "2090-01-29 is a day off and worked"),
        (NOTICE.replace("to = 2090-02-05", "to = 2090-01-05"), "春节 lasts from 2090-01-29 to 2090-01-05"),
    ],
)
def test_a_broken_table_of_holidays_is_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        _calendar(tmp_path, text)
    assert str(caught.value).startswith(f"{tmp_path / '放假.toml'}: {message}")
    assert "\n" not in str(caught.value)


# --- events ----------------------------------------------------------------------------------------------------------

MEETING_DAY = Event(name="会议", date=DAY("2026-12-10"))


@pytest.mark.parametrize("same", words().same, ids=lambda same: same.word)
def test_words_that_say_the_same_are_made_alike(same: Same) -> None:
    assert alike(same.example[0]) == alike(same.example[1])


@pytest.mark.parametrize(
    ("anchor", "name", "likeness"),
    [
        ("会", "会议", Likeness.SAME),
        ("会议召开", "会", Likeness.SAME),
        ("会议召开之日", "召开会议", Likeness.SAME),
        ("县政府常务会议召开", "县政府常务会议", Likeness.SAME),
        ("收到申请", "收到申请之日", Likeness.SAME),
        ("接到通知", "收到通知", Likeness.SAME),
        ("有效期届满", "有效期满", Likeness.SAME),
        ("选举日", "选举日", Likeness.SAME),
        ("出差、学习、出访、离岗休假、探亲、就医等", "出差", Likeness.PART),
        ("协议订立之日起或者接到撤销通知", "收到撤销通知", Likeness.PART),
        ("收到申请材料", "收到申请", Likeness.CONTAINED),
        ("会", "县政府常务会议", Likeness.CONTAINED),
        ("县政府办公室收到申请", "收到申请", Likeness.CONTAINED),
        ("作出不予受理", "受理", None),
        ("未收到申请", "收到申请", None),
        ("重新提出申请之后", "会议", None),
        ("社会公布", "会", None),
        ("听证会", "会", None),
        ("办理注销登记", "登记", None),
        ("收到通知次日", "收到通知", None),
        ("批准", "准", None),
    ],
)
def test_an_event_is_matched_by_its_words(anchor: str, name: str, likeness: Likeness | None) -> None:
    event = Event(name=name, date=DAY("2026-12-10"))
    found = match(anchor, [event])
    assert (found.likeness if found else None) == likeness
    assert not found or found.events == (event,)


def test_a_short_name_of_the_text_is_the_long_one() -> None:
    name = Definition(article="1", start=0, end=4, name="常务会议", meaning="青石市人民政府常务会议", alias=True)
    event = Event(name="青石市人民政府常务会议", date=DAY("2026-12-10"))
    assert match("常务会议召开", [event], [name]).likeness is Likeness.SAME
    assert match("常务会议召开", [event], [replace(name, alias=False)]).likeness is Likeness.CONTAINED


def test_the_surer_event_wins_and_two_alike_are_both_told() -> None:
    exact, wider = Event(name="收到申请", date=DAY("2026-03-02")), Event(name="收到申请材料", date=DAY("2026-03-09"))
    assert match("收到申请", [wider, exact]).events == (exact,)
    two = [Event(name="全体会议", date=DAY("2026-03-02")), Event(name="常务会议", date=DAY("2026-03-09"))]
    assert match("会", two).events == tuple(two)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (["会议"], "会议: is no event with its date; write it like 会议=2026-12-10"),
        (["=2026-12-10"], "=2026-12-10: is no event with its date; write it like 会议=2026-12-10"),
        (["会=2026-12-10", "会=2026-12-11"], "会=2026-12-11: the event is given twice; give it once; run again"),
        (["会=12月10日"], "会=12月10日: 12月10日 is no date; write it like 2026-12-10"),
    ],
)
def test_events_that_are_none_are_refused(given: list[str], message: str) -> None:
    with pytest.raises(InputError) as caught:
        events_of(given)
    assert str(caught.value).startswith(message)


def test_an_event_may_hold_an_equals_sign() -> None:
    assert events_of([" A=B = 2026-12-10"]) == (Event(name="A=B", date=DAY("2026-12-10")),)


# --- schedules -------------------------------------------------------------------------------------------------------


def test_a_schedule_tells_each_time_with_its_norm() -> None:
    found = schedule(document(), events=[MEETING_DAY])
    entry = found.dated[0]
    assert (entry.locator, entry.norm, entry.bearers) == ("第一条第一款", "1.1", ("主办部门",))
    assert entry.action == "报县政府办公室审核"
    assert entry.quote == MEETING.split("\n", maxsplit=1)[0][len("议题材料由主办部门起草。") :]
    assert (entry.result.date, entry.events, entry.remarks) == (DAY("2026-12-03"), (MEETING_DAY,), ())
    assert [each.result.reason for each in found.undated] == [Reason.REPEATED, Reason.VAGUE]
    assert found.unused == ()


def test_events_that_no_time_counts_from_are_told() -> None:
    other = Event(name="竣工验收", date=DAY("2026-12-10"))
    found = schedule(document(), events=[other])
    assert found.unused == (other,)
    assert found.dated == ()
    assert found.undated[0].remarks == ("没有给出“会”的日期",)


def test_an_ambiguous_event_gives_no_date() -> None:
    two = [Event(name="全体会议", date=DAY("2026-03-02")), Event(name="常务会议", date=DAY("2026-03-09"))]
    found = schedule(document(), events=two)
    assert found.undated[0].result.reason is Reason.AMBIGUOUS
    assert found.undated[0].result.text == (
        "起算事由“会”对得上“全体会议”（2026年3月2日（周一））、“常务会议”（2026年3月9日（周一）），不能确定是哪一个"
    )
    assert found.unused == ()


def test_a_contained_event_asks_to_be_looked_at() -> None:
    entry = schedule(document(), events=[Event(name="常务会议", date=DAY("2026-03-09"))]).dated[0]
    assert entry.remarks == ("“会”按“常务会议”计，请核对是否同一事由",)


RULES = """青石市会议规则
第一条　经办科室应当在3个工作日内回复。
特别复杂的，应当在5个工作日内回复。
第二条　各部门应当于每年3月31日前报送年度报告。
第三条　市民应当自收到通知之日起五日内申请。市政府办公室应当自收到通知之日起五日内答复。
第四条　本规则规定的行政机关办理的期限以工作日计算。
"""


def _rules(**options: object) -> list[tuple[str, str | None]]:
    analysis = zhize.analyze(zhize.Source(text=RULES, name="-", encoding="str"))
    entries = schedule(analysis, **options).entries
    return [(entry.time.text, str(entry.result.date) if isinstance(entry.result, Due) else None) for entry in entries]


def test_a_place_names_the_event_that_the_text_does_not() -> None:
    day = DAY("2026-03-02")
    assert _rules(events=[Event(name="第一条", date=day)])[:2] == [
        ("3个工作日内", "2026-03-05"),
        ("5个工作日内", "2026-03-09"),
    ]
    assert _rules(events=[Event(name="第一条第二款", date=day)])[:2] == [
        ("3个工作日内", None),
        ("5个工作日内", "2026-03-09"),
    ]


def test_a_yearly_day_has_a_date_once_the_year_is_given() -> None:
    assert _rules()[2] == ("每年3月31日前", None)
    assert _rules(year=2026)[2] == ("每年3月31日前", "2026-03-31")


def test_the_working_days_of_the_authority_are_not_those_of_the_citizens() -> None:
    dates = _rules(events=[Event(name="收到通知", date=DAY("2025-09-25"))])[3:]
    assert dates == [("自收到通知之日起五日内", "2025-09-30"), ("自收到通知之日起五日内", "2025-10-09")]
