"""Letters of text files: Unicode is read, old Vietnamese encodings are recognised and named, never guessed
into.

>>> decode("Huế".encode("utf-16"))
'Huế'
"""

from __future__ import annotations

import codecs
import re

from thuocdo.domain.scoring.sheets import file_messages as say
from thuocdo.domain.scoring.sheets.package import RefusedFileError

# What running Vietnamese looks like in each encoding, as bytes.
_VNI = re.compile(rb"[AEIOUYaeiouy][\xf8\xf9\xfb\xf5\xef\xe2\xe1\xe0\xe5\xe4\xea\xe9\xe8\xfa\xeb]")
_TCVN3_MARKS, _CP1258_MARKS = (0xAE, 0xB5, 0xB8, 0xA9, 0xAC, 0xAD), (0xCC, 0xD2, 0xEC, 0xF2, 0xF0)
_GARBLED = re.compile(
    r"\ufffd|\w*(?:á[º»][\u0080-\u024f\u2010-\u2122]|Ã[\u0080-\u00bf]|Ä[\u0080-\u0192‘’]|Æ[°¡])\w*"
)
_GARBLED_MARKS = ("\ufffd", "áº", "á»", "Ã", "Ä", "Æ")  # a quick look before the expression is tried


def decode(content: bytes) -> str:
    """The text of a file; raises `RefusedFileError` naming the encoding it seems to have."""
    text = _decode_unicode(content)
    if text is None:
        raise RefusedFileError(say.wrong_encoding(_old_encoding(content)))
    is_suspect = not text.isascii() and any(mark in text for mark in _GARBLED_MARKS)
    if is_suspect and (garbled := _GARBLED.search(text)):
        raise RefusedFileError(say.garbled_letters(garbled[0]))
    return text.removeprefix("\ufeff")


def _decode_unicode(content: bytes) -> str | None:
    for encoding in _candidates(content):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _candidates(content: bytes) -> tuple[str, ...]:
    if content.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return ("utf-32",)
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ("utf-16",)
    sample = content[:4096]
    if sample.count(0) > len(sample) // 4:
        return ("utf-16-le",) if sample[1::2].count(0) > sample[::2].count(0) else ("utf-16-be",)
    return ("utf-8",)


def _old_encoding(content: bytes) -> str:
    sample = content[:200_000]
    scores = {
        "TCVN3 (.VnTime)": _score(sample, _TCVN3_MARKS),
        "Windows-1258": _score(sample, _CP1258_MARKS),
        "VNI": len(_VNI.findall(sample)) / 2,
    }
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] else "Windows-1252"


def _score(sample: bytes, marks: tuple[int, ...]) -> float:
    return float(sum(sample.count(mark) for mark in marks))
