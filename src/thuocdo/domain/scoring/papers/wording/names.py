"""Names for the figures a rule asks for, made from what the paper calls them.

>>> slug("Số hồ sơ trực tuyến toàn trình của các cơ quan"), slug("31/01")
('so_ho_so_truc_tuyen_toan_trinh_cua_cac', 'n31_01')
"""

from __future__ import annotations

import keyword
from collections.abc import Iterable

from thuocdo.domain.primitives.spelling import words
from thuocdo.domain.scoring.papers.reading import InputType
from thuocdo.domain.scoring.quantity import FUNCTIONS

LONGEST = 40
_RESERVED = frozenset({*FUNCTIONS, *keyword.kwlist, *keyword.softkwlist, "if"})


def fold(text: str) -> str:
    """Words without accents, with one spelling of "tỷ lệ".

    >>> fold("Tỉ lệ hồ sơ")
    'ty le ho so'
    """
    return words(text).replace("ti le", "ty le")


def slug(text: str, *, longest: int = LONGEST) -> str:
    """A readable name of at most 40 ASCII letters, cut between words."""
    parts = fold(text).encode("ascii", "ignore").decode().split()
    name = ""
    for part in parts:
        longer = f"{name}_{part}" if name else part
        if len(longer) > longest:
            break
        name = longer
    name = name or (parts[0][:LONGEST] if parts else "so_lieu")
    if name[0].isdigit():
        name = f"n{name}"[:LONGEST]
    return f"{name}_" if name in _RESERVED else name


def unique(name: str, taken: Iterable[str]) -> str:
    """The name, with a number where it is taken."""
    taken = set(taken)
    number, candidate = 2, name
    while candidate in taken:
        candidate = f"{name[: LONGEST - 3]}_{number}"
        number += 1
    return candidate


def sentence(text: str) -> str:
    """A title with a capital at its beginning."""
    text = text.strip(" .,;:-\"'")
    return text[:1].upper() + text[1:]


HIGHEST = ("cao nhat", "lon nhat", "nhieu nhat", "tot nhat")
LOWEST = ("thap nhat", "nho nhat", "it nhat")


def names_extreme(title: str) -> bool:
    """Whether a phrase means the highest or lowest of all units."""
    found = fold(title)
    return any(word in found for word in (*HIGHEST, *LOWEST))


def type_of(title: str) -> InputType:
    """What kind of figure a title asks for."""
    found = fold(title)
    if found.startswith(("ty le", "phan tram", "muc do hai long")) or "%" in title:
        return "percent"
    if any(
        word in found for word in ("so tien", "kinh phi", "doanh thu", "gia tri von", "tong chi", "tong thu")
    ):
        return "money"
    if found.startswith(("so ngay", "thoi gian", "so gio", "so lieu", "so thu", "gia tri")):
        return "number"
    return "count" if found.startswith(("so ", "tong so ", "tong cac ", "so luong ")) else "number"


def answer_title(text: str, title: str, *, shortest: int = 2) -> str:
    """What is answered with yes or no: the condition, with the title of the row where it only says that it is done.

    >>> answer_title("Thực hiện đầy đủ", "Bố trí cán bộ chuyên trách")
    'Bố trí cán bộ chuyên trách: thực hiện đầy đủ'
    """
    said = sentence(text)
    if not title or set(fold(text).split()) - _DONE:
        return sentence(title) if title and len(text.split()) <= shortest else said
    return (
        f"{sentence(title)}: {said[:1].lower()}{said[1:]}"
        if len(text.split()) > shortest
        else sentence(title)
    )


_DONE = frozenset(
    fold("""
        thực hiện đầy đủ đúng hạn kịp thời triển khai đạt yêu cầu hoàn thành theo quy định tốt toàn bộ có đã được
        tổ chức ban hành nghiêm túc thường xuyên và bảo đảm các nội dung nhiệm vụ""").split()
)
