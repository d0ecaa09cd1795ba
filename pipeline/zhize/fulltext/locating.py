"""Where a character of an indexed article stands: 第四十三条第二款第三项."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhize.numerals import Locator
from zhize.passages import locator
from zhize.structure import parse

if TYPE_CHECKING:
    from collections.abc import Sequence


def places_at(text: str, offsets: Sequence[int], *, base: str, label: str | None, paragraphs: int) -> list[str]:
    """Return where some characters of an article stand.

    The collection knows how many paragraphs an article has but not where: the text is divided again, and where that
    does not give the same number (an odd text) the article alone is named.

    Args:
        text: of the article.
        offsets: of the characters, in the text.
        base: where the article begins, as the collection says it: 第四十三条第一款, 附件一.
        label: of the article, as printed; None for an annex or a body without numbers.
        paragraphs: how many the collection counted.
    """
    whole = _whole(base)
    if label is None:
        return [whole] * len(offsets)
    found = parse(f"{label}\N{IDEOGRAPHIC SPACE}{text}").articles
    if len(found) != 1 or found[0].text != text or len(found[0].paragraphs) != paragraphs:
        return [whole] * len(offsets)
    named = [locator(found[0], offset) for offset in offsets]
    # A label such as 四十三、 may read otherwise when it stands alone: the number that counts is the collection's.
    return [each if each.startswith(whole) else whole for each in named]


def _whole(base: str) -> str:
    """Return the article of a place."""
    try:
        place = Locator.parse(base)
    except ValueError:
        return "正文" if base.startswith("正文") else base
    return str(Locator(article=place.article, suffix=place.suffix))
