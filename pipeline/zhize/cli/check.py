"""``zhize check``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from zhize import contract
from zhize.cli.arguments import TEXT_HELP, add_corpus
from zhize.cli.input import load_text
from zhize.cli.output import emit, terminal_width
from zhize.export.terminal.diagnostics import to_lines
from zhize.structure import check, parse

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

EPILOG = """\
Exit code 0 without problems, 1 with some, 2 for a file that cannot be read.

examples:
  zhize check 泗水县人民政府工作规则.txt
  zhize check 泗水县人民政府工作规则.txt --lang en
  zhize check sishui-2022 --format json"""


def configure(parser: ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("file", metavar="FILE", help=TEXT_HELP)
    parser.add_argument("--format", choices=("text", "json"), default="text", help="lines (default) or a JSON list")
    parser.add_argument("--lang", choices=("zh", "en"), default="zh", help="language of the lines (default zh)")
    add_corpus(parser)


def run(options: Namespace) -> int:
    """Print the problems of a text; return 1 if it has any."""
    source = load_text(options.file, folder=options.corpus)
    regulation = parse(source)
    documents = (regulation, *regulation.attached)
    problems = [problem for document in documents for problem in check(document)]
    if options.format == "json":
        records = [contract.problem_record(problem) for problem in problems]
        emit(json.dumps(records, ensure_ascii=False, indent=1) + "\n")
    elif problems:
        emit(to_lines(problems, source, language=options.lang, width=terminal_width()))
        emit(f"\n共{len(problems)}处\n" if options.lang == "zh" else f"\n{len(problems)} found\n")
    else:
        articles = sum(len(document.articles) for document in documents)
        emit(f"没有发现问题（{articles}条）\n" if options.lang == "zh" else f"no problems ({articles} articles)\n")
    return 1 if problems else 0
