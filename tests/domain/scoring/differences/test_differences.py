from __future__ import annotations

import pytest

from thuocdo.domain.scoring.catalogue import find, load
from thuocdo.domain.scoring.definition import Definition, InputSpec, Node
from thuocdo.domain.scoring.differences import ChangeKind, Differences, definition_differences
from thuocdo.domain.scoring.differences.nodes import FIELDS as NODE_FIELDS
from thuocdo.domain.scoring.differences.whole import FIELDS as HEADER_FIELDS
from thuocdo.domain.scoring.differences.whole import INPUT_FIELDS

HEAD = "schema: 1\nindex: demo\nrule_set: '1'\ntitle: {vi: Thử, en: Trial}\npoints: 100\n"
BODY = """groups:
  - code: "4"
    title: {vi: Nhân lực số, en: Digital people}
    points: 60
    indicators:
      - {code: "4.8", title: Tỷ lệ công chức được bồi dưỡng, points: 10, rule: {kind: ratio, of: trained, to: staff}}
      - code: "4.9"
        title: Tỷ lệ hồ sơ trực tuyến
        points: 20
        rule: {kind: ratio, of: online, to: dossiers, full_at: 80%}
        responsible: Văn phòng
        evidence: [Báo cáo năm, Quyết định]
      - {code: "4.10", title: Có kế hoạch bồi dưỡng, points: 30, rule: {kind: yes_no, of: plan}}
  - code: "7"
    title: {vi: Hoạt động, en: Activity}
    points: 40
    indicators:
      - {code: "7.1", title: Mức độ dịch vụ 3, points: 40, rule: {kind: given, of: level}}
inputs:
  trained: {title: Số người được bồi dưỡng, type: count}
  staff: {title: Số công chức, type: count}
  online: {title: Hồ sơ trực tuyến, type: count}
  dossiers: {title: Hồ sơ, type: count}
  plan: {title: Có kế hoạch, type: yes_no}
  level: {title: Điểm mức độ}
"""


def definition(*changes: tuple[str, str], text: str = HEAD + BODY) -> Definition:
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return load(text).definition


def diff(*changes: tuple[str, str]) -> Differences:
    return definition_differences(definition(), definition(*changes))


def told(*changes: tuple[str, str], language: str = "vi") -> list[str]:
    return [change.sentence.pick(language) for change in diff(*changes).changes]


def test_nothing_changed_is_said() -> None:
    found = diff(("rule_set: '1'", "rule_set: '2'  # another name, and a comment"))
    assert found.is_empty
    assert found.summary.vi == "Hai phiên bản giống nhau, không có gì thay đổi."


def test_points_are_told_as_people_say_them() -> None:
    change = ("Tỷ lệ hồ sơ trực tuyến\n        points: 20", "Tỷ lệ hồ sơ trực tuyến\n        points: 30")
    assert told(change) == ["4.9 Tỷ lệ hồ sơ trực tuyến: điểm tối đa 20 → 30"]
    assert told(change, language="en") == ["4.9 Tỷ lệ hồ sơ trực tuyến: maximum points 20 → 30"]
    assert told(("points: 40\n    ind", "points: unknown\n    ind")) == [
        "7 Hoạt động: điểm tối đa 40 → chưa biết"
    ]


def test_of_a_rule_only_the_clause_that_changed_is_told() -> None:
    assert told(("full_at: 80%", "full_at: 90%")) == [
        "4.9 Tỷ lệ hồ sơ trực tuyến: cách tính: “đạt tối đa từ 80% trở lên” → “đạt tối đa từ 90% trở lên”"
    ]
    (one,) = diff((", full_at: 80%", "")).changes
    assert one.detail.vi == "cách tính: bỏ “đạt tối đa từ 80% trở lên”"
    assert one.before.vi.startswith("“Hồ sơ trực tuyến” / “Hồ sơ”")


def test_another_rule_is_told_whole() -> None:
    (one,) = diff(("{kind: given, of: level}", "{kind: unknown, note: chưa có phụ lục}")).of(ChangeKind.RULE)
    assert one.detail.vi.endswith("→ chưa biết cách tính điểm: chưa có phụ lục")


