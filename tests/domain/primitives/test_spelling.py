from __future__ import annotations

import pytest

from thuocdo.domain.primitives.spelling import did_you_mean, nearest


@pytest.mark.parametrize(
    ("written", "known", "found"),
    [
        ("pionts", ["points", "rule", "code"], ["points"]),
        ("Thua thien hue", ["Thái Bình", "Thừa Thiên Huế"], ["Thừa Thiên Huế"]),
        ("Điện tử", ["dien_tu", "khác"], ["dien_tu"]),
        ("On Time", ["on_time", "closed"], ["on_time"]),
        ("Vinh Hai", ["Phường Vinh Hải xưa"], ["Phường Vinh Hải xưa"]),
        ("x", ["max", "exact"], []),
        ("", ["a", "b"], []),
        ("zzz", ["points"], []),
    ],
)
def test_the_nearest_known_words_are_found(written: str, known: list[str], found: list[str]) -> None:
    assert nearest(written, known) == found


def test_the_most_alike_comes_first_and_no_more_than_asked() -> None:
    assert nearest("poin", ["viewpoint", "point", "points"], n=2) == ["point", "points"]


def test_without_a_near_word_the_known_ones_are_listed() -> None:
    assert did_you_mean("zzz", ["rule", "code"]).en == "Use one of: code, rule."
    assert did_you_mean("zzz", map(str, range(100, 130))).vi.endswith("119 ….")
