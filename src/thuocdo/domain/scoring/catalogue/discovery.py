"""Finds definitions by folder, file, code, alias or code@rule_set.

    find("766")                                   the rule set in force
    find("service-quality-766@2022-06-23-written")
    find("my-index/index.yaml")

Rule sets live at `<root>/<index>/<rule set>/index.yaml`. Only the head of each file is read for this: what
stands above the groups, indicators and inputs.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from thuocdo.domain.primitives.paths import catalogues_root
from thuocdo.domain.primitives.spelling import nearest
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.primitives.yaml_text import decode, read_yaml
from thuocdo.domain.scoring.catalogue.errors import AmbiguousDefinitionError, UnknownDefinitionError
from thuocdo.domain.scoring.catalogue.loading import FILE_NAME, LoadedDefinition, load

_BODY = ("groups:", "indicators:", "inputs:", "views:", "prepare:")


@dataclass(frozen=True, slots=True)
class Entry:
    """One rule set as its file's head tells it."""

    path: Path
    index: str
    rule_set: str
    aliases: tuple[str, ...] = ()
    title: Text = field(default_factory=lambda: Text(""))
    series: str = "main"
    status: str = "in_force"
    start: datetime.date | None = None
    end: datetime.date | None = None

    @property
    def reference(self) -> str:
        """The name people give it: index@rule_set."""
        return f"{self.index}@{self.rule_set}"


def discover(roots: Sequence[Path] | None = None) -> list[Entry]:
    """Every rule set below the catalogue folders, by index and date; unreadable ones are left to `lint`."""
    entries = (head(path) for root in _roots(roots) for path in sorted(root.glob(f"*/*/{FILE_NAME}")))
    return sorted((entry for entry in entries if entry), key=lambda entry: (entry.index, entry.rule_set))


def find(
    reference: str, roots: Sequence[Path] | None = None, *, on: datetime.date | None = None
) -> LoadedDefinition:
    """The definition `reference` names; a bare code means the rule set in force (on the day `on`)."""
    path = Path(reference)
    if path.is_file() or (path / FILE_NAME).is_file():
        return load(path)
    inside = [entry for entry in map(head, sorted(path.glob(f"*/{FILE_NAME}"))) if entry is not None]
    if inside:
        return load(_in_force(inside, on).path)
    return load(locate(reference, roots, on=on).path)


def locate(reference: str, roots: Sequence[Path] | None = None, *, on: datetime.date | None = None) -> Entry:
    """The entry of a code, alias or code@rule_set; raises when there is none or more than one."""
    code, _, rule_set = reference.partition("@")
    entries = discover(roots)
    named = [entry for entry in entries if code == entry.index or code in entry.aliases]
    if not named:
        raise UnknownDefinitionError(reference, _known(code, entries))
    if not rule_set:
        return _in_force(named, on)
    fitting = [entry for entry in named if entry.rule_set == rule_set]
    fitting = fitting or [entry for entry in named if entry.rule_set.startswith(rule_set)]
    if not fitting:
        raise UnknownDefinitionError(reference, [entry.reference for entry in named])
    if len(fitting) > 1:
        raise AmbiguousDefinitionError(reference, [entry.reference for entry in fitting])
    return fitting[0]


def head(path: Path) -> Entry | None:
    """What stands above the body of a definition file; None where that is not readable."""
    text, trouble = decode(path.read_bytes(), str(path))
    if trouble is not None:
        return None
    lines = list(_head_lines(text))
    data = read_yaml("\n".join(lines), str(path)).data
    if not isinstance(data, dict) or not {"index", "rule_set"} <= data.keys():
        # A hand-written order of keys: the head is not at the top.
        data = read_yaml(text, str(path)).data
    if not isinstance(data, dict) or not {"index", "rule_set"} <= data.keys():
        return None
    return _entry(path, data)


def _head_lines(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if line.startswith(_BODY):
            return
        yield line


def _entry(path: Path, data: dict[str, object]) -> Entry:
    valid = data.get("valid")
    dates = valid if isinstance(valid, dict) else {}
    aliases = data.get("aliases")
    return Entry(
        path=path,
        index=str(data["index"]),
        rule_set=str(data["rule_set"]),
        aliases=tuple(str(alias) for alias in aliases) if isinstance(aliases, list) else (),
        title=_title(data.get("title")),
        series=str(data.get("series", "main")),
        status=str(data.get("status", "in_force")),
        start=_date(dates.get("from")),
        end=_date(dates.get("to")),
    )


def _title(value: object) -> Text:
    if isinstance(value, dict):
        return Text(str(value.get("vi", "")), str(value.get("en", "")))
    return Text(str(value or ""))


def _date(value: object) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(str(value))
    except ValueError:
        return None


def _in_force(entries: list[Entry], on: datetime.date | None) -> Entry:
    """The newest rule set in force, the main series first; drafts only where there is nothing else."""

    def order(entry: Entry) -> tuple[bool, bool, bool, datetime.date]:
        in_force = entry.status == "in_force"
        return _covers(entry, on), in_force, entry.series == "main", entry.start or datetime.date.min

    return max(entries, key=order)


def _covers(entry: Entry, on: datetime.date | None) -> bool:
    if on is None:
        return True
    return (entry.start is None or entry.start <= on) and (entry.end is None or on <= entry.end)


def _known(code: str, entries: Sequence[Entry]) -> list[str]:
    names = list(dict.fromkeys(name for entry in entries for name in (entry.index, *entry.aliases)))
    return list(dict.fromkeys([*nearest(code, names, n=1), *names]))


def _roots(roots: Sequence[Path] | None) -> Sequence[Path]:
    return (catalogues_root(),) if roots is None else roots


__all__ = ["Entry", "discover", "find", "head", "locate"]
