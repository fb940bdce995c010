"""What stands around the tables: the title of the index and the decision that issues it.

>>> lines = ["PHỤ LỤC I", "BỘ CHỈ SỐ CHUYỂN ĐỔI SỐ CẤP XÃ", "(Kèm theo Quyết định số 931/QĐ-UBND ngày 04/4/2024)"]
>>> title_of(lines)
'BỘ CHỈ SỐ CHUYỂN ĐỔI SỐ CẤP XÃ'
>>> decisions_in(lines)
(('931/QĐ-UBND ngày 04/4/2024',), ())
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from thuocdo.domain.primitives.spelling import words

_SIGN = r"[0-9]{1,5}\s*/\s*(?:[0-9]{4}\s*/\s*)?[A-ZĐ]{1,6}(?:\s*-\s*[A-ZĐ&]{2,12})*"
_DAY = r"ngày\s*[0-9]{1,2}(?:\s*/\s*|\s+tháng\s+)[0-9]{1,2}(?:\s*/\s*|\s+năm\s+)[0-9]{4}"
_CITED = re.compile(rf"(?P<sign>{_SIGN})(?:[,;\s]*(?P<day>{_DAY}))?", re.IGNORECASE)
_LETTERHEAD = re.compile(rf"^[^,]{{2,40}},\s*({_DAY})$", re.IGNORECASE)
_ISSUING = re.compile(r"kèm theo|ban hành theo|^\W*số\s*:", re.IGNORECASE)
_NAMES = (
    "bo chi so",
    "bo tieu chi",
    "bang tieu chi",
    "bang chi so",
    "khung tieu chi",
    "chi so danh gia",
    "thang diem",
)
_NO_TITLE = re.compile(r"^\(|kèm theo|quyết định số|^điều |^căn cứ|^phụ lục\s*[0-9ivx]*\.?$", re.IGNORECASE)
_LONGEST_TITLE = 300


def title_of(lines: Sequence[str]) -> str:
    """The line, with capital lines that go on from it, that names the index; empty when none does."""
    for position, line in enumerate(lines):
        if (
            any(name in words(line) for name in _NAMES)
            and not _NO_TITLE.search(line)
            and len(line) <= _LONGEST_TITLE
        ):
            following = []
            for other in lines[position + 1 : position + 4]:
                if not (line.isupper() and other.isupper()) or _NO_TITLE.search(other):
                    break
                following.append(other)
            return " ".join([line, *following])
    return ""


def decisions_in(lines: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The decisions that the lines issue or belong to, and the others they cite."""
    issuing: dict[str, None] = {}
    cited: dict[str, None] = {}
    for line in lines:
        for match in _CITED.finditer(line):
            before = line[: match.start()]
            target = issuing if _ISSUING.search(before or line) else cited
            target[_named(match)] = None
    return tuple(issuing), tuple(each for each in cited if each not in issuing)


def day_of_signing(lines: Iterable[str]) -> str:
    """The day in a letterhead: "Huế, ngày 04 tháng 4 năm 2026".

    >>> day_of_signing(["Huế, ngày 04 tháng 4 năm 2026"])
    'ngày 04 tháng 4 năm 2026'
    """
    return next((" ".join(match[1].split()) for line in lines if (match := _LETTERHEAD.match(line))), "")


def _named(match: re.Match[str]) -> str:
    sign = re.sub(r"\s+", "", match["sign"])
    return f"{sign} {' '.join(match['day'].split())}" if match["day"] else sign
