"""What a person can set, use or add is written down; what is written down exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SETTINGS_PAGE = ROOT / "docs/operate/settings.md"
RULES_PAGE = ROOT / "docs/how-to/rule-kinds.md"
READ_FROM_ENVIRONMENT = re.compile(
    r"""(?:env\.\w+|environ(?:\.get|\.setdefault)?)[(\[]\s*"([A-Z][A-Z_]+)\""""
)
OIDC = re.compile(r'"(OIDC_[A-Z_]+)"')
SET_BY_US = {"DJANGO_SETTINGS_MODULE", "OPENBLAS_NUM_THREADS", "XDG_RUNTIME_DIR", "LC_ALL"}
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def variables_in_code() -> set[str]:
    files = [file for file in (ROOT / "src").rglob("*.py") if file.name != "settings_test.py"]
    texts = [file.read_text(encoding="utf-8") for file in files]
    return {
        name for text in texts for name in READ_FROM_ENVIRONMENT.findall(text) + OIDC.findall(text)
    } - SET_BY_US


def variables_in_page() -> set[str]:
    return set(re.findall(r"^\| `([A-Z_]+)`", SETTINGS_PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE))


def test_every_setting_is_documented() -> None:
    assert variables_in_code() - variables_in_page() == set(), f"Describe them in {SETTINGS_PAGE.name}"


def test_no_documented_setting_is_gone() -> None:
    assert variables_in_page() - variables_in_code() == set(), f"Take them out of {SETTINGS_PAGE.name}"


def rule_kinds() -> set[str]:
    """The value of `kind` of every rule the schema knows."""
    text = "".join(
        file.read_text(encoding="utf-8") for file in (ROOT / "src/thuocdo/domain/scoring/rules").glob("*.py")
    )
    return set(re.findall(r'^    kind: Literal\["(\w+)"\]', text, flags=re.MULTILINE))


def test_every_rule_kind_is_documented() -> None:
    page = RULES_PAGE.read_text(encoding="utf-8")
    assert {kind for kind in rule_kinds() if f"`{kind}`" not in page} == set()
    assert len(rule_kinds()) > 10


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_between_documents_leads_somewhere(document: Path) -> None:
    targets = re.findall(r"\]\((?!https?:|mailto:|#)([^)#]+)", document.read_text(encoding="utf-8"))
    assert [target for target in targets if not (document.parent / target).exists()] == []


def test_every_decision_record_has_its_four_parts() -> None:
    records = sorted((ROOT / "docs/decisions").glob("0*.md"))
    parts = ("## Context", "## Decision", "## Consequences", "## Rejected")
    lacking = {
        record.name: [part for part in parts if part not in record.read_text(encoding="utf-8")]
        for record in records
    }
    assert {name: parts for name, parts in lacking.items() if parts} == {}
    assert records


def test_every_command_of_run_py_is_in_the_readme_or_in_contributing() -> None:
    commands = re.search(
        r"^COMMANDS = \(([^)]+)\)", (ROOT / "run.py").read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    assert commands
    told = (ROOT / "README.md").read_text(encoding="utf-8") + (ROOT / "CONTRIBUTING.md").read_text(
        encoding="utf-8"
    )
    assert {name.strip() for name in commands[1].split(",") if f"run.py {name.strip()}" not in told} == set()
