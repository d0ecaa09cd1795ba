"""Words put together are the text, whatever the text; domain words stay whole; the gold is cut as people cut it."""

from __future__ import annotations

import doctest
import shutil
import subprocess
import sys
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pace import assert_linear
from spacy_pkuseg.config import config

from zhize import language, segmentation
from zhize.errors import InputError
from zhize.segmentation import FEATURES, WEIGHTS, WORDS, own_model, pieces_of, plain_words, read_model, words_of

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).parents[1]
MODEL = ROOT / "models" / "segmenter"
OWN = ROOT / "tests" / "cases" / "segmentation.txt"


def _score(sentences: list[list[str]]) -> float:
    """Return the F1, in percent, of the words of sentences that people cut."""
    right = found = wanted = 0
    for words in sentences:
        gold, cut = _spans(words), _spans(words_of("".join(words)))
        right, found, wanted = right + len(gold & cut), found + len(cut), wanted + len(gold)
    return 200 * right / (found + wanted)


def _spans(words: list[str] | tuple[str, ...]) -> set[tuple[int, int]]:
    ends = np.cumsum([len(word) for word in words]).tolist()
    return set(zip([0, *ends], ends, strict=False))


def _sentences(path: Path) -> list[list[str]]:
    return [line.split() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


# --- how good --------------------------------------------------------------------------------------------------------


def test_the_gold_is_met(shared: Path) -> None:
    sentences = _sentences(shared / "gold" / "segmentation" / "sishui-60.txt")
    assert len(sentences) == 60
    assert _score(sentences) >= 97


def test_our_own_sentences_are_met() -> None:
    sentences = _sentences(OWN)
    assert len(sentences) == 40
    assert _score(sentences) >= 97


@pytest.mark.parametrize(
    "words",
    [
        "县政府 办公室 应当 在 3 个 工作日 内 回复 。",
        "副县长 协助 县长 工作 。",
        "市政府 秘书长 主持 常务 会议 。",
        "由 县 司法局 进行 合法性 审查 。",
        "人民法院 、 人民检察院 依法 监督 。",
        "各 县 （ 市 、 区 ） 人民政府 ， 市政府 各 部门 ：",
        "推进 “ 放管服 ” 改革",
        "不得 以 区政府 名义 发文",
        "县 人大 及其 常委会",
        "县级 以上 地方 人民政府",
        "乡镇 政府 和 街道 办事处",
        "中小 企业 及 其他 组织",
    ],
)
def test_domain_words(words: str) -> None:
    assert " ".join(words_of(words.replace(" ", ""))) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("城市长期规划", "城市 长期 规划"),  # 市长
        ("由县委托第三方办理", "由 县 委托 第三方 办理"),  # 县委
        ("健全市场体系", "健全 市场 体系"),  # 全市
        ("监督办法", "监督 办法"),  # 督办
        ("扩大数据应用", "扩大 数据 应用"),  # 大数据
    ],
)
def test_words_that_lie_across_others_are_not_forced(text: str, words: str) -> None:
    assert " ".join(words_of(text)) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2022年4月18日第6次会议", "2022年 4月 18日 第 6 次 会议"),
        ("二〇二二年十二月三十一日", "二〇二二年 十二月 三十一日"),
        ("3年以内、三个月以内", "3 年 以内 、 三 个 月 以内"),
        ("第四十三条第二款第（三）项", "第四十三 条 第二 款 第 （ 三 ） 项"),
        ("一百二十万元", "一百二十万 元"),
        ("500万元、1,000.5元和3.5%", "500万 元 、 1,000.5 元 和 3.5%"),
        ("百分之五十以上", "百分之五十 以上"),
        ("PPP项目见www.gov.cn/zfgb", "PPP 项目 见 www.gov.cn/zfgb"),
        ("１５日、ＡＢ座", "１５ 日 、 ＡＢ 座"),
        ("县长……——《办法》", "县长 …… —— 《 办法 》"),
    ],
)
def test_numbers_and_latin_words_stay_whole(text: str, words: str) -> None:
    assert " ".join(words_of(text)) == words


def test_the_examples() -> None:
    for module in (segmentation, language):
        assert doctest.testmod(module) == doctest.TestResults(failed=0, attempted=len(_examples(module)))
    card = doctest.testfile(str(MODEL / "README.md"), module_relative=False, encoding="utf-8")
    assert card == doctest.TestResults(failed=0, attempted=2)


def _examples(module: ModuleType) -> list[doctest.Example]:
    return doctest.DocTestParser().get_examples(module.__doc__ or "")


def test_white_space_is_kept_in_words_of_its_own() -> None:
    text = "\n第一条\u3000\u3000县长\t \r\n\r\n回复。 "
    assert words_of(text) == (
        "\n", "第一", "条", "\u3000\u3000", "县长", "\t ", "\r\n", "\r\n", "回复", "。", " ",
    )  # fmt: skip


# --- any text --------------------------------------------------------------------------------------------------------

HAN = "县长应当政府市一二十百万第月日年〇々ア\U00020bb7"
SIGNS = "1a.%,·—…「」。；！？\n\r\t \u3000\x00\u200b\ufeff\u0301\U0001f468\ud800\udfff"
ODD = st.lists(st.sampled_from(HAN + SIGNS), max_size=60).map("".join)
HOSTILE = {
    "nothing": "",
    "blanks": " " * 1000,
    "line ends": "\r\n" * 1000 + "\r\r\n\n",
    "surrogates": "\ud83d\ude00县长\udfff" * 100,
    "no han": "The quick brown fox. " * 100,
    "kana": "カナとひらがな" * 100,
    "combining": "e\u0301" * 500,
    "signs": "，。；：、？！" * 200,
    "numerals": "一二三四五六七八九十百千万亿" * 100,
    "stars": "*.*" * 300,  # what the features are put together with
    "noWord": "**noWord**Num" * 50,  # what the features say of nothing and of numbers
}


