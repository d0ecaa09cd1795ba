"""The bundle for offices without a network: what goes into it, what starts it, what it says where it cannot go on.

Wheels are made here and fetched by the real pip from a folder; `make bundle-test` builds and installs the whole.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import zipfile
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from openpyxl import load_workbook

from zhize.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

ROOT = Path(__file__).parents[1]
PACKAGING = ROOT / "packaging"
BATCHES = ("install.bat", "start.bat")
# %* and %~dp0 and %~1 are the arguments; %NAME% a variable.
PERCENT = re.compile(r"%(?:\*|~dp0|~1|[A-Z]+%)")
LICENCES = {"leaf": "License: The MIT License\n  and its whole text", "deep": "License-Expression: Apache-2.0"}
NEEDS = {
    "root": ["leaf[more]>=1", "winonly; sys_platform == 'win32'", "tested; extra == 'dev'"],
    "leaf": ["deep; extra == 'more'", "old; python_version < '3.12'"],
}


class Parts(NamedTuple):
    """The scripts of packaging/."""

    wheels: ModuleType
    licences: ModuleType
    handbook: ModuleType
    bundle: ModuleType
    install: ModuleType
    start: ModuleType


@pytest.fixture(scope="module")
def parts() -> Iterator[Parts]:
    """They import one another by their names."""
    sys.path.insert(0, str(PACKAGING))
    sys.path.insert(0, str(PACKAGING / "program"))
    yield Parts(*map(import_module, Parts._fields))
    for name in Parts._fields:
        del sys.modules[name]
    sys.path.remove(str(PACKAGING))
    sys.path.remove(str(PACKAGING / "program"))


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of small wheels and the requirements.txt that pins them."""
    folder = tmp_path_factory.mktemp("index")
    lines = []
    for name in ("root", "leaf", "deep", "old", "winonly", "tested"):
        tag = "cp312-cp312-win_amd64" if name == "winonly" else "py3-none-any"
        file = folder / f"{name}-1.0-{tag}.whl"
        with zipfile.ZipFile(file, "w") as archive:
            needs = "".join(f"Requires-Dist: {need}\n" for need in NEEDS.get(name, []))
            extra = "Provides-Extra: more\nProvides-Extra: dev\n"
            licence = LICENCES.get(name, "Classifier: License :: OSI Approved :: BSD License")
            archive.writestr(
                f"{name}-1.0.dist-info/METADATA",
                f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n{licence}\n{extra}{needs}\n",
            )
            archive.writestr(f"{name}-1.0.dist-info/WHEEL", f"Wheel-Version: 1.0\nTag: {tag}\n")
            archive.writestr(f"{name}-1.0.dist-info/licenses/LICENSE", "words")
            archive.writestr(f"{name}-1.0.dist-info/RECORD", "")
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        marker = " ; python_full_version < '3.12'" if name == "old" else ""
        lines.append(f"{name}==1.0{marker} \\\n    --hash=sha256:{digest}\n")
    (folder / "requirements.txt").write_text("# pinned\n" + "".join(lines), encoding="utf-8")
    return folder