def test_a_row_that_moved_is_one_row() -> None:
    row = '      - {code: "4.10", title: Có kế hoạch bồi dưỡng, points: 30, rule: {kind: yes_no, of: plan}}\n'
    moved = row.replace("4.10", "7.2")
    last = "rule: {kind: given, of: level}}\n"
    found = diff((row, ""), (last, last + moved))
    assert [change.sentence.vi for change in found.changes] == [
        "7.2 Có kế hoạch bồi dưỡng: chuyển từ nhóm 4 sang nhóm 7 (trước là 4.10)"
    ]
    assert found.summary.vi == "4 → 4 chỉ số; chuyển hoặc đổi mã 1; tổng 100 → 100"


def test_a_row_that_only_got_another_number_is_renumbered() -> None:
    assert told(('code: "4.10"', 'code: "4.12"')) == ["4.12 Có kế hoạch bồi dưỡng: đổi mã, trước là 4.10"]


def test_numbers_that_follow_their_group_are_told_once() -> None:
    renumbered = [(f'code: "4{end}"', f'code: "5{end}"') for end in ("", ".8", ".9", ".10")]
    assert told(*renumbered) == ["5 Nhân lực số: đổi mã, trước là 4"]


@pytest.mark.parametrize(
    "title", ["Tỉ lệ hồ sơ trực tuyến", "Tỷ lệ hồ sơ trực tuyên", "Tỷ lệ số hồ sơ trực tuyến"]
)
def test_a_mended_title_is_the_same_row(title: str) -> None:
    assert told(("Tỷ lệ hồ sơ trực tuyến", title)) == [
        f"4.9 {title}: tên: “Tỷ lệ hồ sơ trực tuyến” → “{title}”"
    ]
    moved = diff(("Tỷ lệ hồ sơ trực tuyến", title), ('code: "4.9"', 'code: "4.19"'))
    assert [change.kind for change in moved.changes] == [ChangeKind.MOVED, ChangeKind.TITLE]


def test_another_title_at_the_same_number_is_another_row() -> None:
    row = ("Tỷ lệ hồ sơ trực tuyến", "Cổng dữ liệu mở của tỉnh")
    other = ("ratio, of: online, to: dossiers, full_at: 80%", "yes_no, of: portal")
    found = diff(row, other, ("inputs:\n", "inputs:\n  portal: {title: Có cổng, type: yes_no}\n"))
    assert [(change.kind.value, change.code) for change in found.changes] == [
        ("dropped", "4.9"),
        ("added", "4.9"),
        ("input", ""),
    ]
    assert found.summary.vi == "4 → 4 chỉ số; thêm 1, bỏ 1, 1 thay đổi khác; tổng 100 → 100"


def test_a_row_written_anew_that_reads_the_same_inputs_is_the_same_row() -> None:
    found = diff(("Tỷ lệ hồ sơ trực tuyến", "Người dân nộp qua mạng"))
    assert [change.kind for change in found.changes] == [ChangeKind.TITLE]


def test_another_level_in_the_title_is_another_row() -> None:
    found = diff(
        ("Mức độ dịch vụ 3", "Mức độ dịch vụ 4"), ('code: "7.1"', 'code: "7.5"'), ("of: level", "of: plan")
    )
    assert {change.kind for change in found.changes} >= {ChangeKind.ADDED, ChangeKind.DROPPED}


def test_rows_with_the_same_title_stay_in_their_groups() -> None:
    twice = [("Tỷ lệ công chức được bồi dưỡng", "Điểm cộng"), ("Mức độ dịch vụ 3", "Điểm cộng")]
    before, after = definition(*twice), definition(*twice, ('code: "4.8"', 'code: "4.1"'), ('"7.1"', '"7.2"'))
    found = definition_differences(before, after)
    assert [change.sentence.vi for change in found.changes] == [
        "4.1 Điểm cộng: đổi mã, trước là 4.8",
        "7.2 Điểm cộng: đổi mã, trước là 7.1",
    ]


def test_a_group_under_another_name_keeps_its_rows() -> None:
    found = diff(("Nhân lực số", "Con người"), ('- code: "4"\n', '- code: "X"\n'))
    assert [change.kind.value for change in found.changes] == ["moved", "title"]


