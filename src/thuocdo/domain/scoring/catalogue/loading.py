"""From a file to a checked definition, with everything that is wrong with it at once.

loaded = load(Path("catalogues/service-quality-766/2026-09-01-portal"))
loaded.definition.points, loaded.version
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from thuocdo.domain.primitives.findings import Finding, Place, in_order
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.primitives.yaml_text import Path as DataPath
from thuocdo.domain.primitives.yaml_text import YamlText, read_yaml
from thuocdo.domain.scoring.catalogue.errors import DefinitionError
from thuocdo.domain.scoring.catalogue.refusals import refusals
from thuocdo.domain.scoring.definition import Definition

FILE_NAME = "index.yaml"


@dataclass(frozen=True)
class LoadedDefinition:
    """A definition with the bytes it came from: `version` is their SHA-256."""

    definition: Definition
    version: str
    content: bytes = field(repr=False)
    path: Path | None = None
    positions: YamlText | None = field(default=None, repr=False)

    @property
    def text(self) -> str:
        """The file as text, byte for byte what was read."""
        return self.content.decode("utf-8-sig")

    @property
    def reference(self) -> str:
        """The name people give it: index@rule_set."""
        return f"{self.definition.index}@{self.definition.rule_set}"

    def place(self, path: DataPath) -> Place:
        """Where a part of the definition stands in its file."""
        return self.positions.place(path) if self.positions else Place(self.reference)


@dataclass(frozen=True)
class Reading:
    """What reading a file gave: a definition unless there are errors, and every finding."""

    loaded: LoadedDefinition | None
    findings: tuple[Finding, ...]


def load(source: Path | str | bytes, *, name: str = "") -> LoadedDefinition:
    """Read one definition; raises `DefinitionError` with every problem at once.

    `source` is a folder, a file, or the text itself (bytes, or a str with more than one line).
    """
    reading = read(source, name=name)
    if reading.loaded is None:
        raise DefinitionError(_name(source, name), reading.findings)
    return reading.loaded


def read(source: Path | str | bytes, *, name: str = "") -> Reading:
    """Like `load`, but problems come back as findings."""
    if isinstance(source, bytes):
        return _read_bytes(source, name or "<text>", None)
    if isinstance(source, str) and "\n" in source:
        return _read_bytes(source.encode(), name or "<text>", None)
    path = definition_file(Path(source))
    try:
        content = path.read_bytes()
    except OSError as error:
        return Reading(None, (_unreadable(path, error),))
    return _read_bytes(content, name or str(path), path)


def definition_file(path: Path) -> Path:
    """The file a folder or a file stands for."""
    return path / FILE_NAME if path.is_dir() else path


def _read_bytes(content: bytes, name: str, path: Path | None) -> Reading:
    source = read_yaml(content, name)
    findings = list(source.findings)
    if source.data is None and not findings:
        findings.append(_empty(name))
    definition = _validate(source, findings) if isinstance(source.data, dict) else None
    if source.data is not None and not isinstance(source.data, dict):
        findings.append(_empty(name))
    if definition is None or any(found.is_error for found in findings):
        return Reading(None, tuple(in_order(findings)))
    version = hashlib.sha256(content).hexdigest()
    return Reading(LoadedDefinition(definition, version, content, path, source), tuple(in_order(findings)))


def _validate(source: YamlText, findings: list[Finding]) -> Definition | None:
    try:
        return Definition.model_validate(source.data)
    except ValidationError as error:
        findings.extend(refusals(error, source, Definition))
        return None


def _empty(name: str) -> Finding:
    return Finding(
        "error",
        "catalogue.not-a-definition",
        Place(name, 1, 1),
        "",
        Text("Tệp trống hoặc không phải một bộ chỉ số.", "The file is empty or is not an index."),
        Text("Bắt đầu bằng «schema: 1» và «index: …».", "Begin with 'schema: 1' and 'index: …'."),
    )


def _unreadable(path: Path, error: OSError) -> Finding:
    return Finding(
        "error",
        "catalogue.no-file",
        Place(str(path)),
        "",
        Text(f"Không mở được tệp: {error.strerror}.", f"The file cannot be opened: {error.strerror}."),
        Text(
            f"Kiểm tra đường dẫn; thư mục phải có tệp {FILE_NAME}.",
            f"Check the path; a folder needs a {FILE_NAME}.",
        ),
    )


def _name(source: Path | str | bytes, name: str) -> str:
    if name or isinstance(source, bytes) or "\n" in str(source):
        return name or "<text>"
    return str(definition_file(Path(source)))


__all__ = ["FILE_NAME", "LoadedDefinition", "Reading", "definition_file", "load", "read"]
