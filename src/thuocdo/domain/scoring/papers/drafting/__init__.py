"""From the printed rows of a paper to the text of a definition in work, and one row of that text changed.

printed = printed_rows(read_paper(content, "so-nganh.docx"))
made = draft(printed, header=suggested_header(printed, "so-nganh.docx"))
made.counts, made.remarks, made.text
"""

from __future__ import annotations

from thuocdo.domain.scoring.papers.drafting.building import draft
from thuocdo.domain.scoring.papers.drafting.editing import (
    NodeChange,
    NoSuchRowError,
    NotEditableError,
    edited,
    edited_rows,
)
from thuocdo.domain.scoring.papers.drafting.header import DraftHeader, suggested_header
from thuocdo.domain.scoring.papers.drafting.nodes import input_spec
from thuocdo.domain.scoring.papers.drafting.report import (
    CERTAINTY_LABELS,
    REPORT_COLUMNS,
    by_doubt,
    report_rows,
    rule_words,
)
from thuocdo.domain.scoring.papers.drafting.result import Draft, DraftRow

__all__ = [
    "CERTAINTY_LABELS", "REPORT_COLUMNS", "Draft", "DraftHeader", "DraftRow", "NoSuchRowError", "NodeChange",
    "NotEditableError", "by_doubt", "draft", "edited", "edited_rows", "input_spec", "report_rows", "rule_words",
    "suggested_header",
]  # fmt: skip
