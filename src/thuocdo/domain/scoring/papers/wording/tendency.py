"""Whether more is better, as far as a title tells: "đúng hạn" should rise, "quá hạn" should fall.

>>> [doubt.level for doubt in against_tendency("Tỷ lệ hồ sơ đúng hạn", falling=True)]
['unsure']
>>> against_tendency("Tỷ lệ hồ sơ quá hạn", falling=True)
[]
"""

from __future__ import annotations

from thuocdo.domain.primitives.spelling import words
from thuocdo.domain.scoring.papers.wording.lexicon import listed
from thuocdo.domain.scoring.papers.wording.material import Doubt, unsure

_BAD = listed("""
    cham tre, qua han, tre han, sai sot, loi, vi pham, khieu nai, su co, ma doc, ton dong, thoi gian,
    so ngay, khong, chua, bi, that thoat, botnet, tra lai, thap, ngheo, giam, cham, tre, no dong,
    lo hong, phan anh, nham, mat an toan, gio, tu choi, huy, xep hang, thu hang""")
_GOOD = listed("""
    dung han, hoan thanh, hai long, truc tuyen, toan trinh, so hoa, dung chung, dao tao, boi duong,
    cung cap, ket noi, tiep can, phu song, duoc cap, thanh toan, chu ky so, trien khai, su dung,
    tham gia, xu ly dung, dien tu, dat chuan, cap nhat""")
_MENDED = listed("phong chong, khac phuc, xu ly, ung cuu, giam, khong")
_WORSE = listed("qua han, vi pham, sai sot, cham tre")


def against_tendency(title: str, *, falling: bool) -> list[Doubt]:
    """A doubt where the points go the other way than the title lets expect."""
    found = f" {words(title)} "
    bad = any(f" {word} " in found for word in _BAD)
    good = any(f" {word} " in found for word in _GOOD)
    if falling and good and not bad:
        return [
            unsure(
                "Điểm giảm khi số liệu tăng, trái với tên chỉ số.",
                "The points fall as the number rises, against what the title says.",
            )
        ]
    mended = any(f" {word} " in found for word in _MENDED)
    if not falling and not mended and any(f" {word} " in found for word in _WORSE):
        return [
            unsure(
                "Điểm tăng theo số liệu, trái với tên chỉ số.",
                "The points rise with the number, against what the title says.",
            )
        ]
    return []
