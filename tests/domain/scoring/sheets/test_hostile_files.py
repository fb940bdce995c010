"""Whatever comes in, reading ends with sheets or problems, never with a crash, and never with half a file."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

HEAD = "unit,period,input,value,state,source\n"
quick = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

CODES = ["chairman", "zero", "H57", "2026", "dossiers", "share", "rate", "portal", "chair", "on_time"]
ODD = [
    "",
    "5",
    "-5",
    "1.234",
    "1,5",
    "85%",
    "yes",
    "n/a",
    "#REF!",
    "=A1",
    "1/2",
    "1e999",
    "(1/0)",
    "\x00",
    "'",
    '"',
    " ",
]
words = st.sampled_from([*CODES, *ODD, "9" * 400, "0" * 50, "ệ", "\ud7ff"])
forms = st.sampled_from([HEAD, "No.,input,H57,H19\n"])


def is_whole(result) -> bool:
    return bool(result.sheets) is result.is_loaded


@quick
@given(content=st.binary(max_size=400))
@example(b"PK\x05\x06" + bytes(18))
@example(b"\xff\xfe\x00")
@example(b"sep=;\n")
@example(b'"')
def test_any_bytes(read, content: bytes) -> None:
    assert is_whole(read(content))


@quick
@given(
    rows=st.lists(st.lists(words, min_size=1, max_size=8), max_size=6),
    form=st.sampled_from([HEAD, "No.,input,H57,H19\n"]),
)
def test_any_cells(read, rows: list[list[str]], form: str) -> None:
    text = form + "\n".join(",".join(f'"{cell}"' if "," in cell else cell for cell in row) for row in rows)
    assert is_whole(read(text, period="2026"))


@quick
@given(
    records=st.lists(
        st.dictionaries(
            st.sampled_from(["unit", "period", "input", "value", "state", "source", "classes"]),
            st.one_of(
                words, st.integers(), st.floats(), st.booleans(), st.none(), st.lists(words, max_size=2)
            ),
        ),
        max_size=5,
    )
)
def test_any_json_rows(read, records: list[dict[str, object]]) -> None:
    assert is_whole(read(json.dumps(records), name="x.json"))


@quick
@given(data=st.data())
def test_any_workbook_cells(read, workbook, data) -> None:
    cells = st.one_of(
        words.filter(lambda text: "\x00" not in text),
        st.integers(-10, 10**6),
        st.floats(-9, 9),
        st.booleans(),
    )
    rows = data.draw(st.lists(st.lists(cells, max_size=7), max_size=5))
    assert is_whole(read(workbook([["unit", "period", "input", "value", "state"], *rows])))


@pytest.mark.parametrize("cut", [1, 2, 3, 5, 8, 13])
def test_a_file_cut_off_anywhere(read, cut: int) -> None:
    text = HEAD + 'H57,2026,dossiers,5,,"nguồn, ""trích"""\n'
    assert is_whole(read(text.encode()[:-cut]))
