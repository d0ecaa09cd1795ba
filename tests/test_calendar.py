"""``zhize calendar``: the table, the files that calendars and Excel open, and what is wrong in one line."""

from __future__ import annotations

import csv
import datetime as dt
import subprocess
import sys
from dataclasses import replace
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from documents import MEETING, document, norm, span
from icalendar import Calendar

from zhize.cli import main
from zhize.due_dates import Event, Schedule, schedule
from zhize.export.icalendar import to_ics
from zhize.export.terminal.aligned import width
from zhize.export.terminal.due_dates import to_csv, to_lines
from zhize.types import Bound, Direction, Time, TimeType

if TYPE_CHECKING:
    from pathlib import Path

    from icalendar import Event as CalendarEntry

MEETING_DAY = Event(name="会议", date=dt.date(2026, 12, 10))
HEAD = "文件,条款,责任主体,行为,时限,起算事由,事件日期,最早,最迟,到期日,已确认,计算规则,计算过程,说明,依据原文"


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """An analysis as JSON: what the command reads without any rule at work."""
    path = tmp_path / "rules.json"
    path.write_text(document().to_json(), encoding="utf-8")
    return path


def _found(**options: object) -> Schedule:
    return schedule(document(), events=[MEETING_DAY], **options)


def _entries(data: bytes) -> list[CalendarEntry]:
    return list(Calendar.from_ical(data).walk("VEVENT"))


def _with_hours() -> Schedule:
    """A schedule with a time in hours."""
    analysis = document()
    time = replace(analysis.times[0], value="PT24H", text="提前24小时")
    event = Event(name="会议", date=dt.datetime(2026, 12, 10, 9, tzinfo=dt.timezone(dt.timedelta(hours=8))))
    return schedule(replace(analysis, times=(time,)), events=[event])


# --- iCalendar -------------------------------------------------------------------------------------------------------


def test_a_day_is_an_entry_of_the_whole_day() -> None:
    (entry,) = _entries(to_ics(_found()))
    assert (entry["dtstart"].dt, entry["dtend"].dt) == (dt.date(2026, 12, 3), dt.date(2026, 12, 4))
    assert entry["dtstart"].params == {"VALUE": "DATE"}
    assert entry["summary"] == "主办部门：报县政府办公室审核（会前5个工作日）"
    assert entry["categories"].cats == ["期限", "义务"]
    assert (entry["status"], entry["transp"]) == ("CONFIRMED", "TRANSPARENT")
    assert entry["dtstamp"].dt == dt.datetime(2026, 12, 10, tzinfo=dt.UTC)


def test_the_description_holds_the_sentence_and_the_count() -> None:
    (entry,) = _entries(to_ics(_found()))
    assert str(entry["description"]).split("\n") == [
        "《某县人民政府工作规则》第一条第一款：主办部门应于会前5个工作日报县政府办公室审核，紧急事项除外。",
        (
            "计算：起算事由“会”：2026年12月10日（周四）；2026年12月10日（周四）当日不计入，自前一日起向前数（"
            "倒算没有法律规定，事件当日不计入，遇休息日只提前、不延后）；不计12月5日至6日（周末）；"
            "第5个工作日为2026年12月3日（周四）。"
        ),
        "规则：倒算没有法律规定，事件当日不计入，遇休息日只提前、不延后。",
    ]


def test_a_moment_is_an_entry_in_utc() -> None:
    data = to_ics(_with_hours(), alarm=True)
    (entry,) = _entries(data)
    assert entry["dtstart"].dt == dt.datetime(2026, 12, 9, 1, tzinfo=dt.UTC)
    assert b"DTSTART:20261209T010000Z\r\n" in data
    assert "dtend" not in entry
    assert b"TRIGGER:-P1D\r\n" in data


def test_the_calendar_is_what_rfc_5545_asks_for() -> None:
    data = to_ics(_found(), alarm=True)
    lines = data.split(b"\r\n")
    assert lines[:1] + lines[-2:] == [b"BEGIN:VCALENDAR", b"END:VCALENDAR", b""]
    assert b"VERSION:2.0" in lines
    assert sum(line.startswith(b"PRODID:-//Zhize//") for line in lines) == 1
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert b"\r" not in data.replace(b"\r\n", b"")
    for name in (b"UID:", b"DTSTAMP:", b"DTSTART;VALUE=DATE:", b"SUMMARY:", b"DESCRIPTION:", b"STATUS:"):
        assert any(line.startswith(name) for line in lines), name


def test_lines_are_folded_at_75_octets_and_between_characters() -> None:
    lines = to_ics(_found(), alarm=True).split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert any(line.startswith(b" ") for line in lines)
    for line in lines:
        line.decode("utf-8")  # a character cut in two would not decode


def test_the_alarm_rings_the_day_before_and_only_if_asked_for() -> None:
    assert b"VALARM" not in to_ics(_found())
    (alarm,) = Calendar.from_ical(to_ics(_found(), alarm=True)).walk("VALARM")
    assert alarm["action"] == "DISPLAY"
    assert alarm["trigger"].dt == -dt.timedelta(hours=15)
    assert alarm["description"] == "报县政府办公室审核（会前5个工作日）"


