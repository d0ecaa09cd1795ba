"""Sketches of articles: near ones are found without the others being read again."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import numpy as np
import pytest

from zhize.errors import InputError
from zhize.reuse import Neighbour, Sketches
from zhize.reuse.folding import folded

if TYPE_CHECKING:
    from pathlib import Path

DUTY = "县司法局应当自收到送审稿之日起十个工作日内完成合法性审核，并出具书面意见。"
ALPHABET = sorted(
    set("县乡镇村街道办事处政府部门应当负责组织实施监督检查报告公布批准审核备案登记档案会议纪要水利林业交通")
)


def _texts(count: int) -> list[str]:
    rng = random.Random(5)  # noqa: S311  # the same texts every time
    return ["".join(rng.choices(ALPHABET, k=rng.randint(30, 90))) for _ in range(count)]


def _runs(text: str) -> set[str]:
    plain = folded(text)
    return {plain[at : at + size] for size in (2, 3) for at in range(len(plain) - size + 1)}


def _overlap(one: str, other: str) -> float:
    return len(_runs(one) & _runs(other)) / len(_runs(one) | _runs(other))


def _spoilt(text: str, share: float, rng: random.Random) -> str:
    letters = list(text)
    for place in rng.sample(range(len(letters)), round(share * len(letters))):
        letters[place] = rng.choice(ALPHABET)
    return "".join(letters)


def test_the_same_words_are_found_whatever_their_punctuation() -> None:
    sketches = Sketches()
    assert sketches.add("甲", DUTY)
    assert sketches.add("乙", "夜间施工产生噪声的，施工单位提前两日告知周边居民。")
    assert sketches.near(DUTY.replace("，", " , ")) == (Neighbour(name="甲", overlap=1.0),)


def test_what_is_too_short_is_not_held() -> None:
    sketches = Sketches()
    assert not sketches.add("甲", "县长召集会议。")
    assert len(sketches) == 0
    assert sketches.near("县长召集会议。") == ()
    assert sketches.near(DUTY) == ()


def test_half_of_the_runs_in_common_are_seen_and_measured() -> None:
    rng = random.Random(2)  # noqa: S311  # the same every time
    texts, sketches = _texts(400), Sketches()
    for number, text in enumerate(texts):
        sketches.add(str(number), text)
    seen, asked = 0, 0
    for number, text in enumerate(texts):
        near = _spoilt(text, 0.12, rng)
        truth = _overlap(text, near)
        if truth >= 0.45:
            asked += 1
            found = {each.name: each.overlap for each in sketches.near(near)}
            seen += str(number) in found
            assert abs(found.get(str(number), truth) - truth) < 0.25
    assert asked > 200
    assert seen >= 0.98 * asked


def test_what_was_sorted_in_and_what_came_since_are_both_found(monkeypatch: pytest.MonkeyPatch) -> None:
    texts, whole = _texts(120), Sketches()
    for number, text in enumerate(texts):
        whole.add(str(number), text)
    monkeypatch.setattr("zhize.reuse.sketches._TAIL", 8)
    often = Sketches()
    for number, text in enumerate(texts):
        often.add(str(number), text)
    answers = [often.near(text, least=0.0) for text in texts]
    assert answers == [whole.near(text, least=0.0) for text in texts]
    assert [answer[0] for answer in answers] == [Neighbour(name=str(n), overlap=1.0) for n in range(120)]


def test_saved_sketches_answer_and_grow_as_before(tmp_path: Path) -> None:
    texts, sketches = _texts(60), Sketches()
    for number, text in enumerate(texts[:50]):
        sketches.add(f"第{number}条", text)
    sketches.save(tmp_path / "a.npz")
    loaded = Sketches.load(tmp_path / "a.npz")
    loaded.save(tmp_path / "b.npz")
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()
    for each in (sketches, loaded):
        for number, text in enumerate(texts[50:], 50):
            each.add(f"第{number}条", text)
    assert len(loaded) == 60
    assert [loaded.near(text, least=0.0) for text in texts] == [sketches.near(text, least=0.0) for text in texts]


@pytest.mark.parametrize("name", ["", "甲\n乙", "\udc80.txt"])
def test_whatever_a_name_holds_comes_back(name: str, tmp_path: Path) -> None:
    sketches = Sketches()
    sketches.add(name, DUTY)
    sketches.save(tmp_path / "a.npz")
    assert Sketches.load(tmp_path / "a.npz").near(DUTY) == (Neighbour(name=name, overlap=1.0),)


def test_sketches_without_an_article_can_be_saved(tmp_path: Path) -> None:
    Sketches().save(tmp_path / "none.npz")
    assert len(Sketches.load(tmp_path / "none.npz")) == 0


def test_a_sketch_is_the_same_on_every_machine(tmp_path: Path) -> None:
    sketches = Sketches()
    sketches.add("甲", DUTY)
    sketches.save(tmp_path / "a.npz")
    with np.load(tmp_path / "a.npz") as held:
        assert held["signatures"][0, :4].tolist() == [20165468, 27749599, 87181606, 75834933]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04broken", b"\x93NUMPY"], ids=["empty", "zip", "numpy"])
def test_what_holds_no_sketches_is_refused(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.npz"
    path.write_bytes(data)
    with pytest.raises(InputError) as caught:
        Sketches.load(path)
    assert str(caught.value) == f"{path}: holds no sketches; name a file that Sketches.save wrote"


def test_arrays_of_another_kind_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.npz"
    np.savez(path, kind=np.array("other"), names=np.zeros(0, np.uint8), signatures=np.zeros((0, 126), np.uint32))
    with pytest.raises(InputError, match="holds no sketches"):
        Sketches.load(path)


def test_a_missing_file_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        Sketches.load(tmp_path / "a.npz")
    assert "cannot be read (No such file or directory); name a file that Sketches.save wrote" in str(caught.value)
