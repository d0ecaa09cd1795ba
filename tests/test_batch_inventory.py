"""What a user names as input → documents."""

from __future__ import annotations

import os
import sys
from collections import Counter
from pathlib import Path

import pytest

from zhize.batches import inventory as inventories
from zhize.batches.inventory import inventory, look_at, looked_at
from zhize.errors import InputError

POSIX = pytest.mark.skipif(os.name != "posix", reason="links, pipes and names of bytes as POSIX has them")
BYTES = pytest.mark.skipif(sys.platform != "linux", reason="a name that is no UTF-8 can be made on Linux alone")


def _lay(folder: Path, *names: str, words: str = "第一条 应当。") -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(words, encoding="utf-8")
    return folder


def _names(given: Path, without: Path | None = None) -> list[str]:
    return [each.name for each in inventory(given, without=without).found]


def test_a_folder_and_all_below_it_by_name(tmp_path: Path) -> None:
    _lay(tmp_path, "b.txt", "山东/济宁/泗水/c.docx", "a.PDF", "d.md", "e.htm", "山东/f.wps")
    assert _names(tmp_path) == ["a.PDF", "b.txt", "d.md", "e.htm", "山东/f.wps", "山东/济宁/泗水/c.docx"]


def test_hidden_files_and_what_word_lays_beside_are_no_texts(tmp_path: Path) -> None:
    _lay(tmp_path, "a.txt", ".b.txt", "~$c.docx", ".~d.docx", ".git/e.txt")
    found = inventory(tmp_path)
    assert [each.name for each in found.found] == ["a.txt"]
    assert found.passed_over == {}


def test_other_files_are_counted_by_suffix(tmp_path: Path) -> None:
    _lay(tmp_path, "a.txt", "b.jpg", "c/d.JPG", "Makefile", "e.xlsx")
    assert inventory(tmp_path).passed_over == {".jpg": 2, ".xlsx": 1, "Makefile": 1}


def test_the_collection_is_no_input_although_it_lies_in_one(tmp_path: Path) -> None:
    _lay(tmp_path, "a.txt", "库/b.txt", "库房/c.txt")
    assert _names(tmp_path, tmp_path / "库") == ["a.txt", "库房/c.txt"]
    assert _names(tmp_path, tmp_path / "库房" / ".." / "库") == ["a.txt", "库房/c.txt"]


@POSIX
def test_a_link_to_a_file_is_a_text_and_one_to_a_folder_is_not_followed(tmp_path: Path) -> None:
    _lay(tmp_path, "in/a.txt", "else/b.txt", "else/c.txt")
    (tmp_path / "in/link.txt").symlink_to(tmp_path / "else/b.txt")
    (tmp_path / "in/folder").symlink_to(tmp_path / "else")
    (tmp_path / "in/back").symlink_to(tmp_path / "in")
    assert _names(tmp_path / "in") == ["a.txt", "link.txt"]


@POSIX
def test_links_that_lead_nowhere_or_round_are_documents_that_cannot_be_read(tmp_path: Path) -> None:
    _lay(tmp_path, "a.txt")
    (tmp_path / "nowhere.txt").symlink_to(tmp_path / "gone.txt")
    (tmp_path / "round.txt").symlink_to(tmp_path / "round.txt")
    (tmp_path / "round").symlink_to(tmp_path / "round")
    found = inventory(tmp_path, without=tmp_path / "round")
    assert found.passed_over == {"round": 1}
    digests = {each.name: look_at(each).sha256 for each in found.found}
    assert [name for name, digest in digests.items() if not digest] == ["nowhere.txt", "round.txt"]
    assert digests["a.txt"]


@POSIX
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    _lay(tmp_path, "a.txt")
    os.mkfifo(tmp_path / "b.txt")
    assert [(each.name, bool(look_at(each).sha256)) for each in inventory(tmp_path).found] == [
        ("a.txt", True),
        ("b.txt", False),
    ]


def test_a_folder_that_is_called_like_a_text_is_looked_into(tmp_path: Path) -> None:
    assert _names(_lay(tmp_path, "a.txt/b.txt")) == ["a.txt/b.txt"]


