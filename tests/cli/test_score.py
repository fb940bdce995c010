from __future__ import annotations

import csv
import io
import json

import openpyxl
import pytest

# The reader used here does not know the newer kind of bars in cells.
pytestmark = pytest.mark.filterwarnings("ignore:.* extension is not supported")


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_a_table_for_people_ranks_the_units_with_their_groups(call) -> None:
    answer = call("score", "index.yaml", "inputs.csv", "--format", "table")
    assert answer.code == 0
    lines = [line.split() for line in answer.out.splitlines()]
    assert ["1", "H57", "Huế", "18,80", "Tốt", "10,80", "8,00"] in lines
    assert "Nhóm so sánh: mọi đơn vị trong tệp (3, 2 đã xếp hạng)" in answer.out


def test_a_unit_without_a_total_shows_its_range(call) -> None:
    assert "6,00–14,00" in call("score", "index.yaml", "inputs.csv", "--format", "table").out


def test_one_unit_is_shown_as_a_tree_with_what_is_missing(call) -> None:
    answer = call("score", "index.yaml", "inputs.csv", "--unit", "H01", "--format", "table", "--lang", "en")
    assert answer.code == 0
    assert "No total yet (between 6.00–14.00)" in answer.out
    assert "B.1: " in answer.out.split("because:")[1]


def test_csv_has_points_maximum_state_range_value_rank_class_and_versions(call) -> None:
    rows = rows_of(call("score", "index.yaml", "inputs.csv").out)
    total = next(row for row in rows if row["unit"] == "H57" and row["code"] == "total")
    assert (total["points"], total["max"], total["value"], total["rank"], total["class"]) == (
        "18.80",
        "20",
        "18.80",
        "1",
        "tot",
    )
    assert total["rule_set"] == "2026"
    assert len(total["version"]) == 64
    assert total["engine_version"]
    open_total = next(row for row in rows if row["unit"] == "H01" and row["code"] == "total")
    assert (open_total["points"], open_total["low"], open_total["high"], open_total["state"]) == (
        "",
        "6.00",
        "14.00",
        "unknown",
    )
    assert open_total["blockers"].startswith("B.1: ")


def test_json_says_the_same_in_both_languages(call) -> None:
    card = json.loads(call("score", "index.yaml", "inputs.csv", "--format", "json").out)
    hue = card["units"][0]
    assert (hue["unit"], hue["value"], hue["rank"]) == ("H57", "18.80", 1)
    assert hue["nodes"][1]["title"] == {"vi": "Giải quyết", "en": "Handling"}


@pytest.mark.parametrize("ending", ["csv", "json", "xlsx"])
def test_a_scorecard_is_written_in_three_kinds(call, folder, ending: str) -> None:
    answer = call("score", "index.yaml", "inputs.csv", "-o", f"card.{ending}")
    assert (answer.code, answer.out) == (0, "")
    assert f"card.{ending}" in answer.err
    assert (folder / f"card.{ending}").stat().st_size > 500


def test_the_workbook_has_a_scoreboard_a_sheet_per_unit_and_all_rows(call, folder) -> None:
    call("score", "index.yaml", "inputs.csv", "-o", "card.xlsx")
    book = openpyxl.load_workbook(folder / "card.xlsx")
    assert book.sheetnames == ["Bảng điểm", "H57", "H19", "H01", "Chi tiết"]
    board = [[cell.value for cell in row] for row in book["Bảng điểm"].iter_rows()]
    assert [1, "H57", "Huế", 18.8, "Tốt", 10.8, 8] in board
    texts = [str(cell.value) for row in book["H01"].iter_rows() for cell in row if cell.value is not None]
    assert "0,00 – 8,00" in texts
    assert any("Hồ sơ đúng hạn / Hồ sơ" in text for text in texts)
    assert book["H57"].page_setup.orientation == "landscape"