def test_the_same_schedule_is_the_same_file() -> None:
    assert to_ics(_found()) == to_ics(_found())
    other = to_ics(schedule(document(), events=[replace(MEETING_DAY, date=dt.date(2026, 12, 11))]))
    assert _entries(other)[0]["uid"] != _entries(to_ics(_found()))[0]["uid"]


def test_every_entry_has_its_own_id() -> None:
    analysis = document()
    twin = norm(MEETING, "列入议题", id="1.9", bearers=("县政府办公室",), time=(span(MEETING, "会前5个工作日"),))
    once = replace(analysis, norms=(*analysis.norms, twin))
    entries = _entries(to_ics(schedule(once, once, events=[MEETING_DAY])))
    assert len(entries) == len({entry["uid"] for entry in entries}) == 4


def test_what_is_not_sure_is_tentative_and_says_why() -> None:
    event = replace(MEETING_DAY, name="常务会议", date=dt.date(2090, 12, 10))
    (entry,) = _entries(to_ics(schedule(document(), events=[event])))
    assert entry["status"] == "TENTATIVE"
    assert "注意：“会”按“常务会议”计，请核对是否同一事由。" in entry["description"]
    assert "注意：未确认：涉及的年份没有放假通知，只计法定节日和周末。" in entry["description"]


def test_control_characters_stay_out_of_the_calendar() -> None:
    analysis = document()
    title = replace(analysis.regulation.metadata, title="某县\x0b\x00工作\r规则;,\\")
    found = schedule(
        replace(analysis, regulation=replace(analysis.regulation, metadata=title)),
        events=[MEETING_DAY],
    )
    data = to_ics(found)
    assert not {byte for byte in data.replace(b"\r\n", b"") if byte < 0x20}
    assert "《某县工作规则;,\\》" in _entries(data)[0]["description"]


# --- table and CSV ---------------------------------------------------------------------------------------------------


def test_the_table_tells_the_dates_and_what_has_none() -> None:
    lines = to_lines(_found(), width=120).split("\n")
    assert lines[0].split() == ["条款", "责任主体", "行为", "时限", "到期日", "说明"]
    assert lines[2].split() == ["第一条第一款", "主办部门", "报县政府办公室审核", "会前5个工作日", "2026-12-03"]
    assert lines[5].startswith("1. 第一条第一款“会前5个工作日”：起算事由“会”：2026年12月10日（周四）；")
    assert lines[7:] == [
        "没有到期日的时间",
        "  按频次重复：“每月通报1次”（第一条第二款第一项）",
        "  没有量度：“及时”（第二条）",
        "",
    ]
    assert all(width(line) <= 120 for line in lines[:3])


def test_the_table_names_the_events_that_are_missing() -> None:
    text = to_lines(schedule(document()), width=100)
    assert text.startswith("没有可推算的到期日\n")
    assert "  未给出起算事由的日期：“会”（第一条第一款，会前5个工作日）\n" in text


def test_the_csv_holds_every_time_with_its_date_or_its_reason() -> None:
    data = to_csv(_found())
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(StringIO(data.decode("utf-8-sig"), newline="")))
    assert ",".join(rows[0]) == HEAD
    first = dict(zip(rows[0], rows[1], strict=True))
    assert (first["事件日期"], first["最早"], first["最迟"], first["到期日"]) == (
        "2026-12-10",
        "",
        "2026-12-03",
        "2026-12-03",
    )
    assert (first["起算事由"], first["已确认"], first["说明"]) == ("会", "是", "")
    assert [row[9] for row in rows[1:]] == ["2026-12-03", "", ""]
    assert rows[3][13] == "没有量度，推算不出日期"


def test_a_moment_is_printed_with_its_hour() -> None:
    rows = list(csv.reader(StringIO(to_csv(_with_hours()).decode("utf-8-sig"))))
    assert (rows[1][6], rows[1][9]) == ("2026-12-10 09:00", "2026-12-09 09:00")


def test_no_cell_is_a_formula() -> None:
    analysis = document()
    bearers = replace(analysis.norms[0], bearers=("=HYPERLINK()",))
    data = to_csv(schedule(replace(analysis, norms=(bearers,)), events=[MEETING_DAY]))
    assert "'=HYPERLINK()" in data.decode("utf-8-sig")


def test_events_that_were_not_found_and_alike_ones_are_told() -> None:
    other = Event(name="竣工验收", date=dt.date(2026, 12, 10))
    assert "没有对上的事件：竣工验收\n" in to_lines(schedule(document(), events=[MEETING_DAY, other]), width=100)
    two = [Event(name="全体会议", date=dt.date(2026, 3, 2)), Event(name="常务会议", date=dt.date(2026, 3, 9))]
    told = to_lines(schedule(document(), events=two), width=100)
    assert "起算事由对得上多个事件：第一条第一款：起算事由“会”对得上“全体会议”" in told


