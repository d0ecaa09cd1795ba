"""Texts that a test puts into a corpus of its own, by the library and by the command."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from zhize import corpus
from zhize.cli import main
from zhize.corpus.receiving import Given, receive

if TYPE_CHECKING:
    import pytest

# 济宁's rules as the manifest describes them, in words of our own.
RULES = """\
济宁市人民政府关于印发济宁市人民政府工作规则的通知
济政发〔2022〕4号

济宁市人民政府工作规则
（2022年3月24日市政府常务会议通过）

一、市长召集会议。
二、市政府办公室应当及时报告。

济宁市人民政府
2022年3月28日
"""

GWY = "国务院工作规则\n一、总理召集会议。\n二、国务院实行总理负责制。\n"
# One notice, two documents; the one that the manifest means comes second.
SEVERAL = """\
济宁市人民政府关于印发会议制度和工作规则的通知
济政发〔2022〕4号

济宁市人民政府会议制度

第一条　市长召集会议。
第二条　会议每月召开一次。

济宁市人民政府工作规则

第一条　市长召集会议。
第二条　市政府办公室应当及时报告。

济宁市人民政府
2022年3月28日
"""


def written(text: str = RULES, name: str = "rules.txt") -> Path:
    Path(name).write_text(text, encoding="utf-8")
    return Path(name)


def put(folder: Path, name: str = "jining-2022", text: str = RULES, *, replace: bool = False) -> None:
    arrival = receive(name, [Given(data=text.encode(), where="rules.txt", file="rules.txt")], how="added")
    corpus.add(folder, name, arrival.holding, arrival.contents, replace=replace)


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = main([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    return code, out, err
