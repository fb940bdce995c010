"""A text people read, in Vietnamese and, where somebody wrote it, in English.

>>> Text("Hạ tầng số", "Digital infrastructure").pick("en")
'Digital infrastructure'
>>> Text("Hạ tầng số").pick("en")
'Hạ tầng số'
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


@dataclass(frozen=True, slots=True)
class Text:
    """One text in two languages; `en` is empty where nobody translated it."""

    vi: str
    en: str = ""

    def pick(self, language: str) -> str:
        """The text in `language`, in Vietnamese where that is missing."""
        return self.en if language == "en" and self.en else self.vi

    def __str__(self) -> str:
        return self.vi
