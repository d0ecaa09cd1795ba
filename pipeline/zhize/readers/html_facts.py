"""The table above a document on a government page (索引号, 发布机构, 文号, 成文日期, 有效性 …) → facts.

Labels are told whatever blanks or broken characters stand within them (索 引 号, 索??引??号). Where a site prints the
values alone, they are told by their form and order.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from zhize.readers.html_labels import DAY, any_label, bare, begins, names
from zhize.types import Fact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from zhize.readers.html_body import Body
    from zhize.readers.html_page import Page, PageLine

_EDGES = " \t\u3000\xa0:：[]【】"
_LONGEST = 400  # characters of a line of the table
_LONGEST_VALUE = 100
# Labels that other texts have too: a line of them alone makes no table.
_WEAK = frozenset({"title", "source", "keywords", "summary", "subject", "category", "views", "language", "responsible"})
_INDEX = re.compile(r"[0-9A-Z]{8,20}(?:-[A-Z0-9])?\s*[/／]\s*(?:[A-Za-z0-9]+\s*[/／]\s*)?[0-9]{4}-[0-9]{2,8}")
_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{1,14}(?:[〔\[［（(]?\s*(?:19|20)[0-9]{2}\s*[〕\]］）)]?|令\s*第?)\s*[0-9]{1,5}\s*号"
)
_DAY = re.compile(DAY)
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
# What such a table says, in the order that all sites seen keep (济南市中, 商河).
_ORDER = ("title", "index_number", "subject", "doc_number", "issuer", "written", "published", "validity")


def facts_of(page: Page, body: Body) -> tuple[list[Fact], set[int]]:
    """Return what a page says of its document beside the text, and which lines say it.

    Args:
        page: the whole page.
        body: the document on it; what stands behind its first article in the same element is text, whatever it looks
            like.
    """
    inside = range(body.first, max(body.last + 1, body.inner.stop))
    candidates = [at for at, line in enumerate(page.lines) if at not in inside and len(line.text) <= _LONGEST]
    facts: list[Fact] = []
    used: set[int] = set()
    for group in _groups(page.lines, candidates, body.inner):
        found = _of_group([page.lines[at] for at in group])
        if any(fact.name not in _WEAK for fact in found) or len({fact.name for fact in found}) > 1:
            facts += found
            used.update(group)
    if not any(fact.name == "index_number" for fact in facts):
        values, at = _bare_values(page, candidates)
        facts += values
        used.update(at)
    named = [(name, value) for name, value in page.metas if name in _METAS]
    facts += [Fact(name=_METAS[name], label=name, value=value.strip()) for name, value in named if value.strip()]
    known = {(fact.name, fact.value): fact for fact in reversed(facts) if fact.name != "views"}
    return list(reversed(known.values())), used


def _groups(lines: Sequence[PageLine], candidates: Iterable[int], inner: range) -> Iterator[list[int]]:
    """Yield the lines of each table: those that begin with a label, and a line behind a label without a value.

    A label without a value before the text has none: the first line of the text is no value.
    """
    group: list[int] = []
    waits = False  # for the value of a label
    for at in candidates:
        text = lines[at].text
        labelled = begins().match(text) is not None and _is_labelled(lines[at])
        if labelled or (waits and group[-1] == at - 1 and at not in inner and _is_value(lines[at])):
            if group and at - group[-1] > 1:
                yield group
                group = []
            group.append(at)
            waits = labelled and not lines[at].cell and _waits(lines[at])
        elif group:
            yield group
            group, waits = [], False
    if group:
        yield group


def _is_labelled(line: PageLine) -> bool:
    """Whether a colon stands behind the label, or the label is a piece of its own: no sentence that begins with it."""
    match = begins().match(line.text)
    if match is None:
        return False
    behind = line.text[match.end() :].lstrip()
    if behind[:1] in {":", "：", "]", "】"} or not behind:
        return True
    return bool(line.pieces) and _label_only(line.pieces[0]) is not None


def _waits(line: PageLine) -> bool:
    """Whether a line ends in a label whose value can stand on the next one; 【打印】 has none."""
    if _value_after_last(line.text):
        return False
    *_, last = any_label().finditer(line.text)
    return names()[bare(last[0])] != "views"


def _is_value(line: PageLine) -> bool:
    """Whether a line can be the value of a label on the line before."""
    return not line.title and not line.linked and len(line.text) <= _LONGEST_VALUE


def _value_after_last(text: str) -> str:
    """Return what stands behind the last label of a line."""
    matches = list(any_label().finditer(text))
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
                facts.append(Fact(name=names()[bare(label)], label=label, value=plain))
            label, value = found, []
        else:
            value.append(words)
    return facts


def _split(text: str) -> list[tuple[str, str]]:
    """Return a piece as labels and words: 索引号：… 文号：… is two of each."""
    if (label := _label_only(text)) is not None:
        return [(label, "")]
    matches = [match for match in any_label().finditer(text) if _colon(text, match)]
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
    return words if words and any_label().fullmatch(words) else None


def _bare_values(page: Page, candidates: Sequence[int]) -> tuple[list[Fact], set[int]]:
    """Return the facts of a table of values without labels, which has an index number among short lines.

    It ends where the order that such sites keep ends: a second number or title is the text's own.
    """
    lines = page.lines
    at = next((each for each in candidates if any(_INDEX.fullmatch(cell) for cell in _cells(lines[each]))), None)
    if at is None:
        return [], set()
    facts: list[Fact] = []
    used: set[int] = set()
    rank = whole = -1  # whole: how many facts there are up to the last one that is told by its form
    for each in _neighbours(page, at):
        for value in _cells(lines[each]):
            name = _kind_of(value, facts)
            if name and _ORDER.index(name) <= rank:
                return _enough(facts[:whole], used)
            facts.append(Fact(name=name, label="", value=value))
            if name:
                rank, whole = _ORDER.index(name), len(facts)
                used |= {line for line in range(at, each + 1) if line in candidates} | {each}
    return _enough(facts[: max(whole, 0)], used)


def _enough(facts: list[Fact], used: set[int]) -> tuple[list[Fact], set[int]]:
    """Return the facts of a table if there are enough of them; what stands behind the index number is the subject."""
    known = {fact.name for fact in facts} - {""}
    if len(known) < _FEWEST_VALUES:
        return [], set()
    behind = next((at + 1 for at, fact in enumerate(facts) if fact.name == "index_number"), len(facts))
    if facts[behind : behind + 1] and not facts[behind].name:
        facts[behind] = replace(facts[behind], name="subject")
    return facts, used


def _kind_of(value: str, before: Sequence[Fact]) -> str:
    """Return the name of a value by its form, "" if it has none."""
    names = {fact.name for fact in before}
    if _INDEX.fullmatch(value):
        return "index_number"
    if _NUMBER.fullmatch(value):
        return "doc_number"
    if _DAY.fullmatch(value):
        return "published" if "written" in names else "written"
    if value in _STATES:
        return "validity"
    if _BODY.fullmatch(value) and "index_number" in names:
        return "issuer"
    return "title" if not before and len(value) > len("工作规则") else ""


def _neighbours(page: Page, at: int) -> range:
    """Return the lines of the widest element around one in which all are short: no link, heading or sentence."""
    node, found = page.lines[at].at, range(at, at + 1)
    while node := page.parents[node]:
        wide = page.stretch(node)
        if len(wide) > _MOST_VALUES or not all(_is_short(page.lines[each]) for each in wide):
            break
        found = wide
    return found


def _is_short(line: PageLine) -> bool:
    return _is_value(line) and not re.search(r"[。；，]", line.text)


def _cells(line: PageLine) -> list[str]:
    return [plain for cell in line.text.split("\t") if (plain := cell.strip())]
