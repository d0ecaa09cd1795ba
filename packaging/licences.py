"""The licences of what a bundle holds, as the wheels themselves declare them."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING

from wheels import metadata

if TYPE_CHECKING:
    from collections.abc import Iterable
    from email.message import Message
    from pathlib import Path

CLASSIFIER = "License :: OSI Approved :: "
TEXT = re.compile(r"(?:^|/)[^/]*(?:licen[cs]e|copying|notice)[^/]*$", re.IGNORECASE)
UNDECLARED = "未声明，见许可文件"
HEAD = """\
安装包中各软件包的许可，取自各自的元数据；许可全文在各软件包（.whl，可用解压软件打开）内所列的文件里。

"""


def table(folder: Iterable[Path]) -> str:
    """Return a list of wheels: name, version, licence, and where in the wheel its texts stand."""
    lines: dict[str, list[str]] = {}
    for wheel in sorted(folder):
        data = metadata(wheel)
        with zipfile.ZipFile(wheel) as archive:
            texts = [name for name in archive.namelist() if ".dist-info/" in name and TEXT.search(name)]
        # Wheels of one version for several machines say the same.
        lines.setdefault(f"{data['Name']} {data['Version']}", [licence(data), *texts])
    return HEAD + "".join("\n    ".join([name, *told]) + "\n" for name, told in lines.items())


def licence(data: Message) -> str:
    """Return the licence that metadata declare in one line: the expression, else the classifiers, else the field."""
    if expression := data["License-Expression"]:
        return str(expression)
    classified = [
        line.removeprefix(CLASSIFIER) for line in data.get_all("Classifier", []) if line.startswith(CLASSIFIER)
    ]
    # Some put the whole text into the field; its first line names it.
    field = str(data["License"] or "").strip().split("\n")[0].strip()
    return "；".join(classified) or field or UNDECLARED
