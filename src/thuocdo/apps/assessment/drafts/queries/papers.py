"""An uploaded paper as it was understood, before anybody makes a draft of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from thuocdo.apps.assessment.drafts.errors import NothingToReadError
from thuocdo.apps.foundation.evidence.models import Upload
from thuocdo.domain.primitives.findings import SEVERITIES
from thuocdo.domain.scoring.definition import Definition
from thuocdo.domain.scoring.papers.drafting import Draft as DraftedText
from thuocdo.domain.scoring.papers.drafting import draft
from thuocdo.domain.scoring.papers.drafting.header import DraftHeader, suggested_header
from thuocdo.domain.scoring.papers.drafting.tables import only_table, tables_of
from thuocdo.domain.scoring.papers.files import read_paper
from thuocdo.domain.scoring.papers.headings import Role
from thuocdo.domain.scoring.papers.paper import Paper
from thuocdo.domain.scoring.papers.printed import PrintedPaper, printed_rows
from thuocdo.domain.scoring.papers.remarks import PaperRemark

SHOWN_ROWS = 8


@dataclass(frozen=True)
class ReadUpload:
    """A kept file with its tables, and its rows by what they say."""

    upload: Upload
    paper: Paper
    printed: PrintedPaper
    tables: tuple[str, ...]

    @property
    def header(self) -> DraftHeader:
        """What the paper says of itself."""
        return suggested_header(self.printed, self.upload.name)


def read_upload(upload: Upload, *, roles: Mapping[str, Role] | None = None, table: str = "") -> ReadUpload:
    """Open a kept file; raises with the reason when it holds no table of indicators.

    `roles` are what a person said of headings, `table` the only table to read where a file holds several indices.
    """
    with upload.file.open("rb") as file:
        paper = read_paper(file.read(), upload.name)
    printed = printed_rows(paper, roles=roles)
    if not any(row.kind == "row" for row in printed.rows):
        raise NothingToReadError(upload.name)
    tables = tables_of(printed.rows)
    return ReadUpload(upload, paper, only_table(printed, table) if table in tables else printed, tables)


def drafted(read: ReadUpload, header: DraftHeader, before: Definition | None) -> DraftedText:
    """The draft of a definition that the paper gives."""
    return draft(read.printed, header=header, before=before)


def remarks_of(read: ReadUpload, made: DraftedText | None = None) -> list[PaperRemark]:
    """Everything the readers had to say, the gravest first; what was said twice is told once."""
    said = [*read.paper.remarks, *read.printed.remarks, *(made.remarks if made is not None else ())]
    return sorted(dict.fromkeys(said), key=lambda remark: SEVERITIES.index(remark.severity))


def plain_remark(remark: PaperRemark) -> dict[str, object]:
    """A remark as it is kept with the draft."""
    return {
        "severity": remark.severity,
        "place": remark.place,
        "message": {"vi": remark.message.vi, "en": remark.message.en},
        "fix": {"vi": remark.fix.vi, "en": remark.fix.en},
    }
