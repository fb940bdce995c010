from __future__ import annotations

import datetime as dt
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thuocdo.apps.foundation.calendars import year_text
from thuocdo.apps.foundation.calendars.errors import UneditableTextError, UnknownEntryError
from thuocdo.apps.foundation.calendars.year_text import DayOffEntry, SwapEntry
from thuocdo.domain.calendars.loading import FOLDER, parse_calendar
from thuocdo.domain.calendars.working_calendar import DayOffKind
from thuocdo.domain.primitives.paths import catalogues_root
from thuocdo.domain.primitives.provenance import Certainty
from thuocdo.domain.primitives.texts import Text

SHIPPED = catalogues_root() / FOLDER / "vietnam"
HEAD = (SHIPPED / "calendar.yaml").read_text("utf-8")
YEAR = (SHIPPED / "2026.yaml").read_text("utf-8")
TREE_DAY = DayOffEntry(dt.date(2026, 3, 3), Text("Ngày trồng cây", "Tree day"), document="QĐ 1/2026")
BLOCK = """year: 2026
sources:
    law: "Bộ luật"   # by hand
days_off:
    # the first
    - date: 2026-01-01
      name: Tết
      note: |
        hai dòng
        nữa
    # the second

    - {date: 2026-05-01, name: Lao động}  # tail
"""


def parsed(text):
    return parse_calendar({"calendar.yaml": HEAD, "2026.yaml": text})


def lines_of(text):
    return set(text.splitlines())


def test_a_new_row_is_the_only_line_that_comes_besides_its_source():
    text = year_text.with_entry(YEAR, TREE_DAY)
    assert lines_of(YEAR) < lines_of(text)
    assert sorted(lines_of(text) - lines_of(YEAR)) == [
        '  - {date: 2026-03-03, name: {vi: "Ngày trồng cây", en: "Tree day"}, kind: holiday,'
        " certainty: memory, source: document-1}",
        '  document-1: "QĐ 1/2026"',
    ]


def test_a_new_row_stands_in_its_place_by_date():
    days = [line[11:21] for line in year_text.with_entry(YEAR, TREE_DAY).splitlines() if "- {date" in line]
    assert days == sorted(days)


def test_a_known_document_gets_no_second_name():
    entry = DayOffEntry(dt.date(2026, 3, 3), Text("X"), document="python-holidays 0.109")
    assert "source: library}" in year_text.with_entry(YEAR, entry)
    assert "document-1" not in year_text.with_entry(YEAR, entry)


def test_what_is_put_in_and_taken_out_leaves_the_text_as_it_was():
    entry = DayOffEntry(dt.date(2026, 12, 31), Text("X"))
    assert year_text.without_entry(year_text.with_entry(YEAR, entry), entry.day) == YEAR


def test_an_unchanged_document_keeps_its_short_names():
    before = parsed(YEAR).days_off[dt.date(2026, 2, 17)]
    entry = DayOffEntry(before.day, Text("Tết"), document=before.provenance.reference)
    text = year_text.with_changed_entry(YEAR, before.day, entry)
    assert "source: [library, tet]}" in next(line for line in text.splitlines() if "2026-02-17" in line)
    assert parsed(text).days_off[before.day].provenance.reference == before.provenance.reference


def test_comments_and_block_rows_of_others_stay():
    text = year_text.with_entry(BLOCK, DayOffEntry(dt.date(2026, 9, 2), Text("Quốc khánh"), document="NĐ"))
    assert lines_of(BLOCK) < lines_of(text)
    assert text.splitlines()[-1] == (
        '    - {date: 2026-09-02, name: "Quốc khánh", kind: holiday, certainty: memory, source: document-1}'
    )
    parsed(text)


def test_a_block_row_with_a_long_text_goes_out_whole():
    text = year_text.without_entry(BLOCK, dt.date(2026, 1, 1))
    assert "hai dòng" not in text
    assert "# the second" in text
    assert list(parsed(text).days_off) == [dt.date(2026, 5, 1)]


def test_a_changed_row_keeps_the_comment_behind_it():
    text = year_text.with_changed_entry(
        BLOCK, dt.date(2026, 5, 1), DayOffEntry(dt.date(2026, 5, 1), Text("Y"))
    )
    assert text.splitlines()[-1].endswith("}  # tail")


def test_a_first_swap_begins_its_section():
    swap = SwapEntry(dt.date(2026, 1, 2), dt.date(2026, 1, 10))
    text = year_text.with_entry("year: 2026\n", swap)
    assert text == "year: 2026\nswaps:\n  - {day_off: 2026-01-02, worked: 2026-01-10, certainty: memory}\n"
    assert parsed(text).made_up_days == {swap.worked}


def test_a_text_without_last_line_end_or_sources_takes_a_row():
    text = year_text.with_entry(
        "year: 2026\ndays_off:", DayOffEntry(dt.date(2026, 1, 1), Text("X"), document="A: B")
    )
    assert parsed(text).days_off[dt.date(2026, 1, 1)].provenance.reference == "A: B"


@pytest.mark.parametrize("listed", ["[]", "[{date: 2026-01-01, name: X}]"])
def test_a_list_in_brackets_is_left_to_the_text_editor(listed):
    with pytest.raises(UneditableTextError):
        year_text.with_entry(f"year: 2026\ndays_off: {listed}\n", TREE_DAY)


def test_a_day_without_row_is_an_error():
    with pytest.raises(UnknownEntryError):
        year_text.without_entry(YEAR, dt.date(2026, 6, 6))


words = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff"), max_size=40)
# Files are read in NFC, and what can only be an unusable number (0/0) is refused, in quotes too.
kept = words.map(lambda text: " ".join(unicodedata.normalize("NFC", text).split())).filter(
    lambda text: not re.fullmatch(r"[-+./_\d eE%]*\d[-+./_\d eE%]*", text)
)


@given(
    day=st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31)),
    vi=kept.filter(bool),
    en=kept,
    document=kept,
    note=kept,
)
def test_whatever_people_type_comes_back_as_typed(day, vi, en, document, note):
    entry = DayOffEntry(
        day, Text(vi, en), DayOffKind.IN_LIEU, certainty=Certainty.SOURCED, document=document, note=note
    )
    text = year_text.with_entry("year: 2026\n", entry)
    row = parsed(text).days_off[day]
    assert (row.name, row.kind) == (entry.name, entry.kind)
    assert (row.provenance.reference, row.provenance.note) == (document, note)
    assert row.provenance.certainty == Certainty.SOURCED
    assert day not in parsed(year_text.without_entry(text, day)).days_off
