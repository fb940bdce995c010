from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tooling import installation
from tooling.steps import StepError


@pytest.fixture
def empty_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with nothing but the files an installation is made from."""
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements/dev.txt").write_text(
        "one==1.0 \\\n    --hash=sha256:00\ntwo==2.0 ; os\n    # via one\n"
    )
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    monkeypatch.setattr(installation, "ROOT", tmp_path)
    monkeypatch.setattr(installation, "TOOLS", tmp_path / ".tools")
    monkeypatch.setattr(installation, "REQUIREMENTS", tmp_path / "requirements")
    monkeypatch.setattr(installation, "PYTHON", tmp_path / ".venv/bin/python")
    monkeypatch.setattr(installation, "has_pip", lambda: True)
    return tmp_path


def pretend_installed(checkout: Path) -> None:
    (checkout / ".venv/bin").mkdir(parents=True)
    (checkout / ".venv/bin/python").touch()
    (checkout / ".venv/.stamp").write_text(installation._wanted())


def test_a_finished_installation_is_left_alone(empty_checkout: Path) -> None:
    pretend_installed(empty_checkout)
    assert installation._is_installed()


@pytest.mark.parametrize("changed", ["requirements/dev.txt", "pyproject.toml"])
def test_a_changed_pin_or_project_installs_again(empty_checkout: Path, changed: str) -> None:
    pretend_installed(empty_checkout)
    (empty_checkout / changed).write_text("changed")
    assert not installation._is_installed()


def test_an_interrupted_installation_is_taken_up_again(empty_checkout: Path) -> None:
    pretend_installed(empty_checkout)
    (empty_checkout / ".venv/.stamp").unlink()
    assert not installation._is_installed()


def test_it_counts_packages_and_not_hashes(empty_checkout: Path) -> None:
    assert installation._count_pins(empty_checkout / "requirements/dev.txt") == 2


@pytest.mark.usefixtures("empty_checkout")
def test_without_pip_and_venv_it_prints_the_one_line_to_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installation, "has_pip", lambda: False)
    failed = subprocess.CompletedProcess([], 1)
    monkeypatch.setattr(installation.subprocess, "run", lambda *_args, **_options: failed)
    with pytest.raises(StepError, match="apt-get install python3-pip"):
        installation._pip()


@pytest.mark.usefixtures("empty_checkout")
def test_when_uv_fails_pip_installs_the_same_pins(monkeypatch: pytest.MonkeyPatch) -> None:
    commands = []

    def run(command: list[str | Path], **_options: object) -> str:
        commands.append([str(word) for word in command])
        if "sync" in command:
            raise StepError("no certificate")
        return ""

    monkeypatch.setattr(installation, "run_quietly", run)
    assert installation.install_packages(installation.PYTHON, "dev.txt", {}, Path("/uv")) is None
    assert commands[-1][-3:] == ["--require-hashes", "-r", str(installation.REQUIREMENTS / "dev.txt")]


@pytest.mark.usefixtures("empty_checkout")
def test_without_uv_it_goes_on(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def fail(*_args: object, **_options: object) -> str:
        raise StepError("no network")

    monkeypatch.setattr(installation.shutil, "which", lambda _name: None)
    monkeypatch.setattr(installation, "run_quietly", fail)
    assert installation.find_uv({}) is None
    assert "going on with pip" in capsys.readouterr().out
