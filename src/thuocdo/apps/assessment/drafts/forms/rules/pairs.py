"""Kinds with a list of pairs: bands, steps, levels, checklists."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from thuocdo.apps.assessment.drafts.forms.amounts import (
    AmountField,
    AwardField,
    BoundField,
    shown,
    shown_award,
)
from thuocdo.apps.assessment.drafts.forms.rules.base import (
    WHEN_EMPTY,
    ChoiceOf,
    Flag,
    KindForm,
    PlainRule,
    QuantityField,
)

SPARE_PAIRS = 2


class PairsForm(KindForm):
    """A kind with a list of pairs, as many as there are and some to spare."""

    left: ClassVar[Any]  # Any: lazy texts
    right: ClassVar[Any]  # Any: lazy texts

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # Any: Django's signature
        super().__init__(*args, **kwargs)
        for place in range(self._count()):
            self.fields[f"left_{place}"] = self.left_field(place)
            self.fields[f"right_{place}"] = AwardField(label=f"{self.right} {place + 1}")

    def left_field(self, place: int) -> forms.Field:
        """The field at the left of a pair."""
        return AmountField(label=f"{self.left} {place + 1}")

    def _count(self) -> int:
        names = self.data if self.is_bound else {f"{self.prefix}-{name}": 1 for name in self.initial}
        marks = [name for name in names if name.startswith(f"{self.prefix}-left_")]
        return min(len(marks) if self.is_bound else len(marks) + SPARE_PAIRS, 60)

    @property
    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The pairs for the page."""
        return [(self[f"left_{place}"], self[f"right_{place}"]) for place in range(self._count())]

    def said_pairs(self) -> list[tuple[Any, Any]]:  # Any: what the two fields say
        """The pairs that say something."""
        data = self.cleaned_data
        both = [(data.get(f"left_{place}"), data.get(f"right_{place}")) for place in range(self._count())]
        return [(left, right) for left, right in both if right is not None or left not in (None, "")]

    def clean(self) -> dict[str, Any]:  # Any: Django's signature
        """Every pair says what it gives, and there is one at least."""
        cleaned = super().clean() or {}
        for place in range(self._count()):
            left, right = f"left_{place}", f"right_{place}"
            says_nothing = cleaned.get(right) is None and right not in self.errors
            if cleaned.get(left) not in (None, "") and says_nothing:
                self.add_error(right, _("Say what this level gives: points, or a share with %."))
        if not self.errors and not self.said_pairs():
            raise forms.ValidationError(_("Give at least one level."))
        return cleaned


class BandsForm(PairsForm):
    """Points by the range a value lies in."""

    kind = "bands"
    left, right = _("Beginning at"), _("Gives")
    keys: ClassVar = {name: name for name in ("of", "to", "lower_is_better", "when_empty")}
    defaults: ClassVar = {"when_empty": "unknown"}

    of = QuantityField(label=_("Value (a)"))
    to = QuantityField(label=_("Divided by (b)"), required=False, help_text=_("Empty: the value as it is."))
    lower_is_better = Flag(label=_("Less is better: read downwards"))
    when_empty = ChoiceOf(WHEN_EMPTY, label=_("When the whole is nought"))

    def left_field(self, place: int) -> forms.Field:
        """Where the band begins; the last has none."""
        return BoundField(label=f"{self.left} {place + 1}")

    @classmethod
    def initial_of(cls, rule: Mapping[str, Any]) -> dict[str, Any] | None:  # Any: plain data
        """The bands as pairs."""
        bands = rule.get("bands") or []
        initial = super().initial_of({key: value for key, value in rule.items() if key != "bands"})
        if initial is None:
            return None
        for place, band in enumerate(bands):
            mark = "" if band.get("included", True) else "> "
            initial[f"left_{place}"] = mark + shown(band["from"]) if "from" in band else ""
            initial[f"right_{place}"] = shown_award(band)
        return initial

    def rule(self) -> PlainRule:
        """The bands from the top."""
        bands = []
        for bound, award in self.said_pairs():
            start = {} if bound is None else {"from": bound["from"]}
            left_out = {} if bound is None or bound["included"] else {"included": False}
            bands.append({**start, **left_out, **(award or {})})
        return super().rule() | {"bands": bands}


