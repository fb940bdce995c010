"""Words compared as people mean them: one normal form, accents and capitals aside, the nearest known word.

>>> folded("Đắk  Lắk") == folded("dak lak")
True
>>> nearest("Thua Thien Hue", ["Thừa Thiên Huế", "Thái Bình", "Thanh Hóa"], n=1)
['Thừa Thiên Huế']
>>> did_you_mean("pionts", ["points", "rule", "code"]).en
"Did you mean 'points'?"
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from thuocdo.domain.primitives.texts import Text

# Three look-alikes: đ, eth, and the African D.
CROSSED_D = str.maketrans({"Đ": "đ", "Ð": "đ", "Ɖ": "đ", "ð": "đ", "ɖ": "đ"})
_SPACES = re.compile(r"\s+")
_NOT_WORD = re.compile(r"[^\w]+")
_LEAST_PART = 3  # fewer letters stand inside almost anything
_MOST_LISTED = 20


def tidy(text: str) -> str:
    """The text in NFC, with one space where there are several and none at the ends."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


@lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """The text without marks and capitals, for searching: "Thừa Thiên Huế" gives "thua thien hue"."""
    plain = unicodedata.normalize("NFD", tidy(text).translate(CROSSED_D).lower().replace("đ", "d"))
    return "".join(char for char in plain if not unicodedata.combining(char))


def words(text: str) -> str:
    """The folded text with every sign turned into a space: "Bà Rịa – Vũng Tàu" gives "ba ria vung tau"."""
    return _NOT_WORD.sub(" ", folded(text)).strip()


def nearest(name: str, candidates: Iterable[str], n: int = 3) -> list[str]:
    """Up to `n` candidates that look most like `name`, then those it is a part of; the best first."""
    by_form: dict[str, list[str]] = {}
    for candidate in candidates:
        by_form.setdefault(_form(candidate), []).append(candidate)
    wanted = _form(name)
    inside = sorted(form for form in by_form if len(wanted) >= _LEAST_PART and wanted in form)
    close = difflib.get_close_matches(wanted, by_form, n=n, cutoff=0.6)
    found = [candidate for form in dict.fromkeys([*close, *inside]) for candidate in by_form[form]]
    return found[:n]


def did_you_mean(word: str, known: Iterable[str]) -> Text:
    """The next step for a word that is not known: the nearest one, or the list."""
    names = sorted(set(known))
    close = nearest(word, names, n=1)
    if close:
        return Text(f"Có phải ý là «{close[0]}»?", f"Did you mean '{close[0]}'?")
    listed = ", ".join(names[:_MOST_LISTED]) + (" …" if len(names) > _MOST_LISTED else "")
    return Text(f"Chọn một trong: {listed}.", f"Use one of: {listed}.")


def _form(text: str) -> str:
    return words(text.replace("_", " "))
