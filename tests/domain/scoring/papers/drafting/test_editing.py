"""One row of a draft is changed; every other byte stays."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thuocdo.domain.primitives.yaml_text import read_yaml
from thuocdo.domain.scoring.catalogue.errors import DefinitionError
from thuocdo.domain.scoring.papers.drafting import (
    NodeChange,
    NoSuchRowError,
    NotEditableError,
    edited,
    edited_rows,
)

TEXT = """\
# Của phòng Tổng hợp.
schema: 1
index: thu
groups:
  - code: I
    title: "Nhóm: một"   # tên như in
    points: 20

    indicators:
      # dòng này còn hỏi lại
      - code: "1.1"
        title: Kế hoạch
        points: 10   # đã in
        how: |-
          Có: 10 điểm
          Không: 0 điểm

        rule: {kind: yes_no, of: co, yes: 1}
      - {code: "1.2", title: Họp, points: 10, rule: {kind: unknown}}
inputs:
  co: {title: Có kế hoạch, type: yes_no}   # chung
  # cuối tệp
"""


def lines_changed(before: str, after: str) -> tuple[list[str], list[str]]:
    old, new = before.split("\n"), after.split("\n")
    return [line for line in old if line not in new], [line for line in new if line not in old]


def test_a_value_is_replaced_and_its_comment_stays() -> None:
    after = edited(TEXT, "1.1", NodeChange(set={"points": 12}))
    assert lines_changed(TEXT, after) == (["        points: 10   # đã in"], ["        points: 12   # đã in"])


def test_a_block_of_words_is_replaced_whole() -> None:
    after = edited(TEXT, "1.1", NodeChange(set={"how": "Một dòng"}))
    assert "        how: Một dòng\n\n        rule:" in after


def test_a_row_on_one_line_stays_on_one_line() -> None:
    after = edited(TEXT, "1.2", NodeChange(set={"rule": {"kind": "given", "of": "p"}, "why": "Vì: có"}))
    assert '{code: "1.2", title: Họp, points: 10, rule: {kind: given, of: p}, why: "Vì: có"}' in after


def test_a_new_key_stands_where_people_look_for_it() -> None:
    after = edited(TEXT, "1.1", NodeChange(set={"reading": {"certainty": "confirmed"}}))
    assert "rule: {kind: yes_no, of: co, yes: 1}\n        reading: {certainty: confirmed}\n      - {" in after


def test_a_key_is_removed_with_its_line() -> None:
    after = edited(TEXT, "1.1", NodeChange(set={"how": None}))
    assert "how" not in after
    assert "Không: 0" not in after


def test_the_first_key_of_a_row_may_be_removed() -> None:
    text = "schema: 1\nindicators:\n  - title: A\n    code: a\n"
    assert edited(text, "a", NodeChange(set={"title": None})) == "schema: 1\nindicators:\n  - code: a\n"


def test_inputs_are_declared_changed_and_dropped() -> None:
    after = edited(TEXT, "1.1", NodeChange(inputs={"so_lan": {"title": "Số lần", "type": "count"}}))
    assert (
        "  co: {title: Có kế hoạch, type: yes_no}   # chung\n  so_lan: {title: Số lần, type: count}\n"
        in after
    )
    back = edited(after, "1.1", NodeChange(inputs={"so_lan": None}))
    assert back == TEXT


def test_the_first_input_opens_the_list() -> None:
    text = "schema: 1\nindicators:\n  - {code: a}\n"
    after = edited(text, "a", NodeChange(inputs={"n": {"type": "count"}}))
    assert read_yaml(after, "x").data == read_yaml(text, "x").data | {"inputs": {"n": {"type": "count"}}}  # type: ignore[operator]  # a mapping


def test_the_last_input_may_go() -> None:
    text = "schema: 1\nindicators:\n  - {code: a}\ninputs:\n  n: {type: count}\n"
    after = edited(text, "a", NodeChange(inputs={"n": None}))
    assert read_yaml(after, "x").findings == ()


def test_parts_can_be_put_in() -> None:
    parts = [{"code": "1.1.a", "points": 5, "rule": {"kind": "unknown"}}, {"code": "1.1.b", "points": 5}]
    after = edited(TEXT, "1.1", NodeChange(set={"rule": None, "parts": parts}))
    found = read_yaml(after, "x").data
    assert found["groups"][0]["indicators"][0]["parts"] == parts  # type: ignore[index]  # plain data


def test_line_ends_of_an_office_stay() -> None:
    text = TEXT.replace("\n", "\r\n")
    after = edited(text, "1.1", NodeChange(set={"points": 12, "how": "Một\nHai\nBa"}))
    assert after.count("\n") == after.count("\r\n")


def test_changing_nothing_changes_no_byte() -> None:
    assert edited(TEXT, "1.1", NodeChange(set={"points": 10, "note": None})) == TEXT


def test_a_code_that_is_not_there_names_the_nearest() -> None:
    with pytest.raises(NoSuchRowError, match=r"1\.1"):
        edited(TEXT, "1.11", NodeChange(set={"points": 1}))


def test_what_stands_behind_an_anchor_is_refused() -> None:
    text = "schema: 1\nindicators:\n  - &a {code: a, points: 5}\nviews: [*a]\n"
    with pytest.raises(NotEditableError):
        edited(text, "a", NodeChange(set={"points": 6}))


def test_a_text_that_cannot_be_read_is_told_with_its_line() -> None:
    with pytest.raises(DefinitionError):
        edited("a: [", "a", NodeChange())


VALUES = st.one_of(
    st.integers(0, 999),
    # A number divided by nothing is refused by the reader of all YAML here, as text too.
    st.text(
        st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"], exclude_characters="/"), max_size=30
    ),
    st.sampled_from(["Một\nHai", "x" * 130, "a: b # c", "80%"]),
    st.fixed_dictionaries({"kind": st.just("given"), "of": st.sampled_from(["co", "p"])}),
    st.none(),
)


@settings(deadline=None)
@given(
    st.sampled_from(["I", "1.1", "1.2"]),
    st.dictionaries(
        st.sampled_from(["points", "title", "rule", "how", "why", "reading"]), VALUES, max_size=4
    ),
)
def test_any_change_touches_nothing_else(code: str, changes: dict[str, object]) -> None:
    after = edited(TEXT, code, NodeChange(set=changes))
    kept = [line for line in TEXT.split("\n") if line.lstrip().startswith("#") or "# chung" in line]
    assert all(line in after for line in kept)
    again = edited(after, code, NodeChange(set=changes))
    assert again == after
    others = [other for other in ("I", "1.1", "1.2") if other != code]
    assert [_node(after, other) for other in others] == [_node(TEXT, other) for other in others]


KEYS = st.sampled_from(["points", "title", "rule", "how", "why", "reading", "note"])
CHANGES = st.dictionaries(
    st.sampled_from(["I", "1.1", "1.2"]), st.dictionaries(KEYS, VALUES, max_size=5), min_size=1, max_size=3
)


@settings(deadline=None)
@given(
    CHANGES,
    st.dictionaries(st.sampled_from(["co", "p", "q"]), st.just({"type": "count"}) | st.none(), max_size=3),
)
def test_many_rows_at_once_are_as_one_after_the_other(
    changes: dict[str, dict[str, object]], inputs: dict[str, dict[str, object] | None]
) -> None:
    told = {code: NodeChange(set=keys, inputs=inputs) for code, keys in changes.items()}
    one_by_one = TEXT
    for code, change in told.items():
        one_by_one = edited(one_by_one, code, change)
    at_once = edited_rows(TEXT, told)
    assert read_yaml(at_once, "x").data == read_yaml(one_by_one, "x").data
    assert "# dòng này còn hỏi lại" in at_once
    assert "# cuối tệp" in at_once


def _node(text: str, code: str) -> object:
    data = read_yaml(text, "x").data
    group = data["groups"][0]  # type: ignore[index]  # plain data
    if code == "I":
        return {key: value for key, value in group.items() if key != "indicators"}
    return next(node for node in group["indicators"] if node["code"] == code)
