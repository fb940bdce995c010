"""No text whatsoever stops the reader, and what it did not understand it does not call sure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from thuocdo.domain.scoring.papers.reading import RuleReading
from thuocdo.domain.scoring.papers.wording import read_rule, rule_of
from thuocdo.domain.scoring.papers.wording.lexicon import MARKS

PHRASES = [
    phrase
    for path in sorted((Path(__file__).parent / "phrases").glob("*.yaml"))
    for phrase in yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - reads texts, makes no objects
]
SURE = [phrase for phrase in PHRASES if "sure" in phrase or phrase.get("parts") == "sure"]
ADDED = (
    "Riêng các xã miền núi do Hội đồng thẩm định quyết định",
    "Trường hợp đặc biệt xem xét giảm trừ theo mức độ ảnh hưởng",
    "Không áp dụng đối với đơn vị mới thành lập",
    "Điểm được nhân hệ số theo địa bàn",
    "Tỷ lệ hồ sơ được nhân đôi đối với xã miền núi",
    "Đánh giá việc thực hiện khi có văn bản của Hội đồng",
    "Số cuộc họp chỉ tính cuộc họp có Chủ tịch chủ trì",
)


def read(phrase: dict[str, str], change: Callable[[str], str] = str) -> RuleReading:
    points = None if phrase["points"] in ("null", "") else Fraction(phrase["points"])
    return read_rule(change(phrase["words"]), points=points, title=phrase["title"])


def check_rule(reading: RuleReading, points: Fraction | None) -> None:
    """What comes with a reading fits together, whatever the text was."""
    rule = rule_of(reading)
    assert (rule is None) == (reading.certainty == "unread" or bool(reading.parts))
    names = [asked.name for asked in reading.inputs]
    assert len(names) == len(set(names))
    assert all(name.isascii() and len(name) <= 43 for name in names)
    if rule is not None:
        assert set(rule.inputs()) == set(names)
        assert [found for found in rule.check() if found.severity == "error"] == []
        if points and rule.kind != "adjustment":
            assert (rule.range(points)[1] or 0) <= points
    assert reading.certainty == "sure" or reading.reason.vi
    for part in reading.parts:
        check_rule(part.reading, part.points)


@settings(max_examples=150, deadline=None)
@given(text=st.text(max_size=300), points=st.one_of(st.none(), st.fractions(-5, 100)))
def test_no_text_whatsoever_raises(text: str, points: Fraction | None) -> None:
    check_rule(read_rule(text, points=points, title=text[:40]), points)


SIGNS = "a b 80% 50% 10 điểm 4 lần : ; , . - + ( ) / * = ≥ ≤ < > có không kế hoạch tổng số hồ sơ Điểm Tỷ lệ"
WORDS = sorted({*(phrase for phrases in MARKS.values() for phrase in phrases), *re.split(" ", SIGNS), "\n"})


@settings(max_examples=250, deadline=None)
@given(
    words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=25),
    points=st.sampled_from((None, Fraction(0), Fraction(5), Fraction(10))),
)
def test_no_heap_of_the_usual_words_raises(words: list[str], points: Fraction | None) -> None:
    check_rule(read_rule(" ".join(words), points=points, title="Tỷ lệ hồ sơ"), points)


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: phrase["words"][:40])
def test_what_is_read_fits_together(phrase: dict[str, str]) -> None:
    points = None if phrase["points"] in ("null", "") else Fraction(phrase["points"])
    check_rule(read(phrase), points)


@pytest.mark.parametrize("added", ADDED)
def test_words_that_change_the_rule_are_never_passed_over(added: str) -> None:
    for phrase in SURE:
        for change in (f"{{}}\n- {added}.", f"{added}. {{}}"):
            reading = read(phrase, lambda words, change=change: change.format(words.rstrip(".")))
            assert reading.certainty not in ("sure", "likely"), (phrase["words"], reading.rule)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: text.replace(" ", "\u00a0"),
        lambda text: text.replace("điểm", "đi\u00adểm"),
        lambda text: text.translate(str.maketrans("0123456789", "０１２３４５６７８９")),
        lambda text: text.replace("tỷ lệ", "tỉ lệ").replace("Tỷ lệ", "Tỉ lệ"),
        lambda text: text.replace("×", "x").replace("≥", ">="),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: f"Cách tính:\n{text}",
    ],
    ids=[
        "decomposed",
        "no-break",
        "soft hyphen",
        "full width",
        "i for y",
        "ascii signs",
        "windows",
        "heading",
    ],
)
def test_how_it_is_typed_changes_nothing(change: Callable[[str], str]) -> None:
    for phrase in PHRASES:
        if phrase["words"]:
            assert read(phrase, change).rule == read(phrase).rule, phrase["words"]


@pytest.mark.parametrize("text", ["từ 80% trở lên: 10 điểm, " * 5000, "(" * 20_000, "a/" * 10_000])
def test_a_very_long_text_comes_to_an_end_and_is_never_sure(text: str) -> None:
    assert read_rule(text, points=Fraction(10), title="Tỷ lệ").certainty in ("unsure", "unread")
