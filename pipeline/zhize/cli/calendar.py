"""``zhize calendar``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from zhize.cli.arguments import FILE_HELP, add_corpus, add_output, suffix_of
from zhize.cli.output import emit, save, terminal_width
from zhize.cli.progress import Progress
from zhize.cli.reviewed import add_reviews, load_reviewed
from zhize.due_dates import events_of, read_calendar, rule_named, rules, schedule
from zhize.errors import InputError
from zhize.export.icalendar import to_ics
from zhize.export.terminal.due_dates import to_csv, to_lines

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Sequence

    from zhize.due_dates import Event, Schedule

EPILOG = """\
A time limit has a date once the day of its event is known: give each event with its day, and with the hour for time
limits in hours. An event is named as the text names it (会 and 会议, 收到申请 and 收到申请之日 are the same); where the
text names none, the place does: --event 第五十二条第二款=2026-12-10. Without -o the dates are printed, with every step
of the count and the time limits that have none; a file ends with .ics (Outlook, phones) or .csv.

Days are counted by the law that the text belongs to, by what the text itself says, else by the Civil Code. Years
without an official notice of holidays are marked; --holidays gives a notice that is newer than this program:

  [[year]]
  year = 2028
  source = "国务院办公厅关于2028年部分节假日安排的通知"
  rest = [{name = "元旦", from = 2028-01-01, to = 2028-01-03}]
  work = [2028-02-05]

  [[local]]
  name = "三月三"
  from = 2028-03-28
  to = 2028-03-29

examples:
  zhize calendar 泗水县人民政府工作规则.txt --event 会议=2026-12-10
  zhize calendar 泗水县人民政府工作规则.txt --event 会议=2026-12-10 --event 出差=2026-12-15 -o 期限.ics --alarm
  zhize calendar sishui-2022 --event 第五十二条第二款=2026-12-10 --holidays 放假.toml -o 期限.csv"""

_SUFFIXES = (".ics", ".csv")
_NAMED = 8  # of the events of a text that an error lists


def configure(parser: ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("file", metavar="FILE", help=FILE_HELP)
    parser.add_argument(
        "--event",
        metavar="NAME=DATE",
        action="append",
        default=[],
        help="an event and its day: 会议=2026-12-10; with the hour: 2026-12-10T09:00; may be given several times",
    )
    parser.add_argument("--year", metavar="YYYY", help="of the days that come round every year: 每年3月31日前")
    parser.add_argument("--holidays", metavar="FILE", type=Path, help="holidays of further years, as TOML (see below)")
    parser.add_argument("--rule", metavar="ID", help=f"how days are counted, for every text: {', '.join(rules())}")
    parser.add_argument("--alarm", action="store_true", help="entries of the .ics remind one day before")
    add_output(parser, _SUFFIXES, required=False)
    add_corpus(parser)
    add_reviews(parser)


def run(options: Namespace) -> None:
    """Print or write the dates that the times of a text come to."""
    suffix = suffix_of(options.output, _SUFFIXES) if options.output else ""
    events = events_of(options.event)
    year = _year(options.year)
    rule = rule_named(options.rule) if options.rule else None
    calendar = read_calendar(options.holidays) if options.holidays else None
    with Progress() as progress:
        [reviewed] = load_reviewed([options.file], options, progress)
        progress.step("counting days")
        found = schedule(*reviewed.analysis.documents, events=events, year=year, rule=rule, calendar=calendar)
    _check(found, events)
    if not suffix:
        emit(to_lines(found, width=terminal_width()))
        return
    if suffix == ".ics" and not found.dated:  # a calendar without entries breaks RFC 5545, and Outlook refuses it
        remedy = "give its events with --event; without -o they are listed"
        raise InputError("has no date for a calendar", where=options.file, remedy=remedy)
    save({options.output: to_ics(found, alarm=options.alarm) if suffix == ".ics" else to_csv(found)})


def _year(given: str | None) -> int | None:
    """Return the year of ``--year``.

    Raises:
        InputError: it is none.
    """
    if given is None:
        return None
    if len(given) != len("2026") or not (given.isascii() and given.isdigit()) or not int(given):
        raise InputError("is no year", where=f"--year {given}", remedy="write it like 2026")
    return int(given)


def _check(found: Schedule, events: Sequence[Event]) -> None:
    """Refuse events of which the text knows none: a slip in the name would pass for a text without time limits.

    Raises:
        InputError: none of them was found.
    """
    if not events or len(found.unused) < len(events):
        return
    named = list(dict.fromkeys(entry.time.anchor for entry in found.entries if entry.time.anchor))
    more = " …" if len(named) > _NAMED else ""
    known = (
        f"its events are {'、'.join(named[:_NAMED])}{more}" if named else "name a place: 第五十二条第二款=2026-12-10"
    )
    names = "、".join(event.name for event in found.unused)
    raise InputError("no time of the text counts from it", where=f"--event {names}", remedy=known)
