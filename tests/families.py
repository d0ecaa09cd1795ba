"""Small texts of one family, for the tests of what many texts have in common."""

from __future__ import annotations

from dataclasses import replace

from zhize.analysis import Analysis
from zhize.numerals import chinese
from zhize.structure import parse

SEAL = "{}政府印章由专人保管，用印须经分管领导批准并逐次登记，登记簿至少保存五年。"
TOPICS = "议题材料由主办部门起草，应当于会前5个工作日报{}政府办公室审核，不得临时动议。"
VISITS = "领导干部每季度到联系点走访群众，走访情况填写台账，年底集中通报一次。"
ENERGY = "节约用电用水，下班关闭电源，公务用车实行定点加油、定点维修。"
RECORDS = "会议纪要由{}长签发，重要文件应当在三日内归档，档案由档案室统一管理。"


def text(*articles: str, title: str = "示例县人民政府工作规则", level: str = "县", **metadata: object) -> Analysis:
    """Return a regulation of these articles, their places filled with the word of the level, and nothing tagged."""
    lines = (f"第{chinese(n)}条　{words.replace('{}', level)}" for n, words in enumerate(articles, 1))
    regulation = parse("\n".join((title, *lines)))
    metadata.setdefault("title", title)
    identifier = str(metadata.pop("id", title))
    told = replace(regulation, id=identifier, metadata=replace(regulation.metadata, **metadata))
    return Analysis(regulation=told, references=(), actors=(), times=(), norms=())


def versions() -> tuple[Analysis, Analysis, Analysis]:
    """Return three versions: the seal is new in the second, topics change in the third, which drops the visits."""
    later = TOPICS.replace("5个", "3个")
    return (
        text(TOPICS, VISITS, ENERGY, passed="2013-01-08"),
        text(TOPICS, SEAL, VISITS, ENERGY, passed="2018-02-01"),
        text(ENERGY, later, SEAL, passed="2023-05-06"),
    )


def levels() -> tuple[Analysis, Analysis, Analysis]:
    """Return the rules of a county, its city and its province, each later than the one above."""
    return (
        text(SEAL, TOPICS, RECORDS, VISITS, passed="2022-04-18"),
        text(SEAL, TOPICS, RECORDS, title="样板市人民政府工作规则", level="市", passed="2022-03-08"),
        text(SEAL, RECORDS, ENERGY, title="模范省人民政府工作规则", level="省", passed="2021-05-17"),
    )
