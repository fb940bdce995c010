from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "src"


def modules() -> dict[str, Path]:
    """Dotted name → file."""
    return {
        ".".join(file.relative_to(SOURCES).with_suffix("").parts).removesuffix(".__init__"): file
        for file in sorted(SOURCES.rglob("*.py"))
        if "migrations" not in file.parts
    }


def imported(text: str, known: Mapping[str, object]) -> Iterator[str]:
    """The modules a text imports anywhere: on top, inside a function, or for its types only."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            for alias in node.names:
                below = f"{node.module}.{alias.name}"
                if below in known or node.module in known:
                    yield below if below in known else node.module


def circle(texts: Mapping[str, str]) -> list[str]:
    """One circle of modules, empty when there is none."""
    graph = {name: set(imported(text, texts)) - {name} for name, text in texts.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_no_two_modules_need_each_other() -> None:
    texts = {name: file.read_text(encoding="utf-8") for name, file in modules().items()}
    assert circle(texts) == [], "Move what both need into a module below them."


def test_a_circle_is_found_however_the_import_is_written() -> None:
    lazy = "def work():\n    from house.roof import tile\n"
    assert circle({"house.roof": "from house import wall\n", "house.wall": lazy})
    typed = "if TYPE_CHECKING:\n    import house.wall\n"
    assert circle({"house.roof": typed, "house.wall": "from house.roof import tile\n"})
    assert circle({"house.roof": "import house.wall\n", "house.wall": "import os\n"}) == []
