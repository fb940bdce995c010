from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from thuocdo.domain.primitives.provenance import Certainty
from thuocdo.domain.scoring.catalogue import LoadedDefinition, find, lint, load
from thuocdo.domain.scoring.catalogue.cases import Case, case_files, read_cases, sheet_of
from thuocdo.domain.scoring.catalogue.restating import restated
from thuocdo.domain.scoring.pipeline import score
from thuocdo.domain.scoring.reasons import origins, reasons
from thuocdo.domain.scoring.sheets import read_inputs, write_template

DEPARTMENTS, COMMUNES = find("dti-department"), find("dti-commune")
SETS = pytest.mark.parametrize("loaded", [DEPARTMENTS, COMMUNES], ids=["departments", "communes"])


def cases(loaded: LoadedDefinition) -> list[Case]:
    return [case for path in case_files(loaded) for case, _ in read_cases(path)[0]]


def case_of(loaded: LoadedDefinition, words: str) -> Case:
    return next(case for case in cases(loaded) if case.name.startswith(words))


@SETS
def test_it_lints_without_a_single_finding(loaded: LoadedDefinition) -> None:
    assert [found.tell("en") for found in lint(loaded)] == []


@pytest.mark.parametrize(
    ("loaded", "points", "counts"),
    [
        (DEPARTMENTS, [12, 10, 10, 14, 38, 16], [5, 5, 4, 6, 12, 5]),
        (COMMUNES, [10, 10, 11, 8, 32, 10, 9, 10], [5, 5, 5, 4, 12, 5, 6, 8]),
    ],
    ids=["departments", "communes"],
)
def test_groups_add_up_to_a_hundred(loaded: LoadedDefinition, points: list[int], counts: list[int]) -> None:
    *groups, adjustments = loaded.definition.groups
    assert [group.points for group in groups] == points
    assert [sum(one.points for one in group.indicators) for group in groups] == points
    assert [len(group.indicators) for group in groups] == counts
    assert sum(points) == loaded.definition.points == 100
    assert adjustments.adjusts


@SETS
def test_every_indicator_says_everything_of_itself_in_both_languages(loaded: LoadedDefinition) -> None:
    for reason in reasons(loaded.definition):
        said = [
            reason.node.title, reason.why, reason.responsible, reason.verified_by, reason.data_source,
            *reason.suppliers, *reason.evidence,
        ]  # fmt: skip
        assert reason.lacks == (), reason.node.code
        assert reason.data_from is not None, reason.node.code
        assert all(text.vi and text.en for text in said), reason.node.code


@SETS
def test_it_claims_no_decision_and_no_more_certainty_than_it_has(loaded: LoadedDefinition) -> None:
    definition = loaded.definition
    assert (definition.status, definition.legal.number) == ("draft", "")
    certainties = {reason.node.source.status for reason in reasons(definition)}
    assert certainties == {Certainty.ANALOG, Certainty.ILLUSTRATIVE}


@SETS
def test_with_a_decision_it_can_be_put_in_force_as_it_stands(loaded: LoadedDefinition) -> None:
    assert loaded.path is not None
    decision = {
        ("status",): "in_force",
        ("legal", "number"): "01/QĐ-UBND",
        ("legal", "date"): "2026-01-01",
        ("legal", "issuer"): "UBND thành phố Huế",
    }
    signed = restated(loaded.path.read_bytes(), decision)
    assert load(signed).definition.legal.number == "01/QĐ-UBND"
    assert [found.tell("en") for found in lint(load(signed))] == []


@SETS
def test_rules_are_of_many_kinds_and_only_one_compares_peers(loaded: LoadedDefinition) -> None:
    kinds = Counter(reason.node.rule.kind for reason in reasons(loaded.definition) if reason.node.rule)
    assert {"ratio", "bands", "steps", "levels", "checklist", "per_count", "yes_no", "given"} <= set(kinds)
    assert kinds["relative"] == (1 if loaded is COMMUNES else 0)


@SETS
def test_every_input_is_asked_for_with_a_title_and_read_by_a_rule(loaded: LoadedDefinition) -> None:
    read = {name for reason in reasons(loaded.definition) for name in reason.node.rule.inputs()}
    assert read == set(loaded.definition.inputs)
    assert all(spec.title.vi and spec.title.en for spec in loaded.definition.inputs.values())


@SETS
def test_more_than_a_third_of_the_points_are_counted_by_machines(loaded: LoadedDefinition) -> None:
    by_kind = {kind.data_from: kind.points for kind in origins(reasons(loaded.definition))}
    assert by_kind["dossiers"] + by_kind["measurement"] > 100 / 3
    assert sum(by_kind.values()) == 100


