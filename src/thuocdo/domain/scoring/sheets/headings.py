"""The words that head rows and columns, in both languages; accents and case do not matter.

>>> FIELDS["gia tri"], fold("Giá  trị")
('value', 'gia tri')
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.sheet import STATE_LABELS, ValueState

_LOOK_ALIKES = str.maketrans({"đ": "d", "ð": "d", "ɖ": "d", "_": " ", "\n": " "})

# field → the label a form shows; the field's own name is the heading of the long form.
LABELS: dict[str, Text] = {
    "unit": Text("Mã đơn vị", "Unit code"),
    "period": Text("Kỳ", "Period"),
    "input": Text("Mã số liệu", "Input code"),
    "value": Text("Giá trị", "Value"),
    "state": Text("Trạng thái", "State"),
    "source": Text("Nguồn", "Source"),
    "reason": Text("Ghi chú", "Note"),
    "unit_name": Text("Tên đơn vị", "Unit name"),
    "level": Text("Cấp", "Level"),
    "parent": Text("Đơn vị cấp trên", "Parent unit"),
    "classes": Text("Nhóm đơn vị", "Unit classes"),
    "index": Text("Bộ chỉ số", "Index"),
    "rule_set": Text("Phiên bản quy tắc", "Rule set"),
    "version": Text("Mã phiên bản", "Version hash"),
    "number": Text("STT", "No."),
    "title": Text("Nội dung số liệu", "Figure"),
    "unit_of_measure": Text("Đơn vị tính", "Unit of measure"),
    "help": Text("Hướng dẫn", "Help"),
}
# The read-only column of a form with what the unit gave last time; its heading also names the period.
PREVIOUS = Text("Kỳ trước", "Previous period")
_ALSO = {
    "unit": ("đơn vị",),
    "period": ("kỳ báo cáo", "kỳ đánh giá"),
    "input": ("mã", "mã chỉ tiêu", "code"),
    "source": ("nguồn số liệu",),
    "reason": ("lý do", "notes"),
    "unit_name": ("name",),
    "parent": ("mã đơn vị cấp trên",),
    "classes": ("class", "nhóm"),
    "number": ("tt", "no", "số thứ tự"),
    "title": ("nội dung", "tên số liệu", "chỉ tiêu"),
    "unit_of_measure": ("đvt", "unit of measurement"),
}

LONG_COLUMNS = (
    "unit",
    "period",
    "input",
    "value",
    "state",
    "source",
    "reason",
    "unit_name",
    "level",
    "parent",
    "classes",
)
UNIT_FACTS = ("unit_name", "level", "parent", "classes")
FILE_FACTS = ("index", "rule_set", "version")
CELL_FIELDS = ("state", "source", "reason")


@lru_cache(maxsize=4096)  # headings, states and answers come again in every row
def fold(text: str) -> str:
    """Lower case, no accents, single spaces: how headings and words are compared."""
    decomposed = unicodedata.normalize("NFD", text.strip().lower())
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(bare.translate(_LOOK_ALIKES).split())


def _index(labels: Mapping[str, Text], also: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for field, label in labels.items():
        for word in (field, label.vi, label.en, *also.get(field, ())):
            found.setdefault(fold(word), field)
    return found


FIELDS = _index(LABELS, _ALSO)
STATES: dict[str, ValueState] = {
    fold(word): state for state, label in STATE_LABELS.items() for word in (state.word, label.vi, label.en)
}


_PREVIOUS_WORDS = tuple(fold(word) for word in (PREVIOUS.vi, PREVIOUS.pick("en")))


def field_of(heading: str) -> str | None:
    """What a column holds by its heading; None where nobody knows.

    >>> field_of("Giá trị"), field_of("Kỳ trước (2025)"), field_of("H57")
    ('value', 'previous', None)
    """
    folded = fold(heading)
    return FIELDS.get(folded) or ("previous" if folded.startswith(_PREVIOUS_WORDS) else None)


def nearest(word: str, known: Iterable[str], count: int = 2) -> list[str]:
    """The known words most like `word`, compared without accents and case; one inside the other counts as like.

    >>> nearest("dossier_on_time", ["dossiers", "dossiers_on_time"], 1)
    ['dossiers_on_time']
    >>> nearest("Thừa Thiên Huế", ["Huế", "Hà Tĩnh"], 1)
    ['Huế']
    """
    folded: dict[str, str] = {}
    for candidate in known:
        folded.setdefault(fold(candidate), candidate)
    sought = fold(word)
    close = difflib.get_close_matches(sought, folded, n=count, cutoff=0.75)
    inside = [
        each for each in folded if len(each) > 1 and len(sought) > 1 and (each in sought or sought in each)
    ]
    loose = difflib.get_close_matches(sought, folded, n=count, cutoff=0.6)
    return [folded[match] for match in dict.fromkeys([*close, *inside, *loose])][:count]