@pytest.fixture
def offline(index: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Pip sees the small wheels and nothing else."""
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(index))
    monkeypatch.setenv("PIP_DISABLE_PIP_VERSION_CHECK", "1")
    return index


def test_the_requirements_of_the_project_are_read_whole(parts: Parts) -> None:
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    pins = parts.wheels.pinned(text)
    assert len(pins) == len(re.findall(r"^[A-Za-z0-9]", text, re.MULTILINE))
    assert sum(len(pin.hashes) for pin in pins) == text.count("--hash=")
    assert {pin.name for pin in pins if not pin.hashes} == set()


@pytest.mark.parametrize(
    ("system", "python", "names"),
    [
        ("windows", "3.12", ["deep", "leaf", "root", "winonly"]),
        ("linux", "3.11", ["deep", "leaf", "old", "root"]),
    ],
)
def test_a_machine_gets_what_it_needs_and_nothing_else(
    parts: Parts, offline: Path, tmp_path: Path, system: str, python: str, names: list[str]
) -> None:
    target = parts.wheels.Target(system=system, python=python)
    pins = parts.wheels.fitting(parts.wheels.pinned((offline / "requirements.txt").read_text(encoding="utf-8")), target)
    found = parts.wheels.needed(["root"], pins, target, tmp_path)
    assert [pin.name for pin in found] == names
    assert sorted(file.name.partition("-")[0] for file in tmp_path.iterdir()) == names


def test_a_wheel_that_cannot_be_had_is_named(parts: Parts, offline: Path, tmp_path: Path) -> None:
    target = parts.wheels.Target(system="windows", python="3.13")
    pins = parts.wheels.fitting(parts.wheels.pinned((offline / "requirements.txt").read_text(encoding="utf-8")), target)
    with pytest.raises(
        InputError, match=r"^winonly==1\.0: no wheel for windows, Python 3\.13 .*; leave that machine out"
    ):
        parts.wheels.needed(["root"], pins, target, tmp_path)


def test_a_wheel_that_is_not_the_pinned_one_is_refused(parts: Parts, offline: Path, tmp_path: Path) -> None:
    pin = parts.wheels.Pinned(name="deep", version="1.0", marker=None, hashes=(f"--hash=sha256:{'0' * 64}",))
    with pytest.raises(InputError, match=r"no wheel for linux, Python 3\.12"):
        parts.wheels.download([pin], parts.wheels.Target(system="linux", python="3.12"), tmp_path)
    assert offline.exists()
    assert list(tmp_path.iterdir()) == []


def test_what_is_not_pinned_is_not_fetched(parts: Parts, tmp_path: Path) -> None:
    with pytest.raises(
        InputError, match=r"requirements\.txt: root is needed .linux, Python 3\.12. but not pinned; make requirements"
    ):
        parts.wheels.needed(["root"], {}, parts.wheels.Target(system="linux", python="3.12"), tmp_path)


def test_the_licences_are_those_of_the_wheels(parts: Parts, index: Path) -> None:
    told = parts.licences.table(index.glob("*.whl"))
    assert "leaf 1.0\n    The MIT License\n    leaf-1.0.dist-info/licenses/LICENSE\n" in told
    assert "deep 1.0\n    Apache-2.0\n" in told
    assert "old 1.0\n    BSD License\n" in told
    assert len(re.findall(r"^\S+ 1\.0$", told, re.MULTILINE)) == len(list(index.glob("*.whl")))


def test_another_folder_is_not_replaced(parts: Parts, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.txt").write_text("x", encoding="utf-8")
    assert parts.bundle.main(["-o", str(tmp_path)]) == 2
    assert capsys.readouterr().err == (
        f"bundle: {tmp_path}: not a bundle, and not empty; move it away or name another folder\n"
    )
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]


@pytest.fixture
def written(parts: Parts, tmp_path: Path) -> Path:
    """A bundle without wheels, in a folder whose name is as people's are."""
    folder = tmp_path / "县 政府" / "离线 (1)"
    (folder / "program").mkdir(parents=True)
    parts.bundle.write(parts.bundle.Order(systems=("windows", "linux"), pythons=("3.12",)), folder)
    for file in (PACKAGING / "program").glob("*.py"):
        (folder / "program" / file.name).write_bytes(file.read_bytes())
    return folder


@pytest.mark.parametrize(("template", "name"), [("install.bat", "安装.bat"), ("start.bat", "职责.bat")])
def test_a_batch_file_is_what_cmd_reads_in_any_code_page(written: Path, template: str, name: str) -> None:
    data = (written / name).read_bytes()
    text = data.decode("ascii")
    assert data.count(b"\n") == data.count(b"\r\n")
    assert "%" not in PERCENT.sub("", text)
    # A path with blanks or brackets breaks what is not quoted, and brackets inside a block end it.
    assert [line for line in text.splitlines() if "%HERE%" in line and '"%HERE%' not in line] == []
    assert "(" not in re.sub(r"^(?:echo|rem) .*$", "", text, flags=re.MULTILINE)
    labels = set(re.findall(r"^:(\w+)", text, re.MULTILINE))
    assert set(re.findall(r"(?:goto |call :)(\w+)", text)) == labels
    assert (PACKAGING / "templates" / template).read_text(encoding="utf-8") == text.replace("\r\n", "\n")


@pytest.mark.parametrize("name", ["install.sh", "zhize.sh"])
def test_a_shell_script_is_one(written: Path, name: str) -> None:
    assert b"\r" not in (written / name).read_bytes()
    assert os.access(written / name, os.X_OK)
    subprocess.run(["/bin/sh", "-n", written / name], check=True)


def test_without_a_python_that_fits_it_says_which_would(written: Path) -> None:
    # No list of requirements lies there for any Python.
    done = subprocess.run(["/bin/sh", written / "install.sh"], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 2
    assert done.stderr.replace("\r", "").startswith("没有找到合适的Python。需要64位的Python 3.12（任一）。\n")
    assert not (written / "venv").exists()


def test_without_an_installation_it_says_how_to_make_one(written: Path) -> None:
    done = subprocess.run(["/bin/sh", written / "zhize.sh"], capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (2, f'还没有安装，请先运行：sh "{written}/install.sh"\n')


def _install(folder: Path) -> subprocess.CompletedProcess[str]:
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    (folder / "program" / f"requirements-linux-{version}.txt").write_text("", encoding="utf-8")
    command = ["/bin/sh", str(folder / "install.sh")]
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin"}
    return subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)


@pytest.mark.skipif(sys.platform != "linux", reason="install.sh is for Linux")
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "缺少文件 LICENSE；请重新复制整个文件夹"),
        ("other", "文件 LICENSE 与打包时不同；请重新复制整个文件夹"),
    ],
)
def test_a_copy_that_is_not_whole_is_not_installed(written: Path, content: str | None, said: str) -> None:
    (written / "SHA256SUMS").write_text(f"{hashlib.sha256(b'words').hexdigest()}  LICENSE\n", encoding="utf-8")
    if content is not None:
        (written / "LICENSE").write_text(content, encoding="utf-8")
    done = _install(written)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (2, f"没有装成：{said}")
    assert not (written / "venv").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="install.sh is for Linux")
