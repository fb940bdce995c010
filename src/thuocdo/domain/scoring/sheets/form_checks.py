"""Drop-downs and limits in the cells of a form, and the help that appears beside them."""

from __future__ import annotations

from typing import Any

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.definition import InputSpec
from thuocdo.domain.scoring.sheet import STATE_LABELS
from thuocdo.domain.scoring.sheets.asked import Asked
from thuocdo.domain.scoring.sheets.number_messages import number_text
from thuocdo.domain.scoring.sheets.written_cells import YES_NO, choice_words, counts_in_hundredths

_LONGEST_LIST, _LONGEST_TITLE, _LONGEST_HELP = 255, 32, 255
LISTS_SHEET = "_lists"
_TYPE_HELP = {
    "count": Text("Số nguyên từ 0 trở lên.", "A whole number of 0 or more."),
    "number": Text("Một con số.", "A number."),
    "money": Text("Số tiền.", "An amount of money."),
    "points": Text("Số điểm.", "A number of points."),
    "percent": Text("Tỷ lệ phần trăm: gõ 85%.", "A percentage: type 85%."),
    "yes_no": Text("Chọn có hoặc không.", "Choose yes or no."),
    "choice": Text("Chọn trong danh sách.", "Choose from the list."),
}
_REFUSED = Text("Giá trị chưa đúng", "Not a valid value")


class Lists:
    """Lists too long for a cell's own check live on a hidden sheet."""

    def __init__(self) -> None:
        self.columns: list[tuple[str, ...]] = []

    def source(self, words: tuple[str, ...]) -> list[str] | str:
        """What a drop-down refers to."""
        if sum(map(len, words)) + len(words) <= _LONGEST_LIST and not any("," in word for word in words):
            return list(words)
        if words not in self.columns:
            self.columns.append(words)
        column = self.columns.index(words)
        letters = chr(65 + column) if column < 26 else chr(64 + column // 26) + chr(65 + column % 26)
        return f"='{LISTS_SHEET}'!${letters}$1:${letters}${len(words)}"

    def write(self, book: Any) -> None:  # Any: no types shipped
        """Add the hidden sheet if anything needs it."""
        if self.columns:
            sheet = book.add_worksheet(LISTS_SHEET)
            for column, words in enumerate(self.columns):
                sheet.write_column(0, column, words)
            sheet.hide()


def add_checks(
    sheet: Any, row: int, column: int, asked: Asked, is_value: bool, language: str, lists: Lists
) -> None:  # Any: no types shipped
    """The check of one cell: a list for states, answers and choices, limits for numbers."""
    if not is_value:
        states = tuple(label.pick(language) for label in STATE_LABELS.values())
        sheet.data_validation(row, column, row, column, {"validate": "list", "source": lists.source(states)})
        return
    limits = _list_check(asked.spec, language, lists) or _number_check(asked.spec)
    help_text = help_of(asked, language)
    texts = {
        "input_title": asked.name[:_LONGEST_TITLE],
        "input_message": help_text[:_LONGEST_HELP],
        "error_title": _REFUSED.pick(language)[:_LONGEST_TITLE],
        "error_message": help_text[:_LONGEST_HELP],
    }
    sheet.data_validation(row, column, row, column, {**limits, **texts})


def help_of(asked: Asked, language: str) -> str:
    """What may be written, in one or two sentences."""
    spec = asked.spec
    parts = [_TYPE_HELP[spec.type].pick(language)]
    for limit, words in ((spec.min, Text("Thấp nhất", "At least")), (spec.max, Text("Cao nhất", "At most"))):
        if limit is not None and spec.type not in ("yes_no", "choice"):
            parts.append(f"{words.pick(language)} {number_text(limit, language)}.")
    if spec.part_of:
        parts.append(Text(f"Không quá “{spec.part_of}”.", f"Not more than “{spec.part_of}”.").pick(language))
    return " ".join([*parts, spec.help.pick(language)]).strip()


def _list_check(spec: InputSpec, language: str, lists: Lists) -> dict[str, Any]:  # Any: the library's options
    if spec.type == "yes_no":
        return {"validate": "list", "source": list(YES_NO[language])}
    if spec.type == "choice" and spec.choices:
        words = tuple(choice_words(spec, code, language) for code in spec.choices)
        return {"validate": "list", "source": lists.source(words)}
    return {}


def _number_check(spec: InputSpec) -> dict[str, Any]:  # Any: the library's options
    if spec.type == "choice":
        return {"validate": "any"}
    scale = 100 if spec.type == "percent" and counts_in_hundredths(spec) else 1
    low = float(spec.min / scale) if spec.min is not None else 0 if spec.type == "count" else None
    high = float(spec.max / scale) if spec.max is not None else None
    kind = {"validate": "integer" if spec.type == "count" else "decimal"}
    if low is not None and high is not None:
        return {**kind, "criteria": "between", "minimum": low, "maximum": high}
    if high is not None:
        return {**kind, "criteria": "<=", "value": high}
    return {**kind, "criteria": ">=", "value": low if low is not None else -1e300}
