from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from pydantic import TypeAdapter, ValidationError

from thuocdo.apps.assessment.drafts import actions
from thuocdo.apps.assessment.drafts.errors import DraftRefusedError
from thuocdo.apps.assessment.drafts.forms import KIND_FORMS, InputForm, KindForm, RowForm, TrialForm, form_for
from thuocdo.apps.assessment.drafts.forms.rows import initial_row, named, readable
from thuocdo.apps.assessment.drafts.queries.rows import row_of
from thuocdo.apps.assessment.drafts.queries.texts import first_version, open_text
from thuocdo.apps.assessment.drafts.queries.trial import Trial, try_rule
from thuocdo.apps.assessment.drafts.views.frame import OpenDraft, open_draft, page_of, tell_saved, way_back
from thuocdo.apps.foundation.accounts.permissions import MemberRequest, guarded, require
from thuocdo.apps.foundation.audit.errors import StaleObjectError
from thuocdo.apps.foundation.ui.context import Crumb
from thuocdo.domain.primitives.errors import ThuocDoError
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.catalogue.checks.subject import Site
from thuocdo.domain.scoring.definition import InputSpec, Node
from thuocdo.domain.scoring.rules import Rule, RuleModel

RULES: TypeAdapter[RuleModel] = TypeAdapter(Rule)


@dataclass
class RowPage:
    """What the page of a row holds, typed or as the text says it."""

    row: RowForm
    rule: KindForm | None
    inputs: list[InputForm]
    trial: TrialForm
    result: Trial | None = None
    problems: tuple[object, ...] = ()

    @property
    def is_valid(self) -> bool:
        """Whether all fields say something usable."""
        forms = [self.row, *([self.rule] if self.rule is not None else []), *self.inputs]
        # A list, since every form shall tell its errors and not only the first.
        return False not in [form.is_valid() for form in forms if form.is_bound]


@guarded("draft", "view")
def row(request: MemberRequest, pk: int, code: str) -> HttpResponse:
    one = open_draft(request, pk)
    shown = row_of(one.text, open_text(first_version(one.draft)), code)
    site = one.text.site(code)
    if shown is None or site is None:
        raise Http404
    if request.method == "POST":
        require(request.user, "draft", "manage", one.draft)
        page = _typed(request, one, site)
        if "show" not in request.POST and "try" not in request.POST and _is_saved(request, one, code, page):
            return redirect(f"{one.draft.get_absolute_url()}?{way_back(request)}#row-{code}")
    else:
        page = _as_it_is(one, site)
    is_refused = request.method == "POST" and (bool(page.problems) or not page.is_valid)
    context = page_of(
        request, one, "draft", row=shown, page=page, has_rule=_has_rule(site.node), back=way_back(request)
    )
    context["breadcrumbs"] = [*_crumbs(context), Crumb(code)]
    context["declared"] = [(name, spec.title) for name, spec in one.text.definition.inputs.items()]
    return render(
        request, "drafts/row.html", context, status=422 if is_refused and not _is_live(request) else 200
    )


def _as_it_is(one: OpenDraft, site: Site) -> RowPage:
    node, plain = site.node, one.text.plain(site)
    rule = _plain_rule(plain)
    kind = form_for(rule) if _has_rule(node) else None
    initial = initial_row(node, kind=kind.kind if kind is not None else "", opened=one.revision.number)
    row_form = RowForm(initial=initial, has_rule=kind is not None)
    if kind is None:
        return RowPage(row_form, None, [], TrialForm(specs={}))
    names = _names(rule)
    return RowPage(row_form, kind, _input_forms(one, names), TrialForm(specs=_specs(one, names)))


def _has_rule(node: Node) -> bool:
    """Whether points come, or should come, from a rule of its own."""
    return node.is_leaf and (node.rule is not None or node.scored)


def _plain_rule(plain: dict[str, Any]) -> dict[str, Any]:  # Any: plain data
    """The rule that the fields begin with: the proposal where nothing is settled."""
    rule = plain.get("rule") or {"kind": "unknown"}
    proposal = (plain.get("reading") or {}).get("proposal")
    return dict(proposal if proposal and rule.get("kind") == "unknown" else rule)


def _typed(request: MemberRequest, one: OpenDraft, site: Site) -> RowPage:
    """The page as it was sent."""
    sent = request.POST
    initial = initial_row(site.node, kind="", opened=one.revision.number)
    row_form = RowForm(sent, has_rule=_has_rule(site.node), initial=initial)
    if not _has_rule(site.node):
        return RowPage(row_form, None, [], TrialForm(specs={}))
    chosen = KIND_FORMS.get(sent.get("kind", ""), KIND_FORMS["unknown"])
    if "show" in sent:
        return _other_kind(one, site, row_form, chosen)
    rule_form = chosen(sent)
    plain = rule_form.rule() if rule_form.is_valid() else None
    names = _names(plain) if plain is not None else ()
    typed_specs, input_forms = _typed_inputs(sent, one, names)
    page = RowPage(row_form, rule_form, input_forms, TrialForm(sent, specs=typed_specs))
    if plain is not None and any(page.trial.typed().values()):
        points = (
            row_form.cleaned_data.get("points")
            if row_form.is_bound and not row_form.errors.get("points")
            else None
        )
        specs = _trial_specs(one, input_forms)
        page.result = try_rule(
            rule=plain, points="unknown" if points is None else points, specs=specs, typed=page.trial.typed()
        )
    return page


