"""What stands in the workbook of a comparison, as plain rows."""

from __future__ import annotations

from importlib.metadata import version
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from zhize.comparison import ChangeKind, StanceKind
from zhize.comparison import Side as Hand
from zhize.export.comparisons.finding_rows import CAUTION, finding_rows, heads, role_rows
from zhize.export.comparisons.finding_words import change_words, finding_counts, reason_words, repetition
from zhize.export.comparisons.rows import change_counts, entries, rows, side_names, type_counts, type_names
from zhize.forms.nouns import Column, Sheet
from zhize.labels import STANCE, STANCE_SIDES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from zhize.comparison import Comparison, Pair, Stance
    from zhize.export.comparisons.finding_rows import Head
    from zhize.export.comparisons.rows import Side

LEFT, RIGHT = 1, 2
"""Columns of the articles."""

PLAIN, ADAPTED, ALONE = 0, 1, 2
"""Marks of characters: both texts have them, they differ as the levels do, the other text has them not."""

Fragment = tuple[str, int]
"""Characters and their mark."""

_NONE: Final = "（无对应条文）"


def articles(comparison: Comparison) -> Sheet:
    """Return 条文对照: a row a pair, with what speaks for it and an empty column for a person."""
    left, right = heads(comparison)
    columns = (
        Column(title="序号", width=5, centred=True),
        Column(title=f"左：{left.title}", width=54),
        Column(title=f"右：{right.title}", width=54),
        Column(title="类型", width=8, centred=True),
        Column(title="变化", width=34),
        Column(title="相似度", width=7, centred=True),
        Column(title="位置", width=9, centred=True),
        Column(title="理由", width=16),
        Column(title="说明", width=14),
    )
    names = type_names(comparison.stance)
    cells = tuple(
        (
            row.number,
            text_of(fragments(row.left)) or _NONE,
            text_of(fragments(row.right)) or _NONE,
            names[row.type],
            "\n".join(_changed(pair, comparison.stance)),
            float(row.alike) if row.alike else "",
            "\n".join(row.notes),
            "\n".join(reason_words(pair)),
            "",
        )
        for row, pair in zip(rows(comparison), comparison.pairs, strict=True)
    )
    return Sheet(name="条文对照", heading=f"《{left.title}》《{right.title}》条文对照", columns=columns, rows=cells)


def changes(comparison: Comparison) -> Sheet:
    """Return 变化清单: a row a change."""
    columns = (
        Column(title="序号", width=5, centred=True),
        Column(title="对照序号", width=9, centred=True),
        Column(title="左条", width=14),
        Column(title="右条", width=14),
        Column(title="变化", width=10, centred=True),
        Column(title="左文字", width=52),
        Column(title="右文字", width=52),
        Column(title="效果", width=8, centred=True),
    )
    cells = tuple(
        (number, entry.number, entry.left, entry.right, entry.kind, entry.before, entry.after, entry.effect)
        for number, entry in enumerate(entries(comparison), 1)
    )
    return Sheet(name="变化清单", heading="变化清单", columns=columns, rows=cells)


def judgements(comparison: Comparison) -> Sheet:
    """Return 待判断事项: a row a finding, with empty columns for the person who judges."""
    basis, judged = STANCE_SIDES[comparison.stance.kind]
    columns = (
        Column(title="序号", width=5, centred=True),
        Column(title="对照序号", width=7, centred=True),
        Column(title="类别", width=11, centred=True),
        Column(title=f"{judged}条款", width=17),
        Column(title=f"{basis}条款", width=17),
        Column(title="责任主体", width=20),
        Column(title="模态", width=6, centred=True),
        Column(title="审查要点", width=12, centred=True),
        Column(title="内容或变化", width=56),
        Column(title="覆盖度", width=7, centred=True),
        Column(title="最接近条文", width=14),
        Column(title="判断", width=14),
        Column(title="备注", width=18),
    )
    cells = tuple(
        (
            *(row.number, row.pair, row.name, row.judged_place, row.basis_place, row.bearers, row.modality),
            *(
                "\n".join(row.heads),
                "\n".join((row.words, *(f"另：{norm}" for norm in row.said))),
                row.covered,
                row.nearest,
                "",
                "",
            ),
        )
        for row in finding_rows(comparison)
    )
    return Sheet(name="待判断事项", heading=f"待判断事项（{CAUTION}）", columns=columns, rows=cells)


def roles(comparison: Comparison) -> Sheet:
    """Return 职能对应表: what the two texts call the bodies of one role."""
    columns = (
        Column(title="序号", width=5, centred=True),
        *(Column(title=f"{side}：{name}", width=44) for side, name in _sides(comparison)),
        Column(title="职能", width=18, centred=True),
        Column(title="左次数", width=8, centred=True),
        Column(title="右次数", width=8, centred=True),
        Column(title="备注", width=28),
    )
    cells = tuple(
        (number, row.left, row.right, row.role, row.left_mentions, row.right_mentions, row.note)
        for number, row in enumerate(role_rows(comparison), 1)
    )
    return Sheet(name="职能对应表", heading="职能对应表", columns=columns, rows=cells)


