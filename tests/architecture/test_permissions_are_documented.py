"""docs/operate/permissions.md holds the table of permissions exactly as the code has it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

PAGE = Path(__file__).resolve().parents[2] / "docs/operate/permissions.md"
BEGIN, END = "<!-- table: begin -->", "<!-- table: end -->"
REWRITE = (
    "THUOCDO_WRITE_DOCS=1 python3 run.py test tests/architecture/test_permissions_are_documented.py -n 0"
)
WORDS = {"nothing": "", "own": "own", "unit": "unit", "subtree": "below", "everywhere": "all"}


def table_of_the_code() -> Iterator[str]:
    from thuocdo.apps.foundation.accounts.permissions import table
    from thuocdo.apps.foundation.accounts.roles import Role

    roles = list(Role)
    yield "| what | may be | " + " | ".join(role.value.replace("_", " ") for role in roles) + " |"
    yield "|---" * (len(roles) + 2) + "|"
    for row in table.rows():
        reaches = [row.roles.get(role, row.everybody) for role in roles]
        cells = [wider(reach.value, row.everybody.value) for reach in reaches]
        yield f"| `{row.kind}` | {row.verb} | " + " | ".join(cells) + " |"


def wider(reach: str, everybody: str) -> str:
    """What a role gives, and what everybody has beside it."""
    words = [WORDS[everybody], WORDS[reach]]
    return ", ".join(dict.fromkeys(word for word in words if word)) or "–"


@pytest.mark.usefixtures("applications")
def test_the_page_holds_the_table_of_the_code() -> None:
    page = PAGE.read_text(encoding="utf-8")
    before, rest = page.split(BEGIN)
    written, after = rest.split(END)
    wanted = "\n" + "\n".join(table_of_the_code()) + "\n"
    if os.environ.get("THUOCDO_WRITE_DOCS"):
        PAGE.write_text(before + BEGIN + wanted + END + after, encoding="utf-8")
    assert written == wanted, (
        f"The table changed. Write it again with\n    {REWRITE}\nand read the difference."
    )


@pytest.mark.usefixtures("applications")
def test_every_kind_of_object_is_explained() -> None:
    from thuocdo.apps.foundation.accounts.permissions import table

    explained = PAGE.read_text(encoding="utf-8").split(END)[1]
    assert {row.kind for row in table.rows() if f"| `{row.kind}` |" not in explained} == set()
