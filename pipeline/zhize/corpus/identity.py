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
_SERIAL = re.compile(r"(?<![0-9])第?0*([1-9][0-9]*号)$")  # 第4号, 04号
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
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
        the day of signing, of printing or of publication. Where the number is not known, its year is held to the known
        days. What either side does not say, shows nothing; a title that stands alone is doubtful, for bodies issue
        rules of one title again and again.
    """
    wrong, doubts, proofs = list[str](), list[str](), list[str]()
    titles = _titles(regulation)
    others = [each.title for each in regulation.attached]
    if _is_among(entry.title, titles):
        proofs.append("title")
    elif _is_among(entry.title, others):
        wrong.append(f"it begins with {titles[0]}; {entry.title} stands behind that and wants a file of its own")
    else:
        wrong.append(_difference("title", [entry.title], titles[:1]))
    if "title" in proofs and others:
        doubts.append(f"it holds other documents too: {', '.join(title or '(no title)' for title in others)}")
    known = [day for day in (entry.issued, entry.passed) if day]
    numbers, days = _numbers(regulation), _days(regulation)
    if entry.doc_number is not None and numbers:
        if _plain_number(entry.doc_number) in {_plain_number(number) for number in numbers}:
            proofs.append("doc_number")
        else:
            wrong.append(_difference("number", [entry.doc_number], numbers))
    elif known and numbers and not days and not _of_one_year(numbers, known):
        wrong.append(_difference("year of the number", known, numbers))
    if known and days:
        if any(day.startswith(one) for one in known for day in days):
            proofs.append("date")
        else:
            (doubts if "doc_number" in proofs else wrong).append(_difference("date", known, days))
    if proofs == ["title"] and not wrong and (known or entry.doc_number):
        doubts.append("only the title agrees; the text gives no number or date that shows which year's it is")
    return Verdict(wrong=tuple(wrong), doubts=tuple(doubts), proofs=tuple(proofs))


def _titles(regulation: Regulation) -> list[str]:
    """Return the title of a text and the one that its page gives."""
    return [title for title in (regulation.title, *_said(regulation, {"title"})) if title]


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


def _is_among(title: str, others: Iterable[str]) -> bool:
    return _plain_title(title) in {_plain_title(other) for other in others}


def _of_one_year(numbers: Iterable[str], days: Iterable[str]) -> bool:
    """Whether a number may be of a document of these days; at the turn of a year the two differ by one."""
    years = [int(year) for number in numbers for year in _YEAR.findall(unicodedata.normalize("NFKC", number))]
    return not years or any(abs(year - int(day[:4])) <= 1 for year in years for day in days)


def _plain_title(title: str) -> str:
    return _plain(_NOTE.sub("", title.strip()))


def _plain_number(number: str) -> str:
    """Return a 发文字号 in one form: 济政发〔2022〕4号, 济政发[2022]第4 号 and 济政发（2022）04号 are one."""
    return _plain(_SERIAL.sub(r"\1", "".join(unicodedata.normalize("NFKC", number).split())))


def _plain(words: str) -> str:
    """Return words without blanks, brackets and width."""
    return _NO_WORD.sub("", unicodedata.normalize("NFKC", words))


def _difference(what: str, known: Iterable[str], found: Iterable[str]) -> str:
    return f"{what} {' or '.join(found) or '(none)'}, not {' or '.join(known)}"