def notes(comparison: Comparison, warnings: Sequence[str]) -> Sheet:
    """Return 说明: the documents, the counts, how the sheets were made and where they end.

    Args:
        comparison: what `zhize.compare` returned.
        warnings: what happened while the workbook was written and a reader has to know.
    """
    names = type_names(comparison.stance)
    said = [
        *(line for head in heads(comparison) for line in _about(head)),
        ("两文关系", _relation(comparison)),
        ("对应", "，".join(f"{names[kind]}{count}组" for kind, _, count in type_counts(comparison))),
        ("变化", "，".join(f"{name}{count}处" for name, count in change_counts(comparison)) or "无"),
        ("文字重复率", "：".join(repetition(comparison)) + "。"),
        ("待判断事项", "，".join(asked.name + asked.amount for asked in finding_counts(comparison)) + f"；{CAUTION}。"),
        ("标记", _marks(comparison.stance)),
        *_METHOD,
        *(("提示", warning) for warning in warnings),
        ("程序", f"Zhize（职责）{version('zhize')}，离线运行，不联网，不上传任何文字。"),
    ]
    columns = (Column(title="项目", width=14), Column(title="内容", width=110))
    return Sheet(name="说明", heading="说明", columns=columns, rows=tuple(said))


def fragments(sides: Sequence[Side]) -> list[Fragment]:
    """Return the articles of a cell as runs of characters that share their mark, line ends included."""
    found: list[Fragment] = []
    for number, side in enumerate(sides):
        found.append(("\n" * bool(number) + side.label, PLAIN))
        for line in side.lines:
            found.append(("\n", PLAIN))
            found += ((piece.text, ADAPTED if piece.adapted else ALONE if piece.differs else PLAIN) for piece in line)
    joined = ((text_of(group), mark) for mark, group in groupby(found, key=itemgetter(1)))
    return [(text, mark) for text, mark in joined if text]


def text_of(pieces: Iterable[Fragment]) -> str:
    """Return the characters of fragments."""
    return "".join(text for text, _ in pieces)


# --- words -----------------------------------------------------------------------------------------------------------

_METHOD: Final = (
    (
        "类型",
        "随级调整：只随本级机关、职务、地名而异；拆分、左一右多：左侧一条对应右侧数条；合并、左多右一：左侧数条对应右侧一条。",
    ),
    (
        "效果",
        "减弱：应当、不得改为可以，硬性改为倡导，或增加条件、例外；加强与之相反，频次增多也是加强。工作日按1.4日折算。",
    ),
    ("方向", "“变化清单”的效果从左文到右文；“条文对照”“待判断事项”的从上级或原文本到本级或新文本。"),
    ("相似度", "两侧条文按相同次序共有的字所占的比例，1.00为相同。"),
    ("理由", "两条互相对应的依据，重者在前。"),
    ("另", "“内容或变化”中“另：”之后是同条或者同句的其他规范，与本行一并判断。"),
    ("审查要点", "上级文本未见依据的规范中可能增设许可、处罚、强制、收费，或者减损权利、增加义务的，宜先核对。"),
    ("覆盖度", "一项规范的文字在另一文本最接近的条文中出现的比例，供判断时参考。"),
    (
        "局限",
        "由程序自动识别，可能遗漏或误判；职能对应（如县政府办公室主任与市政府秘书长）不是法定同职。",
    ),
)


def _changed(pair: Pair, stance: Stance) -> Iterator[str]:
    said = (change_words(change, stance) for change in pair.changes if change.kind is not ChangeKind.WORDING)
    return iter(dict.fromkeys(said))


def _sides(comparison: Comparison) -> tuple[tuple[str, str], tuple[str, str]]:
    left, right = side_names(comparison.stance)
    return ("左", left), ("右", right)


def _about(head: Head) -> Iterator[tuple[str, str]]:
    side = "左" if head.side is Hand.LEFT else "右"
    level = f"（{head.level}）" if head.level else ""
    yield side, f"《{head.title}》，{head.articles}条"
    yield f"{side}：出处", f"{head.issuer}{level}，发文字号{head.doc_number}，日期{head.date}，{head.state}"


def _relation(comparison: Comparison) -> str:
    left, right = side_names(comparison.stance)
    stance = comparison.stance
    held = "" if stance.kind is StanceKind.PEERS else f"：左为{left}，右为{right}"
    return STANCE[stance.kind] + held


def _marks(stance: Stance) -> str:
    basis, judged = STANCE_SIDES[stance.kind]
    if stance.kind is StanceKind.VERSIONS:
        marks = "删去的文字加删除线，新增、改写的文字加粗并加下划线"
    else:
        marks = (
            f"仅{judged}有的文字加粗并加下划线，仅{basis}有的文字用斜体并加双下划线，只随层级、地名而异的称谓加下划线"
        )
    return f"{marks}；空白、条号和标点的全半角、写法不同不算差异。"
