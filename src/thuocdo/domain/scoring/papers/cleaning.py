"""Texts of papers in one form: NFC, plain spaces, no invisible signs, plain digits, lines kept.

>>> clean("Tỷ\\u00a0lệ  hồ\\u200b sơ \\n\\n １０ điểm ")
'Tỷ lệ hồ sơ\\n10 điểm'
"""

from __future__ import annotations

import re
import unicodedata

from thuocdo.domain.scoring.sheets.encodings import decode
from thuocdo.domain.scoring.sheets.package import RefusedFileError
from thuocdo.domain.scoring.sheets.problems import Message

_INVISIBLE = {ord(sign): None for sign in "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202c"}
_SPACES = {ord(sign): " " for sign in "\t\u00a0\u2002\u2003\u2007\u2008\u2009\u200a\u202f\u3000"}
_BREAKS = {ord(sign): "\n" for sign in "\r\v\f\u0085\u2028\u2029"}
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SIGNS = _INVISIBLE | _SPACES | _BREAKS | _FULL_WIDTH
_RUNS = re.compile(r" {2,}")
# Letters that only Vietnamese in Unicode has: one of them and the text is no font-encoded text.
_VIETNAMESE = re.compile(r"[ăđĩũơưĂĐĨŨƠƯ\u0300\u0301\u0303\u0309\u0323\u1ea0-\u1ef9]")
# Signs that stand inside a word only where a font, not the text, makes the Vietnamese letter.
_FONT_MADE = re.compile(r"[A-Za-z][¸µ¶·¹¨¾»¼½©®ªÐ«¬Ö×ÞßäåæëîïñöøûüþÆ\u00ad]|[®¸µ¶§][A-Za-z]")


def clean(text: str) -> str:
    """The text in NFC with its lines kept: each without odd spaces, none of them empty."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").translate(_SIGNS))
    lines = (_RUNS.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def one_line(text: str) -> str:
    """The cleaned text with its lines joined by spaces."""
    return clean(text).replace("\n", " ")


def old_letters(text: str) -> Message | None:
    """Which old encoding a text made of font-made letters seems to have; None when its letters are Unicode.

    >>> old_letters("Tû lÖ hå s¬ trùc tuyÕn, sè l­îng v¨n b¶n").reason.en
    'The letters of the file are not Unicode (it looks like TCVN3 (.VnTime)).'
    >>> old_letters("Tỷ lệ hồ sơ") is None
    True
    """
    if text.isascii() or _VIETNAMESE.search(text):
        return None
    if len(_FONT_MADE.findall(text)) < 2:
        return None
    try:
        decode(text.encode("cp1252", "ignore"))
    except RefusedFileError as refusal:
        return refusal.message
    return None
