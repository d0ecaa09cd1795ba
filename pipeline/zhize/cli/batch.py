"""``zhize batch``."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from zhize.batches import batch
from zhize.cli.arguments import add_corpus
from zhize.cli.output import emit
from zhize.cli.progress import Progress
from zhize.collection import open_collection
from zhize.errors import ZhizeError
from zhize.fulltext import build

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable, Mapping

    from zhize.batches import Pace, Summary

_KINDS: Final = 8  # of files that were passed over, named at most
_NO_SUFFIX: Final = "无扩展名"

EPILOG = """\
IN is a folder with any mix of text, Word, PDF, OFD and web pages (and all folders below it), a file that lists files or
names of the corpus, one a line, or the word corpus. OUT gets Parquet files, one folder a table (documents, articles,
mentions, bodies, times, norms, edges, references, definitions, diagnostics), a manifest and failed.csv, the list of
files that could not be read. Ask it with zhize query and zhize search.

Run it again after texts came, went or changed: only those are read anew. A run that was broken off goes on where it
was.

examples:
  zhize batch 规则文件夹 -o 规则库
  zhize batch corpus -o 规则库
  zhize batch 规则文件夹 -o 规则库 --jobs 8
  zhize batch 规则文件夹 -o 规则库 --since 2026-11-01
  zhize batch /data/rules -o /data/out --cluster tcp://scheduler:8786"""


def configure(parser: ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("input", metavar="IN", help="a folder, a list of files, or corpus")
    parser.add_argument("-o", "--output", metavar="OUT", type=Path, required=True, help="folder of the collection")
    parser.add_argument("--jobs", metavar="N", type=_count, help="worker processes (default: one a core)")
    parser.add_argument(
        "--cluster", metavar="ADDRESS", help="a Dask scheduler whose workers see the same folders, or local"
    )
    parser.add_argument("--limit", metavar="N", type=_count, help="at most so many documents that OUT has not yet")
    parser.add_argument(
        "--since", metavar="DAY", type=_day, default=0.0, help="open only files that were modified since that day"
    )
    parser.add_argument("--retry", action="store_true", help="try again what could not be read before")
    parser.add_argument("--replace", action="store_true", help="OUT may hold a collection of other documents")
    parser.add_argument("--index", action="store_true", help="make the index of zhize search at once")
    parser.add_argument("--rules-only", action="store_true", help="without the learned models: faster, finds less")
    add_corpus(parser)


def run(options: Namespace) -> int:
    """Make or bring up to date a collection; 1 where files could not be read."""
    if not options.input:  # what a script leaves where its variable was empty; Path takes it for the folder at hand
        raise ZhizeError("IN is empty; name a folder, a list of files, or corpus")
    with Progress() as progress:
        progress.step("looking at files")
        done = batch(
            options.input,
            options.output,
            jobs=options.jobs,
            cluster=options.cluster,
            limit=options.limit,
            since=options.since,
            learned=not options.rules_only,
            retry=options.retry,
            replace=options.replace,
            corpus_folder=options.corpus,
            step=progress.step,
            pace=_teller(progress.step),
        )
        if options.index:
            progress.step("indexing")
            build(open_collection(options.output), progress.step)
    emit(told(done, options.output))
    return 1 if done.failed else 0


def told(done: Summary, folder: Path) -> str:
    """Return what a run did, for people."""
    size = f"文件 {done.documents:,} 份，{done.rows['articles']:,} 条，规范 {done.rows['norms']:,} 条"
    lines = [
        f"{folder}：{size}，{done.characters:,} 字",
        f"本次分析 {done.made:,} 份，沿用 {done.kept:,} 份，移出 {done.removed:,} 份，用时 {done.seconds:.1f} 秒",
    ]
    if done.failed:
        lines.append(f"未能读取 {done.failed:,} 份，原因见 {folder / 'failed.csv'}")
    if done.passed_over:
        lines.append(f"略过其他文件 {sum(done.passed_over.values()):,} 个（{_kinds(done.passed_over)}）")
    return "\n".join(lines) + "\n"


def _kinds(passed_over: Mapping[str, int]) -> str:
    """Return the suffixes of what was passed over, the most frequent first; names without one count together."""
    counts = Counter[str]()
    for suffix, count in passed_over.items():
        counts[suffix if suffix.startswith(".") else _NO_SUFFIX] += count
    most = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    return "、".join(f"{suffix} {count:,}" for suffix, count in most[:_KINDS]) + ("等" if len(most) > _KINDS else "")


def _teller(step: Callable[[str], None]) -> Callable[[Pace], None]:
    def tell(pace: Pace) -> None:
        line = f"{pace.documents:,} of {pace.of:,} documents"
        if pace.seconds and pace.characters:
            line += f", {pace.characters / pace.seconds / 1e6:.2f} M characters a second"
        step(line if pace.left is None else f"{line}, {_span(pace.left)} left")

    return tell


def _span(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _count(words: str) -> int:
    if not words.isdecimal() or not int(words):
        raise ZhizeError(f"{words}: is no number of 1 or more; give one")
    return int(words)


def _day(words: str) -> float:
    try:
        day = date.fromisoformat(words)
        return datetime(day.year, day.month, day.day).astimezone().timestamp()
    except (ValueError, OverflowError, OSError) as error:  # the last two: a day that this system's clock cannot say
        raise ZhizeError(f"{words}: is no day; write it as 2026-11-01") from error
