"""The argument parser of all commands, in both languages."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from typing import NoReturn

from thuocdo.domain.primitives.texts import Text

USAGE = 2
_WORDS = {
    "usage: ": Text("Cách dùng: ", "usage: "),
    "positional arguments": Text("tham số", "arguments"),
    "options": Text("tuỳ chọn", "options"),
}
_MESSAGES = (
    (
        r"the following arguments are required: (.+)",
        Text("thiếu tham số: {0}", "these arguments are missing: {0}"),
    ),
    (r"unrecognized arguments: (.+)", Text("không hiểu: {0}", "not understood: {0}")),
    (r"argument (.+?): expected (?:one|\d+) arguments?", Text("{0} cần có giá trị", "{0} needs a value")),
    (r"argument (.+?): expected at least one argument", Text("{0} cần có giá trị", "{0} needs a value")),
    (
        r"argument (.+?): invalid choice: (.+?) \(choose from (.+)\)",
        Text("{0} không nhận {1}; chọn một trong {2}", "{0} does not take {1}; choose one of {2}"),
    ),
    (
        r"argument (.+?): not allowed with argument (.+)",
        Text("{0} không đi cùng {1}", "{0} does not go together with {1}"),
    ),
)


class UsageError(Exception):
    """A call that cannot be carried out; says what to change."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.vi)
        self.text = text


class Parser(argparse.ArgumentParser):
    """Speaks the user's language and never shows a traceback."""

    def __init__(self, *, prog: str, description: Text, language: str, example: str = "") -> None:
        super().__init__(
            prog=prog,
            description=description.pick(language),
            epilog=example,
            formatter_class=_Formatter if language == "vi" else argparse.RawDescriptionHelpFormatter,
            add_help=False,
            allow_abbrev=False,
        )
        self.language = language
        self._positionals.title = _WORDS["positional arguments"].pick(language)
        self._optionals.title = _WORDS["options"].pick(language)
        self.option("-h", "--help", action="help", vi="xem hướng dẫn này", en="show this help")

    def option(self, *names: str, vi: str, en: str, **settings: object) -> None:
        """Add an argument with its help in both languages."""
        text = (vi if self.language == "vi" else en).replace("%", "%%")
        self.add_argument(*names, help=text, **settings)  # type: ignore[arg-type]  # argparse's own options

    def read(self, words: Sequence[str]) -> argparse.Namespace:
        """The options of a call; they may stand anywhere among the arguments."""
        if self.usage is None:
            # The base class cuts its own, shorter heading off the usage it keeps for error messages.
            heading = _WORDS["usage: "].pick(self.language)
            self.usage = self.format_usage().removeprefix(heading).rstrip()
        return self.parse_intermixed_args(words)

    def error(self, message: str) -> NoReturn:
        """Print what is wrong and how to get help, and leave with the code for wrong usage."""
        hint = Text(f"Xem `{self.prog} --help`.", f"See `{self.prog} --help`.").pick(self.language)
        sys.stderr.write(f"{self.prog}: {_translated(message, self.language)}. {hint}\n")
        sys.exit(USAGE)


class _Formatter(argparse.RawDescriptionHelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Sequence[argparse.Action],  # type: ignore[override]  # the base is wider
        groups: Sequence[argparse._MutuallyExclusiveGroup],  # type: ignore[override]  # the base is wider
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, prefix or _WORDS["usage: "].vi)


def _translated(message: str, language: str) -> str:
    for pattern, text in _MESSAGES:
        match = re.fullmatch(pattern, message)
        if match:
            return text.pick(language).format(*match.groups())
    return message
