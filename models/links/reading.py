"""What readers linked: article ids of pairs of regulations, and no word of their texts."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

HERE = Path(__file__).parent
_SUBJECT = re.compile(r"^山东省|实施|《|》|条例$|办法$|规定$")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPair:
    """A city's text and its province's, with what a reader said."""

    name: str
    subject: str  # what the texts are about, in their titles: 大气污染防治
    city: Path
    province: Path
    links: frozenset[tuple[str, str]]  # ids of a city's article and of one that answers it in substance
    related: frozenset[tuple[str, str]]  # ids of articles that only touch each other; they count neither way


def read_pairs(shared: Path, *, second: bool = False) -> list[ReadPair]:
    """Return the pairs that were read, in the order of the files.

    Args:
        shared: the folder that the paths start from.
        second: only those that another reader read once more.
    """
    if second:
        return [_pair(row, shared) for row in _rows(HERE / "second.jsonl")]
    known = shared / "alignment/levels/gold_levels.jsonl"
    given = _gathered(_rows(known)) if known.is_file() else []
    return [_pair(row, shared) for row in (*given, *_rows(HERE / "read.jsonl"))]


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def _gathered(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return rows of an article each as rows of a pair of texts each."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for row in rows:
        city, province = row["city_path"], row["province_path"]
        pair = found.setdefault((city, province), {"city": city, "province": province, "links": {}, "related": {}})
        pair["links"][row["city_article"]] = row["province_articles"]
        pair["related"][row["city_article"]] = row["weaker_province_articles"]
    return list(found.values())


def _pair(row: dict[str, Any], shared: Path) -> ReadPair:
    return ReadPair(
        name=Path(row["city"]).stem.partition("(")[0],
        subject=_SUBJECT.sub("", Path(row["province"]).stem.partition("(")[0]),
        city=shared / row["city"],
        province=shared / row["province"],
        links=_said(row["links"]),
        related=_said(row["related"]),
    )


def _said(told: dict[str, list[str]]) -> frozenset[tuple[str, str]]:
    return frozenset((article, other) for article, others in told.items() for other in others)
