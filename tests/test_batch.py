"""The verb `batch`: a collection depends on its documents and the program alone, however it came to be."""

from __future__ import annotations

import os
import random
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from batching import by_rules, check_whole, fresh, lay, serially, text, tree, worked_here
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import zhize
from zhize.batches import batch, parts, running, sharding
from zhize.batches.ledger import read_manifest
from zhize.cli import main
from zhize.errors import InputError, ZhizeError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhize.batches import Pace
    from zhize.batches.nouns import Done, Task

Act = tuple[str, int, int]


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch) -> None:
    worked_here(monkeypatch)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return lay(tmp_path / "规则", range(12))


# What a run says and tells.


def test_a_run_says_what_it_did(source: Path, tmp_path: Path) -> None:
    (source / "picture.jpg").write_bytes(b"x")
    (source / "empty.txt").write_bytes(b"")
    told: list[Pace] = []
    done = batch(source, tmp_path / "库", learned=False, pace=told.append)
    assert (done.documents, done.failed, done.made, done.kept, done.removed) == (13, 1, 13, 0, 0)
    assert done.passed_over == {".jpg": 1}
    assert done.rows["articles"] == 36
    assert done.characters == sum(len(text(number)) for number in range(12)) == told[-1].characters
    assert (told[0].documents, told[-1].documents, told[-1].of) == (0, 13, 13)
    assert (tmp_path / "库/failed.csv").read_text(encoding="utf-8-sig").split("\n")[1].startswith("empty.txt,没有文字,")
    check_whole(tmp_path / "库")


def test_a_second_run_reads_nothing_anew(source: Path, tmp_path: Path) -> None:
    first = fresh(source, tmp_path / "库")
    done = by_rules(source, tmp_path / "库")
    assert (done.made, done.kept, done.removed) == (0, 12, 0)
    assert tree(tmp_path / "库") == first


def test_a_run_reads_only_what_is_new_or_changed(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    by_rules(source, tmp_path / "库")
    lay(source, [20])
    (source / "规则003.txt").write_text(text(90), encoding="utf-8")
    (source / "规则007.txt").unlink()
    read = []
    analyze = parts.analyze
    monkeypatch.setattr(parts, "analyze", lambda given, **more: read.append(given.name) or analyze(given, **more))
    done = by_rules(source, tmp_path / "库")
    assert (done.made, done.kept, done.removed, done.documents) == (2, 10, 1, 12)
    assert len(read) == 2
    assert tree(tmp_path / "库") == fresh(source, tmp_path / "anew")


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["add", "remove", "change", "rename", "move", "empty"]), st.integers(0, 19), st.integers(0, 19)
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ACTS, min_size=1, max_size=2))
def test_a_collection_kept_up_to_date_is_that_of_a_fresh_run(
    tmp_path_factory: pytest.TempPathFactory, rounds: list[list[Act]]
) -> None:
    folder = tmp_path_factory.mktemp("corpus")
    source = lay(folder / "规则", range(0, 20, 2))
    by_rules(source, folder / "库")
    for acts in rounds:
        for act in acts:
            _do(source, *act)
        by_rules(source, folder / "库", replace=True)
    assert tree(folder / "库") == fresh(source, folder / "anew")
    check_whole(folder / "库")


