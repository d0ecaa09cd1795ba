"""What an article is for: its purpose, scope, penalties … A penalty answers a penalty, however alike a duty may be."""

from __future__ import annotations

from enum import StrEnum
from functools import cache

from msgspec import field

from zhize.lexicon import Entry, load


class ArticleKind(StrEnum):
    """What an article is for (条文类别)."""

    PURPOSE = "purpose"  # 立法目的
    SCOPE = "scope"  # 适用范围
    DEFINITION = "definition"  # 定义
    PRINCIPLE = "principle"  # 原则
    LEADERSHIP = "leadership"  # 政府职责
    COMPETENCE = "competence"  # 部门职责
    TOWNSHIP = "township"  # 乡镇、街道职责
    ASSOCIATION = "association"  # 行业自律
    FUNDS = "funds"  # 经费
    PUBLICITY = "publicity"  # 宣传
    REWARD = "reward"  # 奖励
    COMPLAINT = "complaint"  # 举报
    ENCOURAGEMENT = "encouragement"  # 鼓励
    PROHIBITION = "prohibition"  # 禁止
    APPLICATION = "application"  # 申请、许可
    ENUMERATION = "enumeration"  # 列举
    PENALTY = "penalty"  # 罚则
    MISCONDUCT = "misconduct"  # 公职人员的法律责任
    CRIME = "crime"  # 刑事责任
    REMEDY = "remedy"  # 救济
    REFERRAL = "referral"  # 转致
    INTERPRETATION = "interpretation"  # 解释权
    COMMENCEMENT = "commencement"  # 施行日期


class ArticleKindEntry(Entry, frozen=True):
    """Words of ``articlekinds.toml`` that say what an article is for."""

    kind: ArticleKind
    with_: tuple[str, ...] = field(name="with", default=())  # must stand in the article too
    not_: tuple[str, ...] = field(name="not", default=())  # longer words in which the word says nothing


def kinds_of(text: str) -> frozenset[ArticleKind]:
    """Return what an article is for; nothing for most.

    Args:
        text: the article, as it is or folded.
    """
    return frozenset(entry.kind for entry in _entries() if _says(entry, text))


def _says(entry: ArticleKindEntry, text: str) -> bool:
    if entry.text not in text or not all(word in text for word in entry.with_):
        return False
    inside = sum(text.count(longer) for longer in entry.not_)
    return text.count(entry.text) > inside


@cache
def _entries() -> tuple[ArticleKindEntry, ...]:
    return load("articlekinds", ArticleKindEntry)
