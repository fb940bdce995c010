from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thuocdo.apps.assessment.indices.models import IndexDefinition
from thuocdo.apps.assessment.indices.queries import differences_between, newest_definitions
from thuocdo.apps.assessment.scorecards import actions
from thuocdo.apps.assessment.scorecards.forms import (
    AdoptForm,
    CandidateForm,
    PeerSetChangeForm,
    PeerSetForm,
    PublishForm,
    RoundForm,
)
from thuocdo.apps.assessment.scorecards.models import Round
from thuocdo.apps.assessment.scorecards.queries.rounds import is_behind, newer_text, peer_sets
from thuocdo.apps.assessment.scorecards.queries.unit_classes import classes_in_round
from thuocdo.apps.foundation.accounts.permissions import MemberRequest, get_permitted_or_404, guarded
from thuocdo.apps.foundation.ui.context import Crumb
from thuocdo.apps.foundation.ui.templatetags._numbers import language
from thuocdo.domain.org_units.units import Level
from thuocdo.domain.primitives.errors import ThuocDoError
from thuocdo.domain.primitives.periods import Period
from thuocdo.domain.primitives.texts import Text


@guarded("round", "manage")
def open_round(request: MemberRequest) -> HttpResponse:
    asked = {name: request.GET[name] for name in ("definition", "peer_set", "level") if name in request.GET}
    level = _level_of(asked.get("definition", ""))
    initial = {"level": level, "period": f"{timezone.localdate():%Y}", **asked}
    form = RoundForm(request.POST or None, initial=initial, definitions=newest_definitions())
    if request.method == "POST" and form.is_valid():
        try:
            opened = _open(form, request)
        except ThuocDoError as error:
            form.add_error(None, error.message(language()))
        else:
            messages.success(request, _("The round is open. Hand in input forms, then score it."))
            return redirect("scorecards:round", opened.code)
    context = {
        "form": form,
        "has_definitions": newest_definitions().exists(),
        "has_peer_sets": peer_sets().exists(),
        "definition": asked.get("definition", ""),
        "breadcrumbs": [_rounds_crumb(), Crumb(_("Open a round"))],
    }
    return render(request, "scorecards/open_round.html", context, status=422 if form.errors else 200)


@guarded("round", "manage")
def name_peer_set(request: MemberRequest) -> HttpResponse:
    definition = request.GET.get("definition", "")  # the rule set chosen for the round comes along
    asked = CandidateForm(
        request.GET if "at" in request.GET else None,
        initial={"level": _level_of(definition), "at": timezone.localdate()},
    )
    found = asked.found() if asked.is_valid() else []
    initial = {"units": [one.unit.code for one in found]}
    form = PeerSetForm(request.POST or None, found=found, initial=initial)
    if request.method == "POST" and asked.is_valid() and form.is_valid():
        chosen = set(form.cleaned_data["units"])
        peers = [actions.Peer(one.unit, one.name) for one in found if one.unit.code in chosen]
        name = Text(form.cleaned_data["name_vi"], form.cleaned_data["name_en"])
        try:
            named = actions.name_peer_set(
                name=name, at=asked.cleaned_data["at"], peers=peers, by=request.user
            )
        except ThuocDoError as error:
            form.add_error(None, error.message(language()))
        else:
            messages.success(request, _("The peer set is named; choose it for the round."))
            query = {"peer_set": named.pk, "level": asked.cleaned_data["level"]}
            if definition:
                query["definition"] = definition
            return redirect(f"{reverse('scorecards:open_round')}?{urlencode(query)}")
    context = {
        "asked": asked,
        "found": found,
        "form": form,
        "known": peer_sets(),
        "breadcrumbs": [_rounds_crumb(), Crumb(_("Name a peer set"))],
    }
    return render(request, "scorecards/name_peer_set.html", context, status=422 if form.errors else 200)


def _level_of(definition: str) -> str:
    """The level that a chosen rule set assesses; provinces where none was chosen or it names no known one."""
    stored = IndexDefinition.objects.filter(pk=definition).first() if definition.isdecimal() else None
    known = [level for level in (stored.levels if stored is not None else []) if level in set(Level)]
    return known[0] if known else Level.PROVINCE.value


@guarded("round", "manage")
def manage_round(request: MemberRequest, code: str) -> HttpResponse:
    return _page(request, _round_or_404(request, code))


@require_POST
@guarded("round", "manage")
def change_peer_set(request: MemberRequest, code: str) -> HttpResponse:
    this_round = _round_or_404(request, code)
    form = PeerSetChangeForm(request.POST)
    if not form.is_valid():
        return _page(request, this_round, change=form)
    data = form.cleaned_data
    try:
        actions.change_peer_set(
            round=this_round,
            peer_set=data["peer_set"],
            expected=data["version"],
            by=request.user,
            reason=data["reason"],
        )
    except ThuocDoError as error:
        form.add_error(None, error.message(language()))
        return _page(request, this_round, change=form)
    messages.success(request, _("The peer set is changed."))
    return redirect("scorecards:round", code)


