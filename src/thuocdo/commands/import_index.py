"""`thuocdo import-index`: from the paper that prints an index to a draft of its definition, with every doubt named."""

from __future__ import annotations

import argparse
import datetime
import json
from collections import Counter
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from thuocdo.commands.output import Cell, Column, Output, Shown
from thuocdo.commands.parsing import Parser, UsageError
from thuocdo.commands.sources import choose, find_index
from thuocdo.domain.primitives.findings import SEVERITY_LABELS, Finding
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.catalogue.linting import lint
from thuocdo.domain.scoring.catalogue.loading import FILE_NAME, LoadedDefinition, load
from thuocdo.domain.scoring.differences import definition_differences
from thuocdo.domain.scoring.papers.drafting import (
    CERTAINTY_LABELS,
    REPORT_COLUMNS,
    Draft,
    DraftHeader,
    draft,
    report_rows,
    suggested_header,
)
from thuocdo.domain.scoring.papers.drafting.header import rule_set_code
from thuocdo.domain.scoring.papers.drafting.tables import only_table, tables_of
from thuocdo.domain.scoring.papers.files import read_paper
from thuocdo.domain.scoring.papers.printed import PrintedPaper, printed_rows
from thuocdo.domain.scoring.papers.remarks import PaperRemark
from thuocdo.domain.scoring.wording import number_text, say

PIPED_FORMAT = "csv"
_REPORTS = (".xlsx", ".csv", ".json")
_ON_SCREEN = ("certainty", "code", "title", "points", "rule", "words", "reason")
_MOST_LETTERS = 240
_TABLE = Text("bảng", "table")


@dataclass(frozen=True, slots=True)
class _Made:
    """A draft with the file it went to and what `lint` and the edition before say of it."""

    draft: Draft
    path: Path
    findings: tuple[Finding, ...]
    changes: tuple[Text, ...]
    summary: Text


def arguments(parser: Parser) -> None:
    """The paper, the head of the draft, where to write."""
    parser.option(
        "paper",
        metavar="PAPER",
        vi="phụ lục của quyết định: .docx, .xlsx hoặc .csv",
        en="the annex of a decision: .docx, .xlsx or .csv",
    )
    parser.option(
        "--index", metavar="CODE", vi="mã bộ chỉ số (mặc định: theo tên tệp)", en="code of the index"
    )
    parser.option("--rule-set", metavar="CODE", vi="mã phiên bản, tốt nhất ngày-số", en="code of the edition")
    parser.option("--title", vi="tên bộ chỉ số (mặc định: theo văn bản)", en="title (default: the paper's)")
    parser.option("--decision", metavar="NUMBER", vi="số quyết định", en="number of the decision")
    parser.option(
        "--date", metavar="DAY", vi="ngày quyết định, 2026-04-04", en="day of the decision, 2026-04-04"
    )
    parser.option("--issuer", vi="cơ quan ban hành", en="who issued it")
    parser.option("--valid-from", metavar="DAY", vi="ngày có hiệu lực", en="day it comes into force")
    parser.option(
        "--levels", metavar="LEVEL,…", vi="cấp được đánh giá: department, commune …", en="levels it assesses"
    )
    parser.option(
        "--points", metavar="N", vi="tổng điểm (mặc định: theo văn bản)", en="total (default: the paper's)"
    )
    parser.option(
        "--table", metavar="NAME", vi="chỉ đọc bảng hoặc trang tính này", en="read this table or sheet only"
    )
    parser.option(
        "--before",
        metavar="INDEX",
        vi="phiên bản trước: giữ tên số liệu, bản dịch, và cho biết khác gì",
        en="the edition before: keeps its inputs and translations, and tells what changed",
    )
    parser.option(
        "-o",
        "--output",
        metavar="PATH",
        vi="tệp .yaml hoặc thư mục để ghi",
        en="a .yaml file or a folder to write",
    )
    parser.option(
        "--report", metavar="FILE", vi="ghi bảng đọc hiểu: .xlsx, .csv, .json", en="write the readings"
    )
    parser.option("--force", action="store_true", vi="ghi đè tệp đã có", en="overwrite a file that is there")


