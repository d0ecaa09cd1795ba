"""What the picture says of a body and of a line when one points at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhize.labels import ACTOR_TYPE, RELATION, UNSTATED

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from zhize.export.graphs.sizes import Box
    from zhize.graph import Duty, Tie

_MOST_DUTIES, _MOST_NAMES, _LONGEST = 6, 5, 46


def of_body(box: Box) -> str:
    """Say what a body is and how many norms it bears: 县政府办公室（机构），属县政府：承担规范14项."""
    kind = ACTOR_TYPE.get(box.kind, f"类型{UNSTATED}")
    whole = f"，属{box.parent}" if box.parent else ""
    return f"{box.name}（{kind}）{whole}：承担规范{box.duties}项"


def of_ties(ties: Sequence[Tie]) -> str:
    """Say who owes what to whom, a line a norm: its place and words.

    Args:
        ties: those that one line of the picture stands for, of one relation.

    Returns:
        A heading and up to six lines; how many more there are is said.
    """
    found = norms(ties)
    bearers = _names(tie.bearer for tie in ties)
    others = _names(tie.counterpart for tie in ties)
    lines = [f"{bearers} —{RELATION[ties[0].relation]}→ {others}：{len(found)}项"]
    lines += [f"{duty.place}　{_words(duty)}" for duty in found[:_MOST_DUTIES]]
    if len(found) > _MOST_DUTIES:
        lines.append(f"……另有{len(found) - _MOST_DUTIES}项")
    return "\n".join(lines)


def norms(ties: Iterable[Tie]) -> list[Duty]:
    """Return one duty for each norm behind some ties: a norm that names nine counterparts is one."""
    found: dict[str, Duty] = {}
    for tie in ties:
        for duty in tie.duties:
            found.setdefault(duty.norm, duty)
    return list(found.values())


def _names(names: Iterable[str]) -> str:
    found = list(dict.fromkeys(names))
    if len(found) <= _MOST_NAMES:
        return "、".join(found)
    return f"{'、'.join(found[: _MOST_NAMES - 1])}等{len(found)}个主体"


def _words(duty: Duty) -> str:
    marker = "" if duty.action.startswith(duty.marker) else duty.marker
    words = (marker + duty.action).replace("\n", "")
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
