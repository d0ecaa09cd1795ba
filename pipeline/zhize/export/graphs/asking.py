"""An answer about the duty graph as lines of a terminal, or as JSON."""

from __future__ import annotations

import json
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from zhize.export.terminal.aligned import pad
from zhize.export.terminal.aligned import width as width_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhize.export.graphs.answers import Answer, Block

SCHEMA: Final = "zhize.answer/1"
"""Name of the document that a question is answered with."""

_GAP: Final = "  "
_NARROWEST: Final = 24  # cells of the column that takes what the others leave
_LEAST: Final = 8  # cells of a line of any other one
_CLOSING: Final = "，。、；：？！）》”’…"


def to_text(answer: Answer, *, width: int) -> str:
    """Return an answer as aligned tables.

    Args:
        answer: what a function of `zhize.export.graphs.answers` returned.
        width: how many cells a line of a table may take.
    """
    lines = [answer.heading]
    for block in answer.blocks:
        lines += ["", *_block(block, width)]
    return "\n".join(lines) + "\n"


def to_json(answer: Answer, question: str, names: Sequence[str], *, identity: tuple[str, str]) -> str:
    """Return an answer as the document ``zhize.answer/1``.

    Args:
        answer: what a function of `zhize.export.graphs.answers` returned.
        question: the question in English: ``chain``.
        names: what it was asked about.
        identity: id and title of the text.

    Returns:
        JSON with ``schema``, ``id``, ``title``, ``question``, ``names`` and ``answer``: the fields of the nouns of
        `zhize.graph`, relations and modalities as the contract has them.
    """
    document = {
        "schema": SCHEMA,
        "id": identity[0],
        "title": identity[1],
        "question": question,
        "names": list(names),
        "answer": answer.data,
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _block(block: Block, width: int) -> Iterator[str]:
    if block.title:
        yield block.title
    yield from block.lines
    if block.rows:
        yield from wrapped(block.head, block.rows, block.limits, total=width)


def wrapped(head: Sequence[str], rows: Sequence[Sequence[str]], limits: Sequence[int], *, total: int) -> Iterator[str]:
    """Lay rows out under a head, with cells that take several lines where they are long: nobody acts on half a name.

    Args:
        head: the names of the columns.
        rows: the cells of each row, as many as the head has.
        limits: the most cells of a line that each column may take; 0 for the one that takes what the others leave.
        total: how many cells a line may take.
    """
    cells = [[" ".join(cell.split()) for cell in row] for row in rows]
    natural = [max(map(width_of, column)) for column in zip(head, *cells, strict=True)]
    taken = [min(most, limit) for most, limit in zip(natural, limits, strict=True)]
    room = total - len(_GAP) * (len(head) - 1)
    while sum(taken) + _NARROWEST > room and max(taken) > _LEAST:
        taken[taken.index(max(taken))] -= 1
    left = max(room - sum(taken), _NARROWEST)
    widths = [limit or min(most, left) for limit, most in zip(taken, natural, strict=True)]
    yield _joined(head, widths)
    yield _joined(["-" * cell for cell in widths], widths)
    for row in cells:
        parts = [list(_broken(cell, limit)) for cell, limit in zip(row, widths, strict=True)]
        yield from (_joined(line, widths) for line in zip_longest(*parts, fillvalue=""))


def _joined(cells: Sequence[str], widths: Sequence[int]) -> str:
    return _GAP.join(pad(cell, limit) for cell, limit in zip(cells, widths, strict=True)).rstrip()


def _broken(text: str, limit: int) -> Iterator[str]:
    """Cut a text into lines of at most so many cells; Chinese may be broken anywhere but before a closing mark."""
    line = ""
    for character in text:
        if line and width_of(line + character) > limit:
            kept = _whole(line) if character in _CLOSING else len(line)
            yield line[:kept]
            line = line[kept:]
        line += character
    yield line


def _whole(line: str) -> int:
    """Return where the last character of a line begins that is no closing mark; its length if that is the first."""
    at = len(line.rstrip(_CLOSING)) - 1
    return at if at > 0 else len(line)
