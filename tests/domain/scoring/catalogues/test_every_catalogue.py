from __future__ import annotations

from pathlib import Path

import pytest

from thuocdo.domain.scoring.catalogue import discover, lint, lint_path, load, read, run_case
from thuocdo.domain.scoring.catalogue.cases import Case, case_files, read_cases
from thuocdo.domain.scoring.catalogue.discovery import Entry
from thuocdo.domain.scoring.definition import Definition

ENTRIES = discover()
DIDACTIC = sorted((Path(__file__).parents[1] / "indices").glob("*.yaml"))


def worked_cases() -> list[tuple[Definition, Case]]:
    return [
        (loaded.definition, case)
        for loaded in (load(entry.path) for entry in ENTRIES)
        for path in case_files(loaded)
        for case, _ in read_cases(path)[0]
    ]


def test_there_are_catalogues_to_test() -> None:
    assert {"service-quality-766", "dti-province"} <= {entry.index for entry in ENTRIES}


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.reference)
def test_it_loads_and_lints_without_errors(entry: Entry) -> None:
    reading = read(entry.path)
    assert reading.loaded is not None
    assert [found.tell("en") for found in lint(reading.loaded) if found.is_error] == []


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.reference)
def test_it_has_worked_cases_and_says_where_it_comes_from(entry: Entry) -> None:
    assert case_files(load(entry.path))
    assert (entry.path.parent.parent / "sources.md").is_file()


@pytest.mark.parametrize(("definition", "case"), worked_cases(), ids=lambda value: getattr(value, "name", ""))
def test_the_worked_case_comes_out(definition: Definition, case: Case) -> None:
    result = run_case(definition, case)
    assert (result.mismatches, result.problem) == ((), None)


@pytest.mark.parametrize("path", DIDACTIC, ids=lambda path: path.stem)
def test_indices_of_other_kinds_load_and_lint_without_errors(path: Path) -> None:
    assert [found.tell("en") for found in lint_path(path, cases=False) if found.is_error] == []
