"""Conditions in words held against each other: a thing and its absence, rungs of one ladder, one said twice.

>>> is_absence("Chưa ban hành", of="Đã ban hành kế hoạch"), is_absence("Không có báo cáo", of="Có kế hoạch")
(True, False)
"""

from __future__ import annotations

from collections.abc import Sequence

from thuocdo.domain.primitives.spelling import words
from thuocdo.domain.scoring.papers.wording.lexicon import keys_of, listed

_NOT = keys_of("khong chua")
_EMPTY = keys_of(
    "neu thi co da duoc thuc hien dat day du theo quy dinh trien khai lai con la cua va ban hanh dung yeu cau to chuc"
    " phat sinh"
)
_LADDERS = tuple(
    listed(ladder)
    for ladder in (
        "xuat sac,tot,kha,trung binh,yeu,kem",
        "chu tich,pho chu tich",
        "bi thu,pho bi thu",
        "truoc,sau",
        "dung han,cham,qua han,tre",
        "day du,chua day du,mot phan,khong day du",
        "toan bo,mot phan",
        "hoan thanh,chua hoan thanh",
        "thuong xuyen,khong thuong xuyen",
        "cap do,cap",
        "muc do,muc",
        "hang ngay,hang tuan,hang thang,hang quy",
        "rat hai long,hai long,binh thuong,khong hai long",
        "giam doc,pho giam doc",
        "truong phong,pho truong phong",
        "dan dau,thu nhat,thu hai,thu ba",
        "quy i,quy ii,quy iii,quy iv",
        "loai a,loai b,loai c",
    )
)


def is_negative(text: str) -> bool:
    """Whether the condition says that something is not so."""
    found = words(text).split()
    return any(word in _NOT for word in found[:8])


def _content(text: str) -> set[str]:
    return {word for word in words(text).split() if word not in _NOT and word not in _EMPTY}


def is_absence(text: str, *, of: str) -> bool:
    """Whether `text` says that what `of` says is not so, and nothing more."""
    if not is_negative(text) or is_negative(of):
        return False
    said, meant = _content(text), _content(of)
    if len(words(text).split()) > 12 and not said <= meant:
        return False
    return said <= meant or (bool(said & meant) and len(said - meant) <= len(said & meant) // 3)


def are_rungs(texts: Sequence[str]) -> bool:
    """Whether conditions are rungs of one ladder: about the same thing, so that only one of them can hold."""
    if on_ladder(texts):
        return True
    found = [words(text) for text in texts]
    sets = [set(text.split()) for text in found if text]
    if len(sets) < 2:
        return False
    shared = set.intersection(*sets)
    return len(shared) >= 2 and all(len(shared) * 5 >= len(text) * 2 for text in sets)


def on_ladder(texts: Sequence[str]) -> bool:
    """Whether conditions name rungs that everybody knows: tốt, khá; trước, sau; Chủ tịch, Phó Chủ tịch."""
    found = [words(text) for text in texts]
    return any(_on(ladder, found) for ladder in _LADDERS)


def _on(ladder: Sequence[str], found: Sequence[str]) -> bool:
    rungs = set()
    for text in found:
        rung = next(
            (rung for rung in sorted(ladder, key=len, reverse=True) if f" {rung} " in f" {text} "), None
        )
        if rung is None and not any(word in _NOT for word in text.split()):
            return False
        if rung is not None:
            rungs.add(rung)
    return len(rungs) >= 2


def repeated(texts: Sequence[str]) -> str:
    """The first condition that stands twice, or nothing."""
    seen = set()
    for text in texts:
        if words(text) in seen:
            return text
        seen.add(words(text))
    return ""
