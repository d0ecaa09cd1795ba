"""The recipe of the segmenter makes a model of a folder of texts; it needs jieba, which nothing else does."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from zhize.segmentation import FEATURES, WEIGHTS, WORDS, read_model, words_of

pytestmark = pytest.mark.skipif(
    find_spec("jieba") is None, reason="the recipe needs jieba: pip install -r benchmarks/others.txt"
)

MODEL = Path(__file__).parents[1] / "models" / "segmenter"
LINES = [
    f"第{number}条　{body}应当在{day}个工作日内向县级以上人民政府{act}，及其他单位不得拒绝。"
    for number, (body, act, day) in enumerate(
        (body, act, day)
        for body in ("司法行政部门", "公安机关", "办公厅", "人民代表大会")
        for act in ("报告处理情况", "提出书面申请", "提交统计资料")
        for day in (3, 5, 15)
    )
]


def _train(laws: Path, out: Path, seed: str) -> subprocess.CompletedProcess[str]:
    out.mkdir(exist_ok=True)
    command = [sys.executable, "-B", "-X", "utf8", "-W", "ignore", str(MODEL / "train.py"), str(laws), "-o", str(out)]
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    options = ["--size", "1000000", "--iterations", "2"]
    return subprocess.run([*command, *options], capture_output=True, encoding="utf-8", check=False, env=environment)


def test_a_model_of_a_folder(tmp_path: Path) -> None:
    laws = tmp_path / "laws"
    laws.mkdir()
    (laws / "rules.txt").write_text("\n".join(LINES), encoding="utf-8")
    done = [_train(laws, tmp_path / seed, seed) for seed in ("1", "2")]
    assert [each.returncode for each in done] == [0, 0], done[0].stderr
    assert done[0].stdout == done[1].stdout
    assert done[0].stdout.startswith("62 pieces, ")  # 36 sentences, 26 labels of four characters
    for name in (FEATURES, WEIGHTS):
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes()
    (tmp_path / "1" / WORDS).write_bytes((MODEL / WORDS).read_bytes())
    words = words_of("公安机关应当提出书面申请，及其他单位不得拒绝。", model=read_model(tmp_path / "1"))
    assert " ".join(words) == "公安 机关 应当 提出 书面 申请 ， 及 其他 单位 不得 拒绝 。"


def test_no_texts_is_one_line(tmp_path: Path) -> None:
    done = _train(tmp_path, tmp_path, "0")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"{tmp_path}: no texts here; name the folder of laws\n"
    assert list(tmp_path.iterdir()) == []
