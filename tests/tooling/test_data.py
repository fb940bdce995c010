from __future__ import annotations

import os
from pathlib import Path

import pytest

from tooling import data
from tooling.steps import StepError


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder as the demonstration leaves it."""
    for name in (*data.FORGOTTEN, "kept"):
        (tmp_path / name).mkdir()
    monkeypatch.setattr(data, "run_quietly", lambda *_args, **_options: f"{tmp_path}\n")
    return tmp_path


def test_forgetting_removes_the_database_and_the_uploads_only(folder: Path) -> None:
    data.forget({"VIRTUAL_ENV": "/x"})
    assert [path.name for path in folder.iterdir()] == ["kept"]


def test_a_database_in_use_is_left_alone(folder: Path) -> None:
    (folder / "postgresql/postmaster.pid").write_text(f"{os.getpid()}\n/somewhere\n")
    with pytest.raises(StepError, match="in use"):
        data.forget({"VIRTUAL_ENV": "/x"})
    assert (folder / "uploads").exists()


def test_a_killed_database_does_not_count_as_in_use(folder: Path) -> None:
    (folder / "postgresql/postmaster.pid").write_text("4194304\n")  # above every process number of Linux
    data.forget({"VIRTUAL_ENV": "/x"})
    assert not (folder / "postgresql").exists()


@pytest.mark.usefixtures("folder")
def test_an_offices_own_database_is_never_emptied() -> None:
    with pytest.raises(StepError, match="DATABASE_URL"):
        data.forget({"VIRTUAL_ENV": "/x", "DATABASE_URL": "postgres://office"})
