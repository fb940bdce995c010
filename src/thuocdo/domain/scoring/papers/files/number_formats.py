"""How many decimals the number cells of a workbook show: 4.1 formatted "0.00" is printed 4.10.

>>> _decimals("#,##0.00"), _decimals("General"), _decimals('0.0" điểm"')
(2, 0, 1)
"""

from __future__ import annotations

import re
import zipfile
from functools import partial

from thuocdo.domain.scoring.papers.files.xml_trees import Node, read_tree
from thuocdo.domain.scoring.sheets.package import WORKBOOK_PART, parse_part

_BUILT_IN = {"2": 2, "4": 2, "39": 2, "40": 2, "10": 2}
_STYLES = "xl/styles.xml"

Decimals = dict[tuple[int, str], int]  # row, column letters → decimals shown


def shown_decimals(archive: zipfile.ZipFile) -> dict[str, Decimals]:
    """For each sheet by name, the cells whose format shows a set number of decimals."""
    styles = _styles(archive)
    if not any(styles):
        return {}
    targets = _targets(archive)
    book = read_tree(archive, WORKBOOK_PART).first("x:workbook", "x:sheets")
    found: dict[str, Decimals] = {}
    for sheet in book.children if book is not None else ():
        part = targets.get(sheet.attributes.get("id", ""), "")
        if part in archive.namelist():
            cells: Decimals = {}
            parse_part(archive, part, start=partial(_note, cells=cells, styles=styles))
            found[sheet.attributes.get("name", "")] = cells
    return found


def _note(name: str, attributes: dict[str, str], *, cells: Decimals, styles: list[int]) -> None:
    if name.rpartition(":")[2] != "c" or attributes.get("t", "n") != "n":
        return
    style, reference = int(attributes.get("s", "0")), attributes.get("r", "")
    if style < len(styles) and styles[style] and reference:
        letters = reference.rstrip("0123456789")
        cells[int(reference[len(letters) :]), letters] = styles[style]


def _styles(archive: zipfile.ZipFile) -> list[int]:
    root = read_tree(archive, _STYLES).first("x:styleSheet") if _STYLES in archive.namelist() else None
    if root is None:
        return []
    codes = {
        each.attributes.get("numFmtId", ""): each.attributes.get("formatCode", "") for each in _formats(root)
    }
    used = root.first("x:cellXfs")
    numbers = [each.attributes.get("numFmtId", "0") for each in (used.children if used is not None else ())]
    return [
        _BUILT_IN.get(number, 0) if number not in codes else _decimals(codes[number]) for number in numbers
    ]


def _formats(root: Node) -> list[Node]:
    found = root.first("x:numFmts")
    return found.children if found is not None else []


def _decimals(code: str) -> int:
    match = re.search(r"0\.(0+)", re.sub(r'"[^"]*"|\\.', "", code.split(";")[0]))
    return len(match[1]) if match else 0


def _targets(archive: zipfile.ZipFile) -> dict[str, str]:
    tree = read_tree(archive, "xl/_rels/workbook.xml.rels")
    every = tree.children[0].children if tree.children else []
    return {
        each.attributes.get("Id", ""): f"xl/{target}"
        if not (target := each.attributes.get("Target", "")).startswith("/")
        else target[1:]
        for each in every
    }
