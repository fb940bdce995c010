"""`thuocdo lint`: what is wrong, doubtful or worth knowing in index definitions, worked cases included."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from thuocdo.commands.output import Column, Output, Shown
from thuocdo.commands.parsing import Parser, UsageError
from thuocdo.commands.sources import INDEX_HELP
from thuocdo.domain.primitives.findings import SEVERITIES
from thuocdo.domain.primitives.paths import catalogues_root
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.catalogue import Finding, discover, lint_path, locate
from thuocdo.domain.scoring.catalogue.loading import FILE_NAME

_COLUMNS = (
    Column("severity", Text("Mức", "Severity")),
    Column("file", Text("Tệp", "File")),
    Column("line", Text("Dòng", "Line"), "number"),
    Column("column", Text("Cột", "Column"), "number"),
    Column("path", Text("Vị trí", "Path")),
    Column("message", Text("Vấn đề", "Problem")),
    Column("fix", Text("Cách sửa", "Fix")),
    Column("code", Text("Mã", "Code")),
)
_PLURALS = {
    "error": Text("lỗi", "errors"),
    "warning": Text("cảnh báo", "warnings"),
    "note": Text("lưu ý", "notes"),
}


def arguments(parser: Parser) -> None:
    """Which definitions, and how much to tell."""
    parser.option("index", nargs="*", metavar="INDEX", **INDEX_HELP)
    parser.option(
        "--all", action="store_true", vi="mọi bộ chỉ số kèm theo phần mềm", en="all shipped indices"
    )
    parser.option("--no-cases", action="store_true", vi="không chạy ca mẫu", en="leave the worked cases out")
    parser.option("--notes", action="store_true", vi="hiện cả các lưu ý", en="show notes as well")
    parser.option("--strict", action="store_true", vi="coi cảnh báo là lỗi", en="count warnings as errors")


def run(options: argparse.Namespace, out: Output) -> int:
    """Check and print; 1 when there is an error."""
    paths = list(dict.fromkeys(_paths(options)))
    found = {path: lint_path(path, cases=not options.no_cases) for path in paths}
    findings = [finding for path in paths for finding in found[path]]
    told = [each for each in findings if options.notes or out.format != "table" or each.severity != "note"]
    if out.format == "table":
        _print(paths, found, told, out)
    else:
        out.show(Shown("", _COLUMNS, [_row(each) for each in told]), [_document(each) for each in told])
    refused = {"error", "warning"} if options.strict else {"error"}
    return 1 if any(each.severity in refused for each in findings) else 0


def _paths(options: argparse.Namespace) -> Iterator[Path]:
    if not options.index and not options.all:
        raise UsageError(
            Text("Ghi bộ chỉ số cần kiểm tra, hoặc --all.", "Name the indices to check, or give --all.")
        )
    if options.all:
        yield from (entry.path for entry in discover())
        yield from _headless()
    for reference in options.index:
        path = Path(reference)
        if path.is_file():
            yield path
        elif path.is_dir():
            yield from _below(path)
        else:
            yield locate(reference).path


def _headless() -> Iterator[Path]:
    """Files so broken that they are not even found by name."""
    known = {entry.path for entry in discover()}
    yield from (path for path in sorted(catalogues_root().glob(f"*/*/{FILE_NAME}")) if path not in known)


def _below(folder: Path) -> list[Path]:
    found = sorted(folder.rglob(FILE_NAME))
    if not found:
        raise UsageError(Text(f"“{folder}” không có tệp {FILE_NAME}.", f"“{folder}” has no {FILE_NAME}."))
    return found


def _print(paths: list[Path], found: dict[Path, list[Finding]], told: list[Finding], out: Output) -> None:
    for each in told:
        out.write(each.tell(out.language) + "\n")
    if told:
        out.write("\n")
    for path in paths:
        counts = Counter(each.severity for each in found[path])
        mark = "✗" if counts["error"] else "✓"
        parts = [f"{counts[name]} {out.say(_PLURALS[name])}" for name in SEVERITIES if counts[name]]
        clean = out.say(Text("không có vấn đề", "no findings"))
        out.write(f"{mark} {_short(path)}: {', '.join(parts) or clean}\n")


def _short(path: Path) -> str:
    try:
        return str(path.parent.relative_to(catalogues_root()))
    except ValueError:
        return str(path)


def _row(each: Finding) -> tuple[str | int | Text | None, ...]:
    return (
        each.severity,
        each.file,
        each.line or None,
        each.column or None,
        each.path,
        each.message,
        each.fix,
        each.code,
    )


def _document(each: Finding) -> dict[str, object]:
    return {
        "severity": each.severity,
        "code": each.code,
        "file": each.file,
        "line": each.line,
        "column": each.column,
        "path": each.path,
        "message": {"vi": each.message.vi, "en": each.message.en},
        "fix": {"vi": each.fix.vi, "en": each.fix.en},
    }
