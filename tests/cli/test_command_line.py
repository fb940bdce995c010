"""The command line as a process: start, pipes, languages, exit codes, mistakes."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys

import pytest

from thuocdo.cli import COMMANDS

WITHOUT_DJANGO = "import sys\nsys.modules['django'] = None"
REPORT = (
    "import atexit, sys\natexit.register(lambda: sys.stderr.write('LOADED ' + ' '.join(sorted(sys.modules))))"
)


def test_it_works_where_django_is_absent(run) -> None:
    assert run("score", "index.yaml", "inputs.csv", before=WITHOUT_DJANGO).code == 0


@pytest.mark.parametrize(
    "words",
    [
        ("score", "index.yaml", "inputs.csv"),
        ("explain", "index.yaml", "inputs.csv", "H57"),
        ("lint", "index.yaml"),
        ("compare", "index.yaml", "inputs.csv", "inputs.csv"),
    ],
)
def test_no_web_no_database_and_no_heavy_library_is_loaded(run, words) -> None:
    answer = run(*words, before=REPORT)
    loaded = {name.split(".")[0] for name in answer.err.split("LOADED ")[1].split()}
    assert loaded.isdisjoint(
        {"django", "psycopg", "procrastinate", "requests", "httpx", "openpyxl", "xlsxwriter", "rich"}
    )


def test_a_pipe_gets_csv_and_a_closed_pipe_is_no_error(folder) -> None:
    start = "import sys; from thuocdo.cli import main; sys.exit(main())"
    first = subprocess.Popen(
        [sys.executable, "-c", start, "list"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=folder
    )
    assert first.stdout is not None
    first.stdout.close()
    assert first.stderr is not None
    errors = first.stderr.read()
    first.stderr.close()
    assert first.wait(60) == 0
    assert errors == b""


def test_inputs_may_come_by_a_pipe(run, folder) -> None:
    content = (folder / "inputs.csv").read_bytes()
    answer = run("rank", "index.yaml", "-", input=content)
    assert answer.code == 0
    assert answer.out.splitlines()[1].startswith("1,H57,Huế")


def test_vietnamese_is_printed_whatever_the_locale(run) -> None:
    plain = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    answer = run("score", "index.yaml", "inputs.csv", "--format", "table", env=plain)
    assert answer.code == 0
    assert "Đồng Nai" in answer.out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((), 2),
        (("--help",), 0),
        (("--version",), 0),
        (("scroe",), 2),
        (("score",), 2),
        (("score", "--help"), 0),
        (("score", "index.yaml"), 2),
        (("score", "index.yaml", "none.csv"), 2),
        (("score", "nowhere", "inputs.csv"), 2),
        (("score", "index.yaml", "inputs.csv", "--format", "xml"), 2),
        (("score", "index.yaml", "inputs.csv", "--decimal", "dot"), 2),
        (("score", "index.yaml", "inputs.csv", "-o", "card.pdf"), 2),
        (("score", "index.yaml", "inputs.csv", "-o", "no/such/folder/card.json"), 2),
        (("score", "index.yaml", "inputs.csv", "--nonsense"), 2),
        (("score", "index.yaml", "index.yaml"), 1),
        (("lint",), 2),
        (("list", "nowhere"), 2),
    ],
)
def test_a_mistake_gets_a_sentence_and_a_code_but_no_traceback(call, words, code: int) -> None:
    answer = call(*words)
    assert answer.code == code
    assert "Traceback" not in answer.err
    assert bool(answer.err) is (code != 0)


def test_a_misspelt_command_or_index_is_answered_with_the_nearest(call) -> None:
    assert "“score”" in call("scroe").err
    assert "service-quality-766" in call("score", "service-quality", "inputs.csv").err


@pytest.mark.parametrize("command", [command.name for command in COMMANDS])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_command_has_help_in_both_languages(call, command: str, language: str) -> None:
    answer = call(command, "--help", "--lang", language)
    assert answer.code == 0
    start = "Cách dùng: thuocdo" if language == "vi" else "usage: thuocdo"
    assert answer.out.startswith(f"{start} {command} ")
    assert ("tuỳ chọn" in answer.out) is (language == "vi")
    assert "--format" in answer.out


def test_the_language_may_come_from_the_environment(call, monkeypatch) -> None:
    monkeypatch.setenv("THUOCDO_LANG", "en")
    assert "these arguments are missing" in call("score").err
    monkeypatch.setenv("THUOCDO_LANG", "vi")
    assert "thiếu tham số" in call("score").err


def test_a_defect_of_the_program_is_one_sentence(call, monkeypatch) -> None:
    monkeypatch.setattr("thuocdo.commands.list.discover", lambda _: 1 / 0)
    answer = call("list")
    assert answer.code == 70
    assert "ZeroDivisionError" in answer.err
    assert "Traceback" not in answer.err


def test_json_and_csv_are_clean_of_messages(call, folder) -> None:
    (folder / "warned.csv").write_text("unit,period,input,value,colour\nA,1,portal,yes,red\n", "utf-8")
    answer = call("score", "index.yaml", "warned.csv", "--format", "json")
    json.loads(answer.out)
    assert "colour" in answer.err


def test_a_terminal_gets_a_drawn_table(folder) -> None:
    ours, theirs = pty.openpty()
    start = "import sys; from thuocdo.cli import main; sys.exit(main())"
    words = [sys.executable, "-c", start, "rank", "index.yaml", "inputs.csv"]
    with subprocess.Popen(words, stdout=theirs, cwd=folder, env={**os.environ, "COLUMNS": "100"}) as process:
        assert process.wait(60) == 0
    os.close(theirs)
    drawn = os.read(ours, 65_536).decode()
    os.close(ours)
    assert "───" in drawn
    assert "18,80" in drawn
    assert "█" in drawn
