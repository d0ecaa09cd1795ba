"""``zhize forms show``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhize.cli.arguments import add_output, suffix_of
from zhize.cli.output import emit, save
from zhize.forms.loading import form_text

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

_SUFFIX = ".toml"

EPILOG = """\
examples:
  zhize forms show 任务分工表
  zhize forms show 任务分工表 -o 我的.toml"""


def configure(parser: ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("form", metavar="FORM", help="the name of a form; zhize forms list has them")
    add_output(parser, (_SUFFIX,), required=False)


def run(options: Namespace) -> None:
    """Print the file of a form, or write it."""
    if options.output is None:
        emit(form_text(options.form))
        return
    suffix_of(options.output, (_SUFFIX,))
    save({options.output: form_text(options.form).encode("utf-8")})