@require_POST
@guarded("round", "manage")
def adopt_text(request: MemberRequest, code: str) -> HttpResponse:
    this_round = _round_or_404(request, code)
    form = AdoptForm(request.POST)
    if not form.is_valid():
        return _page(request, this_round, adopt=form)
    data = form.cleaned_data
    texts = IndexDefinition.objects.filter(code=this_round.index_code, rule_set=this_round.rule_set)
    chosen = get_object_or_404(texts.defer("content"), number=data["number"])
    try:
        actions.adopt_text(
            round=this_round,
            definition=chosen,
            expected=data["version"],
            by=request.user,
            reason=data["reason"],
        )
    except ThuocDoError as error:
        form.add_error(None, error.message(language()))
        return _page(request, this_round, adopt=form)
    messages.success(request, _("From now on the round is scored by the corrected text."))
    return redirect("scorecards:round", code)


@require_POST
@guarded("round", "manage")
def publish_round(request: MemberRequest, code: str) -> HttpResponse:
    this_round = _round_or_404(request, code)
    form = PublishForm(request.POST)
    if not form.is_valid():
        return _page(request, this_round, publish=form)
    data = form.cleaned_data
    try:
        actions.publish_round(
            round=this_round, by=request.user, expected=data["version"], reason=data["reason"]
        )
    except ThuocDoError as error:
        form.add_error(None, error.message(language()))
        return _page(request, _round_or_404(request, code), publish=form)
    messages.success(request, _("Published: everybody signed in may read the scores of this round."))
    return redirect("scorecards:round", code)


def _page(
    request: MemberRequest,
    this_round: Round,
    *,
    change: PeerSetChangeForm | None = None,
    publish: PublishForm | None = None,
    adopt: AdoptForm | None = None,
) -> HttpResponse:
    seen = {"version": this_round.version, "peer_set": this_round.peer_set_id}
    refused = change or publish or adopt
    newer = newer_text(this_round)
    number = {"number": newer.number} if newer else {}
    context = {
        "round": this_round,
        "scoring": this_round.scorings.select_related("by").first(),
        "is_behind": is_behind(this_round),
        "newer": newer,
        "changed": _changed(this_round, newer),
        "adopt": adopt or AdoptForm(initial=seen | number, auto_id="adopt_%s"),
        "peers": this_round.peer_set.members.select_related("unit").order_by("unit__sort_key"),
        "unit_classes": classes_in_round(this_round),
        "change": change or PeerSetChangeForm(initial=seen, auto_id="change_%s"),
        "publish": publish or PublishForm(initial=seen, auto_id="publish_%s"),
        "refused": refused,
        "breadcrumbs": [
            _rounds_crumb(),
            Crumb(this_round.name.pick(language()), this_round.get_absolute_url()),
            Crumb(_("Manage the round")),
        ],
    }
    return render(request, "scorecards/round.html", context, status=422 if refused else 200)


def _changed(this_round: Round, newer: IndexDefinition | None) -> Text | None:
    """What the newer text says otherwise, in one line."""
    if newer is None or this_round.definition is None:
        return None
    return differences_between(this_round.definition, newer).summary


def _open(form: RoundForm, request: MemberRequest) -> Round:
    data = form.cleaned_data
    definition: IndexDefinition = data["definition"]
    period = Period.parse(data["period"])
    named = Text(
        data["name_vi"] or f"{definition.title_vi}, {period.label('vi')}",
        data["name_en"]
        or ("" if data["name_vi"] else f"{definition.title.pick('en')}, {period.label('en')}"),
    )
    return actions.open_round(
        code=actions.free_code(
            f"{definition.code} {period.code}", taken=Round.objects.values_list("code", flat=True)
        ),
        name=Text(named.vi[:200], named.en[:200]),
        index_code=definition.code,
        rule_set=definition.rule_set,
        definition=definition,
        level=data["level"],
        period=period.code,
        peer_set=data["peer_set"],
        by=request.user,
        now=timezone.now(),
        values_until=data["values_until"],
        is_illustrative=data["is_illustrative"],
        computed_track=data["computed_track"],
    )


def _round_or_404(request: MemberRequest, code: str) -> Round:
    return get_permitted_or_404(Round.objects.with_context(), request.user, "manage", code=code)


def _rounds_crumb() -> Crumb:
    return Crumb(_("Scoreboards"), reverse("scorecards:rounds"))
