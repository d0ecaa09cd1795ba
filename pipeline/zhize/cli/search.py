"""``zhize search``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from zhize.cli.arguments import add_output, suffix_of
from zhize.cli.output import emit, save, terminal_width
from zhize.cli.progress import Progress
from zhize.collection import open_collection
from zhize.errors import ZhizeError
from zhize.export.terminal.hits import to_document, to_lines, to_rows
from zhize.fulltext import count, search
from zhize.spreadsheets import csv_bytes

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Sequence

    from zhize.fulltext import Hit

_CONDITIONS: Final = ("body", "modality", "deadline", "document", "level", "in_force")
_SUFFIXES: Final = (".csv", ".json", ".txt")
EPILOG = """\
All WORDS must occur in an article. 《…》 or "…" is a phrase, -WORD must not occur, A OR B is one of two. Full and half
width and letter case do not count. Articles of documents whose titles have the words come first. Quotes hold WORDS
together for the shell; Windows knows "…" alone, so write phrases in 《…》 there.

The first search of a collection builds an index in OUT/search, which takes half a minute for 150,000 articles; so
does zhize batch --index. WORDS that begin with - stand behind a --.

examples:
  zhize search 规则库 督查 通报
  zhize search 规则库 "《重大行政决策》 听证 -价格"
  zhize search 规则库 听证 --document 重大行政决策
  zhize search 规则库 "督查 OR 督办" --level 县级
  zhize search 规则库 备案 --body 县政府办公室 --modality 应当
  zhize search 规则库 "" --body "*办公室" --deadline "≤10日"
  zhize search 规则库 罚款 --document "*条例" --limit 1000 -o 罚款.csv"""


def configure(parser: ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("collection", metavar="OUT", type=Path, help="folder that zhize batch made")
    parser.add_argument("words", metavar="WORDS", nargs="+", help='what is looked for; "" for the conditions alone')
    parser.add_argument("--body", metavar="NAME", help="bears a norm of the article; * stands for any characters")
    parser.add_argument("--modality", metavar="M", help="of that norm: 应当, 义务, obligation …")
    parser.add_argument("--deadline", metavar="T", help="of that norm: any, 五个工作日, P5WD, ≤10日")
    parser.add_argument("--document", metavar="NAME", help="part of its name or title; with * or ?, all of it")
    parser.add_argument("--level", metavar="L", help="of the document: 国家, 省级, 市级, 县级, 乡级")
    parser.add_argument("--in-force", metavar="DAY", help="only documents that say they are in force on that day")
    parser.add_argument("--limit", metavar="N", type=_count, default=20, help="at most so many (default: 20)")
    parser.add_argument("--format", choices=("text", "json", "csv"), help="of what is printed (default text)")
    add_output(parser, _SUFFIXES, required=False)


def run(options: Namespace) -> None:
    """Print or write the articles that were found."""
    if options.output is not None and options.format is not None:
        raise ZhizeError("--format holds for what is printed; the suffix of -o says what is written")
    suffix = suffix_of(options.output, _SUFFIXES) if options.output else None
    if behind := [word for word in options.words if word.startswith("--")]:
        raise ZhizeError(f"{behind[0]} stands behind --, where only WORDS are; put it before that")
    words = " ".join(options.words)
    collection = open_collection(options.collection)
    wanted: dict[str, Any] = {name: getattr(options, name) for name in _CONDITIONS}
    with Progress() as progress:
        progress.step("searching")
        hits = search(collection, words, limit=options.limit, progress=progress.step, **wanted)
        total = len(hits) if len(hits) < options.limit else count(collection, words, **wanted)
    form = {".csv": "csv", ".json": "json", ".txt": "text", None: options.format or "text"}[suffix]
    if options.output:
        save({options.output: _written(hits, total, form)})
    else:
        emit(_written(hits, total, form).decode("utf-8-sig"))
        if form == "text" and not hits:
            emit(_advice(options, words))


def _written(hits: Sequence[Hit], total: int, form: str) -> bytes:
    if form == "csv":
        return csv_bytes(to_rows(hits))
    if form == "json":
        return (json.dumps(to_document(hits, total), ensure_ascii=False, indent=1) + "\n").encode("utf-8")
    return to_lines(hits, total, cells=terminal_width()).encode("utf-8")


def _advice(options: Namespace, words: str) -> str:
    """Return what may help where nothing was found."""
    lines = []
    if options.body and "*" not in options.body:
        lines.append(f'机构按文件中的名称查找，可用 * 代替其中一部分：--body "*{options.body}*"')
    if options.document and not {"*", "?"} & set(options.document):
        lines.append("文件按标题或文件名中的一部分查找：--document 后可少写几个字")
    if "'" in words:
        lines.append("单引号成了词语的一部分；Windows 上用双引号")
    if "*" in words or "?" in words:
        lines.append("词语中的 * 和 ? 不代替其他文字，直接写要找的字")
    if len(words.split()) > 1:
        lines.append("各词须在同一条中出现；可减少词语，或用 OR 连接")
    return "".join(f"{line}\n" for line in lines)


def _count(words: str) -> int:
    if not words.isdecimal() or not int(words):
        raise ZhizeError(f"{words}: is no number of 1 or more; give one")
    return int(words)