def test_a_folder_of_other_things_is_not_emptied(written: Path) -> None:
    (written / "SHA256SUMS").write_text("", encoding="utf-8")
    (written / "venv").mkdir()
    (written / "venv" / "论文.docx").write_text("x", encoding="utf-8")
    done = _install(written)
    assert done.returncode == 2
    assert "是别的文件夹，不是运行环境" in done.stdout
    assert (written / "venv" / "论文.docx").exists()


def test_a_dragged_file_gets_its_report_beside_it(parts: Parts, tmp_path: Path) -> None:
    file = tmp_path / "规则 (1)&改.txt"
    file.write_text("第一条　县政府办公室应当及时回复。\n", encoding="utf-8")
    assert parts.start.start([str(file)]) == 0
    assert (tmp_path / "规则 (1)&改-职责" / "report.html").is_file()


def test_a_dragged_workbook_is_read_back(
    parts: Parts, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("规则.txt").write_text("第一条　县政府办公室应当及时回复。\n", encoding="utf-8")
    assert parts.start.start(["matrix", "规则.txt", "-o", "义务清单.xlsx"]) == 0
    workbook = load_workbook("义务清单.xlsx")
    sheet = workbook["义务清单"]
    [column] = [cell.column for cell in sheet[1] if cell.value == "复核"]
    sheet.cell(row=2, column=column, value="确认")
    workbook.save("义务清单.xlsx")
    assert parts.start.start([str(tmp_path / "义务清单.xlsx")]) == 0
    assert "规则.复核.json" in capsys.readouterr().out
    assert sorted(path.name for path in tmp_path.iterdir()) == ["义务清单.xlsx", "规则.txt", "规则.复核.json"]


def test_the_menu_writes_a_form_and_reads_a_workbook(
    parts: Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "规则.txt"
    file.write_text("第一条　县政府办公室应当及时回复。\n", encoding="utf-8")
    answers = iter(["3", str(file), "0"])
    monkeypatch.setattr("builtins.input", lambda _: next(answers))
    assert parts.start.start([]) == 0
    assert (tmp_path / "规则-任务分工表.docx").is_file()


def test_a_command_is_passed_on(parts: Parts, capsys: pytest.CaptureFixture[str]) -> None:
    assert parts.start.start(["show", "sishui-2022", "第三条"]) == 0
    assert capsys.readouterr().out.startswith("三、")


@pytest.mark.parametrize("answers", ["0\n", "", "1\n没有的文件.txt\n9\n0\n"])
def test_the_menu_ends(written: Path, answers: str) -> None:
    command = [sys.executable, str(written / "program" / "start.py")]
    done = subprocess.run(command, input=answers, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert ("没有这个文件：没有的文件.txt" in done.stdout) == ("没有的文件" in answers)


def test_the_manual_is_one_page(parts: Parts) -> None:
    html = parts.handbook.page(parts.bundle.MANUAL, ROOT / "docs")
    assert re.findall(r'(?:src|href)="(?!data:|#|https?://)', html) == []
    assert re.findall(r'<(?:script|link)\b|src="http|url\(', html) == []
    assert set(re.findall(r'href="#([^"]+)"', html)) == set(re.findall(r'id="([^"]+)"', html))
    # No blank where a line of the source ended between Chinese characters.
    prose = re.sub(r"<(pre|code)>.*?</\1>", "x", html, flags=re.DOTALL)
    assert re.findall(r"[\u4e00-\u9fff，。；][\n ][\u4e00-\u9fff]", prose) == []


def test_a_manual_that_leads_out_of_its_page_is_refused(parts: Parts, tmp_path: Path) -> None:
    file = tmp_path / "manual.md"
    file.write_text("# 手册\n\n见[复核](review.md)。\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"manual\.md: a link to review\.md; the manual is one page"):
        parts.handbook.page(file, tmp_path)


def test_a_zip_gives_back_the_folder(parts: Parts, written: Path, tmp_path: Path) -> None:
    packed = parts.bundle.pack(written, tmp_path / "x.zip")
    with zipfile.ZipFile(packed) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
        assert archive.getinfo(f"{written.name}/install.sh").external_attr >> 16 & 0o111
    assert held == {
        file.relative_to(written.parent).as_posix(): file.read_bytes() for file in parts.bundle.files(written)
    }
