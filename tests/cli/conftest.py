"""An index in a folder, files of inputs, and a way to call the command line as a user does."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from thuocdo.cli import main

INDEX = """\
schema: 1
index: small
rule_set: "2026"
title: {vi: Bộ chỉ số nhỏ, en: Small index}
legal: {number: 01/QĐ-UBND, date: 2026-01-02}
points: 20
rounding: {indicator: {digits: 2}, group: {digits: 2}, total: {digits: 2}}
published: {digits: 2}
classes:
  bands:
    - {code: tot, title: {vi: Tốt, en: Good}, from: 15}
    - {code: kha, title: {vi: Khá, en: Fair}}
inputs:
  on_time: {type: count, part_of: dossiers, title: {vi: Hồ sơ đúng hạn, en: On time}}
  dossiers: {type: count, title: {vi: Hồ sơ, en: Dossiers}}
  portal: {type: yes_no, title: {vi: Có cổng, en: Has a portal}}
groups:
  - code: A
    title: {vi: Giải quyết, en: Handling}
    points: 12
    indicators:
      - code: A.1
        title: {vi: Tỷ lệ đúng hạn, en: On time}
        points: 12
        rule: {kind: ratio, of: on_time, to: dossiers}
  - code: B
    title: {vi: Nền tảng, en: Foundations}
    points: 8
    indicators:
      - {code: B.1, title: {vi: Cổng, en: Portal}, points: 8, rule: {kind: yes_no, of: portal}}
"""
INPUTS = """\
unit,period,input,value,unit_name,level
H57,2026,on_time,9,Huế,province
H57,2026,dossiers,10,Huế,province
H57,2026,portal,yes,Huế,province
H19,2026,on_time,5,Đồng Nai,province
H19,2026,dossiers,10,Đồng Nai,province
H19,2026,portal,no,Đồng Nai,province
H01,2026,on_time,5,An Giang,commune
H01,2026,dossiers,10,An Giang,commune
"""


@dataclass(frozen=True)
class Answer:
    """What a call gave back."""

    code: int
    out: str
    err: str


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with an index and a file of inputs."""
    (tmp_path / "index.yaml").write_text(INDEX, encoding="utf-8")
    (tmp_path / "inputs.csv").write_text(INPUTS, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("THUOCDO_LANG", raising=False)
    return tmp_path


@pytest.fixture
def call(folder: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Answer]:
    """Call `thuocdo` in the working folder, within this process."""

    def caller(*words: str) -> Answer:
        try:
            code = main(words)
        except SystemExit as end:
            code = int(end.code or 0)
        captured = capsys.readouterr()
        return Answer(code, captured.out, captured.err)

    return caller


@pytest.fixture
def run(folder: Path) -> Callable[..., Answer]:
    """Call `thuocdo` as a process of its own; the first word may be Python code put before it."""

    def runner(*words: str, before: str = "", **settings: object) -> Answer:
        start = f"{before}\nimport sys\nfrom thuocdo.cli import main\nsys.exit(main())"
        done = subprocess.run(  # type: ignore[call-overload]  # tests name the options
            [sys.executable, "-c", start, *words],
            capture_output=True,
            cwd=folder,
            check=False,
            timeout=120,
            **settings,
        )
        return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())

    return runner
