"""The forms of drafts."""

from __future__ import annotations

from thuocdo.apps.assessment.drafts.forms.heads import (
    ChangedHeadForm,
    ColumnsForm,
    NewHeadForm,
    NextForm,
    PaperForm,
    SignForm,
    TextForm,
)
from thuocdo.apps.assessment.drafts.forms.rows import InputForm, RowForm, TrialForm
from thuocdo.apps.assessment.drafts.forms.rules import KIND_FORMS, KindForm, form_for

__all__ = [
    "KIND_FORMS",
    "ChangedHeadForm",
    "ColumnsForm",
    "InputForm",
    "KindForm",
    "NewHeadForm",
    "NextForm",
    "PaperForm",
    "RowForm",
    "SignForm",
    "TextForm",
    "TrialForm",
    "form_for",
]
