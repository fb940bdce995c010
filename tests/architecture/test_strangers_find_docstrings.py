from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src/thuocdo"
Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def files_with_a_door() -> Iterator[Path]:
    """The domain, and the actions and queries of every app."""
    yield from (SOURCE / "domain").rglob("*.py")
    for name in ("actions", "queries"):
        yield from SOURCE.glob(f"apps/*/*/{name}.py")
        yield from SOURCE.glob(f"apps/*/*/{name}/*.py")


def public_functions(tree: ast.Module) -> Iterator[Definition]:
    """Functions and classes of the module, and the public methods of its classes."""
    for node in tree.body:
        if isinstance(node, Definition) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from (method for method in node.body if is_public_method(method))


def is_public_method(node: ast.stmt) -> bool:
    return (
        isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and not is_stub(node)
        and not any(getattr(one, "id", getattr(one, "attr", "")) in QUIET for one in node.decorator_list)
    )


def is_stub(node: ast.FunctionDef) -> bool:
    """A line of a protocol, whose class says what it is for."""
    return ast.unparse(node.body[0]) == "..."


QUIET = {"overload", "override", "setter"}


def test_every_public_function_says_what_it_is_for() -> None:
    silent = [
        f"{file.relative_to(SOURCE)}:{node.lineno} {node.name}"
        for file in sorted(files_with_a_door())
        for node in public_functions(ast.parse(file.read_text(encoding="utf-8")))
        if ast.get_docstring(node) is None
    ]
    assert not silent, "Write one plain sentence for each:\n" + "\n".join(silent)


def test_every_domain_module_says_what_it_is_for() -> None:
    silent = [
        str(file.relative_to(SOURCE))
        for file in sorted((SOURCE / "domain").rglob("*.py"))
        if file.read_text(encoding="utf-8").strip()
        if ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) is None
    ]
    assert not silent, "Begin each with what it is for, and an example:\n" + "\n".join(silent)
