"""A draft over the named cast: six rows read in every degree of certainty, of an index that Huế was scored by."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence

import docx

from tests.world import World
from thuocdo.apps.assessment.drafts.actions import begin_from_text
from thuocdo.apps.assessment.drafts.models import Draft
from thuocdo.apps.foundation.accounts.roles import Role

NOW = dt.datetime(2026, 10, 2, 8, 0, tzinfo=dt.UTC)
TEXT = """# Read from a paper.
schema: 1
index: service
rule_set: "2027"
title: {vi: Bộ phục vụ 2027, en: Service index 2027}
status: draft
points: 40
published: {digits: 2}
source: {status: sourced, ref: 5/QĐ-UBND}
groups:
  - code: time
    title: Tiến độ
    points: 25
    responsible: Văn phòng
    indicators:
      - code: "1.1"
        title: Tỷ lệ đúng hạn
        points: 15
        rule: {kind: ratio, of: on_time, to: dossiers}
        reading: {certainty: sure, place: "Bảng 1, dòng 3"}
        evidence: [Trích xuất hệ thống]
        how: "Điểm = a/b × điểm tối đa; a là số hồ sơ đúng hạn, b là tổng số hồ sơ"
      - code: "1.2"
        title: Số cuộc họp   # as printed
        points: 10
        rule: {kind: steps, of: meetings, steps: [{at_least: 4, points: 10}, {at_least: 1, points: 5}]}
        reading:
          {certainty: likely, reason: {vi: Không nói về 0 cuộc, en: Nothing is said of none}, place: "Bảng 1, dòng 4"}
        evidence: [Biên bản họp]
        how: "họp 4 lần: 10 điểm; từ 1 lần: 5 điểm"
  - code: mood
    title: Hài lòng
    points: 15
    responsible: Văn phòng
    indicators:
      - code: "2.1"
        title: Tỷ lệ hài lòng
        points: 10
        rule: {kind: unknown, note: hai cách hiểu}
        reading:
          certainty: unsure
          reason: {vi: "“từ 90%” có thể là điểm tối đa hoặc là ngưỡng", en: Two readings}
          place: "Bảng 1, dòng 6"
          proposal: {kind: ratio, of: satisfied, to: asked, full_at: 90%}
        evidence: [Phiếu khảo sát]
        how: "Đạt từ 90% được điểm tối đa, còn lại tính theo tỷ lệ"
      - code: "2.2"
        title: Mức độ công khai
        points: 5
        rule: {kind: unknown}
        reading: {certainty: unread, reason: {vi: Không hiểu lời văn, en: Not understood}, place: "Bảng 1, dòng 7"}
        evidence: [Ảnh chụp]
        how: "Theo đánh giá của tổ thẩm định"
inputs:
  on_time: {title: Hồ sơ đúng hạn, type: count, part_of: dossiers}
  dossiers: {title: Hồ sơ, type: count}
  meetings: {title: Số cuộc họp, type: count}
  satisfied: {title: Hài lòng, type: count, part_of: asked}
  asked: {title: Được hỏi, type: count}
"""


RATIO = {
    "kind": "ratio",
    "rule-of": "on_time",
    "rule-to": "dossiers",
    "rule-full_at": "80%",
    "rule-when_empty": "unknown",
}


def sent_row(code: str, **fields: str) -> dict[str, str]:
    """A row's fields as a browser sends them."""
    return {"opened": "1", "title_vi": f"Dòng {code}", "title_en": "", "points": "10", **fields}


def make_draft(world: World, text: str = TEXT) -> Draft:
    """A draft of the standing agency; it belongs to Huế when the installation serves Huế."""
    return begin_from_text(
        content=text.encode(), name="index.yaml", by=world.inside[Role.STANDING_AGENCY], now=NOW
    )


def long_text(rows: int) -> str:
    """A paper of many rows, every fourth of them likely."""
    lines = [TEXT[: TEXT.index("groups:")].replace("points: 40", f"points: {rows}"), "groups:\n"]
    for number in range(rows):
        if number % 20 == 0:
            lines.append(
                f"  - code: g{number // 20}\n    title: Nhóm {number // 20}\n    points: 20\n    indicators:\n"
            )
        certainty = "likely" if number % 4 == 0 else "sure"
        lines.append(
            f'      - code: "{number // 20}.{number % 20 + 1}"\n        title: Chỉ số số {number} của bảng này\n'
            f"        points: 1\n        rule: {{kind: ratio, of: a{number}, to: b{number}, full_at: 80%}}\n"
            f'        reading: {{certainty: {certainty}, place: "Bảng 1, dòng {number + 2}"}}\n'
            "        evidence: [Báo cáo, Trích xuất]\n        how: |-\n"
            "          a = số hồ sơ đạt yêu cầu trong kỳ\n          b = tổng số hồ sơ\n"
            "          Tỷ lệ = a/b; đạt từ 80% được điểm tối đa, dưới 80% tính theo tỷ lệ\n"
        )
    lines.append("inputs:\n")
    for number in range(rows):
        lines.append(
            f"  a{number}: {{title: Số hồ sơ đạt của chỉ số {number}, type: count, min: 0, part_of: b{number}}}\n"
        )
        lines.append(f"  b{number}: {{title: Tổng số hồ sơ của chỉ số {number}, type: count, min: 0}}\n")
    return "".join(lines)


PAPER = (
    ("TT", "Chỉ số", "Điểm tối đa", "Cách xác định và tính điểm", "Tài liệu kiểm chứng"),
    ("1", "Nhận thức số", "30", "", ""),
    (
        "1.1",
        "Họp ban chỉ đạo chuyển đổi số",
        "20",
        "Họp 4 lần: 20 điểm; 3 lần: 15 điểm; 2 lần: 5 điểm",
        "Biên bản",
    ),
    ("1.2", "Có kế hoạch chuyển đổi số", "10", "Có kế hoạch: 10 điểm; không có: 0 điểm", "Kế hoạch"),
    ("2", "Dịch vụ công trực tuyến", "70", "", ""),
    (
        "2.1",
        "Tỷ lệ hồ sơ trực tuyến",
        "40",
        "a = số hồ sơ nộp trực tuyến\nb = tổng số hồ sơ\nTỷ lệ = a/b\n"
        "Tỷ lệ ≥ 80%: điểm tối đa; < 80%: Tỷ lệ/80% × điểm tối đa",
        "Trích xuất hệ thống",
    ),
    (
        "2.2",
        "Mức độ hài lòng của người dân",
        "30",
        "Theo ý kiến của tổ thẩm định, có xét đặc thù",
        "Phiếu khảo sát",
    ),
    ("", "Tổng cộng", "100", "", ""),
)


def paper() -> bytes:
    """A decision's table as an office has it: a Word file of six rows in two groups, one of which is prose."""
    return word_file([PAPER])


def word_file(tables: Sequence[Sequence[Sequence[str]]]) -> bytes:
    """A Word file with a title, a decision and some tables."""
    document = docx.Document()
    document.add_paragraph("Bộ chỉ số chuyển đổi số các sở, ngành")
    document.add_paragraph(
        "(Kèm theo Quyết định số 15/QĐ-UBND ngày 10 tháng 01 năm 2026 của UBND thành phố Huế)"
    )
    for rows in tables:
        table = document.add_table(rows=0, cols=len(rows[0]))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
        document.add_paragraph("")
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()
