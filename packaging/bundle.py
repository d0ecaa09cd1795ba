"""Make the folder that an office without a network installs from: wheels, starters, the manual, licences, checksums.

    python packaging/bundle.py -o out/bundle [--platform windows|linux|both] [--python 3.12 …] [--no-zip]

The folder is built beside its place and moved there when it is whole. Wheels come from the index that pip knows here,
each held to its hash in requirements.txt; that is the only part that needs a network.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from dataclasses import dataclass
from pathlib import Path

from handbook import page
from licences import table
from wheels import Pinned, Target, download, fitting, needed, pinned

from zhize import __version__
from zhize.errors import InputError, OutputError, ZhizeError

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
PYTHONS = ("3.11", "3.12", "3.13")
SYSTEMS = {"windows": "Windows", "linux": "Linux"}
# Template → its name in the bundle, and the system that it is for.
STARTERS = (
    ("install.bat", "安装.bat", "windows"),
    ("start.bat", "职责.bat", "windows"),
    ("install.sh", "install.sh", "linux"),
    ("zhize.sh", "zhize.sh", "linux"),
)
# What is read where nothing runs yet.
TOLD = (
    ("readme.txt", "说明.txt"),
    ("no-python.txt", "program/no-python.txt"),
    ("not-installed.txt", "program/not-installed.txt"),
)
MANUAL = ROOT / "docs" / "site" / "zh" / "handbook.md"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a bundle is to hold."""

    systems: tuple[str, ...]  # windows, linux
    pythons: tuple[str, ...]  # 3.12

    def targets(self) -> list[Target]:
        """Return the machines that it is for."""
        return [Target(system=system, python=python) for system in self.systems for python in self.pythons]


def main(arguments: list[str] | None = None) -> int:
    """Run the command; return 0, or 2 where a wheel cannot be had or the folder cannot be written."""
    parser = argparse.ArgumentParser(description="Make the folder that an office without a network installs from.")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="DIR", help="folder to make anew")
    parser.add_argument("--platform", choices=[*SYSTEMS, "both"], default="both")
    parser.add_argument("--python", nargs="+", choices=PYTHONS, default=PYTHONS, help="default: all of them")
    parser.add_argument("--no-zip", action="store_true", help="no DIR.zip beside the folder")
    options = parser.parse_args(arguments)
    systems = tuple(SYSTEMS) if options.platform == "both" else (options.platform,)
    try:
        make(Order(systems=systems, pythons=tuple(options.python)), options.output, zipped=not options.no_zip)
    except ZhizeError as error:
        print(f"bundle: {error}", file=sys.stderr)
        return 2
    return 0


def make(order: Order, output: Path, *, zipped: bool) -> None:
    """Write a bundle to `output`, and `output`.zip.

    Raises:
        InputError: a wheel cannot be had.
        OutputError: `output` is some other folder.
    """
    if output.exists() and not (output / "SHA256SUMS").is_file() and (not output.is_dir() or any(output.iterdir())):
        raise OutputError(
            "not a bundle, and not empty", where=str(output), remedy="move it away or name another folder"
        )
    output.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=output.parent, prefix=".bundle-") as work:
        folder = Path(work) / output.name
        fill(order, folder)
        packed = pack(folder, Path(work) / f"{output.name}.zip") if zipped else None
        if output.exists():
            shutil.rmtree(output)
        folder.rename(output)
        if packed:
            packed.replace(output.with_name(packed.name))
    size = sum(file.stat().st_size for file in output.rglob("*") if file.is_file())
    print(f"{output}: {len(list((output / 'wheels').iterdir()))} wheels, {size / 1e6:.0f} MB")


def fill(order: Order, folder: Path) -> None:
    """Write all that a bundle holds into a folder; the checksums last."""
    wheels, program = folder / "wheels", folder / "program"
    wheels.mkdir(parents=True)
    program.mkdir()
    own = build(wheels)
    pins = pinned((ROOT / "requirements.txt").read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for target in order.targets():
        print(f"fetching for {target}", flush=True)
        download(pinned((HERE / "templates" / "pip.txt").read_text(encoding="utf-8")), target, wheels)
        found = needed(project["dependencies"], fitting(pins, target), target, wheels)
        lines = "".join(pin.line() for pin in (*found, own))
        (program / f"requirements-{target.system}-{target.python}.txt").write_text(lines, encoding="utf-8")
    for file in sorted((HERE / "program").glob("*.py")):
        shutil.copyfile(file, program / file.name)
    write(order, folder)
    shutil.copyfile(ROOT / "LICENSE", folder / "LICENSE")
    (folder / "使用手册.html").write_text(page(MANUAL, ROOT / "docs"), encoding="utf-8")
    (folder / "第三方许可.txt").write_text(table(wheels.glob("*.whl")), encoding="utf-8-sig")
    sums = "".join(f"{digest(file)}  {file.relative_to(folder).as_posix()}\n" for file in files(folder))
    (folder / "SHA256SUMS").write_text(sums, encoding="utf-8", newline="\n")


def build(folder: Path) -> Pinned:
    """Build the project's own wheel into a folder; return its version and hash."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise InputError(done.stderr.strip().splitlines()[-1], where="hatchling build", remedy="mend pyproject.toml")
    [wheel] = folder.glob("zhize-*.whl")
    return Pinned(name="zhize", version=__version__, marker=None, hashes=(f"--hash=sha256:{digest(wheel)}",))


def write(order: Order, folder: Path) -> None:
    """Write the starters and what is read before anything runs."""
    words = {
        "version": __version__,
        "pythons": "、".join(order.pythons),
        "systems": "、".join(SYSTEMS[system] for system in order.systems),
    }
    for template, name, system in STARTERS:
        if system in order.systems:
            text = (HERE / "templates" / template).read_text(encoding="utf-8")
            # cmd loses its labels in a file without CR, sh stumbles over one with it.
            file = folder / name
            file.write_text(text, encoding="utf-8", newline="\r\n" if system == "windows" else "\n")
            file.chmod(0o755)
    for template, name in TOLD:
        text = (HERE / "templates" / template).read_text(encoding="utf-8").format(**words)
        (folder / name).write_text(text, encoding="utf-8", newline="\r\n" if "windows" in order.systems else "\n")


def pack(folder: Path, file: Path) -> Path:
    """Write a zip of a folder, its name at the head of each path; return the file."""
    with zipfile.ZipFile(file, "w") as archive:
        for each in files(folder):
            # A wheel is compressed already.
            method = zipfile.ZIP_STORED if each.suffix == ".whl" else zipfile.ZIP_DEFLATED
            archive.write(each, each.relative_to(folder.parent), compress_type=method)
    return file


def files(folder: Path) -> list[Path]:
    """Return the files below a folder, in order."""
    return sorted(each for each in folder.rglob("*") if each.is_file())


def digest(file: Path) -> str:
    """Return the SHA-256 of a file."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


if __name__ == "__main__":
    raise SystemExit(main())
