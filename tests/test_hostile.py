"""Hostile files: a sample of what `benchmarks/stress.py` runs whole, and the lines that refuse the worst of them.

Whatever a file holds, the reader returns a text or raises `InputError`, in 10 seconds and 500 MB, and touches nothing
but that file.
"""

from __future__ import annotations

import io
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hostile.archives import packed, parts_of
from hostile.cases import listening
from hostile.cut import CASES as CUT
from hostile.markup import CASES as MARKUP
from hostile.mutations import mutation
from hostile.pdfs import CASES as PDFS
from hostile.places import CASES as PLACES
from hostile.samples import LINES, SAMPLES
from hostile.table import CASES, WAYS, run, run_mutation
from hostile.watching import Watched
from word import docx, paragraph
from word import run as words

import zhize
from zhize.readers import pdf, stream_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from hostile.cases import Case, Trap

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="pipes, devices and limits as Linux has them")
SEED = 0
NUMBERS = range(13)
SOME = [*[case for case in CASES if not case.large and case not in CUT][::4], *CUT[::16]]
TOO_LONG = "holds more than 1,000,000 characters of text, ten times the longest statute; give a part of it"
NO_FILE = "is a pipe or device, no file; copy it to a file, or give it on standard input (-)"
TOO_LARGE = "is larger than 200 MB; give a part of it, or save it without pictures"


@pytest.fixture(scope="module")
def traps(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Trap, Callable[[], bool]]]:
    with listening(tmp_path_factory.mktemp("traps")) as laid:
        yield laid


@pytest.fixture(scope="module")
def watched() -> Iterator[Watched]:
    process = Watched()
    yield process
    process.end()


@pytest.mark.parametrize("number", range(len(SOME)), ids=[f"{case.sample}: {case.name}" for case in SOME])
def test_a_hostile_file_is_read_or_refused(number: int, tmp_path: Path, traps: tuple[Trap, Callable[[], bool]]) -> None:
    outcome = run(SOME[number], WAYS[number % len(WAYS)], tmp_path, *traps)
    assert not outcome.is_finding, outcome


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("sample", SAMPLES)
def test_a_spoiled_sample_is_read_or_refused(sample: str, number: int, watched: Watched) -> None:
    outcome = run_mutation(watched, sample, SEED, number)
    assert not outcome.is_finding, outcome


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_sample_is_read_whole(sample: str) -> None:
    # What spoils nothing but the first bytes would try nothing.
    text = zhize.read(SAMPLES[sample]).text
    assert LINES[0] in text
    assert "第一条" in text


def test_a_mutation_is_the_same_every_time() -> None:
    spoiled = {sample: [mutation(sample, SEED, number) for number in NUMBERS] for sample in SAMPLES}
    assert spoiled == {sample: [mutation(sample, SEED, number) for number in NUMBERS] for sample in SAMPLES}
    assert all(len(set(found)) == len(NUMBERS) for found in spoiled.values())


# --- the watch sees what it is there for -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "how"),
    [
        ("1 / 0", "raises ZeroDivisionError"),
        ("open('/etc/hostname')", "touches"),
        ("__import__('socket').socket().close()", "touches"),
        ("__import__('os')._exit(3)", "dies"),
        ("len(b'a' * 600 * 2**20)", "takes memory"),
    ],
)
@LINUX
def test_the_watch_finds(code: str, how: str) -> None:
    process = Watched()
    outcome = process.ask(eval, f"__import__('hostile.watching').watching.watch(lambda: ({code}, ''))")
    process.end()
    assert outcome.how == how


# --- files that are none ---------------------------------------------------------------------------------------------


def _message(case: Case, folder: Path, trap: Trap) -> str:
    path = case.make(folder, trap)
    with pytest.raises(zhize.InputError) as caught:
        zhize.read(path)
    return str(caught.value).removeprefix(f"{path}: ")


def _named(cases: Sequence[Case], name: str) -> Case:
    return next(case for case in cases if case.name == name)


@LINUX
@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("a pipe", NO_FILE),
        ("a link to a pipe", NO_FILE),
        ("a socket", NO_FILE),
        ("a device without an end", NO_FILE),
        ("links in a loop", "cannot be read (Too many levels of symbolic links); check the path"),
        ("a link to nothing", "no such file; check the path"),
        ("a folder", "is a directory; name one file in it"),
        ("a gigabyte of nothing.txt", TOO_LARGE),
        ("a gigabyte of nothing.pdf", TOO_LARGE),
        ("a gigabyte of nothing.docx", TOO_LARGE),
    ],
)
def test_what_is_no_file_is_refused(name: str, message: str, tmp_path: Path, traps: tuple[Trap, object]) -> None:
    assert _message(_named(PLACES, name), tmp_path, traps[0]) == message


