from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from thuocdo.domain.scoring.as_json import fraction_text, from_json, to_json
from thuocdo.domain.scoring.definition import Definition
from thuocdo.domain.scoring.derivation import Derivation
from thuocdo.domain.scoring.explain import explain
from thuocdo.domain.scoring.pipeline import score
from thuocdo.domain.scoring.sentences import tell
from thuocdo.domain.scoring.sheet import InputSheet, UnitRow, Value, ValueState

RULES: dict[str, Any] = {
    "schema": 1,
    "index": "demo",
    "rule_set": "2026-09-01",
    "title": {"vi": "Phục vụ", "en": "Service"},
    "points": 12,
    "legal": {"number": "766/QĐ-TTg", "date": "2022-06-23"},
    "rounding": {"indicator": {"digits": 2}},
    "published": {"digits": 2},
    "groups": [
        {
            "code": "MDHL",
            "title": {"vi": "Mức độ hài lòng", "en": "Satisfaction"},
            "indicators": [
                {
                    "code": "5.4",
                    "title": {"vi": "Hài lòng trong tiếp nhận", "en": "Satisfaction with reception"},
                    "points": 6,
                    "rule": {"kind": "ratio", "of": "satisfied", "to": "dossiers", "full_at": 0.9},
                    "legal": {"article": "Mục 5.4"},
                    "source": {"status": "verified"},
                },
                {
                    "code": "5.2",
                    "points": 6,
                    "rule": {"kind": "ratio", "of": "on_time", "to": "petitions", "when_empty": "full"},
                },
            ],
        }
    ],
    "inputs": {
        "satisfied": {"title": {"vi": "Hồ sơ hài lòng", "en": "Satisfied dossiers"}},
        "dossiers": {
            "title": {"vi": "Tổng hồ sơ", "en": "All dossiers"},
            "unit_of_measure": {"vi": "hồ sơ", "en": "dossiers"},
        },
    },
}


def derivation(code: str, **values: Any) -> Derivation:
    cells = [
        ("hue", name, value if isinstance(value, Value) else Value(Fraction(str(value)), source="Cổng DVC"))
        for name, value in values.items()
    ]
    sheet = InputSheet.from_values("2026", cells, [UnitRow("hue", "Huế")])
    return explain(score(Definition.model_validate(RULES), sheet, version="ab" * 32), "hue", code)


def known(code: str = "5.4") -> Derivation:
    return derivation(code, satisfied=123234, dossiers=139663, on_time=0, petitions=0)


def test_an_indicator_is_told_in_vietnamese() -> None:
    assert tell(known(), "vi") == [
        "Huế, kỳ 2026: «Hài lòng trong tiếp nhận» được 5,88 trên tối đa 6 điểm.",
        "Hồ sơ hài lòng: 123.234 (nguồn: Cổng DVC).",
        "Tổng hồ sơ: 139.663 hồ sơ (nguồn: Cổng DVC).",
        "Cách tính: Hồ sơ hài lòng / Tổng hồ sơ × điểm tối đa; đạt tối đa từ 90% trở lên; không vượt điểm tối đa; "
        "mẫu số bằng 0: chưa tính được.",
        "Tỷ lệ: 123.234 / 139.663 = 0,882367…",
        "Điểm: 0,882367… / 0,9 × 6 = 5,882446…",
        "Làm tròn 2 chữ số thập phân (từ 5 trở lên thì tăng): 5,882446… → 5,88.",
        "Căn cứ: Mục 5.4, 766/QĐ-TTg (2022-06-23); có nguồn, đã tính lại khớp.",
        "Bộ chỉ số demo, phiên bản quy tắc 2026-09-01 (abababababab); chấm bằng phần mềm phiên bản 0.1.0.",
    ]


def test_an_indicator_is_told_in_english() -> None:
    told = tell(known(), "en")
    assert told[0] == "Huế, 2026: 'Satisfaction with reception' scores 5.88 of at most 6 points."
    assert "Ratio: 123,234 / 139,663 = 0.882367…" in told


def test_a_denominator_of_zero_says_what_it_means() -> None:
    assert "Kết quả rơi vào: mẫu số bằng 0: đạt điểm tối đa." in tell(known("5.2"))


def test_a_group_is_told_by_its_parts() -> None:
    told = tell(known("MDHL"))
    assert "– Hài lòng trong tiếp nhận: 5,88 trên tối đa 6." in told
    assert "Cộng: 5,88 + 6 = 11,88." in told


def test_a_number_that_rounding_leaves_alone_says_nothing_of_it() -> None:
    assert not [line for line in tell(known("5.2")) if "Làm tròn" in line]


def test_a_blocked_number_is_told_with_its_range_and_causes() -> None:
    missing = Value(state=ValueState.NOT_AVAILABLE, reason="phần mềm chưa thống kê")
    one = derivation("total", satisfied=9, dossiers=10, petitions=3, on_time=missing)
    told = tell(one)
    assert told[0] == "Huế, kỳ 2026: «Phục vụ» chưa tính được; nằm trong khoảng 6 đến 12."
    assert "Chưa tính được «5.2»: Đơn vị báo không có số liệu: on_time." in told


def test_a_missing_input_is_told_with_its_reason() -> None:
    missing = Value(state=ValueState.NOT_AVAILABLE, reason="phần mềm chưa thống kê")
    told = tell(derivation("5.2", petitions=3, on_time=missing))
    assert "on_time: không có số liệu (phần mềm chưa thống kê)." in told


def test_the_steps_multiply_out_to_the_points() -> None:
    rule = known().rule
    assert rule is not None
    ratio, target, maximum = rule.steps[-1].numbers
    assert rule.points == ratio / target * maximum == rule.steps[-1].value


def test_it_cites_document_certainty_and_versions() -> None:
    one = known()
    assert (one.reference.number, one.reference.article, one.reference.certainty) == (
        "766/QĐ-TTg",
        "Mục 5.4",
        "verified",
    )
    assert (one.rule_set, one.version) == ("2026-09-01", "ab" * 32)


@pytest.mark.parametrize("code", ["5.4", "5.2", "MDHL", "total"])
def test_json_and_back_loses_nothing(code: str) -> None:
    assert from_json(Derivation, to_json(known(code))) == known(code)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Fraction(0), "0"),
        (Fraction(-1, 8), "-0.125"),
        (Fraction(2, 3), "2/3"),
        (Fraction(120), "120"),
        (Fraction(1, 100), "0.01"),
    ],
)
def test_a_fraction_is_a_decimal_where_it_ends(number: Fraction, text: str) -> None:
    assert fraction_text(number) == text
    assert Fraction(text) == number
