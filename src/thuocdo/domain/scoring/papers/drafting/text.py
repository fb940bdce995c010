"""A definition as the text of its file: the head, the tree, the inputs; the same paper always gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from thuocdo.domain.scoring.papers.drafting.header import DraftHeader
from thuocdo.domain.scoring.papers.drafting.nodes import Plain, input_spec, text
from thuocdo.domain.scoring.papers.drafting.writing import block, entry
from thuocdo.domain.scoring.papers.reading import ReadInput

_HEAD = """\
# yaml-language-server: $schema=../../index.schema.json
# Bản thảo đọc từ văn bản, chưa có hiệu lực. Lời văn gốc của từng dòng ở "how"; "reading" nói đọc chắc đến đâu.
# Dòng chưa chắc chắn có "rule: {kind: unknown}" và quy tắc đề nghị ở "reading.proposal": xem, sửa, rồi xác nhận."""
_PUBLISHED = "# Văn bản không nói số chữ số của kết quả: hai chữ số là quy ước, sửa ở đây nếu khác."


def definition_text(
    header: DraftHeader,
    *,
    nodes: Sequence[Plain],
    holds_groups: bool,
    inputs: Mapping[str, ReadInput],
    english: Mapping[str, str],
) -> str:
    """The whole file."""
    lines = [*_head(header, english), ""]
    lines += _tree("groups" if holds_groups else "indicators", nodes)
    if inputs:
        lines += ["", "inputs:"]
        lines += [line for each in inputs.values() for line in _input(each, english)]
    return "\n".join(lines) + "\n"


def _head(header: DraftHeader, english: Mapping[str, str]) -> Iterator[str]:
    yield _HEAD
    yield from entry("schema", 1)
    yield from entry("index", header.index)
    yield from entry("rule_set", header.rule_set)
    yield from entry("title", _titled(header, english))
    yield from entry("status", "draft")
    legal = {
        "number": header.number,
        "date": header.date.isoformat() if header.date else "",
        "issuer": header.issuer,
    }
    if any(legal.values()):
        yield from entry("legal", {key: value for key, value in legal.items() if value})
    if header.valid_from is not None:
        yield from entry("valid", {"from": header.valid_from.isoformat()})
    if header.levels:
        yield from entry("levels", list(header.levels))
    yield from entry("points", header.points if header.points is not None else "unknown")
    yield _PUBLISHED
    yield from entry("published", {"digits": 2})
    yield from entry("source", {"status": "sourced", "ref": header.number or header.title.vi or header.index})


def _titled(header: DraftHeader, english: Mapping[str, str]) -> object:
    title = header.title
    if not title.vi:
        return header.index
    return text(title) if title.en or title.vi not in english else {"vi": title.vi, "en": english[title.vi]}


def _tree(name: str, nodes: Sequence[Plain]) -> Iterator[str]:
    yield f"{name}:"
    for position, node in enumerate(nodes):
        if position and name == "groups":
            yield ""
        yield from block([node], indent=2)


def _input(each: ReadInput, english: Mapping[str, str]) -> list[str]:
    spec = input_spec(each)
    if each.title in english:
        spec["title"] = {"vi": each.title, "en": english[each.title]}
    return entry(each.name, spec, indent=2)
