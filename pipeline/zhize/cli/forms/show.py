"""``zhize forms show``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhize.cli.output import emit
from zhize.forms.loading import form_text

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

EPILOG = """\
examples:
  zhize forms show 任务分工表 > 我的.toml"""


def configure(parser: ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("form", metavar="FORM", help="the name of a form; zhize forms list has them")


def run(options: Namespace) -> None:
    """Print the file of a form."""
    emit(form_text(options.form))
