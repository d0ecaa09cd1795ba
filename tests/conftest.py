"""Fixtures that every test file may use."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def seed() -> Path:
    """The regulation that the project starts from."""
    return ROOT / "corpora" / "sishui-2022.txt"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of gold and laws that lies beside the repository on the project's own machines."""
    folder = ROOT.parent / "shared"
    if not (folder / "gold").is_dir():
        pytest.skip("measured on ../shared (gold and laws), which is not here")
    return folder
