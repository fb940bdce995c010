"""From the rows of a paper to a draft, in the order of `draft`: tree, codes, readings, names, sums, text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.definition import Definition
from thuocdo.domain.scoring.papers.drafting.before import EditionBefore
from thuocdo.domain.scoring.papers.drafting.codes import give_codes
from thuocdo.domain.scoring.papers.drafting.header import DraftHeader
from thuocdo.domain.scoring.papers.drafting.inputs import InputNames
from thuocdo.domain.scoring.papers.drafting.items import Item
from thuocdo.domain.scoring.papers.drafting.leaves import least_sure, read_leaf
from thuocdo.domain.scoring.papers.drafting.nodes import Tree, part_codes
from thuocdo.domain.scoring.papers.drafting.outline import Outline, outline
from thuocdo.domain.scoring.papers.drafting.result import Draft, DraftRow
from thuocdo.domain.scoring.papers.drafting.rows_as_words import fold_levels, gather_pieces
from thuocdo.domain.scoring.papers.drafting.sums import added, check_sums, printed_total
from thuocdo.domain.scoring.papers.drafting.text import definition_text
from thuocdo.domain.scoring.papers.errors import PaperRefusedError
from thuocdo.domain.scoring.papers.printed import PrintedPaper
from thuocdo.domain.scoring.papers.reading import ReadPart, RuleReading
from thuocdo.domain.scoring.papers.remarks import PaperRemark
from thuocdo.domain.scoring.wording import joined

_NO_ROWS = Text("không có dòng chỉ số nào đọc được.", "it has no row of an index that can be read.")
_NO_ROWS_FIX = Text(
    "Kiểm tra bảng có cột tên chỉ số và cột điểm tối đa.",
    "See that a table has a column of titles and one of points.",
)


def draft(printed: PrintedPaper, *, header: DraftHeader, before: Definition | None = None) -> Draft:
    """The definition that a paper prints, as far as it can be read, with every doubt named.

    With `before`, what means the same as in that edition keeps its inputs, codes and translations, so that last
    year's figures can be scored by the draft.
    """
    tree = gather_pieces(outline(printed.rows))
    if not tree.tops:
        raise _no_rows(printed, header)
    folded = fold_levels(tree)
    items = tree.items()
    odd = [*tree.remarks, *folded, *give_codes(tree)]
    edition = EditionBefore.of(before)
    edition.give_codes(items)
    names = InputNames(known=edition.input_names())
    readings = {item.code: _settled(item, edition, names) for item in items if item.is_leaf}
    remarks = (*printed.remarks, *odd, *check_sums(tree, header.points))
    total, stated = added(tree.tops), header.points if header.points is not None else printed_total(tree)
    whole = stated if stated is not None else total
    nodes = Tree(readings, edition.english(), edition.kept(items))
    text = definition_text(
        replace(header, points=whole),
        nodes=[nodes.node(item) for item in tree.tops],
        holds_groups=any(not item.is_leaf for item in tree.tops),
        inputs=names.inputs,
        english=edition.english(),
    )
    return Draft(replace(header, points=whole), text, _rows(tree, readings, remarks), remarks, whole, total)


def _no_rows(printed: PrintedPaper, header: DraftHeader) -> PaperRefusedError:
    """The refusal, with whatever the tables were left out for."""
    said = [_NO_ROWS, *(remark.message for remark in printed.remarks)]
    return PaperRefusedError(
        "no-rows", printed.title or header.index, why=joined(said, " "), fix=_NO_ROWS_FIX
    )


def _settled(item: Item, edition: EditionBefore, names: InputNames) -> RuleReading:
    """The reading of a row, with the names its inputs have in the whole index."""
    reading, fixed = edition.reading(item, read_leaf(item))
    if not reading.parts:
        return names.settle(reading, item.code, fixed=fixed)
    codes = part_codes(item)
    parts = tuple(
        ReadPart(part.title, part.points, names.settle(part.reading, code))
        for part, code in zip(reading.parts, codes, strict=False)
    )
    return replace(reading, parts=parts)


def _rows(
    tree: Outline, readings: Mapping[str, RuleReading], remarks: tuple[PaperRemark, ...]
) -> tuple[DraftRow, ...]:
    by_place: dict[str, list[PaperRemark]] = {}
    for remark in remarks:
        by_place.setdefault(remark.place, []).append(remark)
    return tuple(
        _row(item, readings.get(item.code), tuple(by_place.get(item.row.place, ())))
        for item in tree.items()
        if item.is_printed
    )


def _row(item: Item, reading: RuleReading | None, remarks: tuple[PaperRemark, ...]) -> DraftRow:
    points: Fraction | None = item.value
    return DraftRow(
        place=item.row.place,
        code=item.code,
        title=item.row.title,
        points=points,
        words=item.row.method,
        kind="indicator" if item.is_leaf else "group",
        reading=_as_a_whole(reading) if reading else None,
        remarks=remarks,
        part_codes=tuple(part_codes(item)[: len(reading.parts)]) if reading else (),
    )


def _as_a_whole(reading: RuleReading) -> RuleReading:
    """A row is read no more surely than its parts."""
    parts = [part.reading.certainty for part in reading.parts]
    return replace(reading, certainty=least_sure([reading.certainty, *parts]))
