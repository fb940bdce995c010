"""Plain data as the YAML that people write here: short things on one line, long words as blocks, always the same.

>>> print("\\n".join(entry("rule", {"kind": "ratio", "of": "a", "full_at": "80%"}, indent=2)))
  rule: {kind: ratio, of: a, full_at: 80%}
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

WIDTH = 118
_LONG = 90
_PLAIN = re.compile(r"[^\W\d_](?:[\w%/.()≥≤×+=–-]| (?=[\w%/.()≥≤×+=–-]))*\Z")
_SHARE = re.compile(r"-?\d{1,9}(?:\.\d{1,9})?%\Z|-?\d{1,9}/[1-9]\d{0,8}\Z")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_WORDS_WITH_MEANING = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
_BREAKS_LINES = re.compile("[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_NOT_PRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


def entry(key: str, value: object, *, indent: int = 0) -> list[str]:
    """One key with its value as lines, in block style."""
    pad, name = " " * indent, _key(key)
    if isinstance(value, str) and _is_block(value):
        return [f"{pad}{name}: |-", *_indented(value, indent + 2)]
    if isinstance(value, Mapping | list | tuple) and value and not _fits(value, indent + len(name) + 2):
        return [f"{pad}{name}:", *block(value, indent=indent + 2)]
    return [f"{pad}{name}: {flow(value)}"]


def block(value: Mapping[str, object] | Sequence[object], *, indent: int = 0) -> list[str]:
    """A mapping or a list as lines."""
    if isinstance(value, Mapping):
        return [line for key, item in value.items() for line in entry(key, item, indent=indent)]
    return [line for item in value for line in _item(item, indent)]


def flow(value: object) -> str:
    """A value on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_key(key)}: {flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(flow(item) for item in value) + "]"
    return scalar(value)


def scalar(value: object) -> str:
    """A single value: numbers exact, words plain where nothing can mistake them.

    >>> scalar(Fraction(1, 3)), scalar("1.10"), scalar("Hạ tầng số")
    ('1/3', '"1.10"', 'Hạ tầng số')
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Fraction | int | float | Decimal):
        return number(value)
    text = str(value)
    is_plain = _PLAIN.match(text) and text.lower() not in _WORDS_WITH_MEANING
    return text if is_plain or _SHARE.match(text) or _DATE.match(text) else quoted(text)


def number(value: Fraction | int | float | Decimal) -> str:
    """A number exactly: a decimal where it ends, a fraction otherwise.

    >>> number(Fraction(5, 2)), number(Fraction(20)), number(Fraction(2, 3))
    ('2.5', '20', '2/3')
    """
    exact = Fraction(str(value)) if isinstance(value, float) else Fraction(value)
    if exact.denominator == 1:
        return str(exact.numerator)
    rest = exact.denominator
    for factor in (2, 5):
        while rest % factor == 0:
            rest //= factor
    if rest != 1:
        return str(exact)
    return f"{(Decimal(exact.numerator) / Decimal(exact.denominator)).normalize():f}"


def quoted(text: str) -> str:
    """A text in double quotes, with every sign that could break a line written out."""
    written = json.dumps(text, ensure_ascii=False)
    return _NOT_PRINTABLE.sub(lambda found: f"\\u{ord(found.group()):04x}", written)


def _key(key: str) -> str:
    return scalar(key)


def _item(item: object, indent: int) -> list[str]:
    """A list item: its first line begins with a dash."""
    pad = " " * indent
    if isinstance(item, Mapping) and item and not _fits(item, indent + 2):
        lines = block(item, indent=indent + 2)
        return [f"{pad}- {lines[0].lstrip()}", *lines[1:]]
    if isinstance(item, str) and _is_block(item):
        return [f"{pad}- |-", *_indented(item, indent + 2)]
    return [f"{pad}- {flow(item)}"]


def _indented(text: str, indent: int) -> list[str]:
    return [" " * indent + line if line else "" for line in text.split("\n")]


def _fits(value: object, used: int) -> bool:
    """Whether a mapping or list is short and flat enough for one line."""
    return not _has_blocks(value) and used + len(flow(value)) <= WIDTH


def _has_blocks(value: object) -> bool:
    if isinstance(value, Mapping):
        return any(_has_blocks(item) for item in value.values())
    if isinstance(value, list | tuple):
        return any(_has_blocks(item) for item in value)
    return isinstance(value, str) and "\n" in value


def _is_block(text: str) -> bool:
    """Whether a text reads best, and comes back unchanged, as a literal block."""
    if "\n" not in text and len(text) <= _LONG:
        return False
    if _BREAKS_LINES.search(text) or _NOT_PRINTABLE.search(text):
        return False
    lines = text.split("\n")
    return bool(lines[0].strip() and lines[-1].strip()) and not any(
        line[:1] in (" ", "\t") for line in lines[:1]
    )
