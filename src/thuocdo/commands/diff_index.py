"""`thuocdo diff-index A B`: what changed between two definitions, in words and in the order of the paper."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from itertools import groupby

from thuocdo.commands.output import Column, Output, Shown
from thuocdo.commands.parsing import Parser
from thuocdo.commands.sources import INDEX_HELP, find_index
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.differences import (
    KIND_LABELS,
    ChangeKind,
    DefinitionChange,
    Differences,
    definition_differences,
)

_COLUMNS = (
    Column("kind", Text("Loại", "Kind")),
    Column("code", Text("Mã", "Code")),
    Column("old_code", Text("Mã trước", "Code before")),
    Column("title", Text("Tên", "Title")),
    Column("change", Text("Thay đổi", "Change")),
    Column("before", Text("Trước", "Before")),
    Column("after", Text("Sau", "After")),
)
_WHOLE = Text("Cả bộ chỉ số", "The whole index")
_INPUTS = Text("Số liệu đầu vào", "Inputs")


def arguments(parser: Parser) -> None:
    """The two definitions, and which changes to tell."""
    parser.option("before", metavar="A", **INDEX_HELP)
    parser.option("after", metavar="B", **INDEX_HELP)
    parser.option(
        "--only",
        nargs="+",
        metavar="KIND",
        choices=[kind.value for kind in ChangeKind],
        vi=f"chỉ các loại: {', '.join(kind.value for kind in ChangeKind)}",
        en=f"only these kinds: {', '.join(kind.value for kind in ChangeKind)}",
    )
    parser.option(
        "--sources",
        action="store_true",
        vi="cả thay đổi về nguồn dẫn của từng dòng",
        en="changes of where rows come from as well",
    )


def run(options: argparse.Namespace, out: Output) -> int:
    """Print what changed; 0 whether anything did or not."""
    old, new = find_index(options.before), find_index(options.after)
    found = definition_differences(old.definition, new.definition)
    kinds = [ChangeKind(kind) for kind in options.only or ChangeKind]
    told = [change for change in found.changes if change.kind in kinds]
    if out.format == "table":
        out.write(f"{old.reference} → {new.reference}\n{out.say(found.summary)}\n")
        hides = not options.sources and not options.only
        titles = {node.code: node.title for side in (old, new) for node in side.definition.root.children}
        for line in _lines(told, titles, out, without=ChangeKind.SOURCE if hides else None):
            out.write(line + "\n")
    else:
        rows = [_row(change) for change in told]
        document = _document(found, told, old.reference, new.reference)
        out.show(Shown("", _COLUMNS, rows), document)
    return 0


def _lines(
    changes: Sequence[DefinitionChange], titles: dict[str, Text], out: Output, *, without: ChangeKind | None
) -> Iterator[str]:
    shown = [change for change in changes if change.kind is not without]
    for group, members in groupby(shown, key=_section):
        yield ""
        yield out.say(_heading(group, titles))
        yield from (f"  {_sign(change)} {out.say(change.sentence)}" for change in members)
    hidden = len(changes) - len(shown)
    if hidden:
        yield "\n" + out.say(
            Text(
                f"{hidden} thay đổi về nguồn dẫn không hiện ở đây; thêm --sources để xem.",
                f"{hidden} changes of where rows come from are not shown; add --sources to see them.",
            )
        )


def _section(change: DefinitionChange) -> str:
    return "inputs" if change.kind is ChangeKind.INPUT else change.group and f"#{change.group}"


def _heading(section: str, titles: dict[str, Text]) -> Text:
    if not section.startswith("#"):
        return _INPUTS if section else _WHOLE
    code = section[1:]
    title = titles.get(code, Text(""))
    return Text(f"{code} {title.vi}".strip(), f"{code} {title.pick('en')}".strip())


def _sign(change: DefinitionChange) -> str:
    return {ChangeKind.ADDED: "+", ChangeKind.DROPPED: "−", ChangeKind.MOVED: "→"}.get(change.kind, "~")


def _row(change: DefinitionChange) -> tuple[str | Text, ...]:
    return (
        change.kind.value,
        change.code,
        change.old_code,
        change.title,
        change.detail,
        change.before,
        change.after,
    )


def _document(
    found: Differences, told: Sequence[DefinitionChange], before: str, after: str
) -> dict[str, object]:
    return {
        "before": before,
        "after": after,
        "summary": _both(found.summary),
        "changes": [
            {
                "kind": change.kind.value,
                "kind_label": _both(KIND_LABELS[change.kind]),
                "code": change.code,
                "old_code": change.old_code,
                "title": _both(change.title),
                "sentence": _both(change.sentence),
                "before": _both(change.before),
                "after": _both(change.after),
            }
            for change in told
        ],
    }


def _both(text: Text) -> dict[str, str]:
    return {"vi": text.vi, "en": text.pick("en")}