def test_what_went_stands_where_it_stood() -> None:
    row = next(line for line in BODY.splitlines(keepends=True) if '"4.8"' in line)
    found = diff((row, ""), ("Mức độ dịch vụ 3, points: 40", "Mức độ dịch vụ 3, points: 41"))
    assert [change.sentence.vi for change in found.changes][:2] == [
        "4.8 Tỷ lệ công chức được bồi dưỡng: bỏ, 10 điểm",
        "7.1 Mức độ dịch vụ 3: điểm tối đa 40 → 41",
    ]


def test_evidence_and_agencies_are_told() -> None:
    assert told(
        ("[Báo cáo năm, Quyết định]", "[Quyết định, Ảnh chụp]"),
        ("responsible: Văn phòng", "responsible: Sở Nội vụ"),
    ) == [
        "4.9 Tỷ lệ hồ sơ trực tuyến: tài liệu kiểm chứng: thêm “Ảnh chụp”; bỏ “Báo cáo năm”",
        "4.9 Tỷ lệ hồ sơ trực tuyến: đơn vị chủ trì: “Văn phòng” → “Sở Nội vụ”",
    ]


def test_an_input_under_another_name_changes_no_rule() -> None:
    found = diff(("of: online", "of: e_dossiers"), ("  online:", "  e_dossiers:"))
    assert [change.sentence.vi for change in found.changes] == [
        "Số liệu “Hồ sơ trực tuyến”: đổi mã, trước là online"
    ]


def test_the_head_is_told_part_by_part() -> None:
    law = "legal: {number: 405/QĐ, date: 2025-04-03}\nvalid: {from: 2025-04-03}\nmissing: zero\npoints: 100\n"
    assert told(("points: 100\n", law)) == [
        "Số quyết định: không ghi → 405/QĐ",
        "Ngày ký: không ghi → 03/04/2025",
        "Có hiệu lực từ: không ghi → 03/04/2025",
        "Khi thiếu số liệu: chưa tính được → 0 điểm theo quy định",
    ]


def test_of_a_long_text_the_words_that_changed_are_told() -> None:
    long = (
        "how: Tính theo số hồ sơ trực tuyến đã trả kết quả trong kỳ báo cáo trên tổng số hồ sơ của đơn vị, "
        "kể cả {} chuyển sang"
    )
    before = definition(("        responsible", f"        {long.format('kỳ trước')}\n        responsible"))
    after = definition(("        responsible", f"        {long.format('năm trước')}\n        responsible"))
    (change,) = definition_differences(before, after).changes
    assert (
        change.detail.vi
        == "lời văn cách tính: “… vị, kể cả kỳ trước chuyển sang” → “… vị, kể cả năm trước chuyển sang”"
    )
    assert change.after.vi.startswith("Tính theo số hồ sơ")


def test_english_alone_is_told_too() -> None:
    assert told(("en: Activity", "en: Activities")) == ["7 Hoạt động: tên: “Activity” → “Activities”"]


def test_order_is_told() -> None:
    lines = BODY.splitlines(keepends=True)
    swapped = "".join([*lines[:5], *lines[6:12], lines[5], *lines[12:]])
    found = definition_differences(definition(), load(HEAD + swapped).definition)
    assert [change.sentence.vi for change in found.changes] == [
        "4 Nhân lực số: các mục bên trong đứng theo thứ tự khác"
    ]


def test_every_field_of_a_definition_is_compared() -> None:
    told_elsewhere = {"code", "rule", "reading", "groups", "indicators", "parts"}
    assert set(NODE_FIELDS) | told_elsewhere == set(Node.model_fields)
    elsewhere = {"schema_version", "rule_set", "groups", "indicators", "views", "inputs"}
    assert set(HEADER_FIELDS) | elsewhere == set(Definition.model_fields)
    assert set(INPUT_FIELDS) == set(InputSpec.model_fields)


RULE_7 = "rule: {kind: given, of: level}"


def proposed(rule: str) -> tuple[str, str]:
    """Row 7.1 as a draft holds it before anybody settled it."""
    reading = (
        f"reading: {{certainty: unsure, reason: hai cách hiểu, place: 'Bảng 1, dòng 9', proposal: {rule}}}"
    )
    return (RULE_7, f"rule: {{kind: unknown, note: hai cách hiểu}}, {reading}")