def _do(source: Path, act: str, number: int, other: int) -> None:
    """Do one thing to a folder of texts; there is always one that stays."""
    path, target = source / f"规则{number:03}.txt", source / f"规则{other:03}.txt"
    lay(source, [99])
    if act == "add":
        path.write_text(text(number), encoding="utf-8")
    elif act == "empty":
        path.write_bytes(b"")
    elif not path.exists():
        return
    elif act == "remove":
        path.unlink()
    elif act == "change":
        path.write_text(text(number, articles=2, more=f"第三条 第{other}次修改，各部门应当执行。"), encoding="utf-8")
    elif act == "rename":
        path.replace(target)
    else:
        (source / "市").mkdir(exist_ok=True)
        path.replace(source / "市" / target.name)


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_the_work_decides_nothing(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    expected = fresh(source, tmp_path / "库")
    chance = random.Random(seed)  # noqa: S311  # no secret

    def shuffled(tasks: Sequence[Task], jobs: int) -> Iterator[Done]:
        return serially(chance.sample(tasks, len(tasks)), jobs)

    monkeypatch.setattr(running, "in_processes", shuffled)
    assert fresh(source, tmp_path / "other") == expected


def test_an_input_under_another_path_gives_the_same_collection(source: Path, tmp_path: Path) -> None:
    expected = fresh(source, tmp_path / "库")
    source.rename(tmp_path / "moved")
    assert fresh(tmp_path / "moved", tmp_path / "other") == expected


def test_workers_that_stand_elsewhere_find_the_same_files(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = fresh(source, tmp_path / "库")

    def elsewhere(tasks: Sequence[Task], jobs: int) -> Iterator[Done]:
        monkeypatch.chdir(tmp_path / "elsewhere")
        yield from serially(tasks, jobs)
        monkeypatch.chdir(tmp_path)

    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(running, "in_processes", elsewhere)
    assert fresh(source.relative_to(tmp_path), Path("other")) == expected


def test_a_list_of_the_files_gives_the_same_collection(source: Path, tmp_path: Path) -> None:
    expected = fresh(source, tmp_path / "库")
    listed = source / "list"
    listed.write_text("\n".join(path.name for path in source.glob("*.txt")), encoding="utf-8")
    assert fresh(listed, tmp_path / "other") == expected


def test_the_collection_may_lie_in_the_input(source: Path, tmp_path: Path) -> None:
    expected = fresh(source, tmp_path / "库")
    assert fresh(source, source / "库") == expected
    assert fresh(source, source / "库") == expected


# The options.


def test_limit_takes_so_many_more_by_name(source: Path, tmp_path: Path) -> None:
    folder = tmp_path / "库"
    assert by_rules(source, folder, limit=5).documents == 5
    done = by_rules(source, folder, limit=4)
    assert (done.documents, done.made, done.kept) == (9, 4, 5)
    names = zhize.open(folder).table("documents", ["file"]).column("file").to_pylist()
    assert names == [f"规则{number:03}.txt" for number in range(9)]
    assert by_rules(source, folder, limit=100).documents == 12
    assert tree(folder) == fresh(source, tmp_path / "anew")


def test_since_keeps_what_was_not_modified_and_cuts_the_same_shards(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sharding, "_MOST_BYTES", 1000)  # two texts: the bytes decide
    folder = tmp_path / "库"
    for path in source.iterdir():
        os.utime(path, (1000, 1000))
    by_rules(source, folder)
    lay(source, [30])
    (source / "规则004.txt").write_text(text(91), encoding="utf-8")
    done = by_rules(source, folder, since=2000)
    assert (done.made, done.kept) == (2, 11)
    assert tree(folder) == fresh(source, tmp_path / "anew")


def test_since_that_leaves_nothing_is_refused(source: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        by_rules(source, tmp_path / "库", since=4e9)
    assert str(caught.value) == f"{source}: has no file that was modified since then; name an earlier day"
    assert {path.name for path in (tmp_path / "库").iterdir()} <= {".lock"}


def test_a_collection_of_other_documents_is_replaced_when_asked(source: Path, tmp_path: Path) -> None:
    other = lay(tmp_path / "others", range(50, 53))
    before = fresh(source, tmp_path / "库")
    with pytest.raises(InputError) as caught:
        by_rules(other, tmp_path / "库")
    assert str(caught.value) == (
        f"{tmp_path / '库'}: holds a collection of other documents; name another folder, or replace it with --replace"
    )
    assert tree(tmp_path / "库") == before
    done = by_rules(other, tmp_path / "库", replace=True)
    assert (done.made, done.removed) == (3, 12)
    assert tree(tmp_path / "库") == fresh(other, tmp_path / "anew")


def test_retry_reads_again_what_failed_for_a_reason_that_is_gone(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "库"
    expected = fresh(source, tmp_path / "anew")
    analyze = parts.analyze

    def failing(given: object, **more: bool) -> object:
        if "第3号" in given.text:  # type: ignore[attr-defined]
            raise RuntimeError("of a bug\nin the program")
        return analyze(given, **more)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(parts, "analyze", failing)
        assert by_rules(source, folder).failed == 1
        assert "the program failed (RuntimeError: of a bug in the program)" in (folder / "failed.csv").read_text(
            "utf-8-sig"
        )
        stamp = read_manifest(folder).stamp
        assert by_rules(source, folder, retry=True).failed == 1
    assert by_rules(source, folder).made == 0
    done = by_rules(source, folder, retry=True)
    assert (done.failed, done.documents) == (0, 12)
    assert 0 < done.made < 12
    assert tree(folder) == expected
    assert read_manifest(folder).stamp != stamp


def test_a_file_that_can_be_read_at_last_is_read_without_being_asked(source: Path, tmp_path: Path) -> None:
    (source / "规则003.txt").unlink()
    (source / "规则003.txt").mkdir()
    listed = tmp_path / "list"
    listed.write_text("\n".join(f"规则/规则{number:03}.txt" for number in range(12)), encoding="utf-8")
    assert by_rules(listed, tmp_path / "库").failed == 1
    (source / "规则003.txt").rmdir()
    lay(source, [3])
    done = by_rules(listed, tmp_path / "库")
    assert (done.failed, done.made) == (0, 1)
    assert tree(tmp_path / "库") == fresh(listed, tmp_path / "anew")


def test_another_program_makes_all_anew(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    by_rules(source, tmp_path / "库")
    monkeypatch.setattr(running, "program", lambda **_: "another")
    monkeypatch.setattr(parts, "program", lambda **_: "another")
    done = by_rules(source, tmp_path / "库")
    assert (done.made, done.kept) == (12, 0)
    assert read_manifest(tmp_path / "库").program == "another"


def test_a_worker_of_another_program_is_refused(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "program", lambda **_: "another")
    with pytest.raises(ZhizeError, match=r"a worker runs another version of zhize .*; install the same one"):
        by_rules(source, tmp_path / "库")


def test_the_texts_of_a_corpus(tmp_path: Path) -> None:
    done = batch("corpus", tmp_path / "库", learned=False, corpus_folder=tmp_path / "mine")
    assert done.failed == 0
    names = zhize.open(tmp_path / "库").table("documents", ["document"]).column("document").to_pylist()
    assert "sishui-2022" in names
    assert batch("corpus", tmp_path / "库", learned=False, corpus_folder=tmp_path / "mine").made == 0


def test_dask_that_is_not_there_is_said_before_any_file_is_opened(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def absent(name: str) -> object:
        raise ImportError(name)

    monkeypatch.setattr(running, "import_module", absent)
    with pytest.raises(InputError) as caught:
        batch(source, tmp_path / "库", cluster="local")
    assert str(caught.value) == (
        "--cluster local: needs Dask, which is not installed; install it with: pip install zhize[cluster]"
    )
    assert not (tmp_path / "库").exists()


# What the command says.


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["--jobs", "0"], "0: is no number of 1 or more; give one"),
        (["--limit", "-1"], "-1: is no number of 1 or more; give one"),
        (["--since", "yesterday"], "yesterday: is no day; write it as 2026-11-01"),
        (["--since", "0001-01-01"], "0001-01-01: is no day; write it as 2026-11-01"),
    ],
)
def test_a_wrong_argument_is_one_line(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], line: str
) -> None:
    assert main(["batch", str(source), "-o", str(tmp_path / "库"), *arguments]) == 2
    assert capsys.readouterr().err == f"zhize: error: {line}\n"
    assert not (tmp_path / "库").exists()


def test_the_command_says_what_was_done(source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (source / "空.txt").write_bytes(b"")
    (source / "表.xlsx").write_bytes(b"")
    assert main(["batch", str(source), "-o", str(tmp_path / "库"), "--rules-only"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(f"{tmp_path / '库'}：文件 13 份，36 条，规范 ")
    assert lines[1].startswith("本次分析 13 份，沿用 0 份，移出 0 份，用时 ")
    assert lines[2:] == [f"未能读取 1 份，原因见 {tmp_path / '库' / 'failed.csv'}", "略过其他文件 1 个（.xlsx 1）"]
