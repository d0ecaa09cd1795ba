"""What the lines before the articles are: notice, title, note below the title, table of contents."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhize.structure.dates import DATE
from zhize.structure.headings import heading_of, topic_of, unpadded
from zhize.structure.labels import item_label
from zhize.structure.outline import is_annex_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhize.structure.lines import Line

DOC_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{1,14}[〔\[［（(【]\s{0,4}(?:19|20)[0-9]{2}\s{0,4}[〕\]］）)】](?:\s{0,4}第)?\s{0,4}[0-9]{1,5}\s{0,4}号"
    r"|[\u4e00-\u9fff、]{2,40}令\s{0,4}[（(]?第\s{0,4}[0-9一二三四五六七八九十百]{1,5}\s{0,4}号[）)]?"
)
_NOTE = re.compile(
    r"[（(]?\s*(?:(?:根据|自)\s*)?"
    + DATE
    + r".*|[（(].*(?:通过|公布|发布|修订|修正|施行|批准|印发).*|.*(?:修正|修订|施行)[）)]"
)
_CONTENTS = re.compile(r"目[\s\u3000]*[录次]")
# The words that a title of rules ends in, and what may follow them: （试行）, （二）.
_GENRE = re.compile(
    r".*(?:规则|条例|办法|规定|细则|法|典|决定|意见|方案|制度|解释|决议|章程|公约|准则|程序|规程|标准|守则|批复|答复|公告|通知|命令|纲要|规划|要点|清单)"
    r"(?:\s*[（(][^（）()]{1,20}[）)])?"
)
_SENTENCE = re.compile(r"[。；：！？，]$")
_ISSUING = re.compile(r"印发\s{0,4}[《〈]?(?P<title>\S.{0,119}?)[》〉]?\s{0,4}的\s{0,4}通\s{0,4}知")
_NAMED = re.compile(r"《([^《》]{2,80})》")
_LONGEST_TITLE = 120
_LONGEST_FRAGMENT = 6  # 工作规则, 实施办法
_SHORTEST_TITLE = 5  # 某县办法; 议事规则 alone is a heading
_LONGEST_TITLE_OF_RULES = 60


@dataclass(frozen=True, slots=True)
class Front:
    """The lines before the articles, sorted out."""

    notice: list[Line]  # everything that is not the title, notes and tables of contents included
    title_lines: list[Line]
    title: str


def read_front(lines: Sequence[Line]) -> Front:
    """Find the title among the lines before the articles: the nearest line above them that can be one."""
    filled = list(lines)
    candidates = [at for at in range(len(filled) - 1, -1, -1) if _may_be_title(filled, at)]
    if not candidates:
        return Front(filled, [], _title_in_notice(filled))
    at = next((at for at in candidates if _GENRE.fullmatch(filled[at].text)), candidates[0])
    # A second copy of the title, spread over its line, is no better one.
    same = unpadded(filled[at].text)
    at = next((earlier for earlier in reversed(candidates) if unpadded(filled[earlier].text) == same), at)
    start = _first_line_of_title(filled, at)
    title_lines = filled[start : at + 1]
    title = "".join(line.text for line in title_lines)
    if (issuing := _ISSUING.search(title)) is not None:
        return Front(filled, [], issuing["title"])
    whole = _NAMED.fullmatch(title)
    return Front(filled[:start] + filled[at + 1 :], title_lines, whole[1] if whole else title)


def body_of_unnumbered(lines: Sequence[Line]) -> int:
    """Return the index of the line where a text without articles begins, after its title and the note below it."""
    if len(lines) < 2 or _SENTENCE.search(lines[0].text):  # noqa: PLR2004  # a title and a text
        return 0
    for at, line in enumerate(lines[1:], 1):
        text = line.text
        if _SENTENCE.search(text) or not (_is_note(text) or DOC_NUMBER.fullmatch(text)):
            return at
    return len(lines)


def is_title_of_rules(text: str) -> bool:
    """Whether a line can be the whole title of rules: 某县行政执法监督办法（试行）."""
    return (
        _SHORTEST_TITLE <= len(text) <= _LONGEST_TITLE_OF_RULES
        and text[0] not in "（(第"
        and "。" not in text
        and _GENRE.fullmatch(text) is not None
        and item_label(text) is None
    )


def _may_be_title(lines: Sequence[Line], at: int) -> bool:
    text = lines[at].text
    return not (
        len(text) > _LONGEST_TITLE
        or _SENTENCE.search(text)
        or _is_note(text)
        or _CONTENTS.fullmatch(text)
        or heading_of(text)
        or topic_of(text)
        or DOC_NUMBER.fullmatch(text)
        or is_annex_line(text)
        or text[0] in "（("
    )


def _is_note(text: str) -> bool:
    return _NOTE.fullmatch(text) is not None


def _first_line_of_title(filled: Sequence[Line], at: int) -> int:
    """Go up from the last line of a title that was broken: 泗水县人民政府 ⏎ 工作规则."""
    known = {unpadded(line.text) for line in filled} | {name for line in filled for name in _NAMED.findall(line.text)}
    title, start = filled[at].text, at
    for above in range(at - 1, max(-1, at - 4), -1):
        if filled[above].number + 1 != filled[above + 1].number or not _may_be_title(filled, above):
            break
        title = filled[above].text + title
        # The whole title stands elsewhere too, or what stands below cannot be a title alone.
        fragment = len(filled[above + 1].text) <= _LONGEST_FRAGMENT or filled[above + 1].text.startswith(("关于", "的"))
        if unpadded(title) in known or (fragment and not _GENRE.fullmatch(filled[above].text)):
            start = above
    return start


def _title_in_notice(filled: Sequence[Line]) -> str:
    for line in filled:
        if (issuing := _ISSUING.search(line.text)) is not None:
            return issuing["title"]
    return ""
