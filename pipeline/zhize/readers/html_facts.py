"""The table above a document on a government page (索引号, 发布机构, 文号, 成文日期, 有效性 …) → facts.

Labels are told whatever blanks or broken characters stand within them (索 引 号, 索??引??号). Where a site prints the
values alone, they are told by their form and order.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from zhize.lexicon import load
from zhize.lexicon.schema import PageLabelEntry
from zhize.types import Fact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from zhize.readers.html_body import Body
    from zhize.readers.html_page import Page, PageLine

_EDGES = " \t\u3000\xa0:：[]【】"
_INSIDE = r"[\s?？\u3000\ufffd]*"
_LONGEST = 400  # characters of a line of the table
_LONGEST_VALUE = 100
# Labels that other texts have too: a line of them alone makes no table.
_WEAK = frozenset({"title", "source", "keywords", "summary", "subject", "category", "views", "language", "responsible"})
_INDEX = re.compile(r"[0-9A-Z]{8,20}(?:-[A-Z0-9])?\s*[/／]\s*(?:[A-Za-z0-9]+\s*[/／]\s*)?[0-9]{4}-[0-9]{2,8}")
_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,14}[〔\[［（(]?\s*(?:19|20)[0-9]{2}\s*[〕\]］）)]?\s*[0-9]{1,5}\s*号")
_DAY = re.compile(r"[12][0-9]{3}\s*[-/.年]\s*[0-9]{1,2}\s*[-/.月]\s*[0-9]{1,2}日?(?:\s+[0-9:]{4,8})?")
_BODY = re.compile(r"[\u4e00-\u9fff]{2,30}(?:政府|办公[室厅]|局|委员会|厅|部)")
_STATES = frozenset({"有效", "现行有效", "失效", "废止", "已废止", "已失效", "尚未生效", "部分有效"})
# The names of <meta> that every government site is to have (国办函〔2019〕19号, 政府网站网页模板).
_METAS = {
    "ArticleTitle": "title",
    "PubDate": "published",
    "ContentSource": "source",
    "Keywords": "keywords",
    "SiteName": "site",
    "SiteDomain": "site_domain",
    "ColumnName": "column",
    "Url": "url",
}
_FEWEST_VALUES = 3  # kinds of values that make a table without labels
_MOST_VALUES = 12


def facts_of(page: Page, body: Body | None) -> tuple[list[Fact], set[int]]:
    """Return what a page says of its document beside the text, and which lines say it.

    Args:
        page: the whole page.
        body: the document on it; what stands between its first article and its last is text, whatever it looks like.
    """
    inside = range(0) if body is None else range(body.first, body.last + 1)
    candidates = [at for at, line in enumerate(page.lines) if at not in inside and len(line.text) <= _LONGEST]
    facts: list[Fact] = []
    used: set[int] = set()
    for group in _groups(page.lines, candidates):
        found = _of_group([page.lines[at] for at in group])
        if any(fact.name not in _WEAK for fact in found) or len({fact.name for fact in found}) > 1:
            facts += found
            used.update(group)
    if not any(fact.name == "index_number" for fact in facts):
        values, at = _bare_values(page.lines, candidates)
        facts += values
        used.update(at)
    named = [(name, value) for name, value in page.metas if name in _METAS]
    facts += [Fact(name=_METAS[name], label=name, value=value.strip()) for name, value in named if value.strip()]
    known = {(fact.name, fact.value): fact for fact in reversed(facts) if fact.name != "views"}
    return list(reversed(known.values())), used


def _groups(lines: Sequence[PageLine], candidates: Iterable[int]) -> Iterator[list[int]]:
    """Yield the lines of each table: those that begin with a label, and a line behind a label without a value."""
    group: list[int] = []
    waits = False  # for the value of a label
    for at in candidates:
        text = lines[at].text
        labelled = _begins().match(text) is not None and _is_labelled(lines[at])
        if labelled or (waits and group[-1] == at - 1 and _is_value(lines[at])):
            if group and at - group[-1] > 1:
                yield group
                group = []
            group.append(at)
            waits = labelled and not lines[at].cell and not _value_after_last(text)
        elif group:
            yield group
            group, waits = [], False
    if group:
        yield group


def _is_labelled(line: PageLine) -> bool:
    """Whether a colon stands behind the label, or the label is a piece of its own: no sentence that begins with it."""
    match = _begins().match(line.text)
    if match is None:
        return False
    behind = line.text[match.end() :].lstrip()
    if behind[:1] in {":", "：", "]", "】"} or not behind:
        return True
    return bool(line.pieces) and _label_only(line.pieces[0]) is not None


def _is_value(line: PageLine) -> bool:
    """Whether a line can be the value of a label on the line before."""
    return not line.title and not line.linked and len(line.text) <= _LONGEST_VALUE


def _value_after_last(text: str) -> str:
    """Return what stands behind the last label of a line."""
    matches = list(_any_label().finditer(text))
    return text[matches[-1].end() :].strip(_EDGES) if matches else text


def _of_group(lines: Sequence[PageLine]) -> list[Fact]:
    """Return the facts of a table: each label with the words up to the next one."""
    parts: list[tuple[str, str]] = []  # label as it stands, or "" and words
    for line in lines:
        for piece in line.pieces:
            parts += _split(piece)
    facts, label, value = list[Fact](), "", list[str]()
    for found, words in (*parts, ("", "")):
        if found or (not found and not words):
            if label and (plain := " ".join(value).strip(_EDGES)):
                facts.append(Fact(name=_names()[_bare(label)], label=label, value=plain))
            label, value = found, []
        else:
            value.append(words)
    return facts


def _split(text: str) -> list[tuple[str, str]]:
    """Return a piece as labels and words: 索引号：… 文号：… is two of each."""
    if (label := _label_only(text)) is not None:
        return [(label, "")]
    matches = [match for match in _any_label().finditer(text) if _colon(text, match)]
    if not matches:
        return [("", text)]
    parts = [("", text[: matches[0].start()])] if text[: matches[0].start()].strip(" [【") else []
    ends = [*(match.start() for match in matches[1:]), len(text)]
    for match, end in zip(matches, ends, strict=True):
        words = text[match.end() : end].strip(_EDGES)
        parts.append((match[0], ""))
        parts += [("", words)] if words else []
    return parts


def _colon(text: str, match: re.Match[str]) -> bool:
    return text[match.end() :].lstrip(" \t\u3000]】")[:1] in {":", "："}


def _label_only(text: str) -> str | None:
    """Return the label that a piece is, without the signs around it."""
    words = text.strip(" \t\u3000:：[]【】·•")
    return words if words and _any_label().fullmatch(words) else None


def _bare_values(lines: Sequence[PageLine], candidates: Sequence[int]) -> tuple[list[Fact], set[int]]:
    """Return the facts of a table of values without labels, which has an index number among short lines.

    The order that such sites keep: title, index number, subject, number, issuer, written, published, validity.
    """
    at = next((each for each in candidates if any(_INDEX.fullmatch(cell) for cell in _cells(lines[each]))), None)
    if at is None:
        return [], set()
    group = _neighbours(lines, candidates, at)
    cells = [cell for each in group for cell in _cells(lines[each])]
    facts: list[Fact] = []
    days = iter(("written", "published"))
    for value in cells:
        name = _kind_of(value, facts) or (next(days, "") if _DAY.fullmatch(value) else None)
        facts.append(Fact(name=name or "", label="", value=value))
    known = {fact.name for fact in facts} - {""}
    return (facts, set(group)) if len(known) >= _FEWEST_VALUES else ([], set())


def _kind_of(value: str, before: Sequence[Fact]) -> str | None:
    if _INDEX.fullmatch(value):
        return "index_number"
    if _NUMBER.fullmatch(value):
        return "doc_number"
    if value in _STATES:
        return "validity"
    if _BODY.fullmatch(value) and any(fact.name == "index_number" for fact in before):
        return "issuer"
    return "title" if not before and len(value) > len("工作规则") else None


def _neighbours(lines: Sequence[PageLine], candidates: Sequence[int], at: int) -> list[int]:
    """Return the lines around one that are short and have no end of a sentence."""
    known, group = set(candidates), [at]
    for step in (-1, 1):
        each = at + step
        while each in known and len(group) <= _MOST_VALUES and not re.search(r"[。；，]", lines[each].text):
            if (step < 0 and len(group) > 1) or lines[each].linked:
                break
            group.append(each)
            each += step
    return sorted(group)


def _cells(line: PageLine) -> list[str]:
    return [plain for cell in line.text.split("\t") if (plain := cell.strip())]


def _bare(label: str) -> str:
    return re.sub(_INSIDE, "", label)


@cache
def _names() -> dict[str, str]:
    return {entry.text: entry.name for entry in load("pagelabels", PageLabelEntry)}


@cache
def _any_label() -> re.Pattern[str]:
    words = sorted(_names(), key=len, reverse=True)
    return re.compile("|".join(_INSIDE.join(map(re.escape, word)) for word in words))


@cache
def _begins() -> re.Pattern[str]:
    return re.compile(rf"[\s\[【·•]*(?:{_any_label().pattern})")
