"""A small index with one input of every type, and makers of files."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
import xlsxwriter

from thuocdo.domain.scoring.definition import Definition
from thuocdo.domain.scoring.sheets import ReadResult, read_inputs

INDEX = {
    "schema": 1,
    "index": "small",
    "rule_set": "2026",
    "title": {"vi": "Bộ chỉ số nhỏ", "en": "Small index"},
    "legal": {"number": "01/QĐ-UBND", "date": "2026-01-02", "issuer": "UBND tỉnh"},
    "points": 20,
    "inputs": {
        "on_time": {
            "type": "count",
            "part_of": "dossiers",
            "title": {"vi": "Hồ sơ trả đúng hạn", "en": "Dossiers on time"},
            "help": {"vi": "Đếm theo ngày hẹn trả", "en": "By the day promised"},
            "unit_of_measure": {"vi": "hồ sơ", "en": "dossiers"},
        },
        "dossiers": {"type": "count", "title": {"vi": "Hồ sơ đã giải quyết", "en": "Dossiers closed"}},
        "target": {"type": "count"},
        "share": {"type": "percent"},
        "rate": {"type": "percent", "max": 100},
        "spending": {"type": "money"},
        "depth": {"type": "number", "min": 0, "max": 1000},
        "survey": {"type": "points", "max": 18},
        "portal": {"type": "yes_no", "title": {"vi": "Có cổng dữ liệu"}},
        "chair": {
            "type": "choice",
            "title": {"vi": "Người đứng đầu Ban"},
            "choices": {
                "chairman": {"vi": "Chủ tịch", "en": "Chairman"},
                "deputy": {"vi": "Phó Chủ tịch", "en": "Deputy"},
            },
        },
        "total": {"type": "count", "derive": "on_time + dossiers"},
    },
    "groups": [
        {
            "code": "A",
            "title": {"vi": "Giải quyết", "en": "Handling"},
            "points": 12,
            "indicators": [
                {
                    "code": "A.1",
                    "title": {"vi": "Tỷ lệ đúng hạn", "en": "On time"},
                    "points": 12,
                    "rule": {"kind": "ratio", "of": "on_time", "to": "dossiers"},
                }
            ],
        },
        {
            "code": "B",
            "title": {"vi": "Nền tảng", "en": "Foundations"},
            "points": 8,
            "indicators": [
                {"code": "B.1", "points": 4, "rule": {"kind": "yes_no", "of": "portal"}},
                {
                    "code": "B.2",
                    "points": 4,
                    "rule": {"kind": "levels", "of": "chair", "levels": {"chairman": 1, "deputy": "1/2"}},
                },
            ],
        },
    ],
}


@pytest.fixture(scope="session")
def index() -> Definition:
    return Definition.model_validate(INDEX)


@pytest.fixture
def read(index: Definition) -> Callable[..., ReadResult]:
    """Read CSV text or file bytes for the small index."""

    def reader(content: str | bytes, **options: object) -> ReadResult:
        raw = content.encode() if isinstance(content, str) else content
        return read_inputs(raw, index, **options)  # type: ignore[arg-type]  # tests name the options

    return reader


@pytest.fixture
def read_value(read: Callable[..., ReadResult]) -> Callable[..., ReadResult]:
    """Read one value of one input, quoted in a long CSV file."""

    def reader(name: str, value: str, state: str = "", **options: object) -> ReadResult:
        return read(f'unit,period,input,value,state\nH57,2026,{name},"{value}",{state}\n', **options)

    return reader


@pytest.fixture
def workbook() -> Callable[..., bytes]:
    """A workbook of one sheet from rows of values; `dress` may add what it likes."""

    def maker(rows: list[list[object]], dress: Callable[..., None] | None = None) -> bytes:
        target = io.BytesIO()
        book = xlsxwriter.Workbook(target)
        sheet = book.add_worksheet("Số liệu")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        if dress is not None:
            dress(book, sheet)
        book.close()
        return target.getvalue()

    return maker


@pytest.fixture
def codes() -> Callable[[ReadResult], list[str]]:
    """The codes of the problems found."""
    return lambda result: [problem.code for problem in result.problems]
