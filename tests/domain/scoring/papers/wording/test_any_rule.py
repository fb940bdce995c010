"""Rules put into words in many manners are read back as the same points, or not for sure."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from thuocdo.domain.scoring.papers.reading import RuleReading
from thuocdo.domain.scoring.papers.wording import read_rule, rule_of
from thuocdo.domain.scoring.readings import Readings, SheetSource
from thuocdo.domain.scoring.sheet import InputSheet

SEPARATORS = ("; ", "\n", ";\n- ", ". ")
AWARDS = ("{n} điểm", "được {n} điểm", "{n}đ", "{share}", "{full}")
percents = st.integers(1, 99)
maxima = st.integers(2, 40)


def written(number: Fraction) -> str:
    return str(number.numerator) if number.denominator == 1 else f"{float(number):g}".replace(".", ",")


def award_words(award: str, points: Fraction, maximum: int) -> str:
    """The award as printed: in points, as a share of the maximum, or as the maximum itself."""
    share = "điểm tối đa" if points == maximum else f"{points / maximum} × điểm tối đa"
    full = "Điểm tối đa" if points == maximum else f"{written(points)} điểm"
    return award.format(n=written(points), share=share, full=full)


def points_of(reading: RuleReading, values: Sequence[Fraction], maximum: int) -> Fraction:
    rule = rule_of(reading)
    assert rule is not None
    cells = [("unit", asked.name, value) for asked, value in zip(reading.inputs, values, strict=True)]
    sheet = InputSheet.from_values("2026", cells)
    return Fraction(rule.evaluate(Readings.exactly(SheetSource(sheet), [0]), Fraction(maximum))[0])


@st.composite
def ladders(draw: st.DrawFn) -> tuple[list[int], list[Fraction], int]:
    """Falling bounds in percent, falling points that begin at the maximum, and the maximum."""
    bounds = sorted(draw(st.sets(percents, min_size=1, max_size=4)), reverse=True)
    maximum = draw(maxima)
    halves = draw(st.sets(st.integers(0, 2 * maximum - 1), min_size=len(bounds), max_size=len(bounds)))
    return bounds, [Fraction(maximum), *(Fraction(half, 2) for half in sorted(halves, reverse=True))], maximum


def band_words(bounds: Sequence[int], place: int, manner: int) -> str:
    upper = bounds[place - 1] if place else None
    lower = bounds[place] if place < len(bounds) else None
    if upper is None:
        return (f"từ {lower}% trở lên", f"≥ {lower}%", f"a ≥ {lower}%")[manner]
    if lower is None:
        return (f"dưới {upper}%", f"< {upper}%", f"a < {upper}%")[manner]
    return (f"từ {lower}% đến dưới {upper}%", f"{lower}% - <{upper}%", f"{lower}% ≤ a < {upper}%")[manner]


@settings(max_examples=100, deadline=None)
@given(
    ladder=ladders(),
    manner=st.integers(0, 2),
    award=st.sampled_from(AWARDS),
    separator=st.sampled_from(SEPARATORS),
    sign=st.sampled_from((": ", " : ", " → ")),
    order=st.randoms(use_true_random=False),
    trials=st.lists(st.integers(0, 1000), min_size=3, max_size=8),
)
def test_bands_are_read_back(ladder, manner, award, separator, sign, order, trials) -> None:
    bounds, points, maximum = ladder
    clauses = [
        band_words(bounds, place, manner) + sign + award_words(award, points[place], maximum)
        for place in range(len(points))
    ]
    order.shuffle(clauses)
    reading = read_rule(separator.join(clauses), points=Fraction(maximum), title="Tỷ lệ hồ sơ đúng hạn")
    if reading.certainty != "sure":
        return
    for value in [*(Fraction(trial, 1000) for trial in trials), *(Fraction(bound, 100) for bound in bounds)]:
        place = next((at for at, bound in enumerate(bounds) if value * 100 >= bound), len(bounds))
        assert points_of(reading, [value], maximum) == points[place], (clauses, reading.rule, value)


def test_most_bands_are_read_for_sure() -> None:
    sure = 0
    for manner in range(3):
        for award in AWARDS:
            for separator in SEPARATORS:
                bounds, points = [90, 70, 50], [Fraction(10), Fraction(7), Fraction(5), Fraction(0)]
                text = separator.join(
                    f"{band_words(bounds, place, manner)}: {award_words(award, points[place], 10)}"
                    for place in range(4)
                )
                sure += read_rule(text, points=Fraction(10), title="Tỷ lệ hồ sơ").certainty == "sure"
    assert sure == 3 * len(AWARDS) * len(SEPARATORS)


RATES: tuple[str, ...] = (
    "a ≥ {t}%: điểm tối đa; a < {t}%: a/{t}% × điểm tối đa",
    "Tỷ lệ từ {t}% trở lên: điểm tối đa\nTỷ lệ dưới {t}%: Điểm = Tỷ lệ/{t}% * Điểm tối đa",
    "Nếu tỷ lệ đạt ≥ {t}% thì đạt điểm tối đa; nếu tỷ lệ < {t}% thì điểm = (tỷ lệ x điểm tối đa)/{t}%",
    "- Từ {t}% trở lên: {p} điểm\n- Dưới {t}%: Tỷ lệ/{t}% × {p} điểm",
    "Từ {t}% trở lên được {p} điểm, các trường hợp còn lại: Điểm = Tỷ lệ/{t}% × {p}",
)


@settings(max_examples=100, deadline=None)
@given(
    words=st.sampled_from(RATES),
    target=st.integers(2, 99),
    floor=st.integers(0, 98),
    maximum=maxima,
    trials=st.lists(st.integers(0, 1000), min_size=3, max_size=6),
)
def test_a_target_with_a_floor_is_read_back(words, target, floor, maximum, trials) -> None:
    has_floor = 0 < floor < target
    text = words.format(t=target, p=maximum) + (f"; dưới {floor}%: 0 điểm" if has_floor else "")
    reading = read_rule(text, points=Fraction(maximum), title="Tỷ lệ hồ sơ trực tuyến")
    assert reading.certainty != "unread", reading
    if reading.certainty != "sure":
        return
    for value in [*(Fraction(trial, 1000) for trial in trials), Fraction(target, 100), Fraction(floor, 100)]:
        share = min(Fraction(1), value / Fraction(target, 100))
        expected = 0 if has_floor and value < Fraction(floor, 100) else share * maximum
        assert points_of(reading, [value], maximum) == expected, (text, reading.rule, value)


QUOTIENTS: tuple[str, ...] = (
    "a: số hồ sơ trực tuyến; b: tổng số hồ sơ; Điểm = a/b × điểm tối đa",
    "a = Số hồ sơ trực tuyến;\nb = Tổng số hồ sơ;\n- Tỷ lệ = a/b;\n- Điểm = Tỷ lệ*Điểm tối đa",
    "Điểm = (a/b)*{p}. Trong đó: a là số hồ sơ trực tuyến, b là tổng số hồ sơ",
    "Tỷ lệ = Số hồ sơ trực tuyến/Tổng số hồ sơ × 100%; Điểm = Tỷ lệ × Điểm tối đa",
    "Số hồ sơ trực tuyến / Tổng số hồ sơ × {p}",
    "Điểm = a/b × ĐTĐ (a là số hồ sơ trực tuyến; b là tổng số hồ sơ)",
)


@settings(max_examples=60, deadline=None)
@given(words=st.sampled_from(QUOTIENTS), part=st.integers(0, 50), more=st.integers(1, 50), maximum=maxima)
def test_a_quotient_is_read_for_sure(words, part, more, maximum) -> None:
    reading = read_rule(words.format(p=maximum), points=Fraction(maximum), title="Hồ sơ trực tuyến")
    assert reading.certainty == "sure", reading
    assert [asked.title for asked in reading.inputs] == ["Số hồ sơ trực tuyến", "Tổng số hồ sơ"]
    assert points_of(reading, [Fraction(part), Fraction(part + more)], maximum) == Fraction(
        part * maximum, part + more
    )


COUNTS: tuple[str, ...] = (
    "{n} lần: {p} điểm",
    "họp {n} lần: {p} điểm",
    "Tổ chức {n} cuộc họp được {p} điểm",
    "{n} cuộc: {p}đ",
)


@settings(max_examples=80, deadline=None)
@given(
    words=st.sampled_from(COUNTS),
    tops=st.sets(st.integers(1, 40), min_size=1, max_size=5),
    open_end=st.booleans(),
    separator=st.sampled_from(SEPARATORS),
    trial=st.integers(0, 9),
)
def test_steps_are_read_back(words, tops, open_end, separator, trial) -> None:
    points = sorted(tops)
    maximum = points[-1]
    clauses = [words.format(n=count, p=worth) for count, worth in enumerate(points, start=1)]
    if open_end:
        clauses[-1] = f"từ {len(points)} lần trở lên: {maximum} điểm" if "cuộc" not in words else clauses[-1]
    text = separator.join([*reversed(clauses), "còn lại: 0 điểm"])
    reading = read_rule(text, points=Fraction(maximum), title="Họp Ban Chỉ đạo")
    if reading.certainty not in ("sure", "likely"):
        return
    expected = points[min(trial, len(points)) - 1] if trial else 0
    assert points_of(reading, [Fraction(trial)], maximum) == expected, (text, reading.rule)


@settings(max_examples=100, deadline=None)
@given(
    each=st.integers(1, 8),
    times=st.integers(1, 10),
    trial=st.integers(0, 30),
    words=st.sampled_from(
        (
            "mỗi sáng kiến được {e} điểm, tối đa {m} điểm",
            "Mỗi sáng kiến: {e} điểm (tối đa {m} điểm)",
            "{e} điểm/sáng kiến, nhưng không quá {m} điểm",
            "Cứ mỗi sáng kiến được cộng {e} điểm, tổng không quá {m} điểm",
        )
    ),
)
def test_so_much_for_each_is_read_back(each, times, trial, words) -> None:
    maximum = each * times
    reading = read_rule(words.format(e=each, m=maximum), points=Fraction(maximum), title="Sáng kiến")
    assert reading.certainty == "sure", reading
    assert points_of(reading, [Fraction(trial)], maximum) == min(maximum, each * trial)


THINGS = (
    "Có chuyên mục",
    "Ban hành quy chế",
    "Bố trí kinh phí",
    "Phân công cán bộ phụ trách",
    "Có báo cáo định kỳ",
)


@settings(max_examples=100, deadline=None)
@given(
    worths=st.lists(st.integers(1, 12), min_size=2, max_size=5),
    separator=st.sampled_from(SEPARATORS),
    met=st.lists(st.booleans(), min_size=5, max_size=5),
    printed=st.integers(0, 3),
)
def test_parts_add_up_or_are_not_sure(worths, separator, met, printed) -> None:
    maximum = sum(worths) + printed
    text = separator.join(f"{thing}: {worth} điểm" for thing, worth in zip(THINGS, worths, strict=False))
    reading = read_rule(text, points=Fraction(maximum), title="Bảo đảm")
    if printed:
        assert reading.certainty not in ("sure", "likely"), reading
        return
    assert reading.certainty == "sure", reading
    answers = met[: len(worths)]
    expected = sum(worth for worth, answer in zip(worths, answers, strict=True) if answer)
    assert points_of(reading, [Fraction(answer) for answer in answers], maximum) == expected
