"""``zhize amend``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from zhize.amending import amend
from zhize.amending.summary import to_text
from zhize.cli.arguments import TEXT_HELP, add_corpus, add_output, suffix_of
from zhize.cli.input import load_text
from zhize.cli.output import emit, save
from zhize.errors import InputError, OutputError, ZhizeError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from zhize.amending import Amended

EPILOG = """\
Every instruction of the decision is carried out or named with the reason why not; nothing is guessed, and what no
instruction touches stays as it is. A decision may amend several texts: those of other texts are passed over. The new
text is written even where some instructions were not carried out, so that the rest need not be done by hand: look at
the exit code, 0 if all was done, 1 if something is left, 2 for a file that cannot be read.

examples:
  zhize amend 泗水县人民政府工作规则.txt 修改决定.docx -o 泗水县人民政府工作规则（修正）.txt
  zhize amend sishui-2022 修改决定.txt --dry-run
  zhize amend 泗水县人民政府工作规则.txt 修改决定.txt --dry-run --format json > 修改.json"""

_SUFFIXES = (".txt",)


def configure(parser: ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("old", metavar="OLD", help=TEXT_HELP)
    parser.add_argument("decision", metavar="DECISION", help="the amending decision (修改决定), named in the same ways")
    add_output(parser, _SUFFIXES, required=False)
    parser.add_argument("--dry-run", action="store_true", help="write nothing; only say what would come of it")
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="a summary in Chinese (default) or zhize.amendment/1"
    )
    add_corpus(parser)


def run(options: Namespace) -> int:
    """Write the new text and print what came of each instruction; return 1 if one was not carried out."""
    if options.output is None and not options.dry_run:
        raise ZhizeError("nowhere to write the new text; name it with -o NEW.txt, or look first with --dry-run")
    if options.output is not None:
        suffix_of(options.output, _SUFFIXES)
        _spare(options.output, (options.old, options.decision))
    if options.old == options.decision == "-":
        raise InputError("standard input can be read once only", where="-", remedy="name a file for the other")
    old = load_text(options.old, folder=options.corpus)
    decision = load_text(options.decision, folder=options.corpus)
    amended = amend(old, replace(decision, name=options.decision))
    if not amended.outcomes:
        raise InputError("orders no amendment", where=options.decision, remedy="give a decision that amends (修改决定)")
    if not options.dry_run:
        save({options.output: amended.text.encode("utf-8", "backslashreplace")})
    emit(_print(amended, options.format))
    return 0 if amended.complete else 1


def _spare(output: Path, inputs: tuple[str, ...]) -> None:
    """Refuse to write over what is read: the old text is still needed to see what changed.

    Raises:
        OutputError: the new text would take the place of the old one or of the decision.
    """
    for name in inputs:
        path = Path(name)
        if name != "-" and path.exists() and output.exists() and output.samefile(path):
            raise OutputError("is what is read", where=str(output), remedy="choose another name for the new text")


def _print(amended: Amended, form: str) -> str:
    return amended.to_json() if form == "json" else to_text(amended)
