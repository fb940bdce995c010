"""Reads a file of inputs, in either form, as CSV, workbook or JSON: everything or nothing.

result = read_inputs(Path("hue.xlsx"), definition)
result.sheets["2026"]            one sheet per period; empty when anything is wrong
result.problems                  all of it at once, each with place, reason and next step
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.definition import Definition
from thuocdo.domain.scoring.sheet import InputSheet
from thuocdo.domain.scoring.sheets import file_messages as say
from thuocdo.domain.scoring.sheets import long_form, wide_form
from thuocdo.domain.scoring.sheets.asked import asked_inputs
from thuocdo.domain.scoring.sheets.checking import build_sheets, check_parts, check_units, collect
from thuocdo.domain.scoring.sheets.csv_file import read_csv
from thuocdo.domain.scoring.sheets.entries import Entry, Units
from thuocdo.domain.scoring.sheets.headings import FIELDS, fold
from thuocdo.domain.scoring.sheets.json_file import read_json
from thuocdo.domain.scoring.sheets.limits import LIMITS, Limits
from thuocdo.domain.scoring.sheets.number_words import DecimalMark
from thuocdo.domain.scoring.sheets.package import RefusedFileError, is_package, refuse_foreign_formats
from thuocdo.domain.scoring.sheets.problems import Log, Place, Problem, Severity
from thuocdo.domain.scoring.sheets.table import Table
from thuocdo.domain.scoring.sheets.workbook import read_workbook

LISTS_SHEET = "_lists"  # the drop-down lists of our own forms


@dataclass(frozen=True, slots=True)
class ReadResult:
    """What a file holds: sheets by period, or problems; never half of a file."""

    sheets: dict[str, InputSheet] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    facts: Mapping[str, str] = field(
        default_factory=dict
    )  # index, rule_set and version the file says it is for

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What keeps the file out."""
        return tuple(problem for problem in self.problems if problem.severity is Severity.ERROR)

    @property
    def is_loaded(self) -> bool:
        """Whether the sheets may be used."""
        return not self.errors


def read_inputs(
    source: Path | bytes,
    definition: Definition | Sequence[Definition],
    *,
    name: str = "",
    decimals: DecimalMark | None = None,
    period: str = "",
    known_units: Collection[str] | None = None,
    version: str = "",
    limits: Limits = LIMITS,
) -> ReadResult:
    """Read inputs for one index (or several of its rule sets, for a comparison).

    `name` names uploaded bytes; `period` is for files that do not say theirs; `version` is the hash of the
    definition, compared with the one a form carries; `known_units` refuses units outside a list.
    """
    log = Log()
    definitions = [definition] if isinstance(definition, Definition) else list(definition)
    facts: dict[str, str] = {}
    units = Units(log)
    try:
        tables, facts = open_tables(
            source, name or (source.name if isinstance(source, Path) else ""), limits, log
        )
        entries = [entry for table in tables for entry in _entries(table, units, period, facts)]
        if not units.periods and not log.has_errors:
            log.add(say.no_table())
    except RefusedFileError as refusal:
        log.add(refusal.message, Place(name))
        return ReadResult(problems=tuple(log.problems))
    _check_facts(facts, definitions, version, log)
    collected = collect(entries, asked_inputs(definitions), log, DecimalMark(decimals) if decimals else None)
    check_parts(collected)
    check_units(units, known_units)
    problems = tuple(sorted(log.problems, key=lambda each: each.severity is not Severity.ERROR))
    if log.has_errors:
        return ReadResult(problems=problems, facts=facts)
    return ReadResult(
        build_sheets(collected, {each: units.rows(each) for each in units.periods}), problems, facts
    )


def open_tables(
    source: Path | bytes, name: str, limits: Limits, log: Log
) -> tuple[list[Table], dict[str, str]]:
    """The tables of a file, by what the file is and not by what it is called."""
    content = _content(source, limits)
    if is_package(content):
        return _visible(read_workbook(content, limits), log), {}
    refuse_foreign_formats(content)
    if name.lower().endswith(".json") or content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        table, facts = read_json(content, "", limits)
        return [table], facts
    return [read_csv(content, "", limits, log, lambda word: fold(word) in FIELDS)], {}


def _content(source: Path | bytes, limits: Limits) -> bytes:
    too_large = say.too_large(Text("dung lượng", "the size"), f"{limits.file_bytes >> 20} MB")
    if isinstance(source, bytes):
        content = source
    else:
        try:
            if source.stat().st_size > limits.file_bytes:
                raise RefusedFileError(too_large)
            content = source.read_bytes()
        except OSError as error:
            raise RefusedFileError(say.unreadable_file(error.strerror or type(error).__name__)) from error
    if len(content) > limits.file_bytes:
        raise RefusedFileError(too_large)
    if not content.strip():
        raise RefusedFileError(say.empty_file())
    return content


def _visible(tables: Sequence[Table], log: Log) -> list[Table]:
    """The sheets people see; a hidden one that holds inputs is a problem, not a source."""
    visible = []
    for table in tables:
        if not table.is_hidden:
            visible.append(table)
        elif table.name != LISTS_SHEET and _is_input_table(table):
            log.add(say.hidden_sheet(), Place(table.name))
    return visible


def _is_input_table(table: Table) -> bool:
    return long_form.find_headings(table) is not None or wide_form.read_form(table, "?", Log()) is not None


def _entries(table: Table, units: Units, period: str, facts: dict[str, str]) -> Iterator[Entry]:
    found = long_form.find_headings(table)
    if found is not None:
        position, columns = found
        yield from long_form.read_long(table, position, columns, units, period)
        return
    form = wide_form.read_form(table, period, units.log)
    if form is not None:
        facts.update({key: text for key, text in form.file_facts.items() if text})
        yield from wide_form.read_wide(table, form, units)
    elif table.rows:
        units.log.add(say.sheet_not_read(), Place(table.name))


def _check_facts(facts: Mapping[str, str], definitions: Sequence[Definition], version: str, log: Log) -> None:
    """Whether the form was made for this index, rule set and text."""
    index, rule_set = facts.get("index", ""), facts.get("rule_set", "")
    expected = definitions[0]
    if index and index not in (expected.index, *expected.aliases):
        log.add(say.other_index(index, expected.index))
    elif rule_set and all(rule_set != each.rule_set for each in definitions):
        log.add(say.other_rule_set(rule_set, expected.rule_set))
    elif version and facts.get("version") and facts["version"] != version:
        log.add(say.other_version())
