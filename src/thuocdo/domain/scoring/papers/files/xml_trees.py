"""Parts of an office package as small trees, whatever prefixes the writer chose.

Names are written `w:tbl`, `m:oMath`, `mc:Choice` …; document types and entities are refused while reading.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from thuocdo.domain.scoring.sheets.file_messages import forbidden_xml
from thuocdo.domain.scoring.sheets.limits import Limits
from thuocdo.domain.scoring.sheets.package import RefusedFileError, open_package, parse_part

_PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "x",
    "http://purl.oclc.org/ooxml/spreadsheetml/main": "x",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r",
}
_MOST_DEPTH = 200


@dataclass(slots=True)
class Node:
    """One element: its name, its attributes by local name, its children and its own text."""

    name: str
    attributes: dict[str, str]
    children: list[Node] = field(default_factory=list)
    text: str = ""

    def first(self, *path: str) -> Node | None:
        """The first descendant along a path of names."""
        found: Node | None = self
        for name in path:
            found = next((child for child in found.children if child.name == name), None) if found else None
        return found

    def value(self, *path: str) -> str | None:
        """The `val` attribute of the first descendant along a path; "" when it is there without one."""
        found = self.first(*path)
        return None if found is None else found.attributes.get("val", "")

    def every(self, name: str) -> Iterator[Node]:
        """The children of one name."""
        return (child for child in self.children if child.name == name)


def open_office_file(content: bytes, limits: Limits) -> zipfile.ZipFile:
    """The archive after the checks that hold for workbooks, whichever office program wrote it."""
    try:
        return open_package(content, limits)
    except RefusedFileError as refusal:
        if refusal.message.code != "sheets.not-a-workbook":
            raise
    return zipfile.ZipFile(io.BytesIO(content))


def read_tree(archive: zipfile.ZipFile, part: str) -> Node:
    """The tree of one part."""
    builder = _Builder()
    parse_part(archive, part, start=builder.start, end=builder.end, text=builder.text)
    return builder.root


class _Builder:
    def __init__(self) -> None:
        self.root = Node("", {})
        self.open = [self.root]
        self.scopes: list[dict[str, str]] = [{}]

    def start(self, name: str, attributes: dict[str, str]) -> None:
        scope = self.scopes[-1]
        if any(key.startswith("xmlns") for key in attributes):
            scope = dict(scope)
            for key, value in attributes.items():
                if key.startswith("xmlns"):
                    scope[key.partition(":")[2]] = _PREFIXES.get(value, "?")
        self.scopes.append(scope)
        if len(self.open) > _MOST_DEPTH:
            raise RefusedFileError(forbidden_xml())
        prefix, colon, local = name.rpartition(":")
        node = Node(
            f"{scope.get(prefix, '?')}:{local}" if colon else f"{scope.get('', '?')}:{name}",
            {
                key.rpartition(":")[2]: value
                for key, value in attributes.items()
                if not key.startswith("xmlns")
            },
        )
        self.open[-1].children.append(node)
        self.open.append(node)

    def end(self, _name: str) -> None:
        self.open.pop()
        self.scopes.pop()

    def text(self, text: str) -> None:
        self.open[-1].text += text
