"""Install what lies in the folder above into its own virtual environment, without a network.

Started by 安装.bat and install.sh with a Python of the machine; standard library only. With --fits it says nothing
and ends with 0 if this Python can be used, so that those two look for one without knowing more.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import os
import platform
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

PROGRAM = Path(__file__).resolve().parent
BUNDLE = PROGRAM.parent
SYSTEMS = {"win32": "windows", "linux": "linux"}
MACHINES = frozenset({"amd64", "x86_64"})
BITS = 8 * struct.calcsize("P")
GLIBC = (2, 28)  # what the wheels for Linux were built for


class Refusal(Exception):  # noqa: N818  # what is said to the reader, not a fault of the program
    """What stands in the way, in one line."""


def main(arguments: list[str] | None = None) -> int:
    """Install; return 0 if all is done, 2 if something stands in the way."""
    parser = argparse.ArgumentParser(description="安装职责（Zhize），不连接网络")
    parser.add_argument("--fits", action="store_true", help="只检查这个Python能不能用")
    parser.add_argument("--venv", type=Path, default=BUNDLE / "venv", metavar="DIR", help="装到哪个文件夹")
    options = parser.parse_args(arguments)
    if options.fits:
        return 0 if BITS == 64 and needs().is_file() else 2  # noqa: PLR2004
    # A console of another code page shows a question mark instead of ending with an error.
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        install(options.venv)
    except Refusal as refusal:
        print(f"没有装成：{refusal}")
        return 2
    return 0


def needs() -> Path:
    """Return the list of what this Python on this system needs; it is not there for others."""
    system = SYSTEMS.get(sys.platform, sys.platform)
    return PROGRAM / f"requirements-{system}-{sys.version_info[0]}.{sys.version_info[1]}.txt"


def install(venv: Path) -> None:
    """Check the machine and the files, then make the environment and fill it.

    The mark `installed` comes last: where it is missing, the next run starts anew.

    Raises:
        Refusal: the machine or the bundle is not fit, or pip fails.
    """
    print(f"Python {platform.python_version()}  {sys.executable}")
    fit()
    print("1/4 核对文件……")
    whole()
    print("2/4 建立运行环境……")
    mark = venv / "installed"
    if venv.exists() and not (venv / "pyvenv.cfg").exists() and any(venv.iterdir()):
        raise Refusal(f"{venv} 是别的文件夹，不是运行环境；请把它移开，或用 --venv 另选一个")
    mark.unlink(missing_ok=True)
    run([sys.executable, "-m", "venv", "--clear", "--without-pip", str(venv)], "不能建立运行环境")
    python = venv / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    print("3/4 安装（一两分钟）……")
    # pip comes with the bundle: many a Linux has Python without it.
    pip = [str(python), str(next((BUNDLE / "wheels").glob("pip-*.whl")) / "pip"), "install", "--quiet"]
    pip += ["--disable-pip-version-check", "--no-index", "--find-links", str(BUNDLE / "wheels")]
    run([*pip, "--require-hashes", "-r", str(needs())], "pip 安装失败")
    print("4/4 试运行……")
    with tempfile.TemporaryDirectory() as folder:
        # A report needs nearly all that was installed.
        run([str(python), "-m", "zhize", "report", "sishui-2022", "-o", folder], "装好了，但试运行失败")
    mark.write_text(platform.python_version() + "\n", encoding="utf-8")
    start = "把文件拖到 职责.bat 上，或双击它" if sys.platform == "win32" else "运行 sh zhize.sh 文件"
    print(f"装好了。{start}；用法见 使用手册.html。")


def fit() -> None:
    """Raise `Refusal` if this machine is not one that the bundle is for."""
    system = SYSTEMS.get(sys.platform, sys.platform)
    there = sorted(file.stem.rpartition("-")[2] for file in PROGRAM.glob(f"requirements-{system}-*.txt"))
    if not there:
        raise Refusal(f"安装包不用于这个系统（{sys.platform}）")
    if platform.machine().lower() not in MACHINES:
        raise Refusal(f"这台机器的处理器是 {platform.machine()}，安装包只用于 x86-64（AMD64）")
    if BITS != 64:  # noqa: PLR2004
        raise Refusal(f"这个Python是 {BITS} 位的；请安装 64 位的Python")
    if not needs().is_file():
        raise Refusal(f"这个Python是 {platform.python_version()}；需要 {'、'.join(there)}（任一）")
    if sys.platform == "win32":
        # The segmenter and spaCy need it; the other wheels bring their own.
        try:
            ctypes.WinDLL("msvcp140.dll")
        except OSError as error:
            raise Refusal("缺少微软 VC++ 运行库（msvcp140.dll）；请先安装微软的 vc_redist.x64.exe") from error
    library, version = platform.libc_ver()
    if library == "glibc" and tuple(map(int, version.split(".")[:2])) < GLIBC:
        raise Refusal(f"系统的 glibc 是 {version}，至少要 {'.'.join(map(str, GLIBC))}")


def whole() -> None:
    """Raise `Refusal` if a file of the bundle is missing or is not what it was."""
    for line in (BUNDLE / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        digest, _, name = line.partition("  ")
        file = BUNDLE / name
        if not file.is_file():
            raise Refusal(f"缺少文件 {name}；请重新复制整个文件夹")
        with file.open("rb") as opened:
            if hashlib.file_digest(opened, "sha256").hexdigest() != digest:
                raise Refusal(f"文件 {name} 与打包时不同；请重新复制整个文件夹")


def run(command: list[str], failed: str) -> None:
    """Run a command that hears of no pip settings of this machine; raise `Refusal` with its last words."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PIP_", "PYTHON"))}
    environment |= {"PIP_CONFIG_FILE": os.devnull, "PYTHONUTF8": "1"}
    done = subprocess.run(
        command, env=environment, capture_output=True, encoding="utf-8", errors="replace", check=False
    )
    if done.returncode:
        said = [line for line in (done.stderr or done.stdout).splitlines() if line.strip()]
        raise Refusal(f"{failed}：{said[-1] if said else done.returncode}")


if __name__ == "__main__":
    raise SystemExit(main())
