"""Fuzz `zhize.parse`, `check` and the Akoma Ntoso way there and back with atheris; no part of the suite.

    pip install atheris
    python tests/fuzz/parse.py -max_total_time=3600 -timeout=20 CORPUS_DIR

Bytes choose among the pieces that texts are made of, so that most inputs look like regulations. What it finds becomes
a case of `tests/property/test_structure.py`.
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["zhize"]):
    import zhize
    from zhize.akn import from_akn, to_akn
    from zhize.errors import OutputError
    from zhize.structure import check
    from zhize.structure.places import places_of
    from zhize.structure.resolution import references_of

PIECES = [
    *("第一条", "第二条", "第三条", "第二条之一", "第十条", "第 四 条", "第5条", "第三十－条", "第一百二十条之一"),
    *("一、", "二、", "三、", "十、", "（一）", "（二）", "（三）", "(三)", "1.", "2．", "（1）", "①", "㈠"),
    *(
        "第一编",
        "第一分编",
        "第一章",
        "第二章",
        "第三章　附则",
        "第一节",
        "总则",
        "附　则",
        "目录",
        "附件：",
        "附件1",
        "附表",
    ),
    *("某县人民政府", "关于印发《某县规则》的通知", "某政发〔2022〕9号", "某县工作规则", "某县办法"),
    *("2022年4月20日", "（此件公开发布）", "抄送：甲", "自2022年5月1日起施行"),
    *(
        "县长应当回复",
        "依照第三条",
        "的规定",
        "以及",
        "《甲办法》",
        "前款",
        "前条",
        "第二款第（一）项",
        "本规则第九条",
        "至",
    ),
    *("将第二条修改为：“", "（以下简称县政府）", "本条例所称甲，是指", "县政府及各部门要严格遵守宪法和法律坚持依法"),
    *("。", "，", "；", "：", "、", "“", "”", "（", "）", "《", "》", "|", "\t", "\n", "\n\n", "\r\n", "\r", "\u2028"),
    *(" ", "\u3000", "\u200b", "\ufeff", "\xa0", "\ue5e5", "\ufffd", "\x00", "\x1c", "\U0001f600"),
]


def read(data: bytes) -> None:
    """Hold the laws of a parsed text on one input."""
    provider = atheris.FuzzedDataProvider(data)
    parts = []
    while provider.remaining_bytes() and len(parts) < 400:  # pieces of one text
        at = provider.ConsumeIntInRange(0, len(PIECES))
        parts.append(PIECES[at] if at < len(PIECES) else provider.ConsumeUnicode(8))
    text = "".join(parts)
    regulation = zhize.parse(zhize.Source(text=text, name="-", encoding="str"))
    for document in (regulation, *regulation.attached):
        assert "".join(text[leaf.start : leaf.end] for leaf in document.leaves) == text
        check(document)
        for article in document.articles:
            ids = [place.id for place in places_of(article)]
            assert len(set(ids)) == len(ids)
        try:
            written = to_akn(document, references_of(document))
        except OutputError:
            continue
        again = from_akn(written)
        assert (again.articles, again.annexes, again.metadata) == (
            document.articles, document.annexes, document.metadata,
        )  # fmt: skip


if __name__ == "__main__":
    atheris.Setup(sys.argv, read)
    atheris.Fuzz()
