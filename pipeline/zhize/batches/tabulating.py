"""An analysis → its rows in every table of a collection."""

from __future__ import annotations

import re
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa  # type: ignore[import-untyped]

from zhize import rows
from zhize.batches.schemas import tables
from zhize.bodies import home_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from zhize.analysis import Analysis
    from zhize.batches.nouns import Document
    from zhize.rows import Row

Rows = dict[str, list[dict[str, Any]]]

_METADATA: Final = (
    *("issuer", "level", "doc_number", "passed", "amended", "issued"),
    *("in_force_from", "in_force_until", "valid_for", "validity"),
)
_ABSENT: Final = ("format", "title", "place", *_METADATA)
_SURROGATE: Final = re.compile("[\ud800-\udfff]")  # half a character, which a broken text may have


def rows_of(document: Document, analysis: Analysis) -> Rows:
    """Return the rows of a file in each table.

    Args:
        document: the file.
        analysis: of its text; the other documents under one notice get names of their own (``a.txt#2``).
    """
    found: Rows = {name: [] for name in tables()}
    source = analysis.regulation.source
    for number, each in enumerate(analysis.documents, 1):
        name = document.name if number == 1 else f"{document.name}#{number}"
        table = _tables(each)
        found["documents"].append(
            _head(document, name)
            | _facts(each)
            | {
                "format": None if source is None else source.encoding,
                "characters": 0 if source is None or number > 1 else len(source.text),
                "norms": len(table["norms"]),
                "problems": len(table["diagnostics"]),
            }
        )
        for kind, those in table.items():
            for row in those:
                row["document"] = name
            found[kind] += those
    return found


def failed_rows(document: Document, reason: str) -> Rows:
    """Return the one row of a file that could not be read.

    Args:
        document: the file.
        reason: one line.
    """
    nothing = dict.fromkeys(("characters", "articles", "norms", "problems"), 0)
    row = _head(document, document.name) | dict.fromkeys(_ABSENT) | nothing | {"status": "failed", "error": reason}
    return {name: [row] if name == "documents" else [] for name in tables()}


def arrow(name: str, given: Iterable[Mapping[str, Any]]) -> pa.Table:
    """Return rows as the Arrow table of a name; what a row has besides is left out.

    Characters that UTF-8 cannot hold stand as U+FFFD.
    """
    schema = tables()[name].schema
    found = list(given)
    return pa.Table.from_arrays(
        [_array(field, list(map(itemgetter(field.name), found))) for field in schema], schema=schema
    )


def _array(field: pa.Field, values: list[Any]) -> pa.Array:
    if field.type == pa.string():
        # Arrow is ten times slower where a value is of a class above str, as those of an enum are.
        values = [None if value is None else str.__str__(value) for value in values]
    try:
        return pa.array(values, field.type)
    except (UnicodeEncodeError, pa.ArrowInvalid):
        return pa.array([_plain(value) for value in values], field.type)


def _plain(value: object) -> object:
    """Return a value without what UTF-8 cannot hold."""
    if isinstance(value, tuple):
        return tuple(_plain(each) for each in value)
    return _SURROGATE.sub("\ufffd", value) if isinstance(value, str) else value


def _tables(analysis: Analysis) -> dict[str, list[Row]]:
    norms = list(rows.norm_rows(analysis))
    return {
        "articles": [*_articles(analysis), *_annexes(analysis)],
        "mentions": list(rows.mention_rows(analysis)),
        "bodies": list(rows.body_rows(analysis)),
        "times": list(rows.time_rows(analysis)),
        "norms": norms,
        "edges": [edge for norm in norms for edge in rows.edges_of(norm)],
        "references": list(rows.reference_rows(analysis)),
        "definitions": list(rows.definition_rows(analysis)),
        "diagnostics": list(rows.problem_rows(analysis)),
    }


def _articles(analysis: Analysis) -> Iterator[Row]:
    for row in rows.article_rows(analysis):
        yield row | {"annex": False}


def _annexes(analysis: Analysis) -> Iterator[Row]:
    for annex in analysis.regulation.annexes:
        body = annex.body
        yield {
            "article": body.id,
            "annex": True,
            "label": annex.label,
            "locator": annex.label.rstrip("：: "),
            "chapter": None,
            "start": annex.source.start,
            "end": annex.source.end,
            "text": f"{annex.title}\n{body.text}" if annex.title else body.text,
            "characters": len("".join(body.text.split())),
            "paragraphs": len(body.paragraphs),
            "items": sum(len(paragraph.items) for paragraph in body.paragraphs),
            "norms": 0,
        }


def _head(document: Document, name: str) -> Row:
    return {
        "document": name,
        "file": document.name,
        "folder": document.name.partition("/")[0] if "/" in document.name else "",
        "sha256": document.sha256,
        "status": "read",
        "error": None,
    }


def _facts(analysis: Analysis) -> Row:
    """Return what a text says of itself."""
    regulation = analysis.regulation
    return {
        **{field: getattr(regulation.metadata, field) for field in _METADATA},
        "title": regulation.title,
        "place": home_of(regulation).place,
        "articles": len(regulation.articles),
    }