@pytest.mark.parametrize(
    ("loaded", "words"),
    [
        (DEPARTMENTS, "Sở trung bình"),
        (DEPARTMENTS, "Đơn vị không có thủ tục hành chính"),
        (DEPARTMENTS, "Người điền ghi «không áp dụng»"),
        (COMMUNES, "Xã trung bình"),
        (COMMUNES, "Xã không chợ"),
    ],
)
def test_the_input_form_comes_back_with_the_same_score(
    loaded: LoadedDefinition, words: str, tmp_path: Path
) -> None:
    definition, case, path = loaded.definition, case_of(loaded, words), tmp_path / "form.xlsx"
    sheet = sheet_of(case, definition)
    write_template(definition, path, units=sheet.units, period="2026", version=loaded.version)
    fill(path, case)
    result = read_inputs(path, definition, version=loaded.version)
    assert result.problems == ()
    table = score(definition, result.sheets["2026"])
    assert table.published_decimal(case.unit.code) == Decimal(str(float(case.output.total)))


def fill(path: Path, case: Case) -> None:
    """Type the figures of a case into its form, each unit in its own columns."""
    book = openpyxl.load_workbook(path)
    (sheet,) = book.worksheets
    codes = next(row for row in sheet.iter_rows() if row[0].value == "Mã đơn vị")
    columns = {str(cell.value): max(cell.column, 5) for cell in codes[1:] if cell.value}
    for unit in (case.unit.model_copy(update={"input": case.input}), *case.units):
        for row in range(codes[0].row + 1, sheet.max_row + 1):
            value = unit.input.get(str(sheet.cell(row, 2).value))
            cell = sheet.cell(row, columns[unit.code])
            if value == "not_applicable":
                sheet.cell(row, cell.column + 1, "không áp dụng")
            elif isinstance(value, str):
                cell.value = _WORDS.get(value, value)
            elif value is not None:
                # A spreadsheet keeps what is typed into a percent cell as a share of one.
                cell.value = float(value) / (100 if "%" in cell.number_format else 1)
    book.save(path)


_WORDS = {"yes": "có", "no": "không"}


def test_a_form_of_the_set_explains_itself(tmp_path: Path) -> None:
    write_template(DEPARTMENTS.definition, tmp_path / "form.xlsx", units=(), period="2026")
    sheet = openpyxl.load_workbook(tmp_path / "form.xlsx").worksheets[0]
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    start = texts.index(
        "2.3. Tỷ lệ hệ thống chuyên ngành kết nối nền tảng tích hợp, chia sẻ dữ liệu (2 điểm)"
    )
    assert "Hệ thống thông tin do đơn vị làm chủ quản\nKhông có hệ thống nào thì ghi 0." in texts[start:]
    assert "hệ thống" in texts[start : start + 10]


def test_equal_departments_share_a_rank_and_the_next_is_passed_over() -> None:
    full, fair = case_of(DEPARTMENTS, "Tất cả"), case_of(DEPARTMENTS, "Sở trung bình")
    units = tuple(
        case.unit.model_copy(update={"code": code, "level": "department", "input": case.input})
        for code, case in (("a", fair), ("b", full), ("c", fair), ("d", case_of(DEPARTMENTS, "Không làm gì")))
    )
    together = fair.model_copy(update={"unit": units[0], "input": {}, "units": units[1:]})
    table = score(DEPARTMENTS.definition, sheet_of(together, DEPARTMENTS.definition))
    assert dict(zip(table.units, table.ranks().tolist(), strict=True)) == {"a": 2, "b": 1, "c": 2, "d": 4}


@SETS
def test_one_more_of_anything_asked_never_costs_points_unless_it_is_a_penalty(
    loaded: LoadedDefinition,
) -> None:
    """Counts that are part of another raised to the whole: no group falls."""
    definition = loaded.definition
    case = case_of(loaded, "Sở trung bình" if loaded is DEPARTMENTS else "Xã trung bình")
    before = score(definition, sheet_of(case, definition)).published_decimal(case.unit.code)
    assert before is not None
    for name, spec in definition.inputs.items():
        if spec.part_of is None:
            continue
        better = case.model_copy(update={"input": {**case.input, name: case.input[spec.part_of]}})
        after = score(definition, sheet_of(better, definition)).published_decimal(case.unit.code)
        assert after is not None, name
        assert after >= before, name
