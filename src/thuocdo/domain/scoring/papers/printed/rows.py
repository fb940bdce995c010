"""One row of a paper's tables by what it says: number, title, points, scoring, evidence and so on.

>>> PrintedRow("Bảng 1, dòng 3", "4.9", "Tỷ lệ hồ sơ trực tuyến", "10").kind
'row'
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from thuocdo.domain.scoring.papers.remarks import PaperRemark


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """One group or indicator as printed; texts are NFC, their lines joined by a line break."""

    place: str  # "Bảng 1, dòng 12"
    number: str  # "4.9", "II", "A"; empty when the paper gives none
    title: str
    points: str  # as printed: "10", "10đ", "1/2*10"
    method: str = ""
    evidence: str = ""
    source: str = ""
    responsible: str = ""
    suppliers: str = ""
    verifier: str = ""
    note: str = ""
    kind: Literal["row", "total"] = "row"  # "Tổng cộng" and "Tổng điểm" are totals


@dataclass(frozen=True, slots=True)
class PrintedPaper:
    """All rows of a paper in printed order, with its title, its decision and every remark."""

    rows: tuple[PrintedRow, ...]
    title: str
    decision: str  # number and date as found outside the tables; empty if none
    remarks: tuple[PaperRemark, ...]
    columns: tuple[tuple[str, str], ...]  # role, heading as printed
