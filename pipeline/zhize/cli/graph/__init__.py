"""``zhize graph``: the graph as a file, and ``zhize graph ask``: questions about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhize.cli.arguments import FILE_HELP, add_corpus, add_output
from zhize.cli.graph.asking import QUESTIONS, ask
from zhize.cli.graph.writing import SUFFIXES, write
from zhize.cli.reviewed import add_reviews
from zhize.errors import ZhizeError
from zhize.export.terminal.aligned import pad

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

_ASK = "ask"
_LISTING = "\n".join(
    f"  {pad(' '.join((question.words[0], *question.names)), 16)}{question.words[1]:<16}{question.asks}"
    for question in QUESTIONS
)
EPILOG = f"""\
The suffix of -o says what is written: .svg, .png and .html are to look at; .graphml opens in yEd and Cytoscape, .gexf
in Gephi with its colours, .dot in Graphviz; .mmd is Mermaid for a Markdown page; .json is node-link for programs.

questions of zhize graph ask FILE …, in Chinese or in English, options behind them:
{_LISTING}

BODY is a name as the text has it, or another name that the text gives the body.

examples:
  zhize graph 泗水县人民政府工作规则.txt -o 职责图.svg
  zhize graph sishui-2022 -o 职责图.gexf
  zhize graph ask sishui-2022 职责 县司法局
  zhize graph ask sishui-2022 链条 主办部门 县长
  zhize graph ask sishui-2022 关口 --format json
  zhize graph ask 旧规则.txt 变化 新规则.txt"""


def configure(parser: ArgumentParser) -> None:
    """Add the arguments of both uses: a file that is called ``ask`` is given as ``./ask``."""
    parser.usage = "zhize graph FILE -o X\n       zhize graph ask FILE QUESTION [BODY …] [--format FORMAT]"
    parser.add_argument("file", metavar="FILE", help=FILE_HELP)
    parser.add_argument("words", metavar="QUESTION", nargs="*", help="of zhize graph ask: see below")
    add_output(parser, SUFFIXES, required=False)
    parser.add_argument("--format", choices=("text", "json"), help="of an answer: tables (default) or JSON")
    add_corpus(parser)
    add_reviews(parser)


def run(options: Namespace) -> None:
    """Write the graph of duties between bodies, or answer a question about it."""
    if options.file == _ASK:
        if options.output is not None:
            raise ZhizeError("-o holds for the graph and not for an answer; redirect what is printed with >")
        ask(options.words, options)
        return
    if options.words:
        raise ZhizeError(f"unrecognized arguments: {' '.join(options.words)}; see zhize graph --help")
    if options.output is None:
        raise ZhizeError("the following arguments are required: -o/--output; see zhize graph --help")
    if options.format is not None:
        raise ZhizeError("--format holds for zhize graph ask; the suffix of -o says what is written")
    write(options.file, options.output, options)
