"""Points somebody else gives, and rows that are collected without being scored.

"Theo kết quả khảo sát", "Lấy điểm đánh giá của Bộ Nội vụ", "Không chấm điểm".
"""

from __future__ import annotations

from thuocdo.domain.primitives.spelling import words
from thuocdo.domain.scoring.papers.reading import ReadInput
from thuocdo.domain.scoring.papers.wording.lexicon import listed
from thuocdo.domain.scoring.papers.wording.material import Candidate, Doubt, Material, likely, unsure
from thuocdo.domain.scoring.papers.wording.names import sentence, slug

_FROM_OTHERS = listed("""
    theo ket qua, can cu ket qua, lay ket qua, lay diem, diem theo ket qua, theo diem, ket qua do,
    do hoi dong, theo danh gia, lay theo, diem danh gia, diem khao sat, ket qua khao sat,
    theo so lieu danh gia, tham dinh cua, hoi dong tham dinh, dua tren ket qua, su dung ket qua,
    diem do, theo cong bo, diem so theo ket qua""")
_POINTS = ("diem", "cham")


def read_given(material: Material) -> Candidate | None:
    """One sentence that says whose result is taken."""
    if len(material.said) != 1 or not material.unread:
        return None
    ((place, text),) = material.unread
    found = words(text)
    if not found.startswith(_FROM_OTHERS) or any(letter.isdigit() for letter in text):
        return None
    title = sentence(material.title) or sentence(text)
    asked = ReadInput(slug(title), title, "points", max=material.points, help=sentence(text))
    doubt = (
        likely("Hiểu là điểm đã quy về thang của dòng.", "Taken as points already on the scale of the row.")
        if any(word in found.split() for word in _POINTS)
        else unsure(
            "Không nói kết quả theo thang điểm nào và quy đổi ra sao.",
            "Neither the scale of the result nor how it is converted is said.",
        )
    )
    rule = {"kind": "given", "of": asked.name, "as": "points"}
    return Candidate("given", rule, (asked,), frozenset({place}), (doubt,))


def read_not_scored(material: Material) -> Candidate | None:
    """A row that only collects a figure."""
    if not material.not_scored or len(material.not_scored) != len(material.said):
        return None
    doubts: tuple[Doubt, ...] = ()
    if material.points:
        doubts = (
            unsure(
                "Ghi «không chấm điểm» nhưng dòng có điểm tối đa.",
                "Said not to be scored, yet the row has a maximum.",
            ),
        )
    rule = {"kind": "constant", "points": 0}
    return Candidate("not scored", rule, (), frozenset(material.not_scored), doubts)
