"""Points as papers print them: "10", "10đ", "10,5 điểm", "Tối đa 10", "1/2*10".

>>> read_points("10đ").value, read_points("1/2*10").value, read_points("10,5 điểm").value
(Fraction(10, 1), Fraction(5, 1), Fraction(21, 2))
>>> reading = read_points("5-10")
>>> reading.value, reading.is_sure
(Fraction(10, 1), False)
>>> read_points("không chấm").value is None, read_points("không chấm").is_sure
(True, True)
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from thuocdo.domain.primitives.spelling import folded
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.papers.cleaning import clean
from thuocdo.domain.scoring.sheets.number_words import DecimalMark, read_number, settle

_NUMBER = r"[0-9][0-9.,]*"
_LEADING = re.compile(r"^(?:toi da|max|diem toi da|diem|so diem|<=|≤)\s*:?\s*(?=[0-9+-])")
_BONUS = re.compile(r"^(?:(?:diem )?(?:cong|thuong)|\+)(?: them)?(?: toi da)?\s*:?\s*(?=[0-9])")
_PENALTY = re.compile(r"^(?:(?:diem )?tru|-)(?: toi da)?\s*:?\s*(?=[0-9])")
_TRAILING = re.compile(r"\s*(?:diem toi da|diem|d)?\s*(?:\(\*+\)|\*+|[¹²³⁴-⁹]+)?\s*[.;:]?$")
_RANGE = re.compile(rf"^(?:tu )?({_NUMBER})\s*(?:-|–|—|÷|den|\.\.+|~)\s*({_NUMBER})$")
_PART = rf"(?:{_NUMBER}/{_NUMBER}|{_NUMBER}%?)"
_PRODUCT = re.compile(rf"^\(?({_PART})\)?\s*(?:[*x×·])\s*\(?({_PART})\)?$")
_SUM = re.compile(rf"^{_NUMBER}(?:\s*\+\s*{_NUMBER})+$")
_FRACTION = re.compile(rf"^({_NUMBER})/({_NUMBER})$")
_UNSCORED = re.compile(
    r"^(?:khong (?:cham|tinh|danh gia|xep|cho)(?: diem)?|khong diem|khong|thu thap(?: so lieu)?|"
    r"chi thu thap.*|tham khao|not scored|n/a|kxd|[-–—./]*)$"
)


NO_REASON = Text("")


@dataclass(frozen=True, slots=True)
class PointsReading:
    """The number a points cell means and how sure that is; `value` is None when it says none."""

    value: Fraction | None
    is_sure: bool = True
    reason: Text = NO_REASON  # why it is not sure, or why there is no value


def points_manner(texts: Iterable[str]) -> DecimalMark | None:
    """The decimal mark that the unambiguous numbers of a points column agree on."""
    return settle(_bare(text) for text in texts)


def read_points(text: str, mark: DecimalMark | None = None) -> PointsReading:
    """The points of one cell; `mark` is the column's decimal mark where `points_manner` knows it."""
    lines = [line for line in clean(text).split("\n") if _bare(line)]
    if len(lines) > 1:
        return _lines(lines, mark)
    bare, shown = _bare(text), lines[0] if lines else ""
    if _UNSCORED.match(bare):
        return PointsReading(None, reason=Text("Ô điểm không nêu điểm.", "The cell gives no points."))
    for reader in (_plain, _product, _sum, _span, _ratio):
        found = reader(bare, shown, mark)
        if found is not None:
            return found
    return _inside(bare, shown, mark)


def _bare(text: str) -> str:
    bare = folded(clean(text).replace("−", "-"))
    return _TRAILING.sub("", _LEADING.sub("", bare)).strip()


