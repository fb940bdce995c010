"""The known word somebody probably meant.

>>> nearest("pionts", ["points", "rule", "code"])
'points'
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from thuocdo.domain.primitives.texts import Text


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The closest of `known` by spelling, if any is close."""
    found = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return found[0] if found else None


def did_you_mean(word: str, known: Iterable[str]) -> Text:
    """The next step for a word that is not known: the nearest one, or the list."""
    names = sorted(set(known))
    close = nearest(word, names)
    if close:
        return Text(f"Có phải ý là «{close}»?", f"Did you mean '{close}'?")
    listed = ", ".join(names[:20]) + (" …" if len(names) > 20 else "")
    return Text(f"Chọn một trong: {listed}.", f"Use one of: {listed}.")
