"""``python -m zhize`` is the command ``zhize``."""

from __future__ import annotations

import sys

from zhize.cli import main

if __name__ == "__main__":
    sys.exit(main())
