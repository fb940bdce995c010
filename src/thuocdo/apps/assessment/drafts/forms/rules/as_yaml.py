"""Any rule of the grammar as it is written, for what no field holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thuocdo.apps.assessment.drafts.forms.rules.base import KindForm, PlainRule
from thuocdo.apps.foundation.ui.templatetags._numbers import pick
from thuocdo.domain.primitives.findings import Finding
from thuocdo.domain.primitives.yaml_text import read_yaml
from thuocdo.domain.scoring.papers.drafting.writing import block

YAML_KIND = "yaml"


class YamlForm(KindForm):
    """Any rule of the grammar, as it is written."""

    kind = YAML_KIND
    text = forms.CharField(
        label=_("Rule as YAML"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"class": "form-control dr-yaml", "rows": 8, "spellcheck": "false"}),
    )

    @classmethod
    def initial_of(cls, rule: Mapping[str, Any]) -> dict[str, Any]:  # Any: plain data
        """The rule as lines."""
        return {"text": "\n".join(block(dict(rule)))}

    def clean_text(self) -> str:
        """It must be YAML and a mapping."""
        read = read_yaml(self.cleaned_data["text"], "rule")
        if read.findings:
            raise forms.ValidationError([_line_of(found) for found in read.findings])
        if not isinstance(read.data, dict) or "kind" not in read.data:
            raise forms.ValidationError(_("Write a mapping that begins with “kind: …”."))
        return str(self.cleaned_data["text"])

    def rule(self) -> PlainRule:
        """The mapping as plain data."""
        data = read_yaml(self.cleaned_data["text"], "rule").data
        assert isinstance(data, dict)  # noqa: S101 - clean_text said so
        return data


def _line_of(found: Finding) -> str:
    return str(_("Line %(n)s: %(what)s")) % {"n": found.line, "what": pick(found.text)}
