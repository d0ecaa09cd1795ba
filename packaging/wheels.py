"""What the product needs to run on a machine, of the exact versions in requirements.txt, fetched as wheels.

`requirements.txt` pins everything, what developers need too. `needed` walks from the dependencies in pyproject.toml
through the metadata of the wheels themselves, so that a bundle holds what is imported and nothing else.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from email import message_from_bytes
from pathlib import Path
from typing import TYPE_CHECKING

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename

from zhize.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from email.message import Message

# Wheels of these tags run on glibc 2.28 (Debian 10, 2019); newer tags would not.
GLIBC = ("2_5", "2_12", "2_17", "2_24", "2_26", "2_27", "2_28")
PLATFORMS = {
    "windows": ("win_amd64",),
    "linux": (*(f"manylinux_{version}_x86_64" for version in GLIBC), "manylinux2014_x86_64", "linux_x86_64"),
}
MARKERS = {
    "windows": {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64"},
    "linux": {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix", "platform_machine": "x86_64"},
}
PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>\S+)(?: ; (?P<marker>.*?))?(?: \\)?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A kind of machine that a bundle is made for."""

    system: str  # windows or linux, x86-64
    python: str  # 3.12

    def environment(self) -> dict[str, str]:
        """Return what the markers of requirements ask of such a machine."""
        return {
            **MARKERS[self.system],
            "python_version": self.python,
            "python_full_version": f"{self.python}.9",  # some markers name a patch, none a later one
            "implementation_name": "cpython",
            "platform_python_implementation": "CPython",
        }

    def options(self) -> list[str]:
        """Return what makes pip fetch for such a machine."""
        platforms = [word for platform in PLATFORMS[self.system] for word in ("--platform", platform)]
        digits = self.python.replace(".", "")
        abis = [word for abi in (f"cp{digits}", "abi3", "none") for word in ("--abi", abi)]
        return [*platforms, "--python-version", self.python, "--implementation", "cp", *abis]

    def __str__(self) -> str:
        """Name it for a message."""
        return f"{self.system}, Python {self.python}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pinned:
    """An exact version in requirements.txt."""

    name: str  # as canonicalize_name writes it
    version: str
    marker: Marker | None  # the machines that it is for; None: all
    hashes: tuple[str, ...]  # --hash=sha256:…

    def line(self) -> str:
        """Return it as pip reads it, without the marker."""
        return " \\\n    ".join([f"{self.name}=={self.version}", *self.hashes]) + "\n"


def pinned(text: str) -> tuple[Pinned, ...]:
    """Return the versions that a file of hashed requirements names, in its order."""
    found: list[Pinned] = []
    for block in re.split(r"(?<!\\)\n", text):
        head, *rest = block.split("\n")
        if match := PIN.match(head):
            found.append(
                Pinned(
                    name=canonicalize_name(match["name"]),
                    version=match["version"],
                    marker=Marker(match["marker"]) if match["marker"] else None,
                    hashes=tuple(line.strip(" \\") for line in rest),
                )
            )
    return tuple(found)


def fitting(pins: Iterable[Pinned], target: Target) -> dict[str, Pinned]:
    """Return, by name, the versions that a machine gets."""
    environment = target.environment()
    return {pin.name: pin for pin in pins if pin.marker is None or pin.marker.evaluate(environment)}


def needed(dependencies: Sequence[str], pins: Mapping[str, Pinned], target: Target, folder: Path) -> tuple[Pinned, ...]:
    """Fetch into `folder` the wheels of `dependencies` and of all that they need in turn; return them by name.

    Raises:
        InputError: a package is not pinned, or has no wheel for the machine.
    """
    found: dict[tuple[str, str], Pinned] = {}
    asked = [Requirement(dependency) for dependency in dependencies]
    while asked:
        new = {
            (canonicalize_name(requirement.name), extra): requirement
            for requirement in asked
            for extra in ("", *requirement.extras)
            if (canonicalize_name(requirement.name), extra) not in found
        }
        for name, extra in new:
            if name not in pins:
                raise InputError(
                    f"{name} is needed ({target}) but not pinned", where="requirements.txt", remedy="make requirements"
                )
            found[name, extra] = pins[name]
        download({found[key] for key in new}, target, folder)
        asked = [
            requirement
            for key in new
            for requirement in requirements(metadata(wheel_of(found[key], target, folder)), key[1], target)
        ]
    return tuple(sorted(set(found.values()), key=lambda pin: pin.name))


def requirements(data: Message, extra: str, target: Target) -> list[Requirement]:
    """Return what the metadata of a wheel asks for on a machine, with an extra or without ("")."""
    environment = {**target.environment(), "extra": extra}
    every = [Requirement(line) for line in data.get_all("Requires-Dist", [])]
    return [each for each in every if each.marker is None or each.marker.evaluate(environment)]


def download(pins: Iterable[Pinned], target: Target, folder: Path) -> None:
    """Fetch wheels, each held to its hashes.

    Raises:
        InputError: one cannot be had; the message names it.
    """
    lines = "".join(sorted(pin.line() for pin in pins))
    if not lines:
        return
    with tempfile.TemporaryDirectory() as work:
        file = Path(work) / "requirements.txt"
        file.write_text(lines, encoding="utf-8")
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
        command += ["--only-binary", ":all:", "--require-hashes", *target.options(), "-d", str(folder), "-r", str(file)]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        said = [line for line in done.stderr.split("\n") if line.startswith("ERROR:")]
        named = re.search(r"(?:requirement|distribution found for) (\S+==\S+)", done.stderr)
        what = named[1] if named else "a package"
        why = said[-1].removeprefix("ERROR: ") if said else f"pip ended with {done.returncode}"
        remedy = "leave that machine out with --platform or --python"
        raise InputError(f"no wheel for {target} ({why})", where=what, remedy=remedy)


def wheel_of(pin: Pinned, target: Target, folder: Path) -> Path:
    """Return the file that was fetched for a machine."""
    digits = target.python.replace(".", "")
    platforms = {"any", *PLATFORMS[target.system]}
    for file in sorted(folder.glob("*.whl")):
        name, version, _build, tags = parse_wheel_filename(file.name)
        fits = any(
            (tag.interpreter == f"cp{digits}" or tag.abi in {"abi3", "none"}) and tag.platform in platforms
            for tag in tags
        )
        if (name, str(version)) == (pin.name, pin.version) and fits:
            return file
    asked = f"{pin.name}=={pin.version}"
    raise InputError(f"pip fetched no wheel for {target}", where=asked, remedy=f"look at what lies in {folder}")


def metadata(wheel: Path) -> Message:
    """Return what a wheel says of itself."""
    with zipfile.ZipFile(wheel) as archive:
        [name] = [name for name in archive.namelist() if re.fullmatch(r"[^/]+\.dist-info/METADATA", name)]
        return message_from_bytes(archive.read(name))