def _other_kind(one: OpenDraft, site: Site, row_form: RowForm, chosen: type[KindForm]) -> RowPage:
    """Fields of another kind, with what the text already says where it fits."""
    rule = _plain_rule(one.text.plain(site))
    if chosen.kind == "yaml":
        initial = chosen.initial_of(rule)
    else:
        shared: dict[str, Any] = {
            key: rule[key] for key in ("of", "to") if key in rule and key in chosen.keys.values()
        }
        is_same = rule.get("kind") == chosen.kind
        initial = (chosen.initial_of(rule) if is_same else None) or chosen.initial_of(
            {"kind": chosen.kind, **shared}
        )
    names = _names(rule)
    return RowPage(
        row_form, chosen(initial=initial), _input_forms(one, names), TrialForm(specs=_specs(one, names))
    )


def _is_saved(request: MemberRequest, one: OpenDraft, code: str, page: RowPage) -> bool:
    if not page.is_valid:
        return False
    fresh = [form for form in page.inputs if form.is_new and not form.is_bound]
    if fresh:
        page.problems = (_new_inputs(fresh),)
        return False
    data = page.row.cleaned_data
    plain_inputs = one.text.plain_inputs
    change = actions.RowChange(
        title=Text(data["title_vi"], data["title_en"]),
        points=data["points"],
        rule=page.rule.rule() if page.rule is not None else None,
        inputs={
            form.name: form.plain(plain_inputs.get(form.name) or {})
            for form in page.inputs
            if form.is_bound and (form.is_new or form.has_changed())
        },
        duties=page.row.duties(),
    )
    edit = actions.Edit(by=request.user, at=timezone.now(), expected=data["opened"])
    try:
        stored = actions.mend_row(draft=one.draft, code=code, change=change, edit=edit)
    except DraftRefusedError as error:
        page.problems = tuple(found.text for found in error.findings)
    except StaleObjectError as error:
        # What was typed stays, now over the newest text: saving once more is a choice, not an accident.
        page.row.data = {**request.POST.dict(), "opened": str(one.revision.number)}
        page.problems = (
            error,
            _("What you typed stands below, the other's version above. Save again to keep yours."),
        )
    except ThuocDoError as error:
        page.problems = (error,)
    else:
        tell_saved(request, stored)
        return True
    return False


def _names(rule: dict[str, Any]) -> tuple[str, ...]:  # Any: plain data
    try:
        return RULES.validate_python(rule).inputs()
    except ValidationError:
        return ()


def _input_forms(one: OpenDraft, names: tuple[str, ...]) -> list[InputForm]:
    return [_input_form(one, name, None) for name in named(names, one.text.definition.inputs)]


def _input_form(one: OpenDraft, name: str, sent: Any) -> InputForm:  # Any: what was sent
    spec = one.text.definition.inputs.get(name)
    initial = InputForm.initial_of(spec) if spec is not None else {"title": readable(name), "type": "count"}
    return InputForm(sent, name=name, is_new=spec is None, initial=initial)


def _typed_inputs(
    sent: Any, one: OpenDraft, names: tuple[str, ...]
) -> tuple[dict[str, InputSpec], list[InputForm]]:  # Any: what was sent
    asked = named(names, one.text.definition.inputs)
    forms = [_input_form(one, name, sent if f"input-{name}-title" in sent else None) for name in asked]
    return _specs(one, names), forms


def _specs(one: OpenDraft, names: tuple[str, ...]) -> dict[str, InputSpec]:
    """The inputs to try the rule on; a new one is a number until somebody says what it is."""
    declared = one.text.definition.inputs
    return {
        name: declared.get(name) or InputSpec(title=Text(readable(name))) for name in named(names, declared)
    }


def _trial_specs(one: OpenDraft, forms: list[InputForm]) -> dict[str, Any]:  # Any: plain data
    """All declared inputs, with those of the page as they are typed."""
    specs: dict[str, Any] = dict(one.text.definition.inputs)
    for form in forms:
        known = one.text.plain_inputs.get(form.name) or {}
        if form.is_bound and form.is_valid():
            specs[form.name] = form.plain(known)
        elif form.name not in specs:
            specs[form.name] = {"title": readable(form.name)}
    return specs


def _new_inputs(forms: list[InputForm]) -> str:
    names = ", ".join(form.name for form in forms)
    return _("New figures: %(names)s. Say below what each is, then save once more.") % {"names": names}


def _is_live(request: MemberRequest) -> bool:
    return "show" in request.POST or "try" in request.POST


def _crumbs(context: dict[str, Any]) -> list[Crumb]:  # Any: a template's context
    crumbs: list[Crumb] = context["breadcrumbs"]
    return crumbs
