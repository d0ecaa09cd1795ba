"""The command ``zhize``: parse arguments, call one function of the library, print.

Exit codes: 0, 1 where `check` finds problems, `evaluate` a loss that is not wanted or `amend` what it cannot do, 2 for
what the user can mend (one line on standard error), 130 after Ctrl-C.
"""

from __future__ import annotations

import io
import sys
from contextlib import suppress
from importlib import import_module
from keyword import iskeyword
from typing import TYPE_CHECKING, Protocol, cast

from zhize import __version__
from zhize.cli.arguments import Parser, listed
from zhize.cli.output import close_quietly, emit
from zhize.errors import ZhizeError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Mapping, Sequence

DESCRIPTION = "Who must do what, how and by when in Chinese government rules."
# The module of a command is imported when it is called: `analyze` must not wait for pandas and networkx.
COMMANDS = {
    "analyze": "who must do what: a summary of one text, or everything as JSON",
    "check": "what is odd about a text: gaps, lost numbers, citations that lead nowhere, a missing end",
    "show": "the articles of a text as a tree, or the words of one place: 第四十三条第二款",
    "matrix": "the duties of one or more texts as a workbook, a Word document or a table",
    "forms": "the tables that zhize matrix fills (义务清单, 任务分工表, 督查台账 …), and how to make your own of one",
    "review": "what persons entered in a workbook: read back, kept beside the text, applied to later runs",
    "graph": "the duties between bodies as a picture, a page or a file for Gephi; questions about them",
    "procedures": "who does what in which order: the procedures of a text as tables and flow charts",
    "compare": "which article of one text stands for which of another, and what changed",
    "amend": "an amending decision applied to the old text, and what of it could not be done",
    "report": "all of it for one or more texts, in a folder",
    "calendar": "the dates that the time limits of a text come to, as a table or a calendar",
    "corpus": "the texts that have names: list them, get them from their issuers' sites, keep your own",
    "batch": "a whole folder of texts into a collection of Parquet files, on all cores or on a cluster",
    "query": "a collection asked in SQL, or by a ready question: duties, deadlines, who cites whom, 可以 or 应当",
    "search": "a collection searched for words, by body, modality, deadline and level",
    "reuse": "which articles of a collection stood in another text before; versions and groups of regulations",
    "evaluate": "how good the results are: scores against what a person marked, and what changed since a baseline",
}

EPILOG = """\
examples:
  zhize analyze 泗水县人民政府工作规则.txt
  zhize check 泗水县人民政府工作规则.txt
  zhize show 泗水县人民政府工作规则.txt 第四十三条第二款
  zhize matrix 泗水县人民政府工作规则.txt -o 义务清单.xlsx
  zhize matrix 泗水县人民政府工作规则.txt --form 任务分工表 -o 任务分工表.docx
  zhize review import 义务清单.xlsx 泗水县人民政府工作规则.txt
  zhize graph 泗水县人民政府工作规则.txt -o 职责图.svg
  zhize graph ask sishui-2022 链条 主办部门 县长
  zhize procedures sishui-2022
  zhize compare 泗水县人民政府工作规则.txt 邻县人民政府工作规则.txt -o 对照.html
  zhize amend 旧规则.txt 修改决定.txt -o 新规则.txt
  zhize report sishui-2022 -o out
  zhize calendar 泗水县人民政府工作规则.txt --event 会议=2026-12-10 -o 期限.ics
  zhize corpus list
  zhize batch 规则文件夹 -o 规则库
  zhize query 规则库 职责 县政府办公室
  zhize search 规则库 督查 通报
  zhize reuse 规则库 来源
  zhize evaluate

zhize COMMAND --help tells more of a command."""


class Group(Protocol):
    """What this module offers, and that of a command whose first argument is a command in its turn."""

    DESCRIPTION: str
    COMMANDS: Mapping[str, str]
    EPILOG: str


class Command(Protocol):
    """What the module of a command offers."""

    EPILOG: str

    def configure(self, parser: ArgumentParser) -> None:
        """Add the command's arguments."""

    def run(self, options: Namespace) -> int | None:
        """Do the work; raise `ZhizeError` before anything is written. Return the exit code if it is not 0."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        argv: the arguments; those of the process by default.

    Returns:
        The exit code.
    """
    _speak_utf8()
    code = 0
    try:
        code = _run(list(sys.argv[1:] if argv is None else argv))
        emit("")  # what argparse printed must be out before the exit code says so
    except ZhizeError as error:
        return _complain(f"error: {error}", 2)
    except BrokenPipeError:
        # The reader of our output has seen enough (zhize analyze … | head).
        close_quietly(sys.stdout)
    except KeyboardInterrupt:
        return _complain("interrupted", 130)
    return code


def _run(arguments: list[str], words: Sequence[str] = ("zhize",)) -> int:
    """Run the command that the first argument names, in this module or in that of a group.

    Args:
        arguments: what the user wrote behind ``words``.
        words: the command so far.
    """
    module = import_module(".".join((__name__, *words[1:])))
    group, name = cast("Group", module), arguments[0] if arguments else "--help"
    with suppress(SystemExit):  # how argparse ends after --help and --version
        if name.startswith("-"):
            _overview(group, " ".join(words)).parse_args([name])
            return 0
        if name not in group.COMMANDS:
            raise ZhizeError(f"there is no command {' '.join((*words[1:], name))}; use {listed(group.COMMANDS)}")
        found = import_module(f"{module.__name__}.{_module_of(name)}")
        if hasattr(found, "COMMANDS"):
            return _run(arguments[1:], (*words, name))
        command = cast("Command", found)
        parser = Parser(prog=" ".join((*words, name)), description=group.COMMANDS[name], epilog=command.EPILOG)
        command.configure(parser)
        return command.run(parser.parse_args(arguments[1:])) or 0
    return 0


def _module_of(name: str) -> str:
    """Return the module of a command: export_gold of export-gold, import_ of import, which Python keeps for itself."""
    return name.replace("-", "_") + ("_" if iskeyword(name) else "")


def _overview(group: Group, prog: str) -> Parser:
    """Return the parser of everything that is no command: it helps, prints the version or complains."""
    listing = "\n".join(f"  {name:<13}{does}" for name, does in group.COMMANDS.items())
    parser = Parser(
        prog=prog,
        usage=f"{prog} COMMAND …",
        description=group.DESCRIPTION,
        epilog=f"commands:\n{listing}\n\n{group.EPILOG}",
    )
    parser.add_argument("--version", action="version", version=f"zhize {__version__}")
    return parser


def _speak_utf8() -> None:
    """Print UTF-8 whatever the code page of Windows is; a path that is no text is printed with escapes."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def _complain(message: str, code: int) -> int:
    sys.stderr.write(f"zhize: {message}\n")
    return code