def run(options: argparse.Namespace, out: Output) -> int:
    """Read, draft, write, tell; 1 when something must be settled with the paper or `lint` finds errors."""
    source = Path(options.paper)
    if not source.is_file():
        raise UsageError(Text(f"Không có tệp “{source}”.", f"There is no file “{source}”."))
    _check_report(options.report)
    before = find_index(options.before) if options.before else None
    printed = _printed(source, options.table)
    header = _header(options, suggested_header(printed, source.name), before)
    path = _target(options.output, header)
    if path.exists() and not options.force:
        raise UsageError(
            Text(f"Đã có “{path}”. Thêm --force để ghi đè.", f"“{path}” exists. Add --force to overwrite it.")
        )
    made = _made(draft(printed, header=header, before=before.definition if before else None), path, before)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(made.draft.text, encoding="utf-8", newline="\n")
    if options.report:
        _write_report(made.draft, Path(options.report), out.language)
    _tell(made, out)
    return int(made.draft.has_errors or any(found.is_error for found in made.findings))


def _printed(source: Path, table: str | None) -> PrintedPaper:
    printed = printed_rows(read_paper(source.read_bytes(), source.name))
    return only_table(printed, choose(table, tables_of(printed.rows), _TABLE)) if table else printed


def _header(options: argparse.Namespace, found: DraftHeader, before: LoadedDefinition | None) -> DraftHeader:
    """What the user says, else what the edition before says, else what the paper says."""
    date = _day(options.date) or found.date
    number = options.decision or found.number
    levels = tuple(part.strip() for part in (options.levels or "").split(",") if part.strip())
    return replace(
        found,
        index=options.index or (before.definition.index if before else found.index),
        rule_set=options.rule_set or rule_set_code(number, date),
        title=Text(options.title) if options.title else found.title,
        number=number,
        date=date,
        issuer=options.issuer or found.issuer,
        valid_from=_day(options.valid_from) or date,
        levels=levels or (before.definition.levels if before else ()),
        points=_points(options.points),
    )


def _day(word: str | None) -> datetime.date | None:
    if not word:
        return None
    try:
        return datetime.date.fromisoformat(word)
    except ValueError:
        raise UsageError(
            Text(
                f"“{word}” không phải một ngày; ghi như 2026-04-04.", f"“{word}” is no day; write 2026-04-04."
            )
        ) from None


def _points(word: str | None) -> Fraction | None:
    if not word:
        return None
    try:
        return Fraction(word)
    except (ValueError, ZeroDivisionError):
        raise UsageError(
            Text(
                f"“{word}” không phải số điểm; ghi như 1000.", f"“{word}” is no number of points; write 1000."
            )
        ) from None


def _target(output: str | None, header: DraftHeader) -> Path:
    """A file as named; in a folder, or here, `<index>/<rule set>/index.yaml` unless the folder is the rule set's."""
    path = Path(output or ".")
    if path.suffix in (".yaml", ".yml"):
        return path
    if path.name == header.rule_set:
        return path / FILE_NAME
    return path / header.index / header.rule_set / FILE_NAME


def _check_report(name: str | None) -> None:
    if name and Path(name).suffix.lower() not in _REPORTS:
        raise UsageError(
            Text(
                "Bảng đọc hiểu là tệp .xlsx, .csv hoặc .json.",
                "The readings are an .xlsx, .csv or .json file.",
            )
        )


def _made(result: Draft, path: Path, before: LoadedDefinition | None) -> _Made:
    loaded = load(result.text, name=str(path))
    findings = tuple(lint(loaded, cases=False))
    if before is None:
        return _Made(result, path, findings, (), Text(""))
    found = definition_differences(before.definition, loaded.definition)
    return _Made(result, path, findings, tuple(change.sentence for change in found.changes), found.summary)


def _tell(made: _Made, out: Output) -> None:
    headings = dict(REPORT_COLUMNS)
    names = _ON_SCREEN if out.format == "table" else tuple(headings)
    columns = tuple(Column(name, headings[name], "number" if name == "points" else "text") for name in names)
    lines = report_rows(made.draft)
    rows = [tuple(_cell(line[name], out) for name in names) for line in lines]
    header = made.draft.header
    title = f"{header.title.pick(out.language)} ({header.index}@{header.rule_set})"
    out.show(Shown(title, columns, rows, tuple(_notes(made, out))), _document(made))
    if out.format == "csv":  # the rows go down the pipe; what must be settled is told beside them
        out.tell(Text("\n".join(line for line in _notes(made, out) if line)))
    elif out.format == "json":
        out.tell(_counted(made.draft))


