from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thuocdo.apps.assessment.indices import queries
from thuocdo.apps.assessment.indices.actions import correct_rule_set, export_definition
from thuocdo.apps.assessment.indices.errors import DefinitionRefusedError, UnknownIndexError
from thuocdo.apps.assessment.indices.forms import CorrectionForm
from thuocdo.apps.assessment.indices.models import IndexDefinition, RuleSetState
from thuocdo.apps.assessment.indices.tables import (
    address_of,
    change_table,
    history_table,
    text_name,
    validity_of,
)
from thuocdo.apps.assessment.indices.views.pages import as_number
from thuocdo.apps.foundation.accounts.permissions import MemberRequest, guarded, may
from thuocdo.apps.foundation.ui.components import Source, Tab
from thuocdo.apps.foundation.ui.context import ContextChoice, Crumb, replaced_query
from thuocdo.apps.foundation.ui.exports import export
from thuocdo.apps.foundation.ui.tables import prepare
from thuocdo.apps.foundation.ui.templatetags._numbers import language
from thuocdo.domain.primitives.errors import ThuocDoError
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.catalogue import DefinitionError
from thuocdo.domain.scoring.differences import KIND_LABELS, ChangeKind, DefinitionChange, Differences

_WINDOWS_LINE = "\r\n"


@guarded("index", "view")
def versions(request: MemberRequest, code: str) -> HttpResponse:
    stored = _text_or_404(code, "")
    history = queries.history_of(stored.code, timezone.localdate())
    table = prepare(history_table(history), request)
    title = _("Rule sets of %(index)s") % {"index": stored.title.pick(language())}
    if file := export(request, table, title=title, notes=[stored.code]):
        return file
    context = {
        "stored": stored,
        "title": title,
        "table": table,
        "finding": _history_finding(history),
        "may_manage": may(request.user, "index", "manage"),
        "newest": [one.stored for one in history if one.state is not None],
        "breadcrumbs": [*_crumbs(stored), Crumb(_("Versions"))],
    }
    return render(request, "indices/versions.html", context)


def _history_finding(history: Sequence[queries.StoredText]) -> str:
    sets = [one for one in history if one.state is not None]
    said = ngettext("%(n)s rule set", "%(n)s rule sets", len(sets)) % {"n": len(sets)}
    in_force = [one.stored for one in sets if one.state is RuleSetState.IN_FORCE]
    coming = [one.stored for one in sets if one.state is RuleSetState.COMING]
    parts = [
        _("%(sets)s, %(texts)s stored texts; none is ever changed or removed")
        % {"sets": said, "texts": len(history)},
        *(_("in force: %(name)s (%(dates)s)") % _named(one) for one in in_force),
        *(_("to come: %(name)s (%(dates)s)") % _named(one) for one in coming),
    ]
    return "; ".join(parts) + "."


def _named(stored: IndexDefinition) -> dict[str, str]:
    return {"name": stored.rule_set, "dates": validity_of(stored)}


@dataclass(frozen=True, slots=True)
class Section:
    """The changes below one heading."""

    title: Text
    changes: Sequence[DefinitionChange]

    @property
    def has_codes(self) -> bool:
        """Whether these are changes of rows, and not of the whole or of inputs."""
        return any(change.code for change in self.changes)


@guarded("index", "view")
def diff(request: MemberRequest, code: str) -> HttpResponse:
    new = _text_or_404(code, request.GET.get("to", ""))
    asked = request.GET.get("from", "")
    old = _text_or_404(code, asked) if asked else queries.text_before(new)
    crumbs = [*_crumbs(new), Crumb(_("Versions"), reverse("indices:versions", args=[new.code]))]
    if old is None:
        context = {"new": new, "breadcrumbs": [*crumbs, Crumb(_("What changed"))]}
        return render(request, "indices/diff.html", context)
    found = queries.differences_between(old, new)
    kind = _kind(request.GET.get("kind", ""))
    shown = [change for change in found.changes if _is_shown(change, kind)]
    sides = {"old": old.text_reference, "new": new.text_reference}
    table = prepare(change_table(shown), request, per_page=None)
    notes = [found.summary.pick(language()), old.version, new.version]
    title = _("What changed: %(old)s → %(new)s") % sides
    if file := export(request, table, title=title, notes=notes):
        return file
    context = {
        "old": old,
        "new": new,
        "found": found,
        "summary": found.summary,
        "sections": _sections(shown, old, new),
        "tabs": _tabs(request, found, kind),
        "source_count": len(found.of(ChangeKind.SOURCE)) if kind is None else 0,
        "source_url": replaced_query(request.GET, kind=ChangeKind.SOURCE.value),
        "context_choices": _choices(old, new),
        "source": Source(
            name=" → ".join(one.legal_number or one.reference for one in (old, new)),
            rule_set=f"{old.text_reference} → {new.text_reference}",
            snapshot=new.version,
        ),
        "breadcrumbs": [*crumbs, Crumb(_("What changed"))],
    }
    return render(request, "indices/diff.html", context)


