"""Where the shipped definitions are: beside the source in a checkout, inside the package in a wheel."""

from __future__ import annotations

from pathlib import Path

import thuocdo

_PACKAGE = Path(thuocdo.__file__).resolve().parent


def catalogues_root() -> Path:
    """The folder of the shipped catalogues."""
    packaged = _PACKAGE / "catalogues"
    return packaged if packaged.is_dir() else _PACKAGE.parent.parent / "catalogues"
