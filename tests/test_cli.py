"""The command line: what it prints, what it writes, and what it says when something is wrong."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import openpyxl
import pytest
from documents import document

from zhize import __version__
from zhize.cli import COMMANDS, main
from zhize.cli.progress import Progress
from zhize.cli.report import folder_names
from zhize.export.terminal.aligned import width

HEAVY = {"spacy", "pandas", "numpy", "networkx", "sklearn", "jinja2", "xlsxwriter"}
POSIX = pytest.mark.skipif(os.name == "nt", reason="signals and pipes as POSIX has them")
REPORT = ["report.html", "义务清单.xlsx", "职责图.svg", "职责图.graphml", "analysis.json"]


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """An analysis as JSON: what the command reads without any rule at work."""
    path = tmp_path / "rules.json"
    path.write_text(document().to_json(), encoding="utf-8")
    return path


def _zhize(*arguments: object, **options: object) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "zhize", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=False, timeout=120, **options)


def _fails(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    """Run in this process; return the one line on standard error."""
    assert main([str(argument) for argument in arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("zhize: error: ")
    assert err.count("\n") == 1
    return err.removeprefix("zhize: error: ").removesuffix("\n")


# --- help ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [[], ["--help"], ["-h"]], ids=str)
def test_help_names_every_command(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    assert main(arguments) == 0
    out, err = capsys.readouterr()
    assert err == ""
    for name, does in COMMANDS.items():
        assert f"  {name:<13}{does}\n" in out


OF_COLLECTIONS = {"batch": "规则文件夹", "query": "规则库", "search": "规则库", "reuse": "规则库"}


@pytest.mark.parametrize("name", [name for name in COMMANDS if name not in {"corpus", "evaluate", "forms", "review"}])
def test_every_command_has_help_with_a_chinese_example(capsys: pytest.CaptureFixture[str], name: str) -> None:
    assert main([name, "--help"]) == 0
    out, _ = capsys.readouterr()
    assert out.startswith(f"usage: zhize {name} ")
    assert f"  zhize {name} {OF_COLLECTIONS.get(name, '泗水县人民政府工作规则.txt')}" in out


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"zhize {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["anaylze"],
            (
                "there is no command anaylze; "
                "use analyze, check, show, matrix, forms, review, graph, procedures, compare, amend, report, "
                "calendar, corpus, batch, query, search, reuse or evaluate"
            ),
        ),
        (["--verbose"], "unrecognized arguments: --verbose; see zhize --help"),
        (["analyze"], "the following arguments are required: FILE; see zhize analyze --help"),
        (["matrix", "a"], "the following arguments are required: -o/--output; see zhize matrix --help"),
        (["analyze", "a", "b"], "unrecognized arguments: b; see zhize analyze --help"),
        (["compare", "-", "-"], "-: standard input can be read once only; name a file for the other"),
    ],
    ids=" ".join,
)
def test_a_wrong_command_line_is_one_line(
    capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    assert _fails(capsys, *arguments) == message


# --- what comes in ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["analyze", "matrix", "graph", "report"])
def test_a_missing_file_is_one_line_and_nothing_is_written(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, command: str
) -> None:
    output = {"analyze": "x.json", "matrix": "x.xlsx", "graph": "x.svg", "report": "out"}[command]
    message = _fails(capsys, command, "无此文件.txt", "-o", tmp_path / output)
    assert message == "无此文件.txt: no such file; check the path"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "data", "fault"),
    [
        ("空.txt", b"", "is empty"),
        ("图.png", b"\x89PNG\r\n\x1a\n" + bytes(200), ""),
        ("文件夹", None, "is a directory; name one file in it"),
    ],
)
def test_what_is_no_text_is_one_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str, data: bytes | None, fault: str
) -> None:
    path = tmp_path / name
    path.mkdir() if data is None else path.write_bytes(data)
    message = _fails(capsys, "report", path, "-o", tmp_path / "out")
    assert message.startswith(f"{path}: {fault}")
    assert not (tmp_path / "out").exists()


def test_a_printed_analysis_is_read_back(capsys: pytest.CaptureFixture[str], rules: Path) -> None:
    assert main(["analyze", str(rules), "--format", "json"]) == 0
    assert capsys.readouterr().out == document().to_json()


def test_standard_input_takes_what_a_file_holds(rules: Path) -> None:
    done = _zhize("analyze", "-", "--format", "json", input=rules.read_bytes())
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == rules.read_bytes()


REMEDY = "give a text, or what zhize analyze FILE --format json printed"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"schema": "zhize.comparison/1"}, "is JSON, but not zhize.analysis/1"),
        ({"norms": [{}]}, "breaks zhize.analysis/1 (KeyError: 'id')"),
        ({"articles": []}, "breaks zhize.analysis/1 (KeyError: '2')"),
        (
            {"articles": document().to_dict()["articles"] * 2},
            "breaks zhize.analysis/1 (ValueError: an article stands twice)",
        ),
        (
            {"actors": [document().to_dict()["actors"][0] | {"end": 999}]},
            "breaks zhize.analysis/1 (ValueError: 0 to 999 lies outside of article 2)",
        ),
    ],
)
def test_json_that_is_no_analysis_is_one_line(
    capsys: pytest.CaptureFixture[str], rules: Path, change: dict[str, object], fault: str
) -> None:
    rules.write_text(json.dumps(document().to_dict() | change), encoding="utf-8")
    assert _fails(capsys, "analyze", rules) == f"{rules}: {fault}; {REMEDY}"


def test_json_that_was_cut_off_is_one_line(capsys: pytest.CaptureFixture[str], rules: Path) -> None:
    rules.write_bytes(rules.read_bytes()[:500])
    assert _fails(capsys, "analyze", rules) == f"{rules}: is a damaged analysis, not JSON to its end; {REMEDY}"


# --- what goes out ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "name", "remedy"),
    [
        (["analyze", "无"], "x.pdf", "end the name with .json, .txt or .xml"),
        (["matrix", "无"], "x.pdf", "end the name with .xlsx, .docx, .csv, .parquet or .md"),
        (["graph", "无"], "x.pdf", "end the name with .graphml, .gexf, .json, .dot, .mmd, .html, .svg or .png"),
        (["compare", "无", "无"], "x.pdf", "end the name with .html, .docx, .xlsx or .json"),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else None,
)
def test_an_unknown_suffix_is_refused_before_any_work(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, arguments: list[str], name: str, remedy: str
) -> None:
    path = tmp_path / name
    assert _fails(capsys, *arguments, "-o", path) == f"{path}: the suffix {path.suffix} is not known; {remedy}"
    bare = tmp_path / "x"
    assert _fails(capsys, *arguments, "-o", bare) == f"{bare}: the name has no suffix; {remedy}"


@pytest.mark.parametrize("command", ["analyze", "matrix", "graph"])
def test_a_missing_folder_is_refused_before_any_work(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, command: str
) -> None:
    path = tmp_path / "无" / {"analyze": "x.json", "matrix": "x.xlsx", "graph": "x.svg"}[command]
    message = _fails(capsys, command, "无此文件.txt", "-o", path)
    assert message == f"{path}: there is no folder {tmp_path / '无'}; create it first"


def test_a_file_is_no_folder_for_a_report(capsys: pytest.CaptureFixture[str], rules: Path) -> None:
    message = _fails(capsys, "report", "无此文件.txt", "-o", rules)
    assert message == f"{rules}: {rules} is a file, not a folder; choose another place"


@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".XLSX"])
def test_matrix_writes_what_it_names(
    capsys: pytest.CaptureFixture[str], rules: Path, tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"义务清单{suffix}"
    assert main(["matrix", str(rules), "-o", str(path)]) == 0
    assert capsys.readouterr() == (f"{path}\n", "")
    assert path.read_bytes()[:2] == (b"\xef\xbb" if suffix == ".csv" else b"PK")


def test_matrix_takes_several_texts(capsys: pytest.CaptureFixture[str], rules: Path, tmp_path: Path) -> None:
    path = tmp_path / "清单.xlsx"
    assert main(["matrix", str(rules), str(rules), "-o", str(path)]) == 0
    capsys.readouterr()
    assert openpyxl.load_workbook(path)["义务清单"].max_row == 1 + 2 * len(document().norms)


@pytest.mark.parametrize(("suffix", "start"), [(".svg", "<svg"), (".html", "<!doctype html>"), (".graphml", "<?xml")])
def test_graph_writes_what_it_names(
    capsys: pytest.CaptureFixture[str], rules: Path, tmp_path: Path, suffix: str, start: str
) -> None:
    path = tmp_path / f"职责图{suffix}"
    assert main(["graph", str(rules), "-o", str(path)]) == 0
    assert capsys.readouterr() == (f"{path}\n", "")
    text = path.read_text(encoding="utf-8")
    assert text.lower().startswith(start)
    assert "县政府办公室" in text


@pytest.mark.parametrize(("suffix", "start"), [(".json", "{"), (".txt", "某县人民政府工作规则\n")])
def test_analyze_writes_what_the_suffix_says(
    capsys: pytest.CaptureFixture[str], rules: Path, tmp_path: Path, suffix: str, start: str
) -> None:
    path = tmp_path / f"分析{suffix}"
    assert main(["analyze", str(rules), "-o", str(path)]) == 0
    assert capsys.readouterr().out == f"{path}\n"
    assert path.read_text(encoding="utf-8").startswith(start)


def test_a_format_is_stronger_than_a_suffix(rules: Path, tmp_path: Path) -> None:
    path = tmp_path / "分析"
    assert main(["analyze", str(rules), "--format", "json", "-o", str(path)]) == 0
    assert path.read_text(encoding="utf-8") == document().to_json()


# --- compare and report ----------------------------------------------------------------------------------------------


def test_compare_prints_a_summary_or_json(capsys: pytest.CaptureFixture[str], rules: Path) -> None:
    assert main(["compare", str(rules), str(rules), "--format", "json"]) == 0
    comparison = json.loads(capsys.readouterr().out)
    assert comparison["schema"] == "zhize.comparison/1"
    assert [pair["type"] for pair in comparison["pairs"]] == ["identical", "identical"]
    assert main(["compare", str(rules), str(rules)]) == 0
    assert "某县人民政府工作规则" in capsys.readouterr().out


@pytest.mark.parametrize(("suffix", "start"), [(".html", b"<!doctype html>"), (".xlsx", b"pk"), (".json", b"{")])
def test_compare_writes_what_it_names(
    capsys: pytest.CaptureFixture[str], rules: Path, tmp_path: Path, suffix: str, start: bytes
) -> None:
    path = tmp_path / f"对照{suffix}"
    assert main(["compare", str(rules), str(rules), "-o", str(path)]) == 0
    assert capsys.readouterr().out == f"{path}\n"
    assert path.read_bytes().lower().startswith(start)


def test_report_of_one_text_stands_in_the_folder(
    capsys: pytest.CaptureFixture[str], rules: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "深" / "out"
    assert main(["report", str(rules), "-o", str(folder)]) == 0
    assert capsys.readouterr() == ("".join(f"{folder / name}\n" for name in REPORT), "")
    assert sorted(path.name for path in folder.iterdir()) == sorted(REPORT)
    assert (folder / "analysis.json").read_text(encoding="utf-8") == document().to_json()


def test_report_of_several_texts_has_a_folder_each_and_a_comparison_of_neighbours(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    names = ["a", "b", "a"]
    for number, name in enumerate(names):
        (tmp_path / f"{number}.json").write_text(document(name).to_json(), encoding="utf-8")
    inputs = [str(tmp_path / f"{number}.json") for number in range(3)]
    folder = tmp_path / "out"
    assert main(["report", *inputs, "-o", str(folder)]) == 0
    expected = [folder / name / file for name in ("a", "b", "a-2") for file in REPORT]
    expected += [folder / "对照-a-b.html", folder / "对照-b-a-2.html"]
    assert capsys.readouterr().out.splitlines() == [str(path) for path in expected]
    assert sorted(path for path in folder.rglob("*") if path.is_file()) == sorted(expected)


def test_one_bad_text_among_several_writes_nothing(
    capsys: pytest.CaptureFixture[str], rules: Path, tmp_path: Path
) -> None:
    _fails(capsys, "report", rules, tmp_path / "无.txt", "-o", tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("ids", "expected"),
    [
        (["-"], ["text"]),
        (["con", "aux.txt", "NUL"], ["con_", "aux.txt_", "NUL_"]),
        (["a/b", "..", 'x<>:"|?*y', "甲 乙"], ["a_b", "text", "x_y", "甲_乙"]),
        (["a", "A", "a", "a-2"], ["a", "A-2", "a-3", "a-2-2"]),
        (["规" * 100], ["规" * 60]),
    ],
)
def test_every_system_takes_the_names_of_the_folders(ids: list[str], expected: list[str]) -> None:
    assert folder_names(ids) == expected


# --- the process -----------------------------------------------------------------------------------------------------


def test_the_seed_from_end_to_end(tmp_path: Path) -> None:
    done = _zhize("report", "sishui-2022", "-o", tmp_path)
    assert (done.returncode, done.stderr.decode()) == (0, "")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(REPORT)


def test_a_summary_of_the_seed(seed: Path) -> None:
    done = _zhize("analyze", seed)
    assert (done.returncode, done.stderr.decode()) == (0, "")
    lines = done.stdout.decode().splitlines()
    assert lines[:5] == [
        "泗水县人民政府工作规则",
        "发布机关  泗水县人民政府（县级）",
        "发文字号  泗政发〔2022〕9号",
        "日期      通过 2022-04-18，印发 2022-04-20，施行 未写明",
        "状态      施行状态未核实",
    ]
    assert max(map(width, lines)) <= 100


@pytest.mark.parametrize("encoding", ["gbk", "cp1252", "ascii"])
def test_standard_output_is_utf8_on_any_code_page(rules: Path, encoding: str) -> None:
    settings = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    for arguments in (["analyze", rules], ["analyze", rules, "--format", "json"], ["--help"]):
        done = _zhize(*arguments, env=settings)
        assert done.returncode == 0
        assert "工作规则" in done.stdout.decode("utf-8")
        assert b"\r" not in done.stdout


def test_an_error_on_a_code_page_without_chinese_is_still_one_line() -> None:
    done = _zhize("analyze", "无.txt", env={**os.environ, "PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"})
    assert done.returncode == 2
    assert done.stderr.splitlines() == [b"zhize: error: \\u65e0.txt: no such file; check the path"]


@pytest.mark.parametrize(
    "arguments", [["--help"], ["analyze", "SEED"], ["analyze", "SEED", "--format", "json"]], ids=" ".join
)
def test_quick_commands_load_nothing_heavy(seed: Path, arguments: list[str]) -> None:
    heavy = HEAVY if arguments == ["--help"] else HEAVY - {"numpy"}  # the learned model reckons with it
    program = (
        "import sys; from zhize.cli import main; code = main(sys.argv[1:]);"
        f"sys.stderr.write(repr((code, sorted({heavy!r} & set(sys.modules)))))"
    )
    command = [sys.executable, "-c", program, *(str(seed) if word == "SEED" else word for word in arguments)]
    done = subprocess.run(command, capture_output=True, check=True, timeout=60)
    assert done.stderr == b"(0, [])"


@POSIX
def test_a_reader_that_has_seen_enough_is_no_error(rules: Path) -> None:
    command = [sys.executable, "-m", "zhize", "analyze", str(rules), "--format", "json"]
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, check=False, timeout=60)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_behind_standard_output_is_one_line(rules: Path) -> None:
    command = [sys.executable, "-m", "zhize", "analyze", str(rules)]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False, timeout=60)
    assert done.returncode == 2
    assert done.stderr.decode() == (
        "zhize: error: standard output: cannot be written (No space left on device); check the disk, or use -o\n"
    )


def test_a_notebook_reads_what_is_printed(rules: Path) -> None:
    with redirect_stdout(StringIO()) as printed:
        assert main(["analyze", str(rules), "--format", "json"]) == 0
    assert printed.getvalue() == document().to_json()


def _heed_ctrl_c() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@POSIX
def test_ctrl_c_ends_quietly() -> None:
    command = [sys.executable, "-m", "zhize", "analyze", "-"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    # A suite that runs in the background of a shell ignores the signal, and so would its children.
    with subprocess.Popen(command, preexec_fn=_heed_ctrl_c, **pipes) as process:  # noqa: PLW1509  # one thread here
        time.sleep(1.5)  # it waits for standard input by now
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err) == (130, b"", b"zhize: interrupted\n")


# --- progress --------------------------------------------------------------------------------------------------------


def test_progress_shows_what_lasts_on_a_terminal_only(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zhize.cli.progress._PATIENCE", 0.05)
    with Progress() as progress:
        progress.step("甲")
        time.sleep(0.2)
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with Progress() as progress:
        progress.step("analysing 甲")
        time.sleep(0.3)
        progress.step("乙")
    assert capsys.readouterr().err == "\rzhize: analysing 甲 …\rzhize: 乙 …" + " " * 10 + "\r" + " " * 11 + "\r"
    with Progress() as progress:
        progress.step("quick")
    assert capsys.readouterr().err == ""
