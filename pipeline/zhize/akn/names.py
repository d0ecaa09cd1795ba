"""The names of Akoma Ntoso: namespaces, elements of each rank, identifiers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import quote

if TYPE_CHECKING:
    from zhize.types import Regulation

AKN: Final = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
OWN: Final = "urn:zhize:akn:1"
"""The namespace of what the standard has no place for."""

# Element, Chinese unit and prefix of the eId (Akoma Ntoso Naming Convention 1.0, §5) of each rank of headings.
RANKS: Final = (
    ("part", "编", "part"),
    ("subpart", "分编", "subpart"),
    ("chapter", "章", "chp"),
    ("section", "节", "sec"),
)
UNKNOWN_DATE: Final = "0001-01-01"
"""Stands where the standard wants a date and the text says none."""


def akn(name: str) -> str:
    """Return an element of the standard as `xml.etree` names it."""
    return f"{{{AKN}}}{name}"


def own(name: str) -> str:
    """Return a name of our own namespace as `xml.etree` names it."""
    return f"{{{OWN}}}{name}"


def article_eid(id: str) -> str:  # noqa: A002  # the contract's own word
    """Return the eId of an article, paragraph, item or point: art_43__para_2__point_3 for 43.p2.i3."""
    article, *units = id.split(".")
    prefixes = {"p": "para", "i": "point", "t": "indent"}
    below = "".join(f"__{prefixes[unit[0]]}_{unit[1:]}" for unit in units)
    return (f"art_{article}" if not article.startswith("annex-") else f"att_{article[6:]}") + below


def work_uri(regulation: Regulation) -> str:
    """Return the FRBR URI of the work: country, kind, date and name of the document."""
    return f"/akn/cn/act/{work_date(regulation)}/{quote(regulation.id, safe='')}"


def work_date(regulation: Regulation) -> str:
    """Return the date that stands for the document: issued, else passed, else in force."""
    meta = regulation.metadata
    return meta.issued or meta.passed or meta.in_force_from or UNKNOWN_DATE
