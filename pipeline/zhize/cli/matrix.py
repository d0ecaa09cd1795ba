"""``zhize matrix``."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from zhize.cli.arguments import FILE_HELP, add_corpus, add_output, suffix_of
from zhize.cli.output import save
from zhize.cli.progress import Progress
from zhize.cli.reviewed import add_reviews, load_reviewed
from zhize.cli.unread import refuse_saved, refuse_unread
from zhize.errors import InputError
from zhize.export.documents.ledger import to_docx
from zhize.export.workbooks.excel import to_xlsx
from zhize.export.workbooks.form_excel import form_to_xlsx
from zhize.export.workbooks.markdown import to_markdown
from zhize.export.workbooks.parquet import to_parquet
from zhize.export.workbooks.separated import sheet_to_csv
from zhize.forms.filling import fill
from zhize.forms.loading import load_form
from zhize.review import entered
from zhize.review.renaming import told_apart

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Sequence

    from zhize.forms.schema import Form
    from zhize.review import Reviewed

EPILOG = """\
The workbook (.xlsx) holds 义务清单 (one row a duty, with the sentence that proves it and a column for your review) and
the sheets beside it. Word (.docx), Markdown (.md) and CSV hold one form: 义务清单, or the one that --form names
(任务分工表, 责任清单, 督查台账 …; zhize forms list). Parquet holds the matrix for programs.

examples:
  zhize matrix 泗水县人民政府工作规则.txt -o 义务清单.xlsx
  zhize matrix 泗水县人民政府工作规则.txt --form 任务分工表 -o 任务分工表.docx
  zhize matrix 泗水县人民政府工作规则.txt 邻县人民政府工作规则.txt -o 义务清单.xlsx
  zhize matrix sishui-2022 --form 我的.toml -o 我的表.xlsx
  zhize matrix sishui-2022 -o 义务清单.parquet"""

_PLAIN = "义务清单"
_SUFFIXES = (".xlsx", ".docx", ".csv", ".parquet", ".md")
_PRINTED = (".docx", ".md")  # without the columns that only a program or a reviewer needs


def configure(parser: ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("files", metavar="FILE", nargs="+", help=FILE_HELP)
    parser.add_argument(
        "--form", metavar="FORM", help="which form: a name that zhize forms list shows, or your own .toml file"
    )
    add_output(parser, _SUFFIXES, required=True)
    add_corpus(parser)
    add_reviews(parser)


def run(options: Namespace) -> None:
    """Write the duties of all the texts into one table."""
    suffix = suffix_of(options.output, _SUFFIXES)
    form = load_form(options.form) if options.form else None
    if form and suffix == ".parquet":
        remedy = "leave --form out, or end the name with .xlsx, .docx, .csv or .md"
        raise InputError("Parquet holds the whole matrix and takes no form", where=options.form, remedy=remedy)
    with Progress() as progress:
        reviewed = told_apart(load_reviewed(options.files, options, progress))
        progress.step(f"building {options.output.name}")
        data = _written(suffix, form, reviewed)
        if suffix == ".xlsx":
            refuse_unread(options.output, options)
        if suffix == ".docx" or (suffix == ".xlsx" and form):
            refuse_saved(options.output)
    save({options.output: data})


def _written(suffix: str, form: Form | None, reviewed: Sequence[Reviewed]) -> bytes:
    analyses = [*chain.from_iterable(each.analysis.documents for each in reviewed)]
    if suffix == ".parquet":
        return to_parquet(*analyses)
    plain = form or load_form(_PLAIN)
    listed = entered(fill(plain, *analyses, printed=suffix in _PRINTED), *reviewed)
    match suffix:
        case ".docx":
            return to_docx(plain, *analyses, listed=listed)
        case ".md":
            return to_markdown(plain, *analyses, listed=listed)
        case ".csv":
            return sheet_to_csv(listed)
    return form_to_xlsx(form, *analyses, listed=listed) if form else to_xlsx(*analyses, listed=listed)
