"""What a column of a paper holds, told by its heading in whatever words decrees use.

>>> role_of("Cách xác định và tính điểm"), role_of("Điểm tối đa"), role_of("Đơn vị phối hợp xác minh số liệu")
('method', 'points', 'verifier')
>>> role_of("Điểm / Tự chấm"), role_of("Dòng chữ lạ")
('other', '')
"""

from __future__ import annotations

import re
from typing import Literal

from thuocdo.domain.primitives.spelling import words

Role = Literal[
    "number",
    "title",
    "points",
    "method",
    "evidence",
    "source",
    "responsible",
    "suppliers",
    "verifier",
    "note",
    "other",  # known and left out: scores given, units of measure
    "",  # not known
]

# Read from the top: the first that matches names the column. Words are folded ("Điểm" is "diem").
_ROLES: tuple[tuple[Role, str], ...] = (
    (
        "verifier",
        r"(don vi|co quan|phong|chu the|bo phan).*(xac minh|tham dinh|tham tra|kiem tra|phuc tra|danh gia)",
    ),
    ("points", r"^(?!.*\bcach\b)(.* )?toi da$"),
    ("verifier", r"^((phoi hop )?(xac minh|tham dinh|tham tra)( so lieu)?|verif\w*( unit)?)$"),
    (
        "suppliers",
        r"(don vi|co quan|bo phan).*(cung cap|bao cao|nhap|gui)|^(don vi |co quan |bo phan )?phoi hop",
    ),
    ("suppliers", r"^(data )?suppliers?$"),
    (
        "responsible",
        r"chu tri|phu trach|chiu trach nhiem|dau moi|tham muu|^trach nhiem|phan cong|^responsible",
    ),
    ("responsible", r"(don vi|co quan|bo phan).*(thuc hien|theo doi|lien quan)|^(don vi|co quan) $"),
    ("evidence", r"kiem chung|minh chung|chung minh|^tai lieu|ho so kem theo|bang chung|^evidence"),
    ("source", r"^nguon|nguon (so lieu|du lieu|thu thap|thong tin)|thu thap|^(data )?source"),
    (
        "other",
        r"\b(tu (cham|danh gia|xac dinh)|dat duoc|diem (dat|danh gia|thuc te|cong bo|tham (dinh|tra)))\b",
    ),
    (
        "other",
        r"^(diem )?(tham dinh|tham tra|hoi dong.*|cham lai|thuc te|ket qua.*)$|^diem .*\b(tham dinh|nam 20\d\d)$",
    ),
    (
        "other",
        r"^(don vi tinh|dvt|don vi do|ty trong.*|trong so.*|so lieu.*|ket qua.*|lan cham.*|unit of measure)$",
    ),
    ("title", r"^(tieu chi|chi so|noi dung) (cham|danh gia)"),
    (
        "method",
        r"\b(cach|phuong phap|phuong thuc|cong thuc|huong dan|quy tac)\b|tinh diem|cham diem|danh gia diem",
    ),
    (
        "method",
        r"^muc (do|diem)\b(?! toi da)|giai thich|^mo ta|dien giai|^yeu cau|^thang do|tieu chuan cham|^scor",
    ),
    (
        "number",
        r"^(s ?tt|tt|so (tt|thu tu|hieu)|thu tu|ma( so| hieu)?( chi so| tieu chi| chi tieu)?|muc|ky hieu|no|code)$",
    ),
    ("number", r"^(s ?tt|tt) "),
    (
        "points",
        r"^(thang |so |tong |muc )?diem( (toi da|chuan|so|quy dinh|cao nhat|thanh phan|tieu chi|chi so))*$",
    ),
    ("points", r"^(diem|thang diem)\b|^(toi da|max|muc toi da|(maximum |max )?points?( maximum| max)?)$"),
    ("note", r"ghi chu|chu thich|luu y|^notes?$|^remarks?$"),
    (
        "title",
        r"chi so|tieu chi|chi tieu|noi dung|linh vuc|^ten\b|^nhom\b|thanh phan|tru cot|hang muc|nhiem vu",
    ),
    ("title", r"muc tieu|^indicators?( name)?$|^criteri\w+$|^title$"),
)
_PATTERNS = tuple((role, re.compile(pattern)) for role, pattern in _ROLES)
LONGEST_HEADING = 120


def role_of(heading: str) -> Role:
    """The role of a column by its heading; empty when nobody knows it.

    A heading over two rows ("Điểm / Tối đa") is read as a whole, then by its last part.
    """
    if len(heading) > LONGEST_HEADING:
        return ""
    whole = words(heading)
    if not whole:
        return ""
    last = words(heading.rpartition(" / ")[2])
    for text in dict.fromkeys((_without_maximum(whole), last)):
        for role, pattern in _PATTERNS:
            if pattern.search(text):
                return role
    return ""


def _without_maximum(text: str) -> str:
    """The heading without what stands beside its name in brackets: "diem toi da 1000 diem"."""
    return re.sub(r"\s+\d+( diem)?$", "", text)