def test_the_numbers_of_all_kinds_agree(call, folder) -> None:
    for ending in ("csv", "json", "xlsx"):
        call("score", "index.yaml", "inputs.csv", "-o", f"card.{ending}")
    from_csv = {
        (row["unit"], row["code"]): row["points"] for row in rows_of((folder / "card.csv").read_text("utf-8"))
    }
    data = json.loads((folder / "card.json").read_text("utf-8"))
    from_json = {
        (u["unit"], node["code"]): node["points"] or "" for u in data["units"] for node in u["nodes"]
    }
    assert from_csv == from_json
    sheet = openpyxl.load_workbook(folder / "card.xlsx")["Chi tiết"]
    table = [[cell.value for cell in row] for row in sheet.iter_rows()]
    names = table[0]
    places = [names.index(name) for name in ("unit", "code", "points")]
    from_book = {tuple(row[place] for place in places[:2]): row[places[2]] for row in table[1:]}
    assert {key: float(text) if text else None for key, text in from_csv.items()} == from_book


def test_a_period_must_be_chosen_when_there_are_several(call, folder) -> None:
    (folder / "two.csv").write_text("unit,period,input,value\nA,2025,portal,yes\nA,2026,portal,no\n", "utf-8")
    answer = call("score", "index.yaml", "two.csv")
    assert answer.code == 2
    assert "2025, 2026" in answer.err
    assert call("score", "index.yaml", "two.csv", "--period", "2026").code == 0
    assert call("score", "index.yaml", "two.csv", "--period", "2027").code == 2


def test_problems_are_listed_with_place_and_fix_and_nothing_is_scored(call, folder) -> None:
    (folder / "bad.csv").write_text("unit,period,input,value\nA,1,on_tme,5\nA,1,dossiers,1.234\n", "utf-8")
    answer = call("score", "index.yaml", "bad.csv", "-o", "card.xlsx")
    assert (answer.code, answer.out) == (1, "")
    assert "bad.csv: lỗi: dòng 2" in answer.err
    assert "“on_time”" in answer.err
    assert "dòng 3, cột D (value) “1.234”" in answer.err
    assert not (folder / "card.xlsx").exists()


def test_problems_are_json_when_json_is_asked_for(call, folder) -> None:
    (folder / "bad.csv").write_text("unit,period,input,value\nA,1,dossiers,1.234\n", "utf-8")
    answer = call("score", "index.yaml", "bad.csv", "--format", "json")
    (problem,) = json.loads(answer.out)["problems"]
    assert (problem["row"], problem["value"], problem["code"]) == (2, "1.234", "sheets.ambiguous-number")


def test_the_decimal_option_settles_the_file(call, folder) -> None:
    (folder / "vi.csv").write_text(
        "unit,period,input,value\nA,1,dossiers,1.234\nA,1,on_time,1.000\n", "utf-8"
    )
    answer = call("score", "index.yaml", "vi.csv", "--decimal", "comma")
    assert answer.code == 0
    row = next(row for row in rows_of(answer.out) if row["code"] == "A.1")
    assert row["points"] == "9.72"


def test_a_list_of_units_names_them_and_refuses_others(call, folder) -> None:
    (folder / "units.csv").write_text("code,name\nH57,Thành phố Huế\n", "utf-8")
    (folder / "one.csv").write_text("unit,period,input,value\nH57,1,portal,yes\n", "utf-8")
    (folder / "other.csv").write_text("unit,period,input,value\nH75,1,portal,yes\n", "utf-8")
    named = rows_of(call("score", "index.yaml", "one.csv", "--units", "units.csv").out)
    assert named[0]["unit_name"] == "Thành phố Huế"
    refused = call("score", "index.yaml", "other.csv", "--units", "units.csv")
    assert refused.code == 1
    assert "“H57”" in refused.err


def test_a_rank_is_a_place_among_those_that_have_one(call) -> None:
    answer = call("score", "index.yaml", "inputs.csv", "--unit", "H57", "--format", "table")
    assert "hạng 1/2; nhóm: mọi đơn vị trong tệp (3, 2 đã xếp hạng)" in answer.out


def test_a_unit_may_be_called_by_its_name(call) -> None:
    assert (
        "Đồng Nai (H19)"
        in call("score", "index.yaml", "inputs.csv", "--unit", "dong nai", "--format", "table").out
    )
    wrong = call("score", "index.yaml", "inputs.csv", "--unit", "Thành phố Huế", "--format", "table")
    assert wrong.code == 2
    assert "H57" in wrong.err
