"""Published results beside a definition: `published/about.yaml` and the table it names.

published = read_published(find_published("dti"))
checks = published.check(parts={"provinces-34": {"hai-phong-2025": ("hai-duong", "hai-phong")}})
"""

from __future__ import annotations

import csv
import datetime
from collections.abc import Mapping, Sequence
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
    Check,
    Margins,
    PublishedFigure,
    PublishedPeers,
    check_published,
)

FOLDER = "published"


class PeersSpec(Strict):
    """A peer set of a publication; `on` is a day on which exactly these units existed."""

    code: Code
    size: int
    on: datetime.date
    merged_from: Code | None = None
    title: Label = Text("")


class MarginsSpec(Strict):
    """How far recomputed values may lie from published ones."""

    total: Number
    views: Number


class About(Strict):
    """What a published table holds and how it is checked."""

    index: Code
    results: str
    title: Label
    editions: dict[Code, Code | None]
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


def read_published(folder: Path) -> Published:
    """Read a published table; raises `DefinitionError` naming all that is wrong with its description."""
    about = _read_about(folder / "about.yaml")
    with (folder / about.results).open(encoding="utf-8-sig", newline="") as stream:
        return Published(folder, about, tuple(_figure(row) for row in csv.DictReader(stream)))


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
