"""Published results beside a definition: `published/about.yaml` and the table it names.

published = read_published(find_published("dti"))
checks = published.check(parts={"provinces-34": {"hai-phong-2025": ("hai-duong", "hai-phong")}})
"""

from __future__ import annotations

import csv
import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from pydantic import ValidationError

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.primitives.yaml_text import read_yaml
from thuocdo.domain.scoring.catalogue.discovery import locate
from thuocdo.domain.scoring.catalogue.errors import DefinitionError
from thuocdo.domain.scoring.catalogue.loading import FILE_NAME, load
from thuocdo.domain.scoring.catalogue.refusals import refusals
from thuocdo.domain.scoring.definition import Code, Definition, Label, Strict
from thuocdo.domain.scoring.numbers import Number
from thuocdo.domain.scoring.published import (
    TOTAL,
    Check,
    Margins,
    PublishedFigure,
    PublishedPeers,
    check_published,
)

FOLDER = "published"


class PeersSpec(Strict):
    """A peer set of a publication; `on` is a day on which exactly these units existed.

    `merged_by` is where the rule is published by which values of merged units are derived.
    """

    code: Code
    size: int
    on: datetime.date
    merged_from: Code | None = None
    merged_by: str = ""
    title: Label = Text("")


class MarginsSpec(Strict):
    """How far recomputed values may lie from published ones."""

    total: Number
    views: Number


class WideSpec(Strict):
    """A table with one row for each unit and one column for each measure, as some sources print it."""

    unit: str
    name: str
    period: str
    rank: str
    measures: tuple[str, ...]
    peer_set: Code


class About(Strict):
    """What a published table holds and how it is checked.

    `rule_names` name the decision where the rule set is not known; `as_of` is the day of the table, `published_on`
    that of its figures where all were published at once, `announced` that of each edition.
    """

    code: Code
    index: Code
    results: str
    title: Label
    source: str
    as_of: datetime.date
    published_on: datetime.date | None = None
    announced: dict[Code, datetime.date] = {}
    wide: WideSpec | None = None
    editions: dict[Code, Code | None]
    rule_names: dict[Code, str] = {}
    unknown_rules: dict[Code, Label] = {}
    peer_sets: tuple[PeersSpec, ...]
    margins: MarginsSpec


@dataclass(frozen=True)
class Published:
    """A published table with everything that is needed to check it."""

    folder: Path
    about: About
    figures: tuple[PublishedFigure, ...]

    @cached_property
    def definitions(self) -> dict[str, Definition | None]:
        """The definition of every edition; None where the rule set is not known."""
        loaded = {
            rule_set: load(self.folder.parent / rule_set / FILE_NAME).definition
            for rule_set in set(self.about.editions.values())
            if rule_set is not None
        }
        return {period: loaded.get(rule_set or "") for period, rule_set in self.about.editions.items()}

    def check(self, parts: Mapping[str, Mapping[str, Sequence[str]]] | None = None) -> tuple[Check, ...]:
        """A verdict on every value and rank; `parts` says, per merged peer set, what units were made of."""
        peer_sets = {
            spec.code: replace(_peers(spec), parts=(parts or {}).get(spec.code, {}))
            for spec in self.about.peer_sets
        }
        margins = Margins(self.about.margins.total, self.about.margins.views)
        return check_published(
            self.figures,
            editions=self.definitions,
            peer_sets=peer_sets,
            margins=margins,
            unknown_rules=self.about.unknown_rules,
        )


def _peers(spec: PeersSpec) -> PublishedPeers:
    return PublishedPeers(spec.code, spec.size, spec.title, spec.merged_from)


def find_published(reference: str, roots: Sequence[Path] | None = None) -> Path:
    """The folder of published results of an index."""
    return locate(reference, roots).path.parent.parent / FOLDER


def all_published(root: Path) -> list[Path]:
    """The folders of every published table under a folder of catalogues."""
    return sorted(about.parent for about in root.glob(f"*/{FOLDER}/about.yaml"))


def read_published(folder: Path) -> Published:
    """Read a published table; raises `DefinitionError` naming all that is wrong with its description."""
    about = _read_about(folder / "about.yaml")
    with (folder / about.results).open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    wide = about.wide
    figures = (
        (_figure(row) for row in rows)
        if wide is None
        else (one for row in rows for one in _figures_of(row, wide, about.source))
    )
    return Published(folder, about, tuple(figures))


def _figures_of(row: Mapping[str, str], wide: WideSpec, source: str) -> Iterator[PublishedFigure]:
    """The figures of one unit; its rank is that of the total."""
    for measure in wide.measures:
        rank = row[wide.rank] if measure == TOTAL else ""
        if row[measure] or rank:
            yield PublishedFigure(
                period=row[wide.period],
                peer_set=wide.peer_set,
                unit=row[wide.unit],
                name=row[wide.name],
                measure=measure,
                value=Decimal(row[measure]) if row[measure] else None,
                rank=int(rank) if rank else None,
                source=source,
            )


def _read_about(path: Path) -> About:
    source = read_yaml(path.read_bytes(), str(path))
    findings = list(source.findings)
    if not findings:
        try:
            return About.model_validate(source.data)
        except ValidationError as error:
            findings = refusals(error, source, About)
    raise DefinitionError(str(path), findings)


def _figure(row: Mapping[str, str]) -> PublishedFigure:
    return PublishedFigure(
        period=row["period"],
        peer_set=row["peer_set"],
        unit=row["unit"],
        name=row["name"],
        measure=row["measure"],
        value=Decimal(row["value"]) if row["value"] else None,
        rank=int(row["rank"]) if row["rank"] else None,
        source=row["source"],
    )
