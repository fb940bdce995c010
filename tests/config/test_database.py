from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from thuocdo.config import database


def test_the_data_is_where_the_environment_says(tmp_path: Path) -> None:
    assert database.data_directory({"THUOCDO_DATA": str(tmp_path / "a")}, is_root=False) == tmp_path / "a"


def test_without_a_word_a_plain_user_keeps_the_data_in_the_checkout(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(database, "CHECKOUT", tmp_path)
    assert database.data_directory({}, is_root=False) == tmp_path / "var"


def test_root_keeps_the_data_of_each_checkout_apart(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(database, "SYSTEM_STATE", tmp_path)
    folders = []
    for name in ("a", "b"):
        monkeypatch.setattr(database, "CHECKOUT", tmp_path / name)
        folders.append(database.data_directory({}, is_root=True))
    assert len(set(folders)) == 2
    assert all(folder.parent == tmp_path for folder in folders)


@pytest.mark.parametrize("home", [str(home / "an" / "data") for home in database.HOMES])
def test_root_does_not_open_homes(home: str) -> None:
    with pytest.raises(database.DataDirectoryError, match="THUOCDO_DATA"):
        database.data_directory({"THUOCDO_DATA": home}, is_root=True)


def test_processes_that_were_killed_are_forgotten(tmp_path: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    (tmp_path / ".handle_pids.json").write_text(json.dumps([os.getpid(), gone.pid]))
    database._forget_dead_processes(tmp_path)
    assert json.loads((tmp_path / ".handle_pids.json").read_text()) == [os.getpid()]


JOIN = """
import sys, psycopg
from thuocdo.config.database import start_embedded
with psycopg.connect(host=start_embedded(), user="postgres", dbname="thuocdo") as connection:
    print(connection.execute("SHOW server_encoding").fetchone()[0], flush=True)
    sys.stdin.readline()
"""


@pytest.mark.slow
def test_several_processes_share_a_server_that_stops_with_the_last(tmp_path: Path) -> None:
    environment = {**os.environ, "THUOCDO_DATA": str(tmp_path), "LC_ALL": "C"}
    people = [
        subprocess.Popen(
            [sys.executable, "-c", JOIN],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    running = tmp_path / "postgresql" / "postmaster.pid"
    for person in people:
        assert person.stdout is not None
        assert person.stdout.readline().strip() == "UTF8"
    people[0].communicate("\n", timeout=30)
    assert running.exists()
    people[1].communicate("\n", timeout=30)
    assert not running.exists()


@pytest.mark.slow
def test_a_killed_process_does_not_keep_the_server_running(tmp_path: Path) -> None:
    environment = {**os.environ, "THUOCDO_DATA": str(tmp_path)}
    command = [sys.executable, "-c", JOIN]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    killed = subprocess.Popen(command, env=environment, **pipes)  # type: ignore[call-overload]
    killed.stdout.readline()
    last = subprocess.Popen(command, env=environment, **pipes)  # type: ignore[call-overload]
    last.stdout.readline()
    killed.kill()
    killed.communicate()
    last.communicate("\n", timeout=30)
    assert not (tmp_path / "postgresql" / "postmaster.pid").exists()
