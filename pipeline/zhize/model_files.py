"""Where the learned models lie, and how a file of weights is read."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import msgspec

from zhize.errors import InputError

_PACKAGE = Path(__file__).parent
# In a wheel the models lie inside the package; in a checkout, at the root of the repository.
_FOLDERS = (_PACKAGE / "models", _PACKAGE.parents[1] / "models")
_REMEDY = "install zhize again"

T = TypeVar("T")


def model_folder(model: str) -> Path:
    """Return the folder of a model: ``models/MODEL``; it need not be there."""
    return next((folder for folder in _FOLDERS if folder.is_dir()), _FOLDERS[0]) / model


def read_weights(path: Path, schema: type[T], what: str) -> T:
    """Return the weights of a JSON file.

    Args:
        path: the file.
        schema: a struct that says what it may hold.
        what: what it is, for the error: ``the model of norms``.

    Raises:
        InputError: the file is missing or broken.
    """
    try:
        return msgspec.json.decode(path.read_bytes(), type=schema)
    except FileNotFoundError as error:
        raise InputError(f"{what} is missing", where=str(path), remedy=_REMEDY) from error
    except OSError as error:
        raise InputError(f"{what} cannot be read ({error.strerror})", where=str(path), remedy=_REMEDY) from error
    except (msgspec.MsgspecError, ValueError) as error:
        raise InputError(f"{what} is broken", where=str(path), remedy=_REMEDY) from error