def _cell(value: Cell | Text, out: Output) -> Cell:
    text = out.say(value) if isinstance(value, Text) else value
    if out.format == "table" and isinstance(text, str) and len(text) > _MOST_LETTERS:
        return text[:_MOST_LETTERS] + " …"
    return text


def _notes(made: _Made, out: Output) -> list[str]:
    counts = Counter(found.severity for found in made.findings)
    lint_line = say(
        "Kiểm tra (lint): {errors} lỗi, {warnings} cảnh báo.",
        "Lint: {errors} errors, {warnings} warnings.",
        errors=str(counts["error"]),
        warnings=str(counts["warning"]),
    )
    told = [out.say(_counted(made.draft)), out.say(_totals(made.draft)), ""]
    told += [_remark(remark, out) for remark in made.draft.remarks]
    told += [found.tell(out.language) for found in made.findings if found.is_error]
    told += ["", out.say(lint_line)]
    if made.summary.vi:
        told += ["", out.say(made.summary), *(f"  • {out.say(change)}" for change in made.changes)]
    return [*told, "", out.say(Text(f"Đã ghi bản thảo {made.path}.", f"Wrote the draft {made.path}."))]


def _counted(made: Draft) -> Text:
    parts = {name: (made.counts[name], label) for name, label in CERTAINTY_LABELS.items()}
    listed = [
        ", ".join(f"{count} {label.pick(language)}" for count, label in parts.values())
        for language in ("vi", "en")
    ]
    count = len(made.indicators)
    return Text(f"{count} chỉ số: {listed[0]}.", f"{count} indicators: {listed[1]}.")


def _totals(made: Draft) -> Text:
    def shown(value: Fraction | None, language: str) -> str:
        return "?" if value is None else number_text(value, language)

    return Text(
        f"Tổng điểm {shown(made.points, 'vi')}; các dòng cộng lại {shown(made.sum_of_rows, 'vi')}.",
        f"Total {shown(made.points, 'en')}; the rows add up to {shown(made.sum_of_rows, 'en')}.",
    )


def _remark(remark: PaperRemark, out: Output) -> str:
    where = f"{remark.place}: " if remark.place else ""
    fix = out.say(remark.fix)
    label = out.say(SEVERITY_LABELS[remark.severity])
    return f"{label}: {where}{out.say(remark.message)}" + (f" → {fix}" if fix else "")


def _document(made: _Made) -> dict[str, object]:
    result = made.draft
    return {
        "index": result.header.index,
        "rule_set": result.header.rule_set,
        "file": str(made.path),
        "points": _number(result.points),
        "sum": _number(result.sum_of_rows),
        "counts": dict(result.counts),
        "rows": _report_document(result),
        "remarks": [
            {
                "severity": remark.severity,
                "code": remark.code,
                "place": remark.place,
                "message": _both(remark.message),
                "fix": _both(remark.fix),
            }
            for remark in result.remarks
        ],
        "lint": [
            {"severity": each.severity, "code": each.code, "message": _both(each.message)}
            for each in made.findings
        ],
        "changes": [_both(change) for change in made.changes],
    }


def _report_document(made: Draft) -> list[dict[str, object]]:
    return [{name: _plain(value) for name, value in line.items()} for line in report_rows(made)]


def _plain(value: object) -> object:
    if isinstance(value, Text):
        return _both(value)
    return _number(value) if isinstance(value, Fraction) else value


def _both(text: Text) -> dict[str, str]:
    return {"vi": text.vi, "en": text.pick("en")}


def _number(value: Fraction | None) -> str | None:
    """Numbers are texts in documents, so that none is bent on the way."""
    from thuocdo.domain.scoring.papers.drafting.writing import number

    return None if value is None else number(value)


def _write_report(made: Draft, path: Path, language: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix.lower() == ".json":
        path.write_text(
            json.dumps(_report_document(made), ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
        return
    headings = [heading.pick(language) for _, heading in REPORT_COLUMNS]
    rows = [
        [value.pick(language) if isinstance(value, Text) else value for value in line.values()]
        for line in report_rows(made)
    ]
    if path.suffix.lower() == ".csv":
        from thuocdo.domain.scoring.sheets.csv_text import BOM, csv_text

        path.write_text(BOM + csv_text(headings, rows), encoding="utf-8", newline="")
        return
    from thuocdo.domain.scoring.sheets.plain_workbook import write_plain_workbook

    write_plain_workbook(path, Text("Bảng đọc hiểu", "Readings").pick(language), headings, rows)
