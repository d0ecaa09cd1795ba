"""Chinese numerals and the places that they name: 中文数字 ↔ int, 第…条之…第…款第…项第…目 ↔ `Locator`.

A numeral is read and then printed again, and what does not come back as it was is refused: so 十百, 一二百 and 一百二
(120 to one reader, 102 to another) are errors, and no grammar is written twice.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

NUMERAL = "零〇○两一二三四五六七八九十百千万廿卅0-9０-９"
"""The characters of a numeral, for use inside a regular expression's brackets."""

_DIGITS = "零一二三四五六七八九"
_UNITS = {"十": 10, "百": 100, "千": 1000}
_LIMIT = 10**8

# Other ways to write the same numeral: 二〇二二 and 二○二二, 两百, 廿四.
_SAME = str.maketrans({"〇": "零", "○": "零", "两": "二", "廿": "二十", "卅": "三十"})
_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
_PLAIN_DIGITS = re.compile(r"[0-9]{1,8}")
_BARE_TEN = re.compile(r"(?<![一二三四五六七八九])十")  # 一百十 and 一千零十 for 一百一十 and 一千零一十


@lru_cache(maxsize=8192)
def int_of(text: str) -> int:
    """Return the number that a numeral names.

    Args:
        text: 一百二十, 一千零一, 两百, 廿四, a number in digits (12, １２), or digit by digit as in a year: 二〇二二.

    Returns:
        A number from 0 to 99,999,999.

    Raises:
        ValueError: not a numeral, or one that people read in two ways (一百二).
    """
    digits = text.translate(_FULL_WIDTH)
    if _PLAIN_DIGITS.fullmatch(digits):
        return int(digits)
    spelled = text.translate(_SAME)
    if len(spelled) > 1 and all(character in _DIGITS for character in spelled):
        if len(spelled) > len(str(_LIMIT - 1)):
            raise ValueError(_complaint(text))
        return int("".join(str(_DIGITS.index(character)) for character in spelled))
    value = _value(spelled)
    if value is None or chinese(value) != _canonical(spelled):
        raise ValueError(_complaint(text))
    return value


@lru_cache(maxsize=2**11)  # every locator of a table says a number of an article
def chinese(number: int) -> str:
    """Return a number as statutes write it: 十, 一百一十, 一千零一.

    Raises:
        ValueError: the number is below 0 or above 99,999,999.
    """
    if not 0 <= number < _LIMIT:
        msg = f"{number} is not between 0 and {_LIMIT - 1}"
        raise ValueError(msg)
    if number == 0:
        return "零"
    high, low = divmod(number, 10**4)
    printed = _group(low)
    if high:
        # 一万零二百: a 零 stands for the thousands that are missing.
        gap = "零" if 0 < low < 1000 else ""  # noqa: PLR2004  # the thousand's own value
        printed = f"{_group(high)}万{gap}{printed}"
    return printed.removeprefix("一") if printed.startswith("一十") else printed


def _complaint(text: str) -> str:
    return f"{text!r} is not a numeral"


def _value(spelled: str) -> int | None:
    """Add up digits and units; None at a character that is neither."""
    total = section = digit = 0
    for character in spelled:
        if character in _DIGITS:
            digit = _DIGITS.index(character)
        elif character in _UNITS:
            section += (digit or 1) * _UNITS[character]
            digit = 0
        elif character == "万":
            total, section, digit = total + (section + digit) * 10**4, 0, 0
        else:
            return None
    value = total + section + digit
    return value if value < _LIMIT else None


def _canonical(spelled: str) -> str:
    full = _BARE_TEN.sub("一十", spelled)
    return full.removeprefix("一") if full.startswith("一十") else full


def _group(number: int) -> str:
    """Print 1 to 9999, 10 as 一十; "" for 0."""
    printed, gap = "", False
    for unit, size in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit = number // size % 10
        if digit:
            printed += ("零" if gap and printed else "") + _DIGITS[digit] + unit
        gap = not digit
    return printed


_STEP = rf"第\s*[（(]?\s*(?P<{{name}}>[{NUMERAL}]+)\s*[）)]?\s*{{unit}}"
_LOCATOR = re.compile(
    r"\s*".join(
        f"(?:{step})?"
        for step in (
            _STEP.format(name="article", unit="条") + rf"(?:\s*之\s*(?P<suffix>[{NUMERAL}]+))?",
            _STEP.format(name="paragraph", unit="款"),
            _STEP.format(name="item", unit="项"),
            _STEP.format(name="point", unit="目"),
        )
    )
)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Locator:
    """A place in a law; a level that it does not name is 0, so places sort as they stand in the text."""

    article: int = 0  # 条
    suffix: int = 0  # 之一 → 1
    paragraph: int = 0  # 款
    item: int = 0  # 项
    point: int = 0  # 目

    @classmethod
    def parse(cls, text: str) -> Locator:
        """Return the place that ``text`` names, the whole of it.

        Args:
            text: 第一百二十条之一第二款第（三）项, 第3条, 第二款 …

        Raises:
            ValueError: the text is not a place, or has more than a place.
        """
        match = _LOCATOR.fullmatch(text.strip())
        if match is None or not match[0]:
            msg = f"{text!r} is not a place such as 第四十三条第二款第（三）项"
            raise ValueError(msg)
        return cls(**{level: int_of(numeral) for level, numeral in match.groupdict().items() if numeral})

    def __str__(self) -> str:
        """Return the place as statutes print it: 第一百二十条之一第二款第三项."""
        printed = f"第{chinese(self.article)}条" if self.article else ""
        printed += f"之{chinese(self.suffix)}" if self.suffix else ""
        steps = ((self.paragraph, "款"), (self.item, "项"), (self.point, "目"))
        return printed + "".join(f"第{chinese(number)}{unit}" for number, unit in steps if number)
