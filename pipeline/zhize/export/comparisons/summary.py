"""A comparison as a short text for the terminal, in Chinese."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from zhize.export.comparisons.finding_rows import CAUTION, finding_lists
from zhize.export.comparisons.finding_words import finding_counts, repetition
from zhize.export.comparisons.rows import kind_names, side_names, type_names
from zhize.export.standing import standing
from zhize.export.terminal.aligned import clip, table
from zhize.labels import EFFECT, LEVEL, STANCE
from zhize.numerals import Locator

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from zhize.comparison import Comparison
    from zhize.export.comparisons.finding_rows import FindingRow

_HEAD = ("类型", "左", "右", "相似度", "变化")
_LIMITS = (8, 24, 24, 6, 0)  # cells; what they leave of the width is for 变化


def to_text(comparison: Comparison, *, width: int = 100, pairs: int = 20, findings: int = 6) -> str:
    """Return which two documents were compared, what is to be judged, how many articles correspond, what differs.

    Args:
        comparison: what `zhize.compare` returned.
        width: cells of a line of the table; a Chinese character takes two.
        pairs: how many of the pairs that are not identical to show.
        findings: how many of what is to be judged to show, the gravest first.

    Returns:
        Lines of text; the last one ends with a line end.
    """
    # The contract's document is what every program after the comparison reads.
    document: dict[str, Any] = json.loads(comparison.to_json())
    found = document["pairs"]
    differing = [pair for pair in found if pair["type"] != "identical"]
    lines = [_side("左", document["left"]), _side("右", document["right"])]
    types = {kind.value: name for kind, name in type_names(comparison.stance).items()}
    kinds = {kind.value: name for kind, name in kind_names(comparison.stance).items()}
    left, right = side_names(comparison.stance)
    said = STANCE[comparison.stance.kind]
    lines.append(f"关系  {said}" + (f"：左为{left}，右为{right}" if left[0] != "左" else ""))
    lines += _judged(comparison, width, findings)
    share, counted = repetition(comparison)
    lines += ["", *_counts(found, types, kinds), clip(f"重复  文字重复率 {share}：{counted}", width)]
    if differing:
        shown = differing[:pairs]
        lines += ["", f"有差异的条文共{len(differing)}组，前{len(shown)}组：", ""]
        lines += table(_HEAD, [_row(pair, types, kinds) for pair in shown], _LIMITS, total=width)
    return "\n".join(lines) + "\n"


def _side(name: str, head: dict[str, Any]) -> str:
    level = f"（{LEVEL[head['level']]}）" if head.get("level") else ""
    date = head.get("amended") or head.get("issued") or head.get("passed")
    state = standing(head.get("in_force_until"), head.get("validity"))
    return f"{name}  {head['title'] or head['id']}{level}，" + (f"{date}，" if date else "日期未写明，") + state


def _judged(comparison: Comparison, width: int, most: int) -> Iterator[str]:
    """Yield how many findings there are of each kind, and the gravest."""
    yield ""
    yield "待判断  " + "，".join(f"{one.name} {one.count}{one.more}" for one in finding_counts(comparison))
    found = [row for held in finding_lists(comparison) for _, rows in held.articles for row in rows]
    yield from (clip(f"  {_finding(row)}", width) for row in found[:most])
    if found:
        yield f"  {CAUTION}。"


def _finding(row: FindingRow) -> str:
    place = row.judged_place or row.basis_place
    modality = f"〔{row.modality}〕" if row.covered else ""
    who = f"{row.bearers}{modality}：" if row.bearers else ""
    asked = f"【{'、'.join(row.heads)}】" if row.heads else ""
    return f"{row.name}  {place}  {asked}{who}{row.words}"


def _counts(pairs: list[dict[str, Any]], names: Mapping[str, str], kind_of: Mapping[str, str]) -> Iterator[str]:
    types = Counter(pair["type"] for pair in pairs)
    kinds = Counter(change["kind"] for pair in pairs for change in pair["changes"])
    yield f"对应  {len(pairs)} 组：" + "，".join(f"{name} {types[value]}" for value, name in names.items())
    yield f"位置  条号不同 {sum(pair['renumbered'] for pair in pairs)}，次序移动 {sum(pair['moved'] for pair in pairs)}"
    said = "，".join(f"{name} {kinds[value]}" for value, name in kind_of.items() if kinds[value])
    yield f"变化  {said or '无'}"


def _row(pair: dict[str, Any], types: Mapping[str, str], kinds: Mapping[str, str]) -> tuple[str, ...]:
    alone = not pair["left"] or not pair["right"]
    return (
        types[pair["type"]],
        "、".join(map(_article, pair["left"])),
        "、".join(map(_article, pair["right"])),
        "" if alone else f"{pair['similarity']:.2f}",
        "；".join(dict.fromkeys(_change(change, kinds) for change in pair["changes"])),
    )


def _article(identifier: str) -> str:
    """Return 第一百二十条之一 for 120-1; an id of another form as it is."""
    number, _, suffix = identifier.partition("-")
    if not (number.isdecimal() and (suffix or "0").isdecimal()):
        return identifier
    return str(Locator(article=int(number), suffix=int(suffix or 0))) or "正文"


def _change(change: dict[str, Any], kinds: Mapping[str, str]) -> str:
    effect = f"（{EFFECT[change['effect']]}）" if change["effect"] else ""
    sides = "→".join(side for side in (change["left"], change["right"]) if side)
    return f"{kinds[change['kind']]} {sides}{effect}"
