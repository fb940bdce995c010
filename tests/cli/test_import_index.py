"""`thuocdo import-index`: a paper becomes a draft, with every doubt told."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from tests.annexes import annexes

PAPERS = {annex.name[3:]: annex for annex in annexes()}


@pytest.fixture
def paper(folder: Path) -> Callable[[str], str]:
    """Put one of our papers into the working folder; gives its name."""

    def put(name: str) -> str:
        annex = PAPERS[name]
        (folder / annex.file).write_bytes(annex.content())
        return annex.file

    return put


def test_a_paper_becomes_a_draft_that_lints(call, paper, folder) -> None:
    answer = call("import-index", paper("departments"), "--levels", "department", "--format", "table")
    assert answer.code == 0
    written = folder / "bo-chi-so-so-nganh/2026-01-15-77/index.yaml"
    assert "levels: [department]" in written.read_text("utf-8")
    assert "9 chỉ số: 8 chắc chắn, 1 khá chắc" in answer.out
    assert call("lint", str(written)).code == 0


def test_a_word_file_becomes_a_form_and_a_score(call, paper, folder) -> None:
    call("import-index", paper("two-tables"), "-o", "draft.yaml")
    assert call("template", "draft.yaml", "-o", "form.csv", "--unit", "X", "--period", "2026").code == 0
    assert "Số hồ sơ được số hóa" in (folder / "form.csv").read_text("utf-8-sig")


def test_what_is_least_sure_comes_first(call, paper) -> None:
    answer = call("import-index", paper("prose"), "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(answer.out)))
    told = [row["certainty"] for row in rows]
    assert told == sorted(told, key=["chưa đọc được", "chưa chắc", "khá chắc", "chắc chắn"].index)
    assert all(row["reason"] for row in rows)


def test_what_must_be_settled_is_told_beside_rows_that_go_down_a_pipe(call, paper) -> None:
    answer = call("import-index", paper("sums-that-fail"), "--lang", "en", "--format", "csv")
    assert answer.code == 1
    assert "error:" in answer.err
    assert "error:" not in answer.out


def test_sums_that_fail_are_told_and_the_draft_is_written(call, paper, folder) -> None:
    answer = call("import-index", paper("sums-that-fail"), "-o", "out", "--lang", "en", "--format", "table")
    assert answer.code == 1
    assert "The groups together: 90 points, the paper says 100." in answer.out
    assert (folder / "out/du-thao-khong-khop/draft/index.yaml").is_file()


def test_the_head_can_be_said(call, paper, folder) -> None:
    call(
        "import-index", paper("levels-in-columns"), "--index", "su-nghiep", "--rule-set", "2026-05-01-9",
        "--title", "Bộ mới",
        "--decision", "9/QĐ-SNV", "--date", "2026-05-01", "--issuer", "Sở Nội vụ", "--valid-from", "2026-06-01",
    )  # fmt: skip
    text = (folder / "su-nghiep/2026-05-01-9/index.yaml").read_text("utf-8")
    assert 'legal: {number: "9/QĐ-SNV", date: 2026-05-01, issuer: Sở Nội vụ}' in text
    assert "valid: {from: 2026-06-01}" in text
    assert "title: Bộ mới" in text


def test_an_edition_before_is_compared_in_words(call, paper, folder) -> None:
    name = paper("departments")
    call("import-index", name, "-o", "first")
    old = folder / "first/bo-chi-so-so-nganh/2026-01-15-77/index.yaml"
    old.write_text(old.read_text("utf-8").replace("points: 20", "points: 25", 1), "utf-8")
    answer = call(
        "import-index", name, "--before", str(old), "--rule-set", "2027", "-o", "second", "--format", "table"
    )
    assert "25 → 20" in answer.out
    new = folder / "second/bo-chi-so-so-nganh/2027/index.yaml"
    assert new.read_text("utf-8").partition("inputs:")[2] == old.read_text("utf-8").partition("inputs:")[2]


def test_a_draft_is_not_overwritten_unasked(call, paper) -> None:
    name = paper("prose")
    assert call("import-index", name, "-o", "draft.yaml").code == 0
    refused = call("import-index", name, "-o", "draft.yaml")
    assert refused.code == 2
    assert "--force" in refused.err
    assert call("import-index", name, "-o", "draft.yaml", "--force").code == 0


@pytest.mark.parametrize("report", ["readings.xlsx", "readings.csv", "readings.json"])
def test_the_readings_can_be_taken_along(call, paper, folder, report) -> None:
    call("import-index", paper("province"), "--report", report)
    content = (folder / report).read_bytes()
    if report.endswith(".xlsx"):
        sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
        assert sheet.max_row == 9
    else:
        assert "1.1.2" in content.decode("utf-8-sig")


def test_json_has_everything(call, paper) -> None:
    answer = call("import-index", paper("bonus-and-penalty"), "--format", "json")
    document = json.loads(answer.out)
    assert (document["points"], document["sum"]) == ("100", "100")
    assert sum(document["counts"].values()) == 7
    assert {row["code"] for row in document["rows"]} >= {"A.2.a", "D.1"}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["nowhere.docx"], "nowhere.docx"),
        (["inputs.csv"], "cột điểm tối đa"),
        (["p.docx", "--date", "1/2/2026"], "1/2/2026"),
        (["p.docx", "--points", "nhiều"], "nhiều"),
        (["p.docx", "--report", "x.pdf"], ".xlsx"),
        (["p.docx", "--before", "no-such-index"], "no-such-index"),
    ],
)
def test_mistakes_are_told(call, paper, folder, words, told) -> None:
    (folder / "p.docx").write_bytes((folder / paper("prose")).read_bytes())
    answer = call("import-index", *words)
    assert answer.code == 2
    assert told in answer.err
    assert not list(folder.glob("*/*/index.yaml"))


def test_one_table_can_be_read_alone(call, paper) -> None:
    name = paper("two-tables")
    answer = call("import-index", name, "--table", "Bảng 2", "--format", "json")
    assert [row["code"] for row in json.loads(answer.out)["rows"]] == ["2.1", "2.2"]
    refused = call("import-index", name, "--table", "Bảng 9", "--force")
    assert refused.code == 2
    assert "Bảng 2" in refused.err


def test_a_scan_is_refused_with_what_to_do(call, folder) -> None:
    (folder / "scan.pdf").write_bytes(b"%PDF-1.4\n")
    answer = call("import-index", "scan.pdf")
    assert answer.code == 2
    assert "PDF" in answer.err