def test_a_yearly_day_asks_for_the_year() -> None:
    text = "每年3月31日前"
    yearly = Time(
        article="1",
        start=0,
        end=len(text),
        text=text,
        type=TimeType.DEADLINE,
        value="--03-31",
        direction=Direction.BEFORE,
        bound=Bound.MIN,
    )
    analysis = replace(document(), times=(yearly,), norms=())
    assert "  未给出年份（--year）：第一条第一款“每年3月31日前”" in to_lines(schedule(analysis), width=100)
    assert "未写明" in to_lines(schedule(analysis, year=2026), width=100)


# --- the command -----------------------------------------------------------------------------------------------------


def test_the_command_prints_the_table(capsys: pytest.CaptureFixture[str], rules: Path) -> None:
    assert main(["calendar", str(rules), "--event", "会议=2026-12-10"]) == 0
    out, err = capsys.readouterr()
    assert "  2026-12-03" in out
    assert err == ""


def test_the_command_writes_a_calendar_and_a_table(capsys: pytest.CaptureFixture[str], rules: Path) -> None:
    event = ["--event", "会议=2026-12-10"]
    calendar, table = rules.with_name("期限.ics"), rules.with_name("期限.CSV")
    assert main(["calendar", str(rules), *event, "-o", str(calendar), "--alarm"]) == 0
    assert main(["calendar", str(rules), *event, "-o", str(table)]) == 0
    assert capsys.readouterr().out == f"{calendar}\n{table}\n"
    assert calendar.read_bytes() == to_ics(_found(), alarm=True)
    assert table.read_bytes() == to_csv(_found())


def test_the_command_counts_the_rules_of_the_seed(capsys: pytest.CaptureFixture[str], seed: Path) -> None:
    events = ["会议=2026-10-10", "出差=2026-10-09", "第五十二条第二款=2026-03-02"]
    assert main(["calendar", str(seed), *(word for event in events for word in ("--event", event))]) == 0
    out = capsys.readouterr().out
    rows = [line.split()[-2 if "口径" in line else -1] for line in out.split("\n")[2:6]]
    assert rows == ["2026-09-28", "2026-03-05", "2026-03-09", "2026-09-30"]
    assert "注意：口径未定：没有规定说明“3日”是否指工作日，另一种算法为2026年9月29日（周二）" in out
    assert "“邀请县政府领导同志参加的重要活动”（第九十条，提前3天）" in out


def test_the_command_takes_a_rule_and_a_notice(capsys: pytest.CaptureFixture[str], rules: Path) -> None:
    notice = rules.with_name("放假.toml")
    notice.write_text('[[local]]\nname = "三月三"\nfrom = 2026-12-03\nto = 2026-12-03\n', encoding="utf-8")
    arguments = ["--event", "会议=2026-12-10", "--holidays", str(notice), "--rule", "licensing"]
    assert main(["calendar", str(rules), *arguments]) == 0
    out = capsys.readouterr().out
    assert "  2026-12-02" in out
    assert "12月3日（三月三）" in out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--event", "会议"], "会议: is no event with its date; write it like 会议=2026-12-10"),
        (
            ["--event", "会议=明天"],
            "会议=明天: 明天 is no date; write it like 2026-12-10, or 2026-12-10T09:00 for a time in hours",
        ),
        (["--event", "开业=2026-12-10"], "--event 开业: no time of the text counts from it; its events are 会"),
        (["-o", "期限.pdf"], "期限.pdf: the suffix .pdf is not known; end the name with .ics or .csv"),
        (["--year", "二六"], "--year 二六: is no year; write it like 2026"),
        (["--year", "0000"], "--year 0000: is no year; write it like 2026"),
        (
            ["--holidays", "nowhere.toml"],
            "nowhere.toml: cannot be read (No such file or directory); check the name and its permissions",
        ),
    ],
)
def test_what_is_wrong_is_one_line(
    capsys: pytest.CaptureFixture[str], rules: Path, arguments: list[str], message: str
) -> None:
    assert main(["calendar", str(rules), *arguments]) == 2
    assert capsys.readouterr() == ("", f"zhize: error: {message}\n")


def test_a_calendar_without_a_date_is_not_written(capsys: pytest.CaptureFixture[str], rules: Path) -> None:
    target = rules.with_name("期限.ics")
    assert main(["calendar", str(rules), "-o", str(target)]) == 2
    out, err = capsys.readouterr()
    said = "has no date for a calendar; give its events with --event; without -o they are listed"
    assert (out, err) == ("", f"zhize: error: {rules}: {said}\n")
    assert not target.exists()


def test_analyze_does_not_wait_for_calendars(seed: Path) -> None:
    program = (
        "import sys, zhize; zhize.analyze(open(sys.argv[1], encoding='utf-8').read());"
        "print(sorted({'holidays', 'icalendar', 'dateutil', 'zhize.due_dates'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program, str(seed)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_calendar_does_not_wait_for_pandas() -> None:
    program = (
        "import sys, zhize.cli.calendar;print(sorted({'spacy', 'pandas', 'networkx', 'jinja2'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
