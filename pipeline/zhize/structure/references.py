"""Citations in an article: of other texts (《…》第三条) and of places in this one (本规则第三条, 前款, 前条).

A citation is a name, or a chain of steps 第…条 第…款 第…项 第…目, or both. Steps that 、 or 和 puts beside each other
stand under the same name; a list or a range (第（一）、（三）项, 第三条至第五条) gives a `Reference` for each place
that it names, all of the same extent.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import product
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from zhize.numerals import NUMERAL, int_of
from zhize.types import Reference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhize.types import Article

# Blanks are bounded and never beside other optional blanks, and a list gives nothing back: time stays linear.
_N = rf"(?:[（(]\s{{0,4}})?[{NUMERAL}]{{1,10}}(?:\s{{0,4}}[）)])?"
_LIST = rf"{_N}(?:\s{{0,4}}[、和及至或]\s{{0,4}}第?{_N}){{0,60}}+"
_KINDS = r"(?:法|条例|规则|规定|办法|细则|决定|章程|解释|意见|制度|方案)"
_TITLES_AND_STEPS = (
    r"《(?P<title>[^《》\n]{1,80}(?:《[^《》\n]{1,80}》[^《》\n]{0,60}){0,3})》"
    rf"|第(?P<numbers>\s{{0,4}}{_LIST})\s{{0,4}}(?P<unit>条|款|项(?!目)|目(?![的标录前次]))(?:之(?P<suffix>[{NUMERAL}]{{1,4}})(?![般切些定律致旦方面侧]))?"
    rf"|(?P<near>[前本上][{NUMERAL}]{{0,2}}(?P<near_unit>[条款项]))(?![例目])"
    rf"|(?P<own>[本该]{_KINDS}(?=第))"
)
_NAMES = rf"(?P<name>(?:(?![第前本该款条项规])[\u4e00-\u9fff]){{1,20}}?{_KINDS})(?=第{_N}条)"
_TOKEN = re.compile(f"{_TITLES_AND_STEPS}|{_NAMES}")
# The same for a text without any such name, as most are: names may begin at every character, which takes its time.
_TOKEN_UNNAMED = re.compile(f"{_TITLES_AND_STEPS}|(?P<name>(?!))")
_MAY_NAME = re.compile(rf"{_KINDS}第")
# What may stand between two steps of one list, and what joins the ends of a range.
_BESIDE = re.compile(r"\s*(?:、|和|及|以及|与|或者?)\s*")
_RANGE = re.compile(r"\s*(?:至|到)\s*")
_NUMBERS = re.compile(rf"(?P<number>[{NUMERAL}]{{1,10}})|(?P<to>至)")
# The words before the name of a law that has no 《》: 依照公司法第三条.
_BEFORE_NAME = re.compile(
    r".*(?:依照|根据|按照|违反|适用|依据|遵守|符合|参照|执行|以及|或者|除|有|对|和|及|与|或|由|在|按|依|的|是|为|将|应当)"
)
_MAY_CITE = re.compile(r"《|第[^\n]{1,12}?[条款项目]|[前本上][一二两三四五]?[条款项]")
_LONGEST_RANGE = 60  # places; a longer range is a misprint, its ends are kept
_MOST_PLACES = 240  # of one citation; 第一条至第六十条第一款至第六十款 is no citation of 3,600 places


class _Cited(msgspec.Struct, frozen=True):
    """A citation under construction: whose place it is and which."""

    start: int
    end: int
    title: str | None
    articles: tuple[int | None, ...] = (None,)
    paragraphs: tuple[int | None, ...] = (None,)
    items: tuple[int | None, ...] = (None,)
    points: tuple[int | None, ...] = (None,)
    suffix: int | None = None  # 第十条之一 → 1
    unit: str = ""  # of the last step: 条, 款, 项, 目; "" for a name alone

    @property
    def places(self) -> int:
        """How many places it names."""
        return len(self.articles) * len(self.paragraphs) * len(self.items) * len(self.points)

    def references(self, article: str) -> Iterator[Reference]:
        """Yield a reference for each place that is named."""
        for number, paragraph, item, point in product(self.articles, self.paragraphs, self.items, self.points):
            yield Reference(
                article=article,
                start=self.start,
                end=self.end,
                title=self.title,
                target_article=number,
                target_suffix=self.suffix,
                target_paragraph=paragraph,
                target_item=item,
                target_point=point,
            )


_DEPTHS = {"": 0, "条": 1, "款": 2, "项": 3, "目": 4}


def find_references(article: Article) -> tuple[Reference, ...]:
    """Find the citations in an article.

    Args:
        article: the article that cites.

    Returns:
        The citations in the order of the text; offsets are article offsets. ``title`` is None for a place in this text.
        Places are given as numbers where the words name them or the article's own paragraphs do (前款), else None.
    """
    if not _MAY_CITE.search(article.text):
        return ()
    found: list[_Cited] = []
    token = _TOKEN if _MAY_NAME.search(article.text) else _TOKEN_UNNAMED
    for match in token.finditer(article.text):
        step = _read(match, article, found[-1] if found else None)
        if match["own"] and match[0][0] == "该":
            # 该条例第三条 is a place in the text that was named last.
            step = replace(step, title=next((each.title for each in reversed(found) if each.title), match[0]))
        between = article.text[found[-1].end : step.start] if found else None
        joined = None if between is None else _join(found[-1], step, between)
        if joined is None:
            found.append(step)
        else:
            found[-1:] = joined
    own = [cited for cited in found if cited.unit or cited.title]
    return tuple(reference for cited in own for reference in cited.references(article.id))


def _read(match: re.Match[str], article: Article, before: _Cited | None) -> _Cited:
    """Return what one token cites by itself."""
    start, end = match.span()
    if match["title"]:
        return _Cited(start, end, match["title"])
    if match["name"]:
        lead = _BEFORE_NAME.match(match["name"])
        start += lead.end() if lead else 0
        name = article.text[start:end]
        return _Cited(start, end, name) if len(name) > 1 else _Cited(start, end, None)  # 依法第三条 names nothing
    if match["own"]:
        return _Cited(start, end, None)
    if match["near"]:
        return _near(match, article)
    numbers = _spelled(match["numbers"]) or (None,)
    unit = match["unit"]
    if unit == "条":
        return replace(_step(_Cited(start, end, None), unit, numbers), suffix=_suffix(match["suffix"]))
    here = _here(start, end, article)
    if unit == "项":
        return _step(_list_around(here, article, numbers, before), unit, numbers)
    if unit == "目":
        here = replace(here, paragraphs=(_paragraph_at(article, start),))
        here = replace(here, items=(_item_at(article, start),))
    return _step(here, unit, numbers)


def _list_around(here: _Cited, article: Article, numbers: tuple[int | None, ...], before: _Cited | None) -> _Cited:
    """Return where the items lie that are named without article and paragraph: in the paragraph that names them.

    If it has none of that number, they lie where the citation before them had its own: 违反第五条第一项…违反第二项….
    """
    paragraph = _paragraph_at(article, here.start)
    held = article.paragraphs[paragraph - 1].items if 0 < paragraph <= len(article.paragraphs) else ()
    if before is not None and before.unit == "项" and not {item.number for item in held} >= set(numbers):
        return replace(before, start=here.start, end=here.end)
    return replace(here, paragraphs=(paragraph,))


def _here(start: int, end: int, article: Article) -> _Cited:
    """Return a citation of the article that it stands in."""
    return _Cited(start, end, None, articles=(article.number or None,), suffix=article.suffix or None)


def _suffix(numeral: str | None) -> int | None:
    return int_of(numeral) if numeral and _is_numeral(numeral) else None


_FIELDS = {"条": "articles", "款": "paragraphs", "项": "items", "目": "points"}


def _step(cited: _Cited, unit: str, numbers: tuple[int | None, ...]) -> _Cited:
    return replace(cited, unit=unit, **{_FIELDS[unit]: numbers})


def _near(match: re.Match[str], article: Article) -> _Cited:
    """Resolve 前款, 前两款, 本条 … by where they stand; one that leads out of the text cites the number 0."""
    cited = _here(match.start(), match.end(), article)
    paragraph, item = _paragraph_at(article, match.start()), _item_at(article, match.start())
    unit, count = match["near_unit"], match["near"][1:-1]
    if match["near"][0] == "本":
        if unit == "项":  # 本项制度 outside of a list cites nothing
            return cited if item is None else _step(replace(cited, paragraphs=(paragraph,)), unit, (item,))
        return _step(cited, unit, cited.articles if unit == "条" else (paragraph,))
    back = int_of(count) if count and _is_numeral(count) else 1
    if unit == "条":
        return replace(_step(cited, unit, _before(article.number, back)), suffix=None)
    if unit == "款":
        return _step(cited, unit, _before(paragraph, back))
    return _step(replace(cited, paragraphs=(paragraph,)), unit, _before(item or 0, back))


def _before(number: int, back: int) -> tuple[int | None, ...]:
    """Return the numbers that stand ``back`` places before one, or 0 if there is none."""
    return tuple(each for each in range(number - back, number) if each > 0) or (0,)


def _is_numeral(text: str) -> bool:
    try:
        int_of(text)
    except ValueError:
        return False
    return True


def _paragraph_at(article: Article, offset: int) -> int:
    return bisect_right(article.paragraphs, offset, key=lambda paragraph: paragraph.start)


def _item_at(article: Article, offset: int) -> int | None:
    """Return the number of the item that holds an offset; None outside of lists."""
    paragraph = _paragraph_at(article, offset) - 1
    items = article.paragraphs[paragraph].items if paragraph >= 0 else ()
    index = bisect_right(items, offset, key=lambda item: item.start) - 1
    return items[index].number if index >= 0 and offset < items[index].end else None


def _spelled(text: str) -> tuple[int | None, ...]:
    """Return the numbers of a list with its ranges filled: （一）、（三）至（五） → 1, 3, 4, 5."""
    numbers: list[int | None] = []
    to = False
    for match in _NUMBERS.finditer(text):
        if match["to"]:
            to = True
            continue
        if not _is_numeral(match["number"]):
            return ()
        number = int_of(match["number"])
        numbers.extend(_between(numbers[-1], number) if to and numbers else ())
        numbers.append(number)
        to = False
    return tuple(numbers)


def _between(first: int | None, last: int | None) -> range:
    if first is None or last is None or last - first > _LONGEST_RANGE:
        return range(0)
    return range(first + 1, last)


def _join(before: _Cited, step: _Cited, between: str) -> tuple[_Cited, ...] | None:
    """Join a step to the citation before it: deeper, beside it, or as the end of a range; None if it stands alone."""
    if step.title is not None or not step.unit:
        return None
    deeper = _DEPTHS[step.unit] > _DEPTHS[before.unit]
    if not between.strip() and deeper:
        return (_deepened(before, step),)
    beside = _BESIDE.fullmatch(between) is not None
    if not before.unit or not (beside or _RANGE.fullmatch(between)):
        return None
    inherited = replace(step, title=before.title)
    depth = _DEPTHS[step.unit]
    if depth > _DEPTHS["条"]:
        inherited = replace(inherited, articles=before.articles, suffix=before.suffix)
    if depth > _DEPTHS["款"]:
        inherited = replace(inherited, paragraphs=before.paragraphs)
    if depth > _DEPTHS["项"]:
        inherited = replace(inherited, items=before.items)
    if beside or step.unit != before.unit:
        return (before, inherited)
    if step.unit == "条" and (before.suffix or step.suffix):
        return (before, *_added_between(before, inherited), inherited)
    joined = _ranged(before, inherited)
    return (before, inherited) if joined.places > _MOST_PLACES else (joined,)


def _deepened(before: _Cited, step: _Cited) -> _Cited:
    whole = replace(before, end=step.end)
    numbers: tuple[int | None, ...] = getattr(step, _FIELDS[step.unit])
    if before.places * len(numbers) > _MOST_PLACES:
        whole = replace(whole, articles=whole.articles[-1:], paragraphs=whole.paragraphs[-1:], items=whole.items[-1:])
    if step.unit == "条":
        whole = replace(whole, suffix=step.suffix)
    elif step.unit != "款" and before.unit == "条":
        whole = replace(whole, paragraphs=(None,))  # 第五条第三项: the article's own text says in which paragraph
    return _step(whole, step.unit, numbers)


def _added_between(first: _Cited, last: _Cited) -> Iterator[_Cited]:
    """Yield what lies between 第二条之一 and 第二条之四, or between 第二条之一 and 第五条."""
    low, high = first.articles[-1], last.articles[0]
    whole = replace(first, end=last.end, suffix=None)
    if low == high:
        for suffix in range((first.suffix or 0) + 1, min(last.suffix or 0, (first.suffix or 0) + _LONGEST_RANGE)):
            yield replace(whole, articles=(low,), suffix=suffix)
    elif numbers := tuple(_between(low, high)):
        yield replace(whole, articles=numbers)


def _ranged(first: _Cited, last: _Cited) -> _Cited:
    low, high = getattr(first, _FIELDS[first.unit]), getattr(last, _FIELDS[first.unit])
    return _step(replace(first, end=last.end), first.unit, (*low, *_between(low[-1], high[0]), *high))