def test_how_surely_a_row_was_read_is_no_change_of_the_index() -> None:
    assert diff((RULE_7, f"{RULE_7}, reading: {{certainty: confirmed, place: 'Bảng 1, dòng 9'}}")).is_empty


def test_a_proposal_is_told_as_such_and_the_same_rule_proposed_is_no_change() -> None:
    assert told(proposed("{kind: given, of: level, out_of: 10}")) == [
        "7.1 Mức độ dịch vụ 3: cách tính (đề nghị, chưa xác nhận): "
        "“Điểm mức độ” là điểm đã cho → “Điểm mức độ” là điểm đã cho trên thang 10, quy về điểm tối đa"
    ]
    assert diff(proposed("{kind: given, of: level}")).is_empty


LINES = [
    *(
        "aliases: [x]",
        "series: other",
        "status: illustrative",
        "levels: [commune]",
        "min_coverage: 80%",
        "note: a",
    ),
    *(
        "not_applicable: zero",
        "rounding: {total: {digits: 2}}",
        "ranking: {digits: 2}",
        "prepare: [{kind: minmax}]",
    ),
    *("published: {divide_by: 100}", "classes: {bands: [{code: a, title: A}]}", "source: {status: memory}"),
    *("aggregate: {kind: sum, floor: 1}", "gate: {node: '4', at_least: 10, else_cap: 0}"),
    "views: [{code: v, title: V, members: ['4'], points: 60}]",
]
NODE_LINES = [
    *("weight: 2", "aggregate: mean", "given: level", "given_as: share", "scored: false", "adjusts: true"),
    *("copied_from: province", "times: {indicator: '4.8'}", "gate: {node: '4.8', at_least: 1, else_cap: 0}"),
    *(
        "applies_to: {levels: [commune]}",
        "valid: {from: 2020-01-01}",
        "missing: zero",
        "not_applicable: drop",
    ),
    *("rounding: {digits: 1}", "min_points: 1", "why: vì dân", "suppliers: [Sở A]", "verified_by: Sở B"),
    *("data_source: Cổng", "data_from: survey", "how: chia", "legal: {article: Điều 1}", "note: x"),
    "source: {ref: trang 1}",
]
INPUT_LINES = [
    *(
        "help: x",
        "unit_of_measure: hồ sơ",
        "min: 1",
        "max: 9",
        "part_of: staff",
        "source: Cổng",
        "derive: staff",
    ),
    *("prepare: [{kind: log}]", "type: count", "choices: {a: A}"),
]


@pytest.mark.parametrize(
    ("place", "line"),
    [
        *(("points: 100\n", f"points: 100\n{line}\n") for line in LINES),
        *(("    points: 40\n", f"    points: 40\n    {line}\n") for line in NODE_LINES),
        *(("{title: Điểm mức độ}", f"{{title: Điểm mức độ, {line}}}") for line in INPUT_LINES),
    ],
)
def test_any_change_is_told_in_both_languages(place: str, line: str) -> None:
    found = diff((place, line))
    assert len(found.changes) == 1
    assert not found.is_empty
    for language in ("vi", "en"):
        said = found.changes[0].sentence.pick(language)
        assert ": " in said
        assert "Fraction(" not in said
        assert not {"→", "“”"} & {said.split(": ")[-1].strip()}


def test_the_two_editions_of_dti() -> None:
    found = definition_differences(find("dti@2020").definition, find("dti@2022").definition)
    assert found.summary.vi.startswith("3 → 98 chỉ số; thêm 98, bỏ 3, thêm 9 nhóm, ")
    assert found.summary.pick("en").endswith("; total 1,000 → 1,000")
    back = definition_differences(find("dti@2022").definition, find("dti@2020").definition)
    assert back.summary.vi.startswith("98 → 3 chỉ số; thêm 3, bỏ 98, bỏ 9 nhóm, ")


def test_the_two_readings_of_766() -> None:
    found = definition_differences(find("766@2022").definition, find("766@2026").definition)
    assert [change.code for change in found.of(ChangeKind.RULE)] == ["3.6", "4.2", "4.4", "4.6"]
    assert not found.of(ChangeKind.ADDED)
    assert not found.of(ChangeKind.DROPPED)
    assert not found.of(ChangeKind.MOVED)
    assert "Khi không áp dụng: được điểm tối đa → 0 điểm" in [one.sentence.vi for one in found.changes]