class StepsForm(PairsForm):
    """Points by how many."""

    kind = "steps"
    left, right = _("At least"), _("Gives")
    keys: ClassVar = {"of": "of"}

    of = QuantityField(label=_("Count"))

    @classmethod
    def initial_of(cls, rule: Mapping[str, Any]) -> dict[str, Any] | None:  # Any: plain data
        """The steps as pairs."""
        initial = super().initial_of({key: value for key, value in rule.items() if key != "steps"})
        for place, step in enumerate(rule.get("steps") or []):
            if initial is not None:
                initial |= {f"left_{place}": shown(step["at_least"]), f"right_{place}": shown_award(step)}
        return initial

    def rule(self) -> PlainRule:
        """The steps in the order typed."""
        return super().rule() | {
            "steps": [{"at_least": least, **award} for least, award in self.said_pairs() if least is not None]
        }


class LevelsForm(PairsForm):
    """Points by a chosen level."""

    kind = "levels"
    left, right = _("Code of the level"), _("Gives")
    keys: ClassVar = {"of": "of"}

    of = QuantityField(label=_("Choice"))
    otherwise = AwardField(label=_("Any other choice"), help_text=_("Empty: unknown."))

    def left_field(self, place: int) -> forms.Field:
        """A code of the input's choices."""
        return QuantityField(label=f"{self.left} {place + 1}", required=False)

    @classmethod
    def initial_of(cls, rule: Mapping[str, Any]) -> dict[str, Any] | None:  # Any: plain data
        """The levels as pairs."""
        held = {"levels", "otherwise"}
        initial = super().initial_of({key: value for key, value in rule.items() if key not in held})
        if initial is None:
            return None
        other = rule.get("otherwise", "unknown")
        initial["otherwise"] = "" if other == "unknown" else shown_award(other)
        for place, (code, award) in enumerate((rule.get("levels") or {}).items()):
            initial |= {f"left_{place}": str(code), f"right_{place}": shown_award(award)}
        return initial

    def rule(self) -> PlainRule:
        """The levels by their codes."""
        said = super().rule() | {"levels": {code: award for code, award in self.said_pairs() if code}}
        other = self.cleaned_data.get("otherwise")
        return said | ({"otherwise": other} if other is not None else {})


class ChecklistForm(PairsForm):
    """Parts that add up."""

    kind = "checklist"
    left, right = _("Part"), _("Gives")

    def left_field(self, place: int) -> forms.Field:
        """An input of yes and no."""
        return QuantityField(label=f"{self.left} {place + 1}", required=False)

    @classmethod
    def initial_of(cls, rule: Mapping[str, Any]) -> dict[str, Any] | None:  # Any: plain data
        """The parts as pairs; parts that all weigh the same are edited as YAML."""
        items = rule.get("items")
        if not isinstance(items, dict) or set(rule) - {"kind", "items", "as"}:
            return None if items else {}
        in_points = rule.get("as") == "points"
        initial: dict[str, Any] = {}
        for place, (name, worth) in enumerate(items.items()):
            initial |= {
                f"left_{place}": name,
                f"right_{place}": shown(worth) if in_points else shown_award(worth),
            }
        return initial

    def clean(self) -> dict[str, Any]:  # Any: Django's signature
        """All parts are said in points, or all as shares."""
        cleaned = super().clean()
        if not self.errors and len({next(iter(award)) for _name, award in self.said_pairs() if award}) > 1:
            raise forms.ValidationError(_("Give all parts in points, or all as shares with %."))
        return cleaned

    def rule(self) -> PlainRule:
        """The parts with what each gives."""
        pairs = [(name, award) for name, award in self.said_pairs() if name and award]
        in_points = any("points" in award for _name, award in pairs)
        items = {name: next(iter(award.values())) for name, award in pairs}
        return {"kind": self.kind, "items": items} | ({"as": "points"} if in_points else {})
