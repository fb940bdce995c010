"""Vietnamese names: compared in one normal form, found without accents, sorted as a dictionary sorts them.

>>> folded("Đắk  Lắk") == folded("dak lak")
True
>>> sorted(["Đồng Nai", "Điện Biên", "Đà Nẵng", "An Giang", "Đắk Lắk", "Cần Thơ"], key=sort_key)
['An Giang', 'Cần Thơ', 'Đà Nẵng', 'Đắk Lắk', 'Điện Biên', 'Đồng Nai']
>>> nearest("Thua Thien Hue", ["Thừa Thiên Huế", "Thái Bình", "Thanh Hóa"], n=1)
['Thừa Thiên Huế']
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
# Ngang, huyền, hỏi, ngã, sắc, nặng: the order of tones in Vietnamese dictionaries.
TONES = {"": 0, "\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
# Three look-alikes: đ, eth, and the African D.
_CROSSED_D = str.maketrans({"Đ": "đ", "Ð": "đ", "Ɖ": "đ", "ð": "đ", "ɖ": "đ"})
_RANKS = {letter: 10 + rank for rank, letter in enumerate(LETTERS)}
_AFTER_LETTERS = 200
_SPACES = re.compile(r"\s+")
_NOT_WORD = re.compile(r"[^\w]+")


def tidy(text: str) -> str:
    """The text in NFC, with one space where there are several and none at the ends."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


@lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """The text without marks and capitals, for searching: "Thừa Thiên Huế" gives "thua thien hue"."""
    plain = unicodedata.normalize("NFD", tidy(text).translate(_CROSSED_D).lower().replace("đ", "d"))
    return "".join(char for char in plain if not unicodedata.combining(char))


def words(text: str) -> str:
    """The folded text with every sign turned into a space: "Bà Rịa – Vũng Tàu" gives "ba ria vung tau"."""
    return _NOT_WORD.sub(" ", folded(text)).strip()


@lru_cache(maxsize=65536)
def sort_key(text: str) -> str:
    """A key for Vietnamese dictionary order: spaces before letters, tones only where all letters are equal.

    It is itself a text, so that a database can keep it and sort by its bytes.
    """
    letters, tones = [], []
    for char in tidy(text).translate(_CROSSED_D).lower():
        letter, tone = _split_tone(char)
        letters.append(chr(_rank(letter)))
        tones.append(chr(ord("0") + tone))
    return "".join(letters) + "\x01" + "".join(tones)


def natural_key(text: str) -> tuple[tuple[int, str], ...]:
    """A Vietnamese order in which numbers count as numbers: "A Lưới 2" before "A Lưới 10"."""
    parts = re.split(r"(\d+)", tidy(text))
    return tuple((int(part), "") if part.isdecimal() else (-1, sort_key(part)) for part in parts if part)


def nearest(name: str, candidates: Iterable[str], n: int = 3) -> list[str]:
    """Up to `n` candidates that look most like `name`, accents and capitals aside; the best first."""
    by_fold: dict[str, list[str]] = {}
    for candidate in candidates:
        by_fold.setdefault(words(candidate), []).append(candidate)
    wanted = words(name)
    inside = sorted(fold for fold in by_fold if wanted and wanted in fold and wanted != fold)
    close = difflib.get_close_matches(wanted, by_fold, n=n, cutoff=0.6)
    found = [candidate for fold in dict.fromkeys([*close, *inside]) for candidate in by_fold[fold]]
    return found[:n]


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
