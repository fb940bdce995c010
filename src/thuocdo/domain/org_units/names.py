"""Vietnamese names: compared in one normal form, found without accents, sorted as a dictionary sorts them.

>>> sorted(["Đồng Nai", "Điện Biên", "Đà Nẵng", "An Giang", "Đắk Lắk", "Cần Thơ"], key=sort_key)
['An Giang', 'Cần Thơ', 'Đà Nẵng', 'Đắk Lắk', 'Điện Biên', 'Đồng Nai']
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from thuocdo.domain.primitives.spelling import CROSSED_D, folded, nearest, tidy, words

__all__ = ["folded", "natural_key", "nearest", "sort_key", "tidy", "words"]

LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
# Ngang, huyền, hỏi, ngã, sắc, nặng: the order of tones in Vietnamese dictionaries.
TONES = {"": 0, "\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_RANKS = {letter: 10 + rank for rank, letter in enumerate(LETTERS)}
_AFTER_LETTERS = 200


@lru_cache(maxsize=65536)
def sort_key(text: str) -> str:
    """A key for Vietnamese dictionary order: spaces before letters, tones only where all letters are equal.

    It is itself a text, so that a database can keep it and sort by its bytes.
    """
    letters, tones = [], []
    for char in tidy(text).translate(CROSSED_D).lower():
        letter, tone = _split_tone(char)
        letters.append(chr(_rank(letter)))
        tones.append(chr(ord("0") + tone))
    return "".join(letters) + "\x01" + "".join(tones)


def natural_key(text: str) -> tuple[tuple[int, str], ...]:
    """A Vietnamese order in which numbers count as numbers: "A Lưới 2" before "A Lưới 10"."""
    parts = re.split(r"(\d+)", tidy(text))
    return tuple((int(part), "") if part.isdecimal() else (-1, sort_key(part)) for part in parts if part)


def _split_tone(char: str) -> tuple[str, int]:
    decomposed = unicodedata.normalize("NFD", char)
    tone = next((TONES[mark] for mark in decomposed if mark in TONES and mark), 0)
    bare = "".join(mark for mark in decomposed if mark not in TONES)
    return unicodedata.normalize("NFC", bare), tone


def _rank(letter: str) -> int:
    if letter in _RANKS:
        return _RANKS[letter] + ord("A")
    if letter.isspace():
        return ord(" ")
    if letter.isdecimal():
        return ord("0") + int(letter)
    return _AFTER_LETTERS + ord(letter[0]) % 20000 if letter.isalpha() else ord("!")
