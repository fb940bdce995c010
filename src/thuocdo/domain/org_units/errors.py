"""What can be wrong about units.

    OrgUnitError
    ├── UnknownUnitError     no unit of that name or id at that date
    ├── AmbiguousUnitError   several units of that name at that date
    └── UnitAbsentError      the unit exists, but not at that date

Unusable files raise `DataFileError` of the primitives, with every finding at once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from thuocdo.domain.primitives.errors import ThuocDoError
from thuocdo.domain.primitives.texts import Text


class OrgUnitError(ThuocDoError):
    """Base of every error about units."""

    code = "org-units.error"


class UnknownUnitError(OrgUnitError):
    """No unit is called that, or has that id."""

    code = "org-units.unknown"

    def __init__(self, name: str, similar: Sequence[str], at: dt.date | None = None) -> None:
        when = f" ngày {at:%d/%m/%Y}" if at else ""
        on = f" on {at:%Y-%m-%d}" if at else ""
        near_vi = f"Gần giống: {'; '.join(similar)}." if similar else "Xem danh sách đơn vị."
        near_en = f"Similar: {'; '.join(similar)}." if similar else "See the list of units."
        super().__init__(
            Text(f"Không có đơn vị «{name}»{when}. {near_vi}", f"There is no unit '{name}'{on}. {near_en}")
        )
        self.name, self.similar, self.at = name, tuple(similar), at


class AmbiguousUnitError(OrgUnitError):
    """Several units bear that name at that date."""

    code = "org-units.ambiguous"

    def __init__(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        listed = "; ".join(f"{label} [{unit_id}]" for unit_id, label in choices)
        super().__init__(
            Text(
                f"Có {len(choices)} đơn vị tên «{name}»: {listed}. Ghi mã trong ngoặc vuông.",
                f"{len(choices)} units are called '{name}': {listed}. Write the id in square brackets.",
            )
        )
        self.name, self.choices = name, tuple(choices)


class UnitAbsentError(OrgUnitError):
    """The unit was not there at that date."""

    code = "org-units.absent"

    def __init__(self, label: str, at: dt.date, span: Text) -> None:
        super().__init__(
            Text(
                f"{label} không có vào ngày {at:%d/%m/%Y} ({span.vi}). Chọn ngày khác hoặc đơn vị kế thừa.",
                f"{label} is absent on {at:%Y-%m-%d} ({span.pick('en')}). Take another date or a successor.",
            )
        )
        self.label, self.at = label, at
