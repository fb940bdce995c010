from __future__ import annotations

import json

import openpyxl
import pytest


def test_a_form_is_made_filled_in_and_scored(call, folder) -> None:
    made = call(
        "template", "index.yaml", "-o", "form.xlsx", "--unit", "H57=UBND thành phố Huế", "--period", "2026"
    )
    assert (made.code, made.out) == (0, "")
    book = openpyxl.load_workbook(folder / "form.xlsx")
    sheet = book.worksheets[0]
    rows = {sheet.cell(row, 2).value: row for row in range(1, sheet.max_row + 1)}
    for name, value in (("on_time", 9), ("dossiers", 10), ("portal", "có")):
        sheet.cell(rows[name], 5).value = value
    book.save(folder / "form.xlsx")
    answer = call("score", "index.yaml", "form.xlsx", "--format", "table")
    assert answer.code == 0
    assert answer.err == ""
    assert "UBND thành phố Huế (H57)" in answer.out
    assert "18,80 điểm" in answer.out


def test_a_form_takes_units_from_a_list(call, folder) -> None:
    (folder / "units.csv").write_text(
        "Mã đơn vị,Tên đơn vị,Cấp\nC1,Phường Một,commune\nC2,Phường Hai,commune\n", "utf-8"
    )
    assert (
        call("template", "index.yaml", "-o", "form.csv", "--units", "units.csv", "--period", "2026").code == 0
    )
    assert "C1,,,,C2" in (folder / "form.csv").read_text("utf-8-sig")


def test_a_form_of_an_unknown_kind_is_wrong_usage(call) -> None:
    assert call("template", "index.yaml", "-o", "form.docx").code == 2


def test_lint_is_fine_with_a_good_index(call) -> None:
    answer = call("lint", "index.yaml", "--format", "table")
    assert answer.code == 0
    assert "✓" in answer.out


def test_lint_finds_errors_with_file_and_line(call, folder) -> None:
    text = (
        (folder / "index.yaml")
        .read_text("utf-8")
        .replace("points: 12\n    indicators", "points: 13\n    indicators")
    )
    (folder / "index.yaml").write_text(text, "utf-8")
    answer = call("lint", "index.yaml", "--format", "json")
    assert answer.code == 1
    errors = [each for each in json.loads(answer.out) if each["severity"] == "error"]
    assert errors
    assert all(each["file"].endswith("index.yaml") and each["line"] for each in errors)


def test_lint_reads_a_folder_and_misses_nothing(call, folder) -> None:
    assert call("lint", ".").code == 0
    (folder / "empty").mkdir()
    assert call("lint", "empty").code == 2


def test_a_broken_definition_is_a_finding_for_every_command(call, folder) -> None:
    (folder / "index.yaml").write_text("schema: 1\nindex: small\npoints: many\n", "utf-8")
    for words in (
        ("lint", "index.yaml"),
        ("score", "index.yaml", "inputs.csv"),
        ("template", "index.yaml", "-o", "f.xlsx"),
    ):
        answer = call(*words)
        assert answer.code == 1
        assert "index.yaml" in answer.out + answer.err


@pytest.mark.parametrize(
    "reference", ["766", "service-quality-766", "service-quality-766@2022-06-23-written"]
)
def test_an_index_is_found_by_code_alias_and_rule_set(call, reference: str) -> None:
    assert call("template", reference, "-o", "form.xlsx").code == 0


def test_an_index_is_found_by_its_folder(call, folder) -> None:
    assert call("score", ".", "inputs.csv").code == 0


def test_list_names_the_shipped_indices(call) -> None:
    entries = json.loads(call("list", "--format", "json").out)
    assert {"service-quality-766", "dti-province"} <= {entry["index"] for entry in entries}
    assert "766" in call("list", "--format", "table").out


def test_schema_is_json(call, folder) -> None:
    schema = json.loads(call("schema").out)
    assert "properties" in schema
    call("schema", "-o", "schema.json")
    assert json.loads((folder / "schema.json").read_text("utf-8")) == schema


def previous_of(path) -> dict[str, object]:
    rows = list(openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True))
    top = next(row for row in rows if "Mã số liệu" in row)
    place = next((at for at, cell in enumerate(top) if str(cell).startswith("Kỳ trước")), None)
    return (
        {}
        if place is None
        else {"": top[place]} | {row[1]: row[place] for row in rows if row[1] == "on_time"}
    )


def test_a_form_carries_last_periods_inputs_and_takes_their_units(call, folder) -> None:
    made = call("template", "index.yaml", "-o", "form.xlsx", "--period", "2027", "--previous", "inputs.csv")
    assert made.code == 0
    assert previous_of(folder / "form.xlsx") == {"": "Kỳ trước (2026)", "on_time": 9}
    assert "H19" in str(list(openpyxl.load_workbook(folder / "form.xlsx").worksheets[0].values))


def test_inputs_that_are_not_before_the_period_are_wrong_usage(call, folder) -> None:
    answer = call("template", "index.yaml", "-o", "form.xlsx", "--period", "2026", "--previous", "inputs.csv")
    assert answer.code == 2
    assert "2026" in answer.err
    assert not (folder / "form.xlsx").exists()
