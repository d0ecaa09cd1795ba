"""``zhize forms list``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhize.cli.output import emit
from zhize.forms.loading import form_names, load_form

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

EPILOG = """\
examples:
  zhize forms list"""


def configure(_: ArgumentParser) -> None:
    """Add the command's arguments: none."""


def run(_: Namespace) -> None:
    """Print the forms, each with its columns and with what it follows."""
    emit("\n".join(_about(name) for name in form_names()))


def _about(name: str) -> str:
    form = load_form(name)
    titles = "　".join(column.title for column in form.column)
    return f"{name}\n  {titles}\n  {form.source}\n"