@LINUX
@pytest.mark.parametrize("command", ["check", "analyze"])
def test_a_pipe_does_not_hold_the_command(command: str, tmp_path: Path, traps: tuple[Trap, object]) -> None:
    path = _named(PLACES, "a pipe").make(tmp_path, traps[0])
    done = subprocess.run([sys.executable, "-m", "zhize", command, path], check=False, capture_output=True, timeout=30)
    assert (done.returncode, done.stdout, done.stderr.decode()) == (2, b"", f"zhize: error: {path}: {NO_FILE}\n")


def test_standard_input_without_an_end_is_refused() -> None:
    class Endless(io.RawIOBase):
        def readinto(self, buffer: bytearray) -> int:
            return len(buffer)

        def readable(self) -> bool:
            return True

    with pytest.raises(zhize.InputError) as caught:
        stream_bytes(io.BufferedReader(Endless()), where="-")
    assert str(caught.value) == f"-: {TOO_LARGE}"


# --- texts that are none ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("characters", [1_000_000, 1_000_001])
def test_a_text_may_have_a_million_characters(characters: int) -> None:
    data = ("市" * characters).encode()
    if characters == 1_000_000:
        assert len(zhize.read(data).text) == characters
    else:
        with pytest.raises(zhize.InputError) as caught:
            zhize.read(data)
        assert str(caught.value) == f"-: {TOO_LONG}"


@pytest.mark.parametrize(
    "name", ["labels of a hundred thousand numbers", "a note that is cited a hundred thousand times"]
)
def test_a_document_that_repeats_itself_is_refused(name: str, tmp_path: Path, traps: tuple[Trap, object]) -> None:
    assert _message(_named(MARKUP, name), tmp_path, traps[0]) == TOO_LONG


@LINUX
@pytest.mark.parametrize("name", ["forms that draw forms, 10 to the 9th", "a content of a gigabyte"])
def test_a_pdf_that_takes_too_much_is_refused(
    name: str, tmp_path: Path, traps: tuple[Trap, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "_SECONDS", 1)
    assert _message(_named(PDFS, name), tmp_path, traps[0]) == (
        "is a PDF that takes more time or memory than text does; print it to a new PDF, or get it as docx or text"
    )


@pytest.mark.parametrize(
    "name", ["comments before no page", "declarations before no page", "heads of members with long names"]
)
def test_what_a_file_is_shows_at_once(name: str, tmp_path: Path, traps: tuple[Trap, Callable[[], bool]]) -> None:
    outcome = run(_named(CASES, name), WAYS[0], tmp_path, *traps)
    assert not outcome.is_finding, outcome
    assert outcome.seconds < 2


# --- what hostile files found, in honest ones ------------------------------------------------------------------------


def test_a_table_in_a_table_is_read_once() -> None:
    inner = f"<w:tbl><w:tr><w:tc>{paragraph('部门')}</w:tc><w:tc>{paragraph('期限')}</w:tc></w:tr></w:tbl>"
    table = f"<w:tbl><w:tr><w:tc>{paragraph('议题')}{inner}</w:tc><w:tc>{paragraph('备注')}</w:tc></w:tr></w:tbl>"
    assert zhize.read(docx(table)).text == "议题 部门 期限\t备注"


def test_a_text_box_in_a_cell_is_read_once() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{paragraph('议题单')}</w:txbxContent></w:pict></w:r>"
    assert zhize.read(docx(f"<w:tbl><w:tr><w:tc>{paragraph('议题', box)}</w:tc></w:tr></w:tbl>")).text == "议题 议题单"


def test_nothing_is_too_deep_to_be_read() -> None:
    deep = "<w:sdt>" * 100 + paragraph("市长召集会议。") + "</w:sdt>" * 100
    inline = "<w:smartTag>" * 100 + words("会议每月召开。") + "</w:smartTag>" * 100
    assert zhize.read(docx(deep, paragraph(inline))).text == "市长召集会议。\n会议每月召开。"


def test_a_paragraph_without_an_end_ends_before_a_table() -> None:
    table = f"<w:tbl><w:tr><w:tc>{paragraph('议题')}</w:tc></w:tr></w:tbl>"
    assert zhize.read(docx(paragraph("会议", mark="<w:del/>"), table)).text == "会议\n议题"


@pytest.mark.parametrize(
    ("sign", "shown"),
    [("F0B7", "\uf0b7"), ("D800", "\ufffd"), ("0007", "\ufffd"), ("110000", "\ufffd"), ("", "\ufffd")],
)
def test_a_symbol_is_a_character_or_a_sign_for_none(sign: str, shown: str) -> None:
    symbol = f'<w:r><w:sym w:font="Wingdings" w:char="{sign}"/></w:r>'
    assert zhize.read(docx(paragraph("会议", symbol))).text == f"会议{shown}"


def test_parts_that_nobody_asks_for_are_not_read() -> None:
    parts = parts_of(SAMPLES["docx"]) | {"word/media/image1.xml": b"<!DOCTYPE a>", "../../x": b"x"}
    assert zhize.read(packed(parts)).text == zhize.read(SAMPLES["docx"]).text
