"""A paper's tables as printed rows: which tables count, which columns hold what, what belongs together."""

from __future__ import annotations

from thuocdo.domain.scoring.papers.printed.printed_rows import printed_rows
from thuocdo.domain.scoring.papers.printed.rows import PrintedPaper, PrintedRow

__all__ = ["PrintedPaper", "PrintedRow", "printed_rows"]
