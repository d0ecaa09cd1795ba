"""A filled form as Markdown: a table that GitHub renders, or numbered paragraphs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from zhize.export.workbooks.workbook import legible
from zhize.forms.filling import fill
from zhize.forms.phrases import headed, items
from zhize.forms.schema import Layout

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhize.analysis import Analysis
    from zhize.forms.nouns import Cell, Sheet
    from zhize.forms.schema import Form

# What Markdown would take for its own; a bare address becomes a link and stays readable.
_SIGNS: Final = re.compile(r"[\\`*_{}\[\]<>#|~&$]")


def to_markdown(form: Form, *analyses: Analysis, listed: Sheet | None = None) -> bytes:
    r"""Return a form, filled from one or more documents.

    Args:
        form: what `zhize.forms.loading.load_form` returned.
        analyses: the documents, in the order in which they shall stand.
        listed: the form as it shall stand, such as with what a person entered; as the documents fill it if not given.

    Returns:
        UTF-8. A form with headings has a table under each; a line end within a cell is ``<br>``, and what Markdown
        would read as a sign of its own stands behind ``\``.
    """
    sheet = listed or fill(form, *analyses, printed=True)
    lines = [f"# {escaped(sheet.heading)}", ""]
    if not sheet.rows:
        lines += ["（没有此类规定。）", ""]
    elif form.layout is Layout.TABLE:
        lines += _tables(sheet)
    else:
        lines += _paragraphs(form, sheet)
    lines += [f"> {escaped(note)}\n>" for note in form.notes[:-1]] + [f"> {escaped(note)}" for note in form.notes[-1:]]
    return ("\n".join(lines).rstrip("\n") + "\n").encode()


def escaped(text: str) -> str:
    """Return a text that Markdown shows as it is, in one line."""
    shown = _SIGNS.sub(r"\\\g<0>", legible(text).strip())
    return "<br>".join(shown.splitlines())


def _tables(sheet: Sheet) -> Iterator[str]:
    for number, (row, heading) in enumerate(zip(sheet.rows, headed(sheet), strict=True)):
        if heading:
            yield from ([""] if number else [])
            yield from (f"## {escaped(heading)}", "")
        if heading or not number:
            yield _line(escaped(column.title) for column in sheet.columns)
            yield _line(":---:" if column.centred else "---" for column in sheet.columns)
        yield _line(_cell(cell) for cell in row)
    yield ""


def _line(cells: Iterator[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: Cell) -> str:
    return f"{cell:.2f}" if isinstance(cell, float) else escaped(str(cell))


def _paragraphs(form: Form, sheet: Sheet) -> Iterator[str]:
    """Yield the paragraphs; the lines below one stand on lines of their own by the two blanks before them."""
    for item in items(form, sheet):
        if item.heading:
            yield from (f"## {escaped(item.heading)}", "")
        below = [label + text for label, text in item.said]
        yield "  \n".join(escaped(line) for line in (f"{item.number}．{item.lines[0]}", *item.lines[1:], *below))
        yield ""
