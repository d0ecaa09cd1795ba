"""Laws → strings that stand in places of actors, and how often: before 应当, behind 由, between 向 and a verb."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_HAN = r"([\u4e00-\u9fff]{2,14}?)"
_PLACES = (
    re.compile(
        rf"(?:(?<=[。；：\n，）、 \u3000])|(?<=[或和])|(?<=或者|以及)){_HAN}"
        r"(?=应当|不得|可以|必须|有权|应(?![急用聘邀对收付纳税])|须)"
    ),
    re.compile(
        rf"由{_HAN}(?=负责|组织|会同|责令|依法|按照|依照|根据|给予|处[以一二三五十]|批准|决定|制定|审批|承担|规定"
        r"|确定|作出|统一|予以|另行|没收|提出)"
    ),
    re.compile(
        rf"(?:向|报|经|告知|通知|送|报送|提请){_HAN}(?=申请|报告|提出|提交|备案|批准|同意|审核|审查|申报|办理|登记|反映"
        r"|通报|投诉|举报|说明|报送|送达|递交|核准|许可|决定|认可|审批|出具|提供)"
    ),
)
_NO_NAME = re.compile(r"[的对向由将在按依与自因使从于已除凡但并且而未每该此为是]")
_FEW = 3  # occurrences that make up for a second law


def mine(laws: Iterable[str]) -> dict[str, tuple[int, int, int, int]]:
    """Return how many laws a string stands in at one of the places, and how often at each of the three."""
    where, often = defaultdict[str, set[int]](set), defaultdict[str, list[int]](lambda: [0, 0, 0])
    for number, law in enumerate(laws):
        for kind, place in enumerate(_PLACES):
            for found in place.finditer(law):
                if _NO_NAME.search(found[1]) is None:
                    where[found[1]].add(number)
                    often[found[1]][kind] += 1
    kept = (said for said, seen in where.items() if len(seen) > 1 or sum(often[said]) >= _FEW)
    return {said: (len(where[said]), *often[said]) for said in sorted(kept)}
