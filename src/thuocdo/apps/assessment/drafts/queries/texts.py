"""The text of a revision as the engine reads it, with everything the checks find; read once per version."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from thuocdo.apps.assessment.drafts.models import Draft, DraftRevision
from thuocdo.apps.assessment.indices.errors import DamagedDefinitionError
from thuocdo.domain.primitives.findings import Finding
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.primitives.yaml_text import Path, dotted
from thuocdo.domain.scoring.catalogue import LoadedDefinition, Reading, lint, read
from thuocdo.domain.scoring.catalogue.checks.subject import Site, Subject
from thuocdo.domain.scoring.definition import Definition
from thuocdo.domain.scoring.explain import input_titles

KEPT = 24
_kept: dict[str, OpenText] = {}
"""By version: the hash of a text never stands for another one, so what is here is never stale."""


@dataclass(frozen=True)
class OpenText:
    """A text that is a definition: its nodes with their places, its plain data, what the checks find."""

    loaded: LoadedDefinition

    @property
    def definition(self) -> Definition:
        """What the text says."""
        return self.loaded.definition

    @cached_property
    def subject(self) -> Subject:
        """The definition opened for checking."""
        return Subject(self.loaded)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What the checks say of it as a draft."""
        return tuple(lint(self.loaded, cases=False))

    @cached_property
    def findings_of(self) -> dict[str, tuple[Finding, ...]]:
        """Code → the findings whose place lies in that node's own lines."""
        found: dict[str, list[Finding]] = {}
        paths = {dotted(site.path): site.node.code for site in self.subject.sites}
        for finding in self.findings:
            code = _owner(finding.path, paths)
            if code:
                found.setdefault(code, []).append(finding)
        return {code: tuple(those) for code, those in found.items()}

    @cached_property
    def titles(self) -> dict[str, Text]:
        """Input → its title in quotes, for sentences about rules."""
        return {
            name: Text(f"“{title.vi}”", f"“{title.pick('en')}”")
            for name, title in input_titles(self.definition).items()
        }

    def site(self, code: str) -> Site | None:
        """The node of a code."""
        return self.subject.by_code.get(code)

    def plain(self, site: Site) -> dict[str, Any]:  # Any: the plain data of a text
        """The node as it is written, before the grammar reads it."""
        plain: dict[str, Any] = self.at(site.path)
        return plain

    def at(self, path: Path) -> Any:  # Any: the plain data of a text
        """The plain data at a place."""
        data: Any = self.loaded.positions.data if self.loaded.positions else {}
        for step in path:
            data = data[step]
        return data

    @property
    def plain_inputs(self) -> dict[str, Any]:  # Any: the plain data of a text
        """The declared inputs as they are written."""
        data: Any = self.at(())
        return dict(data.get("inputs") or {})


def newest_revision(draft: Draft) -> DraftRevision:
    """The revision that counts."""
    return draft.revisions.select_related("stored_by").defer("content").latest("number")


def first_version(draft: Draft) -> str:
    """The version of the text as it was begun."""
    return draft.revisions.filter(number=1).values_list("version", flat=True).get()


def open_text(version: str) -> OpenText:
    """The text of a stored revision; read once per version and process."""
    if version not in _kept:
        loaded = read_text(content_of(version)).loaded
        if loaded is None:
            raise DamagedDefinitionError(version)
        remember(OpenText(loaded))
    return _kept[version]


def remember(text: OpenText) -> None:
    """Keep a text that was just read: the page that follows an edit need not read it again."""
    _kept[text.loaded.version] = text
    while len(_kept) > KEPT:
        _kept.pop(next(iter(_kept)), None)


def content_of(version: str) -> bytes:
    """The stored bytes of a version; an error when they no longer give it."""
    revision = DraftRevision.objects.filter(version=version).first()
    if revision is None or not revision.is_intact:
        raise DamagedDefinitionError(version)
    return bytes(revision.content)


def read_text(content: bytes) -> Reading:
    """A text as a definition or as everything that keeps it from being one."""
    return read(content, name="index.yaml")


def version_of(content: bytes) -> str:
    """The name of a text: its hash."""
    return hashlib.sha256(content).hexdigest()


def _owner(path: str, paths: dict[str, str]) -> str:
    """The code of the innermost node that a dotted path lies in."""
    while path:
        if path in paths:
            return paths[path]
        cut = max(path.rfind("."), path.rfind("["))
        path = path[:cut] if cut > 0 else ""
    return ""
