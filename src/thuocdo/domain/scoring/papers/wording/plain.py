"""One spelling for the many signs with which papers are typed; the words themselves are left as they are.

>>> plain("a ≥ 80\u00a0%:  điểm tối đa • Còn lại: ½ điểm")
'a >= 80 %: điểm tối đa\\n- Còn lại: 1/2 điểm'
"""

from __future__ import annotations

import re
import unicodedata

_SIGNS = {
    **dict.fromkeys("\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000\t", " "),
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f", ""),
    **dict.fromkeys("‐‑‒–—―−﹣", "-"),
    **dict.fromkeys("×✕✖∗⋅·", "*"),
    **dict.fromkeys("“”„«»″", '"'),
    **dict.fromkeys("‘’′", "'"),
    **dict.fromkeys("≥⩾≧", ">="),
    **dict.fromkeys("≤⩽≦", "<="),
    **dict.fromkeys("•●▪◦‣⁃➢✓►▫■□◆❖\uf0b7\uf0a7\uf02d", "\n- "),
    **dict.fromkeys("→⇒➔⟹", ":"),
    **dict.fromkeys("\r\v\f\u2028\u2029", "\n"),
    "÷": "/", "⁄": "/", "∕": "/", "…": "...",
    "½": " 1/2", "⅓": " 1/3", "⅔": " 2/3", "¼": " 1/4", "¾": " 3/4",
}  # fmt: skip
_FULL_WIDTH = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_TABLE = str.maketrans(_SIGNS | _FULL_WIDTH)
_MENDED = (
    (re.compile(r"(?<=[<>]) +="), "="),
    (re.compile(r"=\s*>(?=\s*\d)"), ">="),
    (re.compile(r"=\s*<(?=\s*\d)"), "<="),
    (re.compile(r"=+>|(?<=[\d%\s])-+>"), ":"),
    (re.compile(r"\b([A-Za-z])x(?=\d)"), r"\1 x "),
    (re.compile(r"(?<=[)%\d])x(?=[\d(A-Za-zĐđ])"), " x "),
    (re.compile(r"\bt[ỷỉ] lệ (?=[a-z](?: ?/ ?[a-z])? ?[<>]|[a-z] ?= ?\(?[a-z] ?/)", re.IGNORECASE), ""),
    (re.compile(r"\b(t[ỷỉ] lệ) ?(?:%|\(%\))", re.IGNORECASE), r"\1"),
    (re.compile(r"\b(?:cơ quan|đơn vị|địa phương) (?:có|đạt) (t)(?=[ỷỉ] lệ)", re.IGNORECASE), r"\1"),
    (re.compile(r"\.{2,}"), "..."),
    (re.compile(r" *\n[ \n]*"), "\n"),
    (re.compile(r" {2,}"), " "),
)


def plain(text: str) -> str:
    """The text in NFC with plain signs, single spaces and one line break between lines."""
    text = unicodedata.normalize("NFC", text).translate(_TABLE)
    for pattern, sign in _MENDED:
        text = pattern.sub(sign, text)
    return text.strip()
