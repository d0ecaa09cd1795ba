"""What a document says of itself: issuer, number, dates; read from the notice, the note below the title and the end."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from zhize.numerals import int_of
from zhize.structure.dates import DATE, iso
from zhize.structure.front import DOC_NUMBER, Front
from zhize.structure.levels import level_of
from zhize.types import Metadata

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhize.structure.lines import Line
    from zhize.types import Article

_DATE = re.compile(DATE)
_DATE_ALONE = re.compile(rf"[（(]?\s*{DATE}(?:\s*(?:印发|发布|公布))?(?:\s*[）)])?")
_AMENDED = re.compile(r"修正|修订(?!草案)|修改")
_PASSED = re.compile(r"通过(?!的)|会议(?:第.{1,3}次)?修订")
_VERB = re.compile(r"通过|公布|发布|印发|颁布|施行|实施|生效|批准|修正|修订")
_TITLES = re.compile(r"《(?:[^《》]|《[^《》]*》)*》")
# Sentences of a notice or an order that say how a text came about; others are its preamble.
_NOTICE = re.compile(r"现予|予以(?:公布|印发|发布)|现(?:将|印发|公布|发布)|审议通过|公布施行")
_WIDE_DIGIT = re.compile("[０-９]")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
_ISSUED = re.compile(r"公布|发布|印发|颁布")
_IN_FORCE = re.compile(r"施行|实施|生效|执行")
_STARTS = re.compile(
    rf"自\s*(?:(?P<event>公布|发布|印发|颁布|通过|批准)之日|{DATE}(?:零时)?)\s*起\s*(?:正式)?(?:施行|实施|执行|生效)"
)
_NUMBER = r"[0-9零〇一二三四五六七八九十百]{1,5}"
_MEETING = re.compile(rf"(?P<body>[\u4e00-\u9fff]{{2,60}}?)第{_NUMBER}次[\u4e00-\u9fff]{{0,8}}会议")
_TERM = re.compile(rf"第?{_NUMBER}届")
# 中国民用航空局令第29号发布, 国务院发布; who approves (国务院批准) is not who issues.
_ORDER = re.compile(
    rf"\s*(?P<body>[\u4e00-\u9fff、]{{2,40}}?)(?:令|公告)?(?:\s*第\s*{_NUMBER}\s*号)?"
    rf"(?:、[\u4e00-\u9fff]{{2,20}}令第{_NUMBER}号){{0,4}}\s*(?:公布|发布|颁布|印发)"
)
_OFFICE = r"(?:政府|办公[室厅]|委员会|大会|法院|检察院|[厅局院部])"
_ABOUT = re.compile(rf"(?P<body>[\u4e00-\u9fff、]{{4,60}}?(?:{_OFFICE}|常委会))\s*关于")
_BODY_LINE = re.compile(rf"[\u4e00-\u9fff]{{2,30}}{_OFFICE}")
_ORDER_LINE = re.compile(rf"(?P<body>[\u4e00-\u9fff]{{1,30}}{_OFFICE})\s*令.*")
_BODY_IN_TITLE = re.compile(
    r"最高人民法院、最高人民检察院"
    r"|[\u4e00-\u9fff]{2,20}?(?:人民政府|人民代表大会常务委员会|人民代表大会|人民法院|人民检察院)"
)
# Rules of a body name it first (某县人民政府工作规则); a law may name the body that it is about (人民法院组织法).
_IS_ITS_OWN = re.compile(r"(?:工作规则|议事规则|会议制度|工作制度|关于.*)(?:[（(].*)?$")
_IS_SUBJECT = re.compile(r"(?:组织|监督|选举|代表)法$|条例$|实施细则$")
_PLACE_OF_TITLE = re.compile(r"[\u4e00-\u9fff]{1,9}?[省市县区州旗盟]")
_INNER_BODY = re.compile(r"(?:审判委员会|检察委员会|党组)$")
_STATE = re.compile(r"中华人民共和国(?=国务院|中央|全国)")
_UNTIL = re.compile(rf"有效期(?:\s{{0,4}}限)?\s{{0,4}}(?:截?至|到|截止)\s{{0,4}}{DATE}")
_VALID_FOR = re.compile(
    r"(?:有效期|试行期)(?:\s{0,4}限)?(?:\s{0,4}[为是])?\s{0,4}(?P<count>[0-9]{1,3}|[一二两三四五六七八九十]{1,3})"
    r"\s{0,4}(?P<unit>年|个月|月|日|天)"
)
_UNITS = {"年": "Y", "月": "M", "日": "D", "天": "D"}
# The last articles say when the rules begin; further up, 自…起施行 speaks of other rules.
_LAST_ARTICLES = 5


def read_metadata(front: Front, tail: Sequence[Line], articles: Sequence[Article]) -> Metadata:
    """Return what the lines around the articles, and the last articles themselves, say of the document."""
    texts = _notes(front.notice)
    events = [event for text in texts for event in _events(text)]
    passed = _first(events, _PASSED)
    issued = _date_alone(front.notice) or _issued(events, passed) or _date_alone(tail)
    issuer = _issuer(front, tail, events)
    until, valid_for = _validity([article.text for article in articles[-_LAST_ARTICLES:]] + texts)
    said = [*(article.text for article in articles), *_closing(tail)]
    return Metadata(
        title=front.title,
        issuer=issuer,
        level=(level_of(issuer) if issuer else None) or level_of(front.title),
        doc_number=_doc_number(front.notice),
        passed=passed,
        amended=_amended(events, passed),
        issued=issued,
        in_force_from=_in_force(said, passed, issued) or _first(events, _IN_FORCE),
        in_force_until=until,
        valid_for=valid_for,
    )


def _amended(events: Sequence[tuple[str, str]], passed: str | None) -> str | None:
    """Return the day of the last amendment; a text that was revised when it was first passed has none.

    A text that was passed twice was amended the second time, as the notes of judicial interpretations have it.
    """
    verbs = (_AMENDED,) if passed is None else (_AMENDED, _PASSED)
    found = [date for date, words in events if any(verb.search(words) for verb in verbs)]
    return max((date for date in found if passed is None or date > passed), default=None)


def _notes(notice: Sequence[Line]) -> list[str]:
    """Return the lines that may say how a text came about: notes with a date, orders, notices, not its preamble.

    A note that was broken over two lines is whole again, digits are those of ASCII, and what stands in 《》 is blanked
    out: 根据《关于修改〈…〉的决定》修正 is no 修改.
    """
    whole: list[str] = []
    for line in notice:
        text = line.text
        if text[-1] in "。：" and not _NOTICE.search(text):
            continue
        text = text.translate(_FULL_WIDTH) if _WIDE_DIGIT.search(text) else text
        if whole and _DATE.search(text) is None and _is_unfinished(whole[-1]):
            whole[-1] += text
        else:
            whole.append(text)
    return [_TITLES.sub("《》", text) if "《" in text else text for text in whole]


def _is_unfinished(text: str) -> bool:
    """Whether a note has a date, but no verb yet: 1958年4月19日 交通部 ⏎ 水产部发布."""
    return _DATE.search(text) is not None and not (_VERB.search(_TITLES.sub("", text)) or _DATE_ALONE.fullmatch(text))


def _issued(events: Sequence[tuple[str, str]], passed: str | None) -> str | None:
    """Return the date of issue: the first one that does not lie before the text was passed, else the first."""
    after = [event for event in events if passed is None or event[0] >= passed]
    return _first(after, _ISSUED) or _first(events, _ISSUED)


def _events(text: str) -> Iterator[tuple[str, str]]:
    """Yield each date with the words up to the next one (2012年6月13日 | 国务院第208次常务会议通过)."""
    matches = list(_DATE.finditer(text))
    ends = [*(match.start() for match in matches), len(text)]
    for match, (_, end) in zip(matches, pairwise(ends), strict=True):
        if (date := iso(match)) is not None:
            yield date, text[match.end() : end]


def _first(events: Sequence[tuple[str, str]], verb: re.Pattern[str]) -> str | None:
    return next((date for date, words in events if verb.search(words)), None)


def _date_alone(lines: Sequence[Line]) -> str | None:
    found = (match for line in lines if (match := _DATE_ALONE.fullmatch(line.text)))
    return next((date for match in found if (date := iso(match))), None)


def _doc_number(lines: Sequence[Line]) -> str | None:
    """Return the number on a line of its own, else the one in a note with a date; others are cited."""
    texts = [line.text.translate(_FULL_WIDTH) if _WIDE_DIGIT.search(line.text) else line.text for line in lines]
    alone = (match[0] for text in texts if (match := DOC_NUMBER.fullmatch(text)))
    noted = (
        match[0]
        for line in lines
        if _DATE.search(line.text) and (match := DOC_NUMBER.search(_DATE.sub(" ", line.text)))
    )
    return next(alone, None) or next(noted, None)


def _issuer(front: Front, tail: Sequence[Line], events: Sequence[tuple[str, str]]) -> str | None:
    """Return the body that issues: by its signature, its notice, the title, its order, its meeting."""
    texts = [line.text for line in front.notice if not line.text.endswith("。")]
    if (named := next((text for text in texts if _BODY_LINE.fullmatch(text)), None)) is not None:
        return named
    for text in (*texts, front.title):
        if (about := _ABOUT.match(text)) is not None:
            return _TERM.sub("", about["body"])
    titled = _BODY_IN_TITLE.match(front.title)
    if titled is not None and _IS_ITS_OWN.search(front.title):
        return titled[0]
    acted = _ordered(front, events) or _met(front.title, events)
    if acted is not None:
        return acted
    if titled is not None and "诉" not in front.title and not _IS_SUBJECT.search(front.title):
        return titled[0]
    return next((line.text for line in tail if _BODY_LINE.fullmatch(line.text)), None)


def _ordered(front: Front, events: Sequence[tuple[str, str]]) -> str | None:
    """Return the body of the order that publishes the text: 某县人民政府令第3号, 国务院发布."""
    if (ordered := _ORDER_LINE.fullmatch(_doc_number(front.notice) or "")) is not None:
        return _STATE.sub("", ordered["body"])
    for _, words in events:
        order = _ORDER.match(words)
        if order is not None and not order["body"].endswith("主席") and "第" not in order["body"]:
            return _STATE.sub("", order["body"].removeprefix("经").removeprefix("由"))
    return None


def _met(title: str, events: Sequence[tuple[str, str]]) -> str | None:
    """Return the body whose meeting passed the text, under the name of its place: 市人大常委会 → 某市人大常委会."""
    for _, words in events:
        if _PASSED.search(words) and (meeting := _MEETING.search(words)) is not None:
            body = _INNER_BODY.sub("", _TERM.sub("", meeting["body"]))
            place = _PLACE_OF_TITLE.match(title)
            return place[0][:-1] + body if place is not None and place[0][-1] == body[0] else body
    return None


def _closing(tail: Sequence[Line]) -> list[str]:
    """Return the sentences behind the articles: 本决定自公布之日起施行。."""
    return [line.text for line in tail if line.text.endswith("。")]


def _in_force(texts: Sequence[str], passed: str | None, issued: str | None) -> str | None:
    """Return the day that one of the last articles names: 本规则自2022年5月1日起施行."""
    for text in reversed(texts[-_LAST_ARTICLES:]):
        if (match := _STARTS.search(text)) is not None:
            if match["event"]:
                return passed if match["event"] == "通过" else issued
            return iso(match)
    return None


def _validity(texts: Sequence[str]) -> tuple[str | None, str | None]:
    """Return the last day that the rules name (有效期至2027年4月30日), and how long they are to last (有效期5年).

    Only beside the words that bring them into force: elsewhere it is the 有效期 of a licence.
    """
    own = [text for text in texts if _IN_FORCE.search(text)]
    until = next((date for text in own if (match := _UNTIL.search(text)) and (date := iso(match))), None)
    found = (match for text in own if (match := _VALID_FOR.search(text)))
    return until, next((period for match in found if (period := _period(match))), None)


def _period(match: re.Match[str]) -> str | None:
    try:
        return f"P{int_of(match['count'])}{_UNITS[match['unit'][-1]]}"
    except ValueError:  # 十两
        return None
