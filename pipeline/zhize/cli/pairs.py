"""Many pairs of texts in one run: a page for each, and an index of all (``zhize compare --pairs``)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from zhize.cli.input import load
from zhize.cli.output import emit, save
from zhize.cli.progress import Progress
from zhize.cli.report import folder_names
from zhize.comparison import compare
from zhize.errors import InputError, ZhizeError
from zhize.export.comparisons.html import to_html
from zhize.export.families.pairs import Failed, Matched, matched, to_index, to_workbook
from zhize.files import check_folder, make_folder
from zhize.readers import file_bytes
from zhize.readers.plain import decode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhize.analysis import Analysis

_FIELDS: Final = (("left", "right"), ("old_path", "new_path"))
# A name of 255 bytes is the most that Linux takes; a Chinese character takes three of them.
_LONGEST: Final = 36  # characters of each text's name in that of a page
_REMEDY: Final = 'write a line a pair: two names with a tab between, or {"left": …, "right": …}'


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Two texts that a list names."""

    line: int  # of the list, 1-based
    left: str
    right: str


class _Texts:
    """Analyses by name; each text is analysed once, and one that fails does so once."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._known: dict[str, Analysis | ZhizeError] = {}

    def get(self, name: str, progress: Progress) -> Analysis:
        """Return the analysis of a text.

        Raises:
            ZhizeError: it cannot be read.
        """
        if name not in self._known:
            try:
                (self._known[name],) = load([name], progress, folder=self._folder)
            except ZhizeError as error:
                self._known[name] = error
        known = self._known[name]
        if isinstance(known, ZhizeError):
            raise known
        return known


def run_pairs(list_file: Path, output: Path, *, folder: Path | None = None) -> int:
    """Compare the pairs of a list; write a page for each, 目录.html and 目录.xlsx.

    Args:
        list_file: two names a line with a tab between, or a JSON object a line with ``left`` and ``right``. A path
            that is not found as it stands is taken from the folder of the list, or one of the two above it.
        output: the folder to write to; made if it is not there.
        folder: of the user's corpus; the default one if None.

    Returns:
        The exit code: 0, or 1 where a pair was set aside because one of its texts cannot be read.

    Raises:
        InputError: the list cannot be read, or is no list of pairs.
        OutputError: something cannot be written.
    """
    check_folder(output)
    pairs = read_pairs(list_file)
    with Progress() as progress:
        done, pages = _compared(pairs, _Texts(folder), progress)
        pages["目录.html"] = to_index(done).encode("utf-8", "backslashreplace")
        pages["目录.xlsx"] = to_workbook(done)
        progress.step("writing")
        make_folder(output)
    save({output / name: data for name, data in pages.items()})
    failed = [entry for entry in done if isinstance(entry, Failed)]
    said = [f"第{entry.number}组未完成：{entry.reason}" for entry in failed]
    emit("\n".join((*said, f"共{len(done)}组，完成{len(done) - len(failed)}组，未完成{len(failed)}组")) + "\n")
    return 1 if failed else 0


def _compared(
    pairs: Sequence[Named], texts: _Texts, progress: Progress
) -> tuple[list[Matched | Failed], dict[str, bytes]]:
    """Return the rows of the index, and the pages by name."""
    pages: dict[str, bytes] = {}
    done: list[Matched | Failed] = []
    for number, pair in enumerate(pairs, 1):
        progress.step(f"pair {number} of {len(pairs)}: {pair.left}, {pair.right}")
        try:
            comparison = compare(texts.get(pair.left, progress), texts.get(pair.right, progress))
        except ZhizeError as error:
            done.append(Failed(number=number, left=pair.left, right=pair.right, reason=str(error)))
            continue
        ours, theirs = folder_names(text.regulation.id for text in (comparison.left, comparison.right))
        page = f"{number:0{len(str(len(pairs)))}}-{ours[:_LONGEST]}-{theirs[:_LONGEST]}.html"
        pages[page] = to_html(comparison).encode("utf-8", "backslashreplace")
        done.append(matched(comparison, number=number, page=page))
    return done, pages


def read_pairs(path: Path) -> tuple[Named, ...]:
    """Return the pairs that a list names, in its order; empty lines and lines that begin with # are none.

    Raises:
        InputError: it cannot be read, holds no pair, or a line is none.
    """
    # A line that begins with # is a remark here, which `read` would take for a heading of Markdown.
    text, _ = decode(file_bytes(path), where=str(path))
    lines = enumerate(text.splitlines(), 1)
    said = [(number, line) for number, line in lines if line.strip() and not line.startswith("#")]
    if not said:
        raise InputError("is an empty list", where=str(path), remedy=_REMEDY)
    beside = path.parent
    return tuple(
        Named(line=number, left=_found(left, beside), right=_found(right, beside))
        for number, line in said
        for left, right in _two(line, where=f"{path}:{number}")
    )


def _two(line: str, *, where: str) -> Iterator[tuple[str, str]]:
    """Yield the two names of a line."""
    if not line.lstrip().startswith("{"):
        names = [name.strip() for name in line.split("\t")]
        if len(names) != 2 or not all(names):  # noqa: PLR2004
            raise InputError("is no pair of names", where=where, remedy=_REMEDY)
        yield names[0], names[1]
        return
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError("is no JSON to its end", where=where, remedy=_REMEDY) from error
    for left, right in _FIELDS:
        if isinstance(record.get(left), str) and isinstance(record.get(right), str):
            yield record[left], record[right]
            return
    raise InputError("is a record without left and right", where=where, remedy=_REMEDY)


def _found(name: str, beside: Path) -> str:
    """Return a name as it stands, or as a path from one of the folders that the list stands in, if it is there."""
    if Path(name).exists() or Path(name).is_absolute():
        return name
    places = (folder / name for folder in (beside, *beside.parents[:2]))
    return next((str(place) for place in places if place.exists()), name)