def _kind(word: str) -> ChangeKind | None:
    return next((kind for kind in ChangeKind if kind.value == word), None)


def _is_shown(change: DefinitionChange, kind: ChangeKind | None) -> bool:
    """Without a filter everything but where rows come from, which is counted below the list."""
    return change.kind is kind if kind is not None else change.kind is not ChangeKind.SOURCE


def _tabs(request: MemberRequest, found: Differences, chosen: ChangeKind | None) -> list[Tab]:
    counts = found.counts()
    everything = sum(count for kind, count in counts.items() if kind is not ChangeKind.SOURCE)
    first = Tab(_("All"), replaced_query(request.GET, kind=None), is_active=chosen is None, count=everything)
    return [
        first,
        *(
            Tab(
                _capital(KIND_LABELS[kind]),
                replaced_query(request.GET, kind=kind.value),
                is_active=kind is chosen,
                count=count,
            )
            for kind, count in counts.items()
        ),
    ]


def _capital(text: Text) -> Text:
    return Text(*(words[:1].upper() + words[1:] for words in (text.vi, text.pick("en"))))


def _sections(
    changes: Sequence[DefinitionChange], old: IndexDefinition, new: IndexDefinition
) -> list[Section]:
    titles = {
        top.code: Text(f"{top.code}. {top.title.vi}", f"{top.code}. {top.title.pick('en')}")
        for stored in (old, new)
        for top in queries.parsed(stored).root.children
    }
    titles[""] = Text("Cả bộ chỉ số", "The whole index")
    titles["#inputs"] = Text("Số liệu đầu vào", "Inputs")
    grouped = groupby(changes, key=_section_of)
    return [Section(titles.get(name, Text(name)), list(members)) for name, members in grouped]


def _section_of(change: DefinitionChange) -> str:
    return "#inputs" if change.kind is ChangeKind.INPUT else change.group


def _choices(old: IndexDefinition, new: IndexDefinition) -> list[ContextChoice]:
    history = queries.history_of(new.code, timezone.localdate())
    options = [(text_name(one.stored), f"{one.stored.rule_set} #{one.stored.number}") for one in history]
    return [
        ContextChoice("from", _("Before"), text_name(old), options),
        ContextChoice("to", _("After"), text_name(new), options),
    ]


@guarded("index", "manage")
def correct(request: MemberRequest, code: str) -> HttpResponse:
    stored = _text_or_404(code, request.GET.get("rule_set", ""))
    text = export_definition(definition=stored).decode("utf-8")
    newline = _WINDOWS_LINE if text.count(_WINDOWS_LINE) * 2 > text.count("\n") else "\n"
    form = CorrectionForm(
        request.POST or None, newline=newline, initial={"number": stored.number, "text": text}
    )
    problems: list[object] = []
    if request.method == "POST" and form.is_valid():
        try:
            corrected = correct_rule_set(
                definition=_text_or_404(code, f"{stored.rule_set}@{form.cleaned_data['number']}"),
                content=form.cleaned_data["text"].encode(),
                reason=form.cleaned_data["reason"],
                by=request.user,
                now=timezone.now(),
            )
        except ThuocDoError as error:
            problems = _problems(error)
        else:
            messages.success(request, _("Stored as text %(n)s.") % {"n": corrected.number})
            address = reverse("indices:diff", args=[corrected.code])
            return redirect(f"{address}?to={text_name(corrected)}")
    context = {
        "stored": stored,
        "form": form,
        "problems": problems,
        "breadcrumbs": [*_crumbs(stored), Crumb(_("Correct"))],
    }
    return render(request, "indices/correct.html", context)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a text, and on which line."""

    where: Text
    text: Text


def _problems(error: ThuocDoError) -> list[object]:
    """Every finding of a text that was refused, or the error itself."""
    if not isinstance(error, DefinitionRefusedError | DefinitionError):
        return [error]
    return [
        Problem(Text(f"dòng {found.line}", f"line {found.line}"), found.text)
        for found in error.findings
        if found.is_error
    ]


def _crumbs(stored: IndexDefinition) -> list[Crumb]:
    return [
        Crumb(_("Indices"), reverse("indices:indices")),
        Crumb(stored.title.pick(language()), address_of(stored)),
    ]


def _text_or_404(code: str, name: str) -> IndexDefinition:
    """A text by the word of an address: rule set, or rule set@number; without one, the rule set in force."""
    rule_set, _at, number = name.partition("@")
    try:
        return queries.find_definition(code, rule_set, as_number(number))
    except UnknownIndexError as error:
        raise Http404(error.message()) from error