@BYTES
def test_a_name_that_is_no_utf8_stands_with_escapes(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xb9\xe6\xd4\xf2.txt"))
    path.write_text("第一条 应当。", encoding="utf-8")
    (found,) = inventory(tmp_path).found
    assert found.name == r"\udcb9\udce6\udcd4\udcf2.txt"
    assert look_at(found).sha256


def _walk_refusing(monkeypatch: pytest.MonkeyPatch, closed: Path) -> None:
    """Let a folder be one that may not be looked into; for root, every folder may."""
    scandir = os.scandir

    def refusing(place: str | Path) -> object:
        if Path(place) == closed:
            raise PermissionError(13, "Permission denied", str(place))
        return scandir(place)

    monkeypatch.setattr(os, "scandir", refusing)


def test_a_closed_folder_stands_among_the_documents_that_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _lay(tmp_path, "a.txt", "b/c.txt", "d/e.txt")
    _walk_refusing(monkeypatch, tmp_path / "b")
    found = inventory(tmp_path).found
    assert [(each.name, bool(look_at(each).sha256)) for each in found] == [
        ("a.txt", True),
        ("b", False),
        ("d/e.txt", True),
    ]
    assert found[1].modified == float("inf")  # whatever --since says


def test_a_closed_input_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _lay(tmp_path, "a.txt")
    _walk_refusing(monkeypatch, tmp_path)
    with pytest.raises(InputError) as caught:
        inventory(tmp_path)
    assert str(caught.value) == f"{tmp_path}: cannot be looked into; check its permissions"


REMEDY = "name a folder of texts, a list with one file a line, or corpus"


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        inventory(tmp_path)
    assert str(caught.value) == f"{tmp_path}: holds no text; {REMEDY}"


def test_an_input_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        inventory(tmp_path / "x")
    assert str(caught.value) == f"{tmp_path / 'x'}: no such file; check the path"


# Lists.


def _list(folder: Path, *lines: str) -> Path:
    path = folder / "list.txt"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_list_with_remarks_and_empty_lines(tmp_path: Path) -> None:
    _lay(tmp_path, "a.txt", "b/#1.txt", "任意.后缀")
    listed = _list(tmp_path, "# what we read", "", "  a.txt  ", "  # a remark behind blanks", "b/#1.txt", "任意.后缀")
    assert _names(listed) == ["a.txt", "b/#1.txt", "任意.后缀"]


def test_a_list_as_notepad_saves_it(tmp_path: Path) -> None:
    _lay(tmp_path, "规则.txt", "b.txt")
    path = tmp_path / "list.txt"
    path.write_bytes("规则.txt\r\nb.txt\r\n".encode("utf-8-sig"))
    assert _names(path) == ["b.txt", "规则.txt"]
    path.write_bytes("规则.txt\r\nb.txt\r\n".encode("gb18030"))
    assert _names(path) == ["b.txt", "规则.txt"]


def test_paths_from_here_beside_the_list_and_from_the_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _lay(tmp_path, "here/a.txt", "lists/b.txt", "far/c.txt")
    listed = _list(tmp_path / "lists", "a.txt", "b.txt", str(tmp_path / "far/c.txt"), str(tmp_path / "lists/b.txt"))
    monkeypatch.chdir(tmp_path / "here")
    found = {each.name: Path(each.place).resolve() for each in inventory(listed).found}
    far = (tmp_path / "far/c.txt").relative_to(tmp_path.anchor).as_posix()
    assert found == {
        "a.txt": tmp_path / "here/a.txt",
        "b.txt": tmp_path / "lists/b.txt",
        far: tmp_path / "far/c.txt",
    }


def test_a_file_named_twice_is_one_document(tmp_path: Path) -> None:
    _lay(tmp_path, "a.txt")
    assert _names(_list(tmp_path, "a.txt", "./a.txt", str(tmp_path / "a.txt"))) == ["a.txt"]


def test_two_files_of_one_name_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _lay(tmp_path, "a.txt", "here/a.txt")
    monkeypatch.chdir(tmp_path / "here")
    listed = _list(tmp_path, "a.txt", str(tmp_path / "a.txt"))
    with pytest.raises(InputError) as caught:
        inventory(listed)
    assert str(caught.value) == (
        f"{listed}: a.txt and {tmp_path / 'a.txt'} would both be called a.txt; "
        "rename one of them, or name it by another path"
    )


def test_a_name_that_leads_nowhere_is_a_document_that_cannot_be_read(tmp_path: Path) -> None:
    _lay(tmp_path, "a.txt", "folder/b.txt")
    found = inventory(_list(tmp_path, "a.txt", "gone/c.txt", "folder", "规" * 300)).found
    assert Counter(bool(look_at(each).sha256) for each in found) == {True: 1, False: 3}


def test_names_of_the_corpus_stand_beside_files(tmp_path: Path) -> None:
    _lay(tmp_path, "a.txt")
    found = inventory(_list(tmp_path, "sishui-2022", "a.txt", "no-such-text"), corpus_folder=tmp_path / "mine").found
    assert [(each.name, each.corpus) for each in found] == [
        ("a.txt", None),
        ("no-such-text", str(tmp_path / "mine")),
        ("sishui-2022", str(tmp_path / "mine")),
    ]
    assert [bool(look_at(each).sha256) for each in found] == [True, False, True]


@pytest.mark.parametrize(
    "words",
    [
        "某县人民政府工作规则\n第一条 县政府办公室应当按时报告。\n",
        "第一条 " + "县政府办公室应当按时报告，" * 60,  # longer than any system lets a name be
        "a/b\n/etc/none\n",
    ],
    ids=["rules", "a long line", "files that are not there"],
)
def test_a_text_is_no_list(tmp_path: Path, words: str) -> None:
    path = tmp_path / "规则.txt"
    path.write_text(words, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        inventory(path)
    assert str(caught.value) == f"{path}: is no list of files: nothing that it names is there; {REMEDY}"


def test_a_list_of_remarks_holds_no_text(tmp_path: Path) -> None:
    path = _list(tmp_path, "# nothing yet")
    with pytest.raises(InputError) as caught:
        inventory(path)
    assert str(caught.value) == f"{path}: holds no text; {REMEDY}"


def test_a_word_file_is_no_list(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"PK\3\4" + bytes(range(256)))
    with pytest.raises(InputError, match=r"^[^\n]+; [^\n]+$"):
        inventory(path)


def test_the_corpus_is_an_input_and_a_folder_of_that_name_comes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert "sishui-2022" in [each.name for each in inventory("corpus", corpus_folder=tmp_path / "mine").found]
    _lay(tmp_path, "corpus/a.txt")
    assert [each.name for each in inventory("corpus").found] == ["a.txt"]


# Looking at them.


def test_since_opens_no_file_that_was_not_modified(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _lay(tmp_path, "known.txt", "unknown.txt", "new.txt")
    for name, day in {"known.txt": 1000, "unknown.txt": 1000, "new.txt": 3000}.items():
        os.utime(tmp_path / name, (day, day))
    opened = []
    read = inventories.contents_of_file
    monkeypatch.setattr(inventories, "contents_of_file", lambda path: opened.append(path.name) or read(path))
    found = inventory(tmp_path).found
    documents = looked_at(found, known={"known.txt": "digest"}, since=2000, step=lambda _: None)
    assert opened == ["new.txt"]
    assert [(each.name, each.sha256 == "digest") for each in documents] == [("known.txt", True), ("new.txt", False)]


def test_a_file_that_is_not_opened_has_its_size_all_the_same(tmp_path: Path) -> None:
    # The size decides where shards end; else --since would cut a collection in another way.
    _lay(tmp_path, "a.txt", words="第一条 应当。" * 100)
    os.utime(tmp_path / "a.txt", (1000, 1000))
    found = inventory(tmp_path).found
    (opened,) = looked_at(found, known={}, since=0, step=lambda _: None)
    (left,) = looked_at(found, known={"a.txt": opened.sha256}, since=2000, step=lambda _: None)
    assert left == opened


def test_looking_tells_how_far_it_is(tmp_path: Path) -> None:
    _lay(tmp_path, "a.txt")
    told: list[str] = []
    looked_at([*inventory(tmp_path).found] * 2500, known={}, since=0, step=told.append)
    assert told == ["looking at files: 1000", "looking at files: 2000"]
