"""The header of anybody's table → fields, by the titles and synonyms of the forms."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from zhize.forms.loading import form_names, load_form

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from zhize.forms.schema import Form

_LOOSE: Final = re.compile(r"[\s*:：]|\([^()]*\)$")  # 期限（原文）, 责 任 单 位, 备注：


def fields_of_headers(titles: Sequence[object], *, form: Form | None = None) -> dict[int, str]:
    """Return which field each column shows.

    Args:
        titles: the cells of a header; what is no text is nobody's title.
        form: the form that the table was made of, if that is known.

    Returns:
        Fields by the index of their column, left to right. Where forms call different fields by one title, the form
        that knows most of the header decides; a field stands once, the title of a column goes before a synonym.
        Titles that no form knows are left out.
    """
    plain = {index: _plain(title) for index, title in enumerate(titles) if isinstance(title, str) and _plain(title)}
    forms = [form] if form else [load_form(name) for name in form_names()]
    found: dict[int, str] = {}
    for known in sorted(map(_names, forms), key=lambda known: -len(set(plain.values()) & set(known))):
        for rank in (0, 1):
            for index, title in plain.items():
                name, of_rank = known.get(title, ("", -1))
                if of_rank == rank and index not in found and name not in found.values():
                    found[index] = name
    return dict(sorted(found.items()))


def _names(form: Form) -> Mapping[str, tuple[str, int]]:
    """Return field and rank (0: title, 1: synonym) by the plain title."""
    names: dict[str, tuple[str, int]] = {}
    for rank in (1, 0):
        for entry in form.column:
            titles = (entry.title,) if rank == 0 else entry.synonyms
            names |= {_plain(title): (entry.field, rank) for title in titles if entry.field}
    return names


def _plain(title: str) -> str:
    """Return a title without white space, remarks in brackets and marks; full width as half width."""
    folded = unicodedata.normalize("NFKC", title)
    bare = _LOOSE.sub("", folded)
    return bare or "".join(folded.split())
