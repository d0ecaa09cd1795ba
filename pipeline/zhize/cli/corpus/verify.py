"""``zhize corpus verify``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhize.cli.arguments import add_corpus
from zhize.cli.output import emit
from zhize.cli.progress import Progress
from zhize.corpus import default_folder, entries, holdings, verify

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

EPILOG = """\
Exit code 0 if all is well, 1 if something should be looked at.

examples:
  zhize corpus verify"""


def configure(parser: ArgumentParser) -> None:
    """Add the command's arguments."""
    add_corpus(parser)


def run(options: Namespace) -> int:
    """Print what is wrong with the corpus; return 1 if anything is."""
    folder = options.corpus or default_folder()
    with Progress() as progress:
        progress.step("verifying")
        faults = verify(folder)
    for fault in faults:
        emit(f"{fault.name}：{fault.message}\n")
    shipped = sum(entry.file is not None for entry in entries())
    state = f"有问题 {len(faults)} 处" if faults else "全部完好"
    emit(f"随附文本 {shipped} 份，自有文本 {len(holdings(folder))} 份（{folder}），{state}\n")
    return 1 if faults else 0
