"""JSON files as tables: a list of rows, or an object with the rows under `values` and facts of the file
beside them.

{"index": "service-quality-766", "rule_set": "2026-09-01-portal", "values": [{"unit": "H57", …}, …]}
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.sheets import file_messages as say
from thuocdo.domain.scoring.sheets.encodings import decode
from thuocdo.domain.scoring.sheets.limits import Limits
from thuocdo.domain.scoring.sheets.package import RefusedFileError
from thuocdo.domain.scoring.sheets.table import Odd, OddKind, Raw, Row, Table

_MAX_DIGITS, _MAX_EXPONENT = 2000, 400  # a float needs no more
_ALWAYS = ("unit", "input", "value")  # headings even where no row has them: a unit may have no figures


def read_json(content: bytes, name: str, limits: Limits) -> tuple[Table, dict[str, str]]:
    """The rows as a table with a first row of headings (item n is row n + 1), and the facts beside them."""
    if len(content) > limits.json_bytes:
        raise RefusedFileError(say.too_large(Text("dung lượng", "the size"), f"{limits.json_bytes >> 20} MB"))
    document = _parse(decode(content))
    facts: dict[str, str] = {}
    if isinstance(document, dict):
        facts = {key: value for key, value in document.items() if isinstance(value, str)}
        document = document.get("values")
    if not isinstance(document, list) or not all(isinstance(record, dict) for record in document):
        raise RefusedFileError(say.broken_json("?"))
    return _table(document, name), facts


def _parse(text: str) -> object:
    try:
        return json.loads(
            text,
            parse_float=_number,
            parse_int=_number,
            parse_constant=_odd_constant,
            object_pairs_hook=_unique,
        )
    except (json.JSONDecodeError, RecursionError, InvalidOperation, ValueError) as error:
        raise RefusedFileError(say.broken_json(str(error) or type(error).__name__)) from error


def _number(digits: str) -> Fraction:
    number = Decimal(digits)
    if len(digits) > _MAX_DIGITS or abs(number.adjusted()) > _MAX_EXPONENT:
        raise ValueError(digits[:20])
    return Fraction(number)


def _odd_constant(word: str) -> Odd:
    return Odd(OddKind.NOT_FINITE, word)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:  # Any: whatever JSON holds
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise ValueError(f"“{next(key for key in keys if keys.count(key) > 1)}” ×2")
    return found


def _table(records: list[Mapping[str, object]], name: str) -> Table:
    headings = {key: column for column, key in enumerate(_ALWAYS, 1)}
    rows = []
    for number, record in enumerate(records, 2):
        cells: dict[int, Raw] = {}
        for key, value in record.items():
            column = headings.setdefault(key, len(headings) + 1)
            raw = _raw(value)
            if raw is not None:
                cells[column] = raw
        rows.append(Row(number, cells))
    return Table(name, [Row(1, {column: key for key, column in headings.items()}), *rows])


def _raw(value: object) -> Raw | None:
    if value is None or value == "":
        return None
    if isinstance(value, str | bool | Fraction | Odd):
        return value
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ";".join(value)
    return Odd(OddKind.NESTED, json.dumps(value, default=str, ensure_ascii=False)[:80])
