"""The numbers of rows as decrees print them: "4.9", "4.22.11", "II", "A", "a".

>>> clean_number("4. 9)"), clean_number("Mục II."), clean_number("(4,10)")
('4.9', 'II', '4.10')
>>> split_title("4.9. Tỷ lệ hồ sơ trực tuyến")
('4.9', 'Tỷ lệ hồ sơ trực tuyến')
>>> split_title("5 dịch vụ công"), split_title("1.000 hồ sơ")
(('', '5 dịch vụ công'), ('', '1.000 hồ sơ'))
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from thuocdo.domain.scoring.papers.cleaning import one_line

_NAMED = re.compile(
    r"^(?:mục|phần|nhóm|chỉ số|tiêu chí|chỉ tiêu|nội dung|lĩnh vực|trụ cột|chương|số)\s+(?=[0-9IVXLA-Z])",
    re.IGNORECASE,
)
_EDGES = re.compile(r"^[\s(\[\-–•*+]+|[\s.:;,)\]\-–/]+$")
_DOTTED = re.compile(r"[0-9]+(?:\.[0-9]+)*")
_ROMAN = re.compile(r"(?=[IVXLC])X{0,4}L?X{0,3}(?:IX|IV|V?I{0,3})")
_CODE = re.compile(
    r"[0-9]+(?:\.[0-9]+)*[.)]?[a-zđ]|[A-ZĐ]{1,4}[-.]?[0-9]+(?:[.-][0-9]+)*|[A-ZĐ]|[a-zđ]|[ivx]{1,5}"
)
_PREFIX = re.compile(
    r"^(?:(?P<name>mục|phần|nhóm|chỉ số|tiêu chí|chỉ tiêu|lĩnh vực|trụ cột)\s+)?"
    r"(?:(?P<dotted>[0-9]+(?:\.[0-9]+)+)(?:[.):\-–]\s*|\s+)"
    r"|(?P<single>[0-9]{1,3}|[IVXL]{1,6}|[A-ZĐ]|[a-zđ](?=\)))(?:\s*[.):]\s*|\s+[-–]\s+|/\s+))(?P<title>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
_BULLETS = frozenset("-–—+*•·")
_DATE = re.compile(r"0?([0-9]{1,2})/0?([0-9]{1,2})/[0-9]{4}")


def clean_number(text: str) -> str:
    """The number without the signs around it; empty when the text is no number of a row."""
    text = one_line(text)
    if text in _BULLETS:
        return text
    bare = _EDGES.sub("", _NAMED.sub("", text))
    bare = re.sub(r"(?<=[0-9])\s*[.,]\s*(?=[0-9])", ".", bare)
    bare = re.sub(r"(?<=[0-9])\.$", "", bare)
    is_number = _DOTTED.fullmatch(bare) or _ROMAN.fullmatch(bare) or _CODE.fullmatch(bare)
    return bare if is_number else ""


def split_title(text: str) -> tuple[str, str]:
    """A number printed at the start of a title, and the rest; the number is empty when there is none."""
    match = _PREFIX.match(text)
    if match is None:
        return "", text
    number = match["dotted"] or match["single"]
    if match["dotted"] and any(len(part) == 3 and part.startswith("0") for part in number.split(".")[1:]):
        return "", text
    if match["single"] and not number.isdigit() and number != number.upper() and len(number) > 1:
        return "", text
    return number, match["title"]


def as_date(text: str) -> tuple[str, str] | None:
    """The two numbers a spreadsheet may have turned into a date: "04/09/2026" gives "4.9" and "9.4"."""
    match = _DATE.fullmatch(text.strip())
    return (f"{match[1]}.{match[2]}", f"{match[2]}.{match[1]}") if match else None


def follows(before: str, after: str) -> bool:
    """Whether `after` is the number a list prints next after `before`, at its depth, above or below.

    >>> follows("4.9", "4.10"), follows("4.9", "5"), follows("4.9", "4.9.1"), follows("4.9", "4.11")
    (True, True, True, False)
    """
    if not (_DOTTED.fullmatch(before) and _DOTTED.fullmatch(after)):
        return False
    old, new = before.split("."), after.split(".")
    if len(new) > len(old):
        return new[: len(old)] == old and all(part == "1" for part in new[len(old) :])
    depth = len(new) - 1
    return new[:depth] == old[:depth] and int(new[depth]) == int(old[depth]) + 1


def mended(numbers: Sequence[str]) -> dict[int, str]:
    """Where a spreadsheet dropped the nought of 4.10: position → the number the row must have had.

    >>> mended(["4.8", "4.9", "4.1", "4.11"])
    {2: '4.10'}
    >>> mended(["4.1", "4.2", "4.1"])
    {}
    """
    found: dict[int, str] = {}
    before: dict[int, str] = {}  # the last number at each depth
    for position, number in enumerate(numbers):
        depth, whole = number.count("."), f"{number}0"
        after = next((each for each in numbers[position + 1 :] if each.count(".") == depth), "")
        if depth and follows(before.get(depth, ""), whole) and not follows(number, after):
            found[position] = number = whole
        before[depth] = number
    return found
