"""Where one notice publishes several documents: the borders between them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from zhize.structure.front import is_title_of_rules
from zhize.structure.headings import heading_of
from zhize.structure.outline import is_annex_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhize.structure.lines import Line
    from zhize.structure.numbering import Head

# The lines between a title and its 第一条: issuer, date, a table of contents.
_FARTHEST = 60


def borders(lines: Sequence[Line], heads: Sequence[Head]) -> list[int]:
    """Return the indexes of the lines where a further document begins.

    A document begins where the numbers of the articles begin again and a title such as 某县…办法 stands above them;
    its 附件2 and the lines of its title belong to it.

    Args:
        lines: the lines of the text.
        heads: the heads of its articles, in order.
    """
    found = []
    for before, head in pairwise(heads):
        if head.number == 1 and not head.suffix and head.label.startswith("第") and not head.offset:
            title = _title_above(lines, before.line, head.line)
            if title is not None:
                found.append(title)
    return found


def _title_above(lines: Sequence[Line], first: int, last: int) -> int | None:
    """Return the first line of the document whose 第一条 is the line ``last``, looking up to the line ``first``."""
    for at in range(last - 1, max(first, last - _FARTHEST), -1):
        text = lines[at].text
        if heading_of(text) is None and is_title_of_rules(text):
            return at - 1 if at - 1 > first and is_annex_line(lines[at - 1].text) else at
    return None
