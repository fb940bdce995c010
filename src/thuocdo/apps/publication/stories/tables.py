"""The tables of a story and of a path as plain cells, for the workbook that goes away with them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thuocdo.apps.foundation.ui.exports import Cell, Sheet
from thuocdo.apps.foundation.ui.templatetags._numbers import language, pick
from thuocdo.apps.publication.stories.queries.paths import PathStory
from thuocdo.apps.publication.stories.queries.stories import YearStory
from thuocdo.apps.publication.stories.words import account_words, beside_sentence, finding, path_finding
from thuocdo.domain.scoring.story import Holding, Loss, Standing

STANDINGS = {
    Standing.MAXIMUM: gettext_lazy("at its maximum"),
    Standing.PART: gettext_lazy("between"),
    Standing.ZERO: gettext_lazy("zero"),
    Standing.UNKNOWN: gettext_lazy("not known"),
    Standing.NOT_APPLICABLE: gettext_lazy("not applicable"),
}


def story_sheets(told: YearStory) -> list[Sheet]:
    """Every table of the page, with the lines that say what the numbers are."""
    notes = story_notes(told)
    story = told.story
    losses = (
        (_("Lost by group"), _("Group"), story.lost_by_group),
        (_("Lost by leading agency"), _("Leading agency"), story.lost_by_agency),
        (_("Lost by kind of rule"), _("Kind of rule"), story.lost_by_kind),
    )
    return [
        _overview(told, notes),
        *(_losses(title, head, lost, notes) for title, head, lost in losses),
        _indicators(told, notes),
        *([_peers(told, notes)] if told.peer_lines else []),
        *([_beside(told, notes)] if told.beside else []),
    ]


def story_notes(told: YearStory) -> tuple[str, ...]:
    """The lines that travel with every table."""
    this_round = told.now.round
    notes = [
        finding(told),
        _("Track: %(track)s") % {"track": account_words(told.now)},
        _("Rule set: %(rules)s") % {"rules": f"{this_round.index_code}@{this_round.rule_set}"},
    ]
    if this_round.definition is not None:
        notes.append(_("Version of the definition: %(version)s") % {"version": this_round.definition.version})
    if told.story.is_break:
        notes.append(_("The rules changed since the year before: the two years are not strictly comparable."))
    if told.is_illustrative:
        notes.insert(0, _("Illustrative data: made for demonstration, not official figures."))
    return tuple(notes)


def path_sheets(story: PathStory) -> list[Sheet]:
    """The years of every unit, with rules, ranks and their peer sets."""
    notes = (path_finding(story), _("No change is told across a change of rules."))
    headers = (
        _("Unit"), _("Period"), _("Rule set"), _("Value"), _("Change"), _("Rank"), _("Remark"), _("Source"),
    )  # fmt: skip
    rows = [
        (
            pick(path.name), point.period, story.rule_name(point.rule_set), _plain(point.value), _plain(change),
            "; ".join(f"{rank.rank}/{rank.size} ({pick(rank.peers)})" for rank in point.ranks), pick(point.note),
            point.source,
        )
        for path in story.paths
        for point, change in zip(path.points, path.changes, strict=True)
    ]  # fmt: skip
    sheets = [Sheet(_("Path over the years"), notes, headers, tuple(rows))]
    if story.groups:
        periods = tuple(point.period for point in story.own.points)
        lines = [(pick(one.title), *(_plain(value) for value in one.values)) for one in story.groups]
        sheets.append(Sheet(_("Groups over the years"), notes, (_("Group"), *periods), tuple(lines)))
    return sheets


def _overview(told: YearStory, notes: tuple[str, ...]) -> Sheet:
    story = told.story
    counts: list[tuple[str, int | None]] = [
        (_("Indicators at their maximum"), len(story.standing(Standing.MAXIMUM))),
        (_("At their maximum the year before too"), len(story.sustained)),
        (_("Indicators at zero"), len(story.standing(Standing.ZERO))),
        (_("Indicators not known"), len(story.standing(Standing.UNKNOWN))),
        (_("Indicators not applicable"), len(story.standing(Standing.NOT_APPLICABLE))),
    ]
    if story.comparison is not None and not story.is_break:
        counts = [
            (_("Indicators that rose"), len(story.risen)),
            (_("Indicators that fell"), len(story.fallen)),
            (_("Indicators unchanged"), len(story.unchanged)),
            *counts,
        ]
    before = story.comparison.total.before if story.comparison is not None else None
    numbers = [
        (_("Total, points"), told.now.total.points),
        (_("Greatest possible points"), story.now.side.total.maximum),
        (_("Total of the year before"), before),
        (_("Change"), story.change),
        (_("Target, points"), told.target_points),
        (_("Against the target"), told.to_target),
        (_("Points lost"), story.lost),
    ]
    rows: list[tuple[Cell, ...]] = [
        *((title, _plain(number)) for title, number in numbers),
        *((title, count) for title, count in counts if told.is_counted),
    ]
    return Sheet(_("The year in numbers"), notes, (_("Number"), _("Value")), tuple(rows))


def _losses(title: str, head: str, losses: Sequence[Loss], notes: tuple[str, ...]) -> Sheet:
    headers = (
        head, _("Points lost"), _("Greatest possible points"), _("Indicators below their maximum"),
        _("Not known"), _("At stake in what is not known"),
    )  # fmt: skip
    rows = tuple(
        (pick(one.title), _plain(one.lost), _plain(one.maximum), one.indicators, one.unknown, _plain(one.at_stake))
        for one in losses
    )  # fmt: skip
    return Sheet(title, notes, headers, rows)


def _indicators(told: YearStory, notes: tuple[str, ...]) -> Sheet:
    headers = (
        _("Code"), _("Indicator"), _("Before"), _("Now"), _("Greatest possible points"), _("Change"),
        _("Points lost"), _("State"), _("Years at its maximum"), _("Leading agency"), _("Who supplies data"),
    )  # fmt: skip
    rows = tuple(_indicator(told, one) for one in told.story.holdings)
    return Sheet(_("Every indicator"), notes, headers, rows)


def _indicator(told: YearStory, one: Holding) -> tuple[Cell, ...]:
    change = one.change
    is_compared = not told.story.is_break
    return (
        one.code,
        one.title.pick(language()),
        _plain(change.before) if is_compared else None,
        _plain(change.after),
        _plain(change.maximum_after),
        _plain(change.change) if is_compared else None,
        _plain(one.lost),
        str(STANDINGS[one.standing]),
        one.years or None,
        one.agency.pick(language()),
        "; ".join(supplier.pick(language()) for supplier in one.told.suppliers),
    )


def _peers(told: YearStory, notes: tuple[str, ...]) -> Sheet:
    board = told.board
    said = (
        () if board is None else (_("Peers: %(set)s") % {"set": board.round.peer_set.name.pick(language())},)
    )
    headers = (
        _("Group"), _("Share reached"), _("Published share"), _("Best of the peers"), _("Median"), _("Peers known"),
        _("Greatest possible points"),
    )  # fmt: skip
    rows = tuple(
        (
            pick(one.title), _plain(one.own), _plain(one.official), _plain(one.best), _plain(one.middle), one.known,
            _plain(one.maximum),
        )
        for one in told.peer_lines
    )  # fmt: skip
    return Sheet(_("Beside the peers"), (*notes, *said), headers, rows)


def _beside(told: YearStory, notes: tuple[str, ...]) -> Sheet:
    headers = (
        _("Period"),
        _("Group"),
        _("Points here"),
        _("Points published"),
        _("Difference"),
        _("What separates them"),
    )
    rows: list[tuple[Cell, ...]] = []
    for one in told.beside:
        period = one.account.round.period
        total = (one.account.total.points, one.official.total.points)
        rows.append(
            (period, _("Total"), _plain(total[0]), _plain(total[1]), _plain(one.gap), beside_sentence(one))
        )
        rows += [
            (period, pick(group.title), _plain(group.own), _plain(group.official), _plain(group.gap), "")
            for group in one.groups
        ]
    return Sheet(_("Beside the published results"), notes, headers, tuple(rows))


def _plain(number: Decimal | None) -> float | None:
    return None if number is None else float(number)