def _plain(bare: str, shown: str, mark: DecimalMark | None) -> PointsReading | None:
    sign = 1
    if bonus := _BONUS.match(bare):
        bare = bare[bonus.end() :]
    elif penalty := _PENALTY.match(bare):
        bare, sign = bare[penalty.end() :], -1
    written = read_number(bare)
    if written is None or written.is_percent:
        return None
    value = written.read(mark)
    if value is not None:
        return PointsReading(sign * value)
    larger = max(written.comma or Fraction(0), written.point or Fraction(0))
    other = min(written.comma or Fraction(0), written.point or Fraction(0))
    return PointsReading(
        sign * larger,
        is_sure=False,
        reason=Text(
            f"«{shown}» có thể là {_as_text(larger)} hoặc {_as_text(other)}.",
            f"“{shown}” may be {_as_text(larger)} or {_as_text(other)}.",
        ),
    )


def _product(bare: str, _shown_as: str, mark: DecimalMark | None) -> PointsReading | None:
    if (match := _PRODUCT.match(bare)) is None:
        return None
    first, second = _factor(match[1], mark), _factor(match[2], mark)
    return None if first is None or second is None else PointsReading(first * second)


def _factor(text: str, mark: DecimalMark | None) -> Fraction | None:
    over, slash, under = text.partition("/")
    if slash:
        upper, lower = _number(over, mark), _number(under, mark)
        return upper / lower if upper is not None and lower else None
    return _number(text, mark)


def _number(text: str, mark: DecimalMark | None) -> Fraction | None:
    written = read_number(text)
    return written.read(mark) if written is not None else None


def _sum(bare: str, _shown_as: str, mark: DecimalMark | None) -> PointsReading | None:
    if not _SUM.match(bare):
        return None
    terms = [_number(term.strip(), mark) for term in bare.split("+")]
    known = [term for term in terms if term is not None]
    return PointsReading(sum(known, Fraction(0))) if len(known) == len(terms) else None


def _span(bare: str, shown: str, mark: DecimalMark | None) -> PointsReading | None:
    if (match := _RANGE.match(bare)) is None:
        return None
    low, high = _number(match[1], mark), _number(match[2], mark)
    if low is None or high is None:
        return None
    if low == 0:
        return PointsReading(high)
    return PointsReading(
        max(low, high),
        is_sure=False,
        reason=Text(
            f"«{shown}» là một khoảng; lấy số lớn hơn làm điểm tối đa.",
            f"“{shown}” is a range; the larger number is taken as the maximum.",
        ),
    )


def _ratio(bare: str, shown: str, mark: DecimalMark | None) -> PointsReading | None:
    if (match := _FRACTION.match(bare)) is None:
        return None
    value = _factor(bare, mark)
    reason = Text(
        f"«{shown}» có thể là phân số, hoặc «{match[1]} trên {match[2]}».",
        f"“{shown}” may be a fraction, or “{match[1]} out of {match[2]}”.",
    )
    return PointsReading(value, is_sure=False, reason=reason)


def _lines(lines: list[str], mark: DecimalMark | None) -> PointsReading:
    """Several numbers in one cell: a total over its parts, or something only a person can tell."""
    shown = "; ".join(lines)
    values = [read_points(line.lstrip("-–+• "), mark).value for line in lines]
    known = [value for value in values if value is not None]
    if not known:
        return PointsReading(None, is_sure=False, reason=_unread(shown))
    if len(known) == len(lines) and len(known) > 2 and known[0] == sum(known[1:], Fraction(0)):
        return PointsReading(known[0])
    return PointsReading(
        max(known),
        is_sure=False,
        reason=Text(
            f"Ô có nhiều số ({shown}); lấy số lớn nhất.",
            f"The cell holds several numbers ({shown}); the largest is taken.",
        ),
    )


def _inside(bare: str, shown: str, mark: DecimalMark | None) -> PointsReading:
    numbers = re.findall(rf"(?<![\w.,/]){_NUMBER}(?![\w%/])", bare)
    value = _number(numbers[0].rstrip(".,"), mark) if len(numbers) == 1 else None
    return PointsReading(value, is_sure=False, reason=_unread(shown))


def _unread(shown: str) -> Text:
    return Text(
        f"Không đọc chắc chắn được điểm từ «{shown}».", f"No points can be read for sure from “{shown}”."
    )


def _as_text(number: Fraction) -> str:
    return str(number.numerator) if number.denominator == 1 else str(float(number))
