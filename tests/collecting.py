"""A small collection for tests: rules of counties, and a law with a gap in its numbers, all of our own making."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zhize.batches import batch

if TYPE_CHECKING:
    from pathlib import Path

_RULES: Final = """{place}人民政府工作规则
{place}政发〔2023〕1号
第一章　总则
第一条　为规范县政府工作，根据《中华人民共和国档案保管法》第二条，制定本规则。
第二条　县政府办公室应当在收到申请之日起5个工作日内提出拟办意见，报县长审批。
第三条　县政府办公室{may}会同有关部门对重大决策的执行情况进行跟踪评估并向社会公布结果。
第四条　县司法局应当自受理之日起三十日内完成合法性审查。县审计局的意见供参考。县审计局不列席会议。
第五条　本规则自发布之日起施行。
"""
_LAW: Final = """中华人民共和国档案保管法
（2020年3月1日第一届全国人民代表大会常务委员会第一次会议通过）
第一条　为了保管档案，制定本法。
第二条　国务院档案主管部门应当在24小时内登记档案。
第四条　本法自2020年6月1日起施行。
"""
TEXTS: Final = {
    "county/甲县.txt": _RULES.format(place="甲县", may="应当"),
    "county/乙县.txt": _RULES.format(place="乙县", may="应当"),
    "county/丙县.txt": _RULES.format(place="丙县", may="应当"),
    "county/丁县.txt": _RULES.format(place="丁县", may="可以"),
    "national/档案保管法.txt": _LAW,
}
"""The texts of the collection by their names."""


def collect(folder: Path) -> Path:
    """Make the collection in a folder and return where it lies."""
    for name, text in TEXTS.items():
        place = folder / "texts" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    batch(folder / "texts", folder / "OUT", jobs=1)
    return folder / "OUT"
