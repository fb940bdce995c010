from __future__ import annotations

import csv
import io
import json


def test_a_number_is_told_in_sentences(call) -> None:
    answer = call("explain", "index.yaml", "inputs.csv", "H57", "A.1", "--format", "table")
    assert answer.code == 0
    assert "Hồ sơ đúng hạn: 9" in answer.out
    assert "10,8" in answer.out
    assert "01/QĐ-UBND" in answer.out


def test_it_speaks_english(call) -> None:
    answer = call("explain", "index.yaml", "inputs.csv", "H57", "A.1", "--format", "table", "--lang", "en")
    assert "On time: 9" in answer.out


def test_without_a_code_the_total_is_explained_by_its_groups(call) -> None:
    answer = call("explain", "index.yaml", "inputs.csv", "H57", "--format", "table")
    assert "10,8 + 8 = 18,8" in answer.out
    assert "Nền tảng" in answer.out


def test_on_a_pipe_it_is_the_derivation_as_json(call) -> None:
    derivation = json.loads(call("explain", "index.yaml", "inputs.csv", "H57", "A.1").out)
    assert (derivation["code"], derivation["points"]) == ("A.1", "10.8")
    assert [each["name"] for each in derivation["inputs"]] == ["on_time", "dossiers"]
    assert len(derivation["version"]) == 64


def test_csv_lists_what_the_number_was_made_from(call) -> None:
    rows = list(
        csv.DictReader(io.StringIO(call("explain", "index.yaml", "inputs.csv", "H57", "--format", "csv").out))
    )
    assert [(row["kind"], row["code"], row["value"]) for row in rows] == [
        ("part", "A", "10.8"),
        ("part", "B", "8"),
    ]


def test_an_unknown_unit_or_code_is_wrong_usage_with_the_nearest(call) -> None:
    unit = call("explain", "index.yaml", "inputs.csv", "H58")
    code = call("explain", "index.yaml", "inputs.csv", "H57", "A.11")
    assert (unit.code, code.code) == (2, 2)
    assert "H57" in unit.err
    assert "A.1" in code.err
