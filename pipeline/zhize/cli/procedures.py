"""``zhize procedures``."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from zhize.cli.arguments import FILE_HELP, add_corpus, add_output, suffix_of
from zhize.cli.output import emit, save, terminal_width
from zhize.cli.progress import Progress
from zhize.cli.reviewed import add_reviews, load_reviewed
from zhize.errors import InputError
from zhize.export.graphs.png import to_png
from zhize.export.procedures.chart import to_svg
from zhize.export.procedures.mermaid import to_mermaid
from zhize.export.procedures.text import to_json, to_markdown, to_table
from zhize.procedures import procedures

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Sequence

    from zhize.procedures import Procedure

EPILOG = """\
A procedure is what several bodies do one after the other, put together from the norms of an article and of its
neighbours; Markdown and JSON say of each stage why it stands there. Without -o they are printed. A picture (.svg,
.png) and Mermaid (.mmd) show one procedure: name it by its title, a part of it, its article or its number.

examples:
  zhize procedures 泗水县人民政府工作规则.txt
  zhize procedures 泗水县人民政府工作规则.txt 会议议题申报 -o 议题.svg
  zhize procedures sishui-2022 第五十四条 -o 公文.png
  zhize procedures sishui-2022 -o 程序.md"""

_SUFFIXES = (".svg", ".png", ".mmd", ".md", ".json")
_OF_ONE = (".svg", ".png", ".mmd")
_NAMED = 8  # of the procedures of a text that an error lists


def configure(parser: ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("file", metavar="FILE", help=FILE_HELP)
    parser.add_argument("name", metavar="NAME", nargs="?", help="a procedure: 公文签发, 第五十四条 or 54.1")
    add_output(parser, _SUFFIXES, required=False)
    add_corpus(parser)
    add_reviews(parser)


def run(options: Namespace) -> None:
    """Print or write the procedures of a text."""
    suffix = suffix_of(options.output, _SUFFIXES) if options.output else ""
    with Progress() as progress:
        [reviewed] = load_reviewed([options.file], options, progress)
        analysis = reviewed.analysis
        progress.step("following procedures")
        documents = [(document.regulation.metadata.title, procedures(document)) for document in analysis.documents]
        chosen = [(title, named(found, options.name)) for title, found in documents]
        if options.name and not any(found for _, found in chosen):
            raise _unknown([one for _, found in documents for one in found], options.name)
        chosen = [(title, found) for title, found in chosen if found] or chosen[:1]
        data = _render(chosen, suffix, options) if suffix else b""
    if suffix:
        save({options.output: data})
    else:
        emit("\n".join(to_table(found, title=title, width=terminal_width()) for title, found in chosen))


def named(found: Sequence[Procedure], name: str | None) -> tuple[Procedure, ...]:
    """Return the procedures that a name means: those of that number or title, else of that place, else in part."""
    if name is None:
        return tuple(found)
    exact = [one for one in found if name in {one.id, one.title}]
    placed = [one for one in found if name in {one.place, *(stage.place for stage in one.stages)}]
    within = [one for one in found if any(_lies_in(place, name) for place in one.place.split("、"))]
    return tuple(exact or placed or within or [one for one in found if name in one.title])


def _lies_in(place: str, name: str) -> bool:
    """Whether a place is one of an article or paragraph: 第五条第二款 of 第五条, but neither 第五条之一 nor of 第五."""
    return place.startswith(name) and place.removeprefix(name)[:1] in {"", "第"}


def _render(chosen: Sequence[tuple[str, Sequence[Procedure]]], suffix: str, options: Namespace) -> bytes:
    if suffix in _OF_ONE:
        title, one = _only(chosen, options)
        if suffix == ".mmd":
            return to_mermaid(one).encode("utf-8")
        picture = to_svg(one, title=title)
        return to_png(picture) if suffix == ".png" else picture.encode("utf-8")
    write = to_markdown if suffix == ".md" else to_json
    if suffix == ".json" and len(chosen) > 1:
        where = options.file
        raise InputError(
            "holds several documents with procedures", where=where, remedy="name one procedure, or use .md"
        )
    return "\n".join(write(found, title=title) for title, found in chosen).encode("utf-8")


def _only(chosen: Sequence[tuple[str, Sequence[Procedure]]], options: Namespace) -> tuple[str, Procedure]:
    """Return the one procedure that a picture shows.

    Raises:
        InputError: there is none, or there are several.
    """
    held = [(title, one) for title, found in chosen for one in found]
    if not held:
        raise InputError(
            "has no procedure to draw", where=options.file, remedy="use .md or .json, or give another text"
        )
    if len(held) > 1:
        remedy = f"name one: {_listed([one for _, one in held])}"
        raise InputError(f"has {len(held)} procedures", where=options.name or options.file, remedy=remedy)
    return held[0]


def _unknown(found: Sequence[Procedure], name: str) -> InputError:
    remedy = f"name one of {_listed(found)}" if found else "the text has none"
    return InputError("is no procedure of the text", where=name, remedy=remedy)


def _listed(found: Sequence[Procedure]) -> str:
    """Return the titles of some procedures, of those that have the same title the numbers."""
    titles = Counter(one.title for one in found)
    names = (one.id if titles[one.title] > 1 else one.title for one in found[:_NAMED])
    return "、".join(names) + (" …" if len(found) > _NAMED else "")
