"""Whatever is written is read back as it was."""

from __future__ import annotations

import unicodedata
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thuocdo.domain.primitives.yaml_text import read_yaml
from thuocdo.domain.scoring.papers.drafting.writing import block, entry, number, scalar

# A number divided by nothing is refused by the reader of all YAML here, as text too.
LETTERS = st.characters(codec="utf-8", exclude_categories=["Cs"], exclude_characters="/")
WORDS = st.text(LETTERS, max_size=60).map(lambda text: unicodedata.normalize("NFC", text))
LONG = st.lists(WORDS, max_size=4).map("\n".join)
KEYS = st.text("abcdefgh_", min_size=1, max_size=8)
VALUES = st.recursive(
    st.one_of(WORDS, LONG, st.integers(-(10**6), 10**6), st.booleans()),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3), st.dictionaries(KEYS, inner, min_size=1, max_size=3)
    ),
    max_leaves=8,
)


@settings(deadline=None)
@given(st.dictionaries(KEYS, VALUES, min_size=1, max_size=4))
def test_data_comes_back_as_it_was(data: dict[str, object]) -> None:
    read = read_yaml("\n".join(block(data)) + "\n", "x")
    assert read.findings == ()
    assert read.data == data


@settings(deadline=None)
@given(LONG)
def test_the_words_of_a_paper_come_back_letter_by_letter(words: str) -> None:
    text = "\n".join(["list:", *block([{"how": words, "code": "1"}], indent=2)])
    assert read_yaml(text, "x").data == {"list": [{"how": words, "code": "1"}]}


@pytest.mark.parametrize(
    "text", ["true", "Null", "1.10", "2026", "a: b", "# x", "- x", "", " x", "80 %", "no", "'"]
)
def test_texts_that_mean_something_else_are_quoted(text: str) -> None:
    assert read_yaml(f"x: {scalar(text)}", "x").data == {"x": text}


@settings(deadline=None)
@given(st.fractions(max_denominator=1000))
def test_numbers_are_exact(value: Fraction) -> None:
    assert Fraction(number(value)) == value


def test_long_words_are_a_block_that_people_can_read() -> None:
    assert entry("how", "a/b × điểm\nTrong đó: a là …") == ["how: |-", "  a/b × điểm", "  Trong đó: a là …"]
