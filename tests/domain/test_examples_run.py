"""Every example in a docstring of the domain is run: an example that lies is worse than none."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import thuocdo.domain

MODULES = sorted(
    found.name
    for found in pkgutil.walk_packages(thuocdo.domain.__path__, prefix="thuocdo.domain.")
    if not found.name.endswith("__main__")
)


@pytest.mark.parametrize("name", MODULES)
def test_examples_of_a_module_hold(name: str) -> None:
    results = doctest.testmod(importlib.import_module(name))
    assert results.failed == 0


def test_there_are_examples_to_run() -> None:
    finder = doctest.DocTestFinder()
    modules = [importlib.import_module(name) for name in MODULES]
    examples = sum(len(found.examples) for module in modules for found in finder.find(module))
    assert examples > len(MODULES) / 2
