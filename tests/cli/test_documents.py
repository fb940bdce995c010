from __future__ import annotations

from pathlib import Path

import thuocdo
from thuocdo.cli import COMMANDS

PAGE = (Path(thuocdo.__file__).parents[2] / "docs/user/command-line.md").read_text("utf-8")


def test_every_command_is_on_the_page() -> None:
    for command in COMMANDS:
        assert f"| `{command.name} " in PAGE


def test_every_common_option_is_on_the_page(call) -> None:
    for option in ("--period", "--decimal", "--units", "--peer-set", "--format", "--lang"):
        assert option in call("score", "--help").out
        assert f"| `{option} " in PAGE