@given(st.text(max_size=60) | ODD)
def test_words_put_together_are_the_text(text: str) -> None:
    words = words_of(text)
    assert "".join(words) == text
    assert all(words)
    assert not any(word != word.strip() and word.strip() for word in words)  # blanks stand apart


@given(st.text(max_size=60) | ODD)
def test_pieces_put_together_are_the_text(text: str) -> None:
    assert "".join(pieces_of(text)) == text


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts(text: str) -> None:
    assert "".join(words_of(text)) == text


@pytest.mark.parametrize(
    "unit", ["县政府及各部门要严格遵守法律，", "县", "1", " ", "\n", "第一条　县长回复。\n"], ids=repr
)
def test_time_grows_with_the_text_and_not_faster(unit: str) -> None:
    assert_linear(words_of, unit)


def test_a_line_without_an_end() -> None:
    text = "县政府及各部门严格遵守宪法和法律" * 12_500
    words = words_of(text)
    assert "".join(words) == text
    assert max(map(len, words)) < 10


# --- the model -------------------------------------------------------------------------------------------------------


def test_the_model_is_read_once() -> None:
    with ThreadPoolExecutor(8) as pool:
        models = list(pool.map(lambda _: own_model(), range(32)))
    assert len({id(model) for model in models}) == 1


def test_threads_cut_as_one_does(seed: Path) -> None:
    lines = seed.read_text(encoding="utf-8").splitlines()[:60]
    alone = [words_of(line) for line in lines]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(words_of, lines)) == alone


def test_the_configuration_of_the_process_is_left_alone() -> None:
    before = dict(vars(config))
    read_model(MODEL)
    words_of("县长应当回复。")
    assert vars(config) == before


def test_the_model_is_small() -> None:
    assert sum((MODEL / name).stat().st_size for name in (FEATURES, WEIGHTS, WORDS)) < 6_000_000


def test_words_of_the_list_are_words_once_and_stay_whole() -> None:
    words = tomllib.loads((MODEL / WORDS).read_text(encoding="utf-8"))["words"]
    assert len(words) == len(set(words)) > 100
    assert [word for word in words if words_of(f"，{word}。") != ("，", word, "。")] == []


def test_a_word_of_the_list_gives_way_to_a_longer_one() -> None:
    plain = plain_words(["一般", "一般性", "性格"])
    assert [match[0] for match in plain.finditer("一般性格")] == ["一般性"]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the model, to be spoiled."""
    for name in (FEATURES, WEIGHTS, WORDS):
        shutil.copy(MODEL / name, tmp_path / name)
    return tmp_path


REMEDY = "install zhize again, or train the model as models/segmenter/README.md says"


@pytest.mark.parametrize("name", [FEATURES, WEIGHTS, WORDS])
def test_a_missing_file_is_one_line(name: str, copy: Path) -> None:
    (copy / name).unlink()
    with pytest.raises(InputError) as caught:
        read_model(copy)
    assert str(caught.value) == f"{copy / name}: a file of the segmenter's model is missing; {REMEDY}"


@pytest.mark.parametrize("data", [b"", b"\x00\xff" * 50, b"PK\x03\x04 no zip", b"words = 1\n", b"\x93NUMPY"])
@pytest.mark.parametrize("name", [FEATURES, WEIGHTS, WORDS])
def test_a_broken_file_is_one_line(name: str, data: bytes, copy: Path) -> None:
    (copy / name).write_bytes(data)
    with pytest.raises(InputError) as caught:
        read_model(copy)
    assert str(caught.value) == f"{copy}: the segmenter's model is broken; {REMEDY}"


def test_weights_that_are_spoiled_late_or_no_numbers_are_one_line(copy: Path) -> None:
    whole = (copy / WEIGHTS).read_bytes()
    for at in range(len(whole) // 4, len(whole), len(whole) // 8):
        (copy / WEIGHTS).write_bytes(whole[:at] + b"\xff" * 30 + whole[at + 30 :])
        with pytest.raises(InputError, match="the segmenter's model is broken"):
            read_model(copy)
    (copy / WEIGHTS).write_bytes(whole)
    kept = np.load(copy / WEIGHTS)
    np.savez_compressed(copy / WEIGHTS, sizes=kept["sizes"], w=np.full_like(kept["w"], np.nan, dtype=np.float64))
    with pytest.raises(InputError, match="the segmenter's model is broken"):
        read_model(copy)


def test_weights_of_another_model_are_refused(copy: Path) -> None:
    kept = np.load(copy / WEIGHTS)
    tags, features = kept["sizes"]
    np.savez_compressed(copy / WEIGHTS, sizes=np.array([tags, features - 1]), w=kept["w"][tags:])
    with pytest.raises(InputError, match="the segmenter's model is broken"):
        read_model(copy)


def test_another_model_may_be_asked(copy: Path) -> None:
    (copy / WORDS).write_text('schema = 1\nprovenance = "a test"\nwords = ["长应当回"]\n', encoding="utf-8")
    assert words_of("县长应当回复", model=read_model(copy)) == ("县", "长应当回", "复")


def test_nothing_of_it_is_imported_before_words_are_asked_for() -> None:
    program = (
        "import sys, zhize, zhize.cli; zhize.analyze('县长应当回复。');"
        "print(sorted({'spacy_pkuseg', 'zhize.segmentation'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-X", "utf8", "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
