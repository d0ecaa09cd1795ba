"""Whoever writes at once, is killed, or leaves files there: a corpus loses nothing and says what is wrong."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from kept import RULES, put, run, written

from zhize import corpus
from zhize.corpus.holding import LEFTOVERS, LOCK_FILE
from zhize.errors import CorpusError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a corpus that is not there yet, in a place where files can be named without a path."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ZHIZE_CORPUS", raising=False)
    return tmp_path / "corpus"


def test_a_file_that_was_changed_is_no_longer_what_was_published(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(folder)
    with (folder / "jining-2022.txt").open("a", encoding="utf-8") as file:
        file.write("三、增加的一条。\n")
    code, _, err = run(capsys, "analyze", "jining-2022", "--corpus", folder)
    assert code == 2
    assert f"its file {folder / 'jining-2022.txt'} was changed since it came on " in err


@pytest.mark.parametrize(
    "lock",
    [
        "{",
        '{"schema": "zhize.corpus/9", "texts": {}}',
        '{"schema": "zhize.corpus/1", "texts": {"a": {"places": [{"file": "../a", "sha256": "'
        + "0" * 64
        + '", "size": 1}], "how": "added", "at": "", "title": "", "articles": 1}}}',
        '{"schema": "zhize.corpus/1", "texts": {}, "more": ' + "[" * 10**6,
        '{"schema": "zhize.corpus/1", "texts": {"\udcff": 1}}',
    ],
    ids=["cut", "newer", "climbs", "deep", "no text"],
)
def test_a_damaged_lock_file_is_one_line(lock: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder.mkdir()
    (folder / LOCK_FILE).write_text(lock, encoding="utf-8", errors="surrogateescape")
    code, out, err = run(capsys, "corpus", "list", "--corpus", folder)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith(f"zhize: error: {folder / LOCK_FILE}: is damaged, or of a newer version (")


def test_a_link_is_not_followed_out_of_the_folder(folder: Path) -> None:
    folder.mkdir()
    outside = written("nothing of the corpus", "outside.txt")
    (folder / "邻县.txt").symlink_to(outside.absolute())
    with pytest.raises(CorpusError, match="stands where the file shall go"):
        put(folder, "邻县")
    assert outside.read_text(encoding="utf-8") == "nothing of the corpus"


def test_two_at_once_lose_nothing(folder: Path) -> None:
    program = (
        "import sys; from zhize.cli import main;"
        "sys.exit(max(main(['corpus', 'add', f'{sys.argv[1]}-{n}', 'rules.txt', '--corpus', sys.argv[2]])"
        " for n in range(8)))"
    )
    written()
    running = [
        subprocess.Popen(
            [sys.executable, "-c", program, name, str(folder)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        for name in ("a", "b", "c")
    ]
    for process in running:
        _, err = process.communicate(timeout=60)
        assert (process.returncode, err) == (0, b"")
    assert list(corpus.holdings(folder)) == sorted(f"{name}-{number}" for name in "abc" for number in range(8))
    assert corpus.verify(folder) == ()


def test_a_stop_in_the_middle_leaves_the_corpus_as_it_was(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(folder)
    before = (folder / LOCK_FILE).read_bytes()

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("os.fsync", stop)
    with pytest.raises(KeyboardInterrupt):
        put(folder, "邻县")
    monkeypatch.undo()
    assert (folder / LOCK_FILE).read_bytes() == before
    assert corpus.verify(folder) == ()


KILLED = """\
import os, sys
from pathlib import Path
from zhize import corpus
from zhize.corpus.receiving import Given, receive

def die(event, args):
    if event == "os.rename":
        die.left -= 1
        if die.left == 0:
            os._exit(9)

die.left = int(sys.argv[2])
sys.addaudithook(die)
data = Path("rules.txt").read_bytes()
arrival = receive("jining-2022", [Given(data=data, where="rules.txt")], how="added")
corpus.add(Path(sys.argv[1]), "jining-2022", arrival.holding, arrival.contents, replace=True)
"""


@pytest.mark.parametrize("rename", [1, 2])
def test_a_text_that_is_being_replaced_outlives_a_kill(rename: int, folder: Path) -> None:
    put(folder)
    written(RULES.replace("及时", "立即"))
    done = subprocess.run([sys.executable, "-c", KILLED, str(folder), str(rename)], check=False)
    assert done.returncode == 9
    source = corpus.read_text("jining-2022", folder)
    assert source is not None
    assert source.text == RULES
    assert {fault.code for fault in corpus.verify(folder)} == {"stray"}
    assert list(folder.glob(LEFTOVERS))
    put(folder, "邻县")
    assert not list(folder.glob(LEFTOVERS))


def test_a_text_takes_the_place_of_another_and_no_file_is_left(folder: Path) -> None:
    for word in ("及时", "立即", "当日"):
        put(folder, text=RULES.replace("及时", word), replace=True)
        source = corpus.read_text("jining-2022", folder)
        assert source is not None
        assert word in source.text
        assert corpus.verify(folder) == ()


def test_a_file_that_somebody_put_there_is_kept(folder: Path) -> None:
    folder.mkdir()
    own = folder / "邻县.txt"
    own.write_text("自己的笔记", encoding="utf-8")
    put(folder, "邻县")
    assert own.read_text(encoding="utf-8") == "自己的笔记"
    assert [fault.name for fault in corpus.verify(folder)] == ["邻县.txt"]
    source = corpus.read_text("邻县", folder)
    assert source is not None
    assert source.text == RULES


def test_what_the_system_puts_into_a_folder_is_no_fault(folder: Path) -> None:
    put(folder)
    for name in ("desktop.ini", "Thumbs.db", ".DS_Store"):
        (folder / name).touch()
    assert corpus.verify(folder) == ()


WRITER = """\
import sys
import time
from pathlib import Path
from zhize import corpus
from zhize.corpus.receiving import Given, receive

arrivals = []
for word in ("及时", "立即"):
    data = Path("rules.txt").read_text(encoding="utf-8").replace("及时", word).encode()
    arrivals.append(receive("jining-2022", [Given(data=data, where="rules.txt")], how="added"))
print("ready", flush=True)
while True:
    for arrival in arrivals:
        corpus.add(Path(sys.argv[1]), "jining-2022", arrival.holding, arrival.contents, replace=True)
"""


def test_who_reads_while_another_writes_gets_one_text_or_the_other(folder: Path) -> None:
    put(folder)
    written()
    with subprocess.Popen([sys.executable, "-c", WRITER, str(folder)], stdout=subprocess.PIPE) as writer:
        try:
            assert writer.stdout is not None
            writer.stdout.readline()
            texts, faults = set(), []
            end = time.monotonic() + 60
            while len(texts) < 2 and time.monotonic() < end:  # on a busy machine the writer waits long for its turn
                texts |= {source.text for _ in range(50) if (source := corpus.read_text("jining-2022", folder))}
                faults += corpus.verify(folder)
        finally:
            writer.kill()
    assert texts == {RULES, RULES.replace("及时", "立即")}
    assert faults == []


def test_a_review_of_a_known_text_is_no_stray(folder: Path) -> None:
    put(folder)
    for name in ("jining-2022", "sishui-2022", "无此文"):
        (folder / f"{name}.复核.json").write_text("{}", encoding="utf-8")
    assert [fault.name for fault in corpus.verify(folder)] == ["无此文.复核.json"]
