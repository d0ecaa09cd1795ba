"""``zhize review import``."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from zhize.cli.arguments import TEXT_HELP, add_corpus
from zhize.cli.input import load
from zhize.cli.output import emit
from zhize.cli.progress import Progress
from zhize.cli.review.printing import imported
from zhize.cli.review.texts import add_review, review_file, texts_of
from zhize.corpus import default_folder
from zhize.errors import InputError, ZhizeError
from zhize.readers import file_bytes
from zhize.review import read_review
from zhize.review.keeping import write_reviews
from zhize.review.locking import alone
from zhize.review.reading import read_workbook
from zhize.review.recording import Origin, author_of, documents_of, record

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from zhize.analysis import Analysis
    from zhize.review.nouns import Entered

EPILOG = """\
In 义务清单, 复核 takes 确认, 修改, 删除 and 新增; change cells, add rows below, write 复核意见. A changed cell without
a verdict is 修改. Sort, filter, move columns as you like; leave 编号 and the hidden sheet as they are. A row that is
gone is reported, never deleted. The same workbook can be imported again: only what is new counts.

examples:
  zhize review import 义务清单.xlsx
  zhize review import 义务清单.xlsx 泗水县人民政府工作规则.txt --by 张三
  zhize review import 义务清单.xlsx sishui-2022 --review 复核.json"""


def configure(parser: ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("workbook", metavar="XLSX", type=Path, help="a workbook of zhize matrix that was filled in")
    parser.add_argument(
        "texts", metavar="TEXT", nargs="*", help=f"{TEXT_HELP} (default: the text of this name beside the workbook)"
    )
    parser.add_argument("--by", metavar="NAME", help="who entered it (default: who saved the workbook last)")
    add_review(parser, Path)
    add_corpus(parser)


def run(options: Namespace) -> None:
    """Read a workbook into the reviews of its texts, all or none, and print what was read."""
    data = file_bytes(options.workbook)
    with Progress() as progress:
        progress.step(f"reading {options.workbook}")
        entered = read_workbook(data, str(options.workbook))
        names = options.texts or texts_of(options.workbook, entered, options.corpus or default_folder())
        if options.review is not None and len(names) > 1:
            raise ZhizeError("--review names the review of one text; import the texts one after another")
        analyses = load(names, progress, folder=options.corpus)
    unread = _uncovered(entered, analyses)
    if unread and not options.texts:
        what = f"no text that was found holds its document {unread[0]}"
        raise InputError(what, where=entered.where, remedy="name its text behind the workbook")
    origin = Origin(
        by=author_of(entered, options.by),
        at=dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        file=options.workbook.name,
        sha256=hashlib.sha256(data).hexdigest(),
    )
    paths = [review_file(name, options) for name in names]
    with alone(paths):
        before = {path: read_review(path) if path.exists() else None for path in paths}
        recorded = [record(before[path], entered, own, origin) for path, own in zip(paths, analyses, strict=True)]
        made = {path: each.review for path, each in zip(paths, recorded, strict=True) if each.changed}
        write_reviews(made, before=before)
    lines = [
        line
        for name, path, each, own in zip(names, paths, recorded, analyses, strict=True)
        for line in imported(name, path, entered, each, own)
    ]
    lines += [f"未读入：{name}，其中也有填写的内容，但这次没有给出它的文件" for name in unread]
    emit("\n".join(lines) + "\n")


def _uncovered(entered: Entered, analyses: list[Analysis]) -> list[str]:
    """Return the documents of a workbook that have entries and of which there is none of the texts."""
    covered = {document for own in analyses for document in documents_of(entered, own)}
    filled = (row.document for row in (*entered.rows, *entered.added) if row.edits)
    return [document for document in dict.fromkeys(filled) if document not in covered]
