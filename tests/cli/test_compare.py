from __future__ import annotations

import csv
import io
import json

import pytest

LATER = """\
unit,period,input,value,unit_name
H57,2027,on_time,10,Huế
H57,2027,dossiers,10,Huế
H57,2027,portal,no,Huế
H19,2027,on_time,6,Đồng Nai
H19,2027,dossiers,10,Đồng Nai
H19,2027,portal,no,Đồng Nai
"""


@pytest.fixture
def later(folder):
    (folder / "later.csv").write_text(LATER, "utf-8")


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_two_files_are_compared_for_all_units(call, later) -> None:
    answer = call("compare", "index.yaml", "inputs.csv", "later.csv")
    assert answer.code == 0
    assert [(row["unit"], row["change"], row["direction"]) for row in rows_of(answer.out)] == [
        ("H57", "-6.80", "fell"),
        ("H19", "1.20", "rose"),
    ]


def test_two_files_are_compared_node_by_node_for_one_unit(call, later) -> None:
    rows = rows_of(call("compare", "index.yaml", "inputs.csv", "later.csv", "H57").out)
    changes = {row["code"]: (row["points_before"], row["points_after"], row["change"]) for row in rows}
    assert changes["A"] == ("10.80", "12.00", "1.20")
    assert changes["B.1"] == ("8.00", "0.00", "-8.00")
    assert changes["total"] == ("18.80", "12.00", "-6.80")


def test_the_table_says_rose_and_fell_with_sign_and_word(call, later) -> None:
    out = call("compare", "index.yaml", "inputs.csv", "later.csv", "H57", "--format", "table").out
    assert "+1,20" in out
    assert "▲ tăng" in out
    assert "−8,00" in out
    assert "▼ giảm" in out


def test_two_periods_of_one_file_are_compared(call, folder) -> None:
    both = (folder / "inputs.csv").read_text("utf-8") + LATER.split("\n", 1)[1].replace(
        "Huế", "Huế,"
    ).replace("Nai", "Nai,")
    (folder / "both.csv").write_text(both, "utf-8")
    rows = rows_of(call("compare", "index.yaml", "both.csv", "--periods", "2026", "2027").out)
    assert {row["unit"]: row["change"] for row in rows} == {"H57": "-6.80", "H19": "1.20"}


def test_two_rule_sets_are_compared_on_the_same_inputs_and_the_break_is_said(call, folder) -> None:
    text = (folder / "index.yaml").read_text("utf-8")
    changed = text.replace('rule_set: "2026"', 'rule_set: "2027"').replace(
        "to: dossiers}", "to: dossiers, full_at: 0.9}"
    )
    (folder / "next.yaml").write_text(changed.replace("code: B.1", "code: B.9"), "utf-8")
    answer = call(
        "compare",
        "index.yaml",
        "next.yaml",
        "--inputs",
        "inputs.csv",
        "H57",
        "--format",
        "table",
        "--lang",
        "en",
    )
    assert answer.code == 0
    assert "the series breaks here" in answer.out
    assert "+1.20" in answer.out
    assert "Only before: B.1" in answer.out
    assert "Only after: B.9" in answer.out


def test_two_scorecards_are_compared(call, later) -> None:
    call("score", "index.yaml", "inputs.csv", "-o", "before.json")
    call("score", "index.yaml", "later.csv", "-o", "after.json")
    document = json.loads(call("compare", "before.json", "after.json", "H57", "--format", "json").out)
    assert document["value"] == {"before": "18.80", "after": "12.00", "change": "-6.80", "direction": "fell"}
    assert document["is_break"] is False
    assert (document["before"]["period"], document["after"]["period"]) == ("2026", "2027")


def test_scorecards_and_files_give_the_same_comparison(call, later) -> None:
    call("score", "index.yaml", "inputs.csv", "-o", "before.json")
    call("score", "index.yaml", "later.csv", "-o", "after.json")
    assert (
        call("compare", "before.json", "after.json").out
        == call("compare", "index.yaml", "inputs.csv", "later.csv").out
    )


@pytest.mark.parametrize(
    "words",
    [
        ("compare", "index.yaml"),
        ("compare", "index.yaml", "inputs.csv"),
        ("compare", "index.yaml", "inputs.csv", "later.csv", "H57", "more"),
        ("compare", "index.yaml", "inputs.csv", "later.csv", "H01"),
        ("compare", "index.yaml", "inputs.csv", "--periods", "2026", "2030"),
        ("compare", "index.yaml", "inputs.csv", "none.csv"),
    ],
)
def test_a_wrong_call_is_wrong_usage(call, later, words) -> None:
    answer = call(*words)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err
