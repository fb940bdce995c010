"""Third-party files put beside the package by the build: where they are, and single icons out of them."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import thuocdo

ICON_SPRITE = "bootstrap-icons/bootstrap-icons.svg"
_SYMBOL = re.compile(
    r'<symbol[^>]*?viewBox="(?P<box>[^"]+)"[^>]*?id="(?P<id>[^"]+)"[^>]*>(?P<body>.*?)</symbol>', re.S
)


def vendor_path(name: str) -> Path:
    """The place of one third-party file, whether it is there or not."""
    return Path(thuocdo.__file__).resolve().parent / "assets" / "vendor" / name


@cache
def icons() -> dict[str, tuple[str, str]]:
    """Every icon by its name: view box and drawing. Empty where the assets were not built."""
    sprite = vendor_path(ICON_SPRITE)
    if not sprite.is_file():
        return {}
    found = _SYMBOL.finditer(sprite.read_text(encoding="utf-8"))
    return {match["id"]: (match["box"], match["body"]) for match in found}
