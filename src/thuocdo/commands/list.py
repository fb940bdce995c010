"""`thuocdo list`: the indices that are shipped or lie in a folder."""

from __future__ import annotations

import argparse
from pathlib import Path

from thuocdo.commands.output import Column, Output, Shown
from thuocdo.commands.parsing import Parser, UsageError
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.catalogue.discovery import Entry, discover

_STATUS = {
    "in_force": Text("đang áp dụng", "in force"),
    "draft": Text("dự thảo", "draft"),
    "illustrative": Text("minh hoạ", "illustrative"),
    "replaced": Text("đã thay thế", "replaced"),
}
_COLUMNS = (
    Column("index", Text("Mã", "Code")),
    Column("rule_set", Text("Phiên bản quy tắc", "Rule set")),
    Column("aliases", Text("Tên tắt", "Aliases")),
    Column("title", Text("Tên", "Title")),
    Column("from", Text("Từ ngày", "From")),
    Column("to", Text("Đến ngày", "To")),
    Column("status", Text("Tình trạng", "Status")),
    Column("path", Text("Tệp", "File")),
)


def arguments(parser: Parser) -> None:
    """An optional folder of catalogues."""
    parser.option(
        "folder",
        nargs="?",
        vi="thư mục catalogues (mặc định: kèm theo phần mềm)",
        en="a folder of catalogues",
    )


def run(options: argparse.Namespace, out: Output) -> int:
    """Print the rule sets found."""
    if options.folder and not Path(options.folder).is_dir():
        raise UsageError(
            Text(f"Không có thư mục “{options.folder}”.", f"There is no folder “{options.folder}”.")
        )
    entries = discover([Path(options.folder)] if options.folder else None)
    rows = [_row(entry) for entry in entries]
    document = [
        {
            "index": entry.index,
            "rule_set": entry.rule_set,
            "aliases": list(entry.aliases),
            "title": {"vi": entry.title.vi, "en": entry.title.en},
            "from": entry.start,
            "to": entry.end,
            "status": entry.status,
            "path": str(entry.path),
        }
        for entry in entries
    ]
    title = out.say(Text(f"{len(entries)} phiên bản quy tắc", f"{len(entries)} rule sets"))
    shown = len(_COLUMNS) - 1 if out.format == "table" else len(_COLUMNS)
    out.show(Shown(title, _COLUMNS[:shown], [row[:shown] for row in rows]), document)
    return 0


def _row(entry: Entry) -> tuple[str | Text | None, ...]:
    return (
        entry.index,
        entry.rule_set,
        ", ".join(entry.aliases) or None,
        entry.title,
        entry.start.isoformat() if entry.start else None,
        entry.end.isoformat() if entry.end else None,
        _STATUS.get(entry.status, Text(entry.status)),
        str(entry.path),
    )
