from __future__ import annotations

import csv
import io
import json
from pathlib import Path

HEAD = "schema: 1\nindex: demo\nrule_set: '{name}'\ntitle: {{vi: Thử, en: Trial}}\npoints: {points}\nindicators:\n"
ROW = "  - {{code: '1', title: Tỷ lệ, points: {points}, rule: {{kind: given, of: x}}, source: {{ref: {ref}}}}}\n"


def write(folder: Path, name: str, points: int, ref: str = "A") -> str:
    path = folder / f"{name}.yaml"
    path.write_text((HEAD + ROW).format(name=name, points=points, ref=ref), encoding="utf-8")
    return str(path)


def test_two_files_are_told_in_words(call, tmp_path: Path) -> None:
    answer = call(
        "diff-index", write(tmp_path, "1", 20), write(tmp_path, "2", 30), "--format", "table", "--lang", "vi"
    )
    assert answer.code == 0
    assert "demo@1 → demo@2\n1 → 1 chỉ số; đổi điểm 1, 1 thay đổi khác; tổng 20 → 30\n" in answer.out
    assert "\nCả bộ chỉ số\n  ~ Tổng điểm: 20 → 30\n" in answer.out
    assert "\n1 Tỷ lệ\n  ~ 1 Tỷ lệ: điểm tối đa 20 → 30\n" in answer.out


def test_where_rows_come_from_is_told_when_asked_for(call, tmp_path: Path) -> None:
    files = write(tmp_path, "1", 20), write(tmp_path, "2", 20, "B")
    short = call("diff-index", *files, "--format", "table", "--lang", "en").out
    assert "source of the row" not in short
    assert "1 changes of where rows come from are not shown" in short
    assert (
        "source of the row: “A"
        in call("diff-index", *files, "--format", "table", "--lang", "en", "--sources").out
    )


def test_the_same_file_twice_says_so(call, tmp_path: Path) -> None:
    file = write(tmp_path, "1", 20)
    assert "nothing changed" in call("diff-index", file, file, "--format", "table", "--lang", "en").out


def test_csv_and_json_hold_every_change_whole(call) -> None:
    table = call("diff-index", "766@2022", "766@2026", "--format", "csv", "--lang", "vi").out
    rows = list(csv.DictReader(io.StringIO(table)))
    rules = {row["code"]: row["change"] for row in rows if row["kind"] == "rule"}
    assert list(rules) == ["3.6", "4.2", "4.4", "4.6"]
    assert rules["4.2"] == "cách tính: bỏ “đạt tối đa từ 80% trở lên”"
    document = json.loads(call("diff-index", "766@2022", "766@2026", "--format", "json").out)
    assert len(document["changes"]) == len(rows)
    assert document["before"] == "service-quality-766@2022-06-23-written"


def test_kinds_of_change_can_be_picked(call) -> None:
    document = json.loads(
        call("diff-index", "dti@2020", "dti@2022", "--format", "json", "--only", "dropped").out
    )
    assert [change["code"] for change in document["changes"]] == ["chinh-quyen-so", "kinh-te-so", "xa-hoi-so"]
