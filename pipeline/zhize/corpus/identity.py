"""Whether a text is the one that the manifest describes: by its title, its number, its dates.

济政发 is the number of 济南 and of 济宁, 泗县 and 泗水县 are two counties, and a body issues rules of the same title
again and again; so no one of the three is enough.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhize.structure.facts import iso_day

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zhize.corpus.manifest import Entry
    from zhize.types import Regulation

_NO_WORD = re.compile(r"[\W_]+")
_NOTE = re.compile(r"[（(][^（）()]*[）)]\s*$")  # （试行）, （2022年修订）
_NUMBER = frozenset({"doc_number"})
_DAYS = frozenset({"passed", "issued", "written", "published"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How a text stands to what the manifest says of it."""

    wrong: tuple[str, ...]  # what shows that it is another document, in English, each with both readings
    doubts: tuple[str, ...]  # what a person should look at
    proofs: tuple[str, ...]  # names of what agrees: title, doc_number, date


def judge(regulation: Regulation, entry: Entry) -> Verdict:
    """Hold a text to its entry.

    Args:
        regulation: the parsed text; what its page says of it is in ``regulation.source.facts``.
        entry: what the manifest knows.

    Returns:
        A wrong title or number shows another document; another date does so unless the number agrees, for pages print
        the day of signing, of printing or of publication. What either side does not say, shows nothing.
    """
    wrong, doubts, proofs = list[str](), list[str](), list[str]()
    titles = _titles(regulation)
    if _plain_title(entry.title) in {_plain_title(title) for title in titles}:
        proofs.append("title")
    else:
        wrong.append(_difference("title", [entry.title], titles[:1]))
    numbers = _numbers(regulation)
    if entry.doc_number is not None and numbers:
        if _plain(entry.doc_number) in {_plain(number) for number in numbers}:
            proofs.append("doc_number")
        else:
            wrong.append(_difference("number", [entry.doc_number], numbers))
    known = [day for day in (entry.issued, entry.passed) if day]
    days = _days(regulation)
    if known and days:
        if any(day.startswith(one) for one in known for day in days):
            proofs.append("date")
        else:
            (doubts if "doc_number" in proofs else wrong).append(_difference("date", known, days))
    return Verdict(wrong=tuple(wrong), doubts=tuple(doubts), proofs=tuple(proofs))


def _titles(regulation: Regulation) -> list[str]:
    """Return the titles of a text and of the documents under the same notice, and the one its page gives."""
    own = [each.title for each in (regulation, *regulation.attached)]
    return [title for title in (*own, *_said(regulation, {"title"})) if title]


def _numbers(regulation: Regulation) -> list[str]:
    own = [regulation.metadata.doc_number] if regulation.metadata.doc_number else []
    return list(dict.fromkeys([*own, *_said(regulation, _NUMBER)]))


def _days(regulation: Regulation) -> list[str]:
    meta = regulation.metadata
    said = (iso_day(value) for value in _said(regulation, _DAYS))
    return list(dict.fromkeys(day for day in (meta.issued, meta.passed, *said) if day))


def _said(regulation: Regulation, names: Iterable[str]) -> list[str]:
    facts = () if regulation.source is None else regulation.source.facts
    return [fact.value for fact in facts if fact.name in names and fact.value.strip()]


def _plain_title(title: str) -> str:
    return _plain(_NOTE.sub("", title.strip()))


def _plain(words: str) -> str:
    """Return words without blanks, brackets and width: 济政发〔2022〕4号 and 济政发[2022]4 号 are 济政发20224号."""
    return _NO_WORD.sub("", unicodedata.normalize("NFKC", words))


def _difference(what: str, known: Iterable[str], found: Iterable[str]) -> str:
    return f"{what} {' or '.join(found) or '(none)'}, not {' or '.join(known)}"
