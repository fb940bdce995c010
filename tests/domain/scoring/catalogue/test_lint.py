from __future__ import annotations

from pathlib import Path

import pytest

from thuocdo.domain.scoring.catalogue import Finding, lint, lint_path, load

HEAD = "schema: 1\nindex: demo\nrule_set: '1'\ntitle: {vi: Thử, en: Trial}\n"


def found(body: str, code: str) -> list[Finding]:
    return [finding for finding in lint(load(HEAD + body)) if finding.code == f"lint.{code}"]


def one(body: str, code: str) -> Finding:
    (finding,) = found(body, code)
    return finding


def leaf(code: str, points: object = 1, more: str = "", rule: str = "{kind: given, of: x}") -> str:
    return f"  - {{code: '{code}', title: t, points: {points}, rule: {rule}{more}}}\n"


def test_a_group_that_does_not_add_up_is_told_with_the_numbers() -> None:
    finding = one("points: 10\nindicators:\n" + leaf("a", 6) + leaf("b", 3), "points-do-not-add-up")
    assert finding.severity == "error"
    assert "10" in finding.message.vi
    assert "6 + 3 = 9" in finding.message.vi
    assert "1" in finding.message.vi
    assert finding.line == 5


def test_unknown_points_may_fill_what_is_left_but_not_less_than_nothing() -> None:
    assert not found(
        "points: 10\nindicators:\n" + leaf("a", 6) + leaf("b", "unknown"), "points-do-not-add-up"
    )
    finding = one("points: 5\nindicators:\n" + leaf("a", 6) + leaf("b", "unknown"), "points-do-not-add-up")
    assert "6 + ? = 6" in finding.message.en


def test_bonus_and_unscored_nodes_are_not_part_of_the_sum() -> None:
    body = (
        "points: 6\nindicators:\n"
        + leaf("a", 6)
        + leaf("b", 9, ", scored: false")
        + leaf("c", 5, ", adjusts: true")
    )
    assert not found(body, "points-do-not-add-up")


def test_points_by_edition_are_added_up_for_every_edition() -> None:
    both = "{by_period: {'2020': 4, '2021': 5}}"
    finding = one("points: 10\nindicators:\n" + leaf("a", 6) + leaf("b", both), "points-do-not-add-up")
    assert "2021" in finding.message.en


def test_components_of_other_editions_are_added_up_for_their_dates() -> None:
    body = "points: 6\nvalid: {from: 2020-01-01}\nindicators:\n" + leaf("a", 4)
    old = leaf("b", 2, ", valid: {to: 2021-12-31}")
    assert not found(body + old + leaf("c", 2, ", valid: {from: 2022-01-01}"), "points-do-not-add-up")
    finding = one(body + old + leaf("c", 2, ", valid: {from: 2023-01-01}"), "points-do-not-add-up")
    assert "2022-01-01" in finding.message.en


def test_an_indicator_in_a_sum_needs_points() -> None:
    body = "points: 1\nindicators:\n" + leaf("a") + "  - {code: b, title: t, rule: {kind: given, of: x}}\n"
    assert one(body, "no-points").path == "indicators[1]"


def test_points_below_zero_are_an_error() -> None:
    codes = [
        finding.path for finding in found("points: -1\nindicators:\n" + leaf("a", -1), "negative-points")
    ]
    assert codes == ["points", "indicators[0].points"]


def test_weights_have_no_effect_in_a_sum() -> None:
    assert one("points: 1\nindicators:\n" + leaf("a", 1, ", weight: 2"), "weight-without-effect")


@pytest.mark.parametrize(
    ("first", "second", "code"), [(0.5, 0.4, "weights-sum"), (-1, 2, "weights"), (0, 0, "weights")]
)
def test_weights_of_a_mean_are_checked(first: float, second: float, code: str) -> None:
    body = "points: 1\naggregate: mean\nindicators:\n"
    assert one(body + leaf("a", 1, f", weight: {first}") + leaf("b", 1, f", weight: {second}"), code)


def test_a_weight_missing_for_an_edition_is_an_error() -> None:
    body = "points: 1\naggregate: mean\nindicators:\n" + leaf(
        "a", 1, ", weight: {by_period: {'2020': 0.5, '2021': 1}}"
    )
    finding = one(body + leaf("b", 1, ", weight: {by_period: {'2020': 0.5}}"), "weight-missing")
    assert "2021" in finding.message.vi


def test_an_indicator_needs_no_weight_before_it_exists() -> None:
    body = "points: 1\naggregate: mean\nindicators:\n"
    body += leaf("a", 1, ", weight: {by_period: {'2020': 1, '2021': 0.5}}")
    body += leaf("b", 1, ", weight: {by_period: {'2021': 0.5}}, valid: {from: 2021-01-01}")
    assert not [finding for finding in lint(load(HEAD + body)) if "weight" in finding.code]


def test_plain_proportions_need_not_add_up() -> None:
    body = (
        "points: 1\naggregate: mean\nindicators:\n"
        + leaf("a", 1, ", weight: 2")
        + leaf("b", 1, ", weight: 3")
    )
    assert not found(body, "weights-sum")
    assert found(body.replace("weight: 2", "weight: 94"), "weights-sum")


def test_codes_are_unique_and_total_is_taken() -> None:
    finding = one("points: 2\nindicators:\n" + leaf("a") + leaf("a"), "duplicate-code")
    assert (finding.line, "7" in finding.message.vi) == (8, True)
    assert one("points: 1\nindicators:\n" + leaf("total"), "duplicate-code")


def test_codes_are_sorted_as_people_count() -> None:
    in_order = "points: 3\nindicators:\n" + leaf("4.2") + leaf("4.9") + leaf("4.10")
    assert not found(in_order, "order")
    assert one("points: 2\nindicators:\n" + leaf("4.10") + leaf("4.9"), "order").severity == "note"


@pytest.mark.parametrize(
    ("body", "code", "nearest"),
    [
        (
            "points: 1\nindicators:\n" + leaf("a1", 1, ", gate: {node: a2, at_least: 1, else_cap: 0}"),
            "unknown-node",
            "a1",
        ),
        (
            "points: 1\nindicators:\n" + leaf("a1", 1, ", times: {indicator: b1, read: share}"),
            "unknown-node",
            "a1",
        ),
        (
            "points: 1\nindicators:\n"
            + leaf("a1")
            + "views: [{code: v, title: t, members: [a2], points: 1}]",
            "unknown-node",
            "a1",
        ),
        ("points: 1\nindicators:\n" + leaf("a1") + "inputs: {xx: {}}", "unknown-input", "xx"),
        (
            "points: 1\nindicators:\n" + leaf("a1") + "inputs: {x: {part_of: xs}, xx: {}}",
            "unknown-input",
            "x",
        ),
        ("points: 1\nindicators:\n" + leaf("a1") + "inputs: {x: {derive: y + 1}}", "unknown-input", "x"),
    ],
)
def test_references_lead_somewhere(body: str, code: str, nearest: str) -> None:
    assert nearest in one(body, code).fix.en


def test_declared_inputs_that_nobody_reads_are_told() -> None:
    assert (
        "y"
        in one("points: 1\nindicators:\n" + leaf("a") + "inputs: {x: {}, y: {}}", "unused-input").message.vi
    )


@pytest.mark.parametrize("key", ["copied_from: provnce", "applies_to: {levels: [provnce]}"])
def test_levels_are_those_of_the_index(key: str) -> None:
    finding = one("levels: [province]\npoints: 1\nindicators:\n" + leaf("a", 1, f", {key}"), "unknown-level")
    assert "province" in finding.fix.en


def test_a_factor_needs_a_ratio() -> None:
    body = "points: 2\nindicators:\n" + leaf("a") + leaf("b", 1, ", times: {indicator: a}")
    assert "read: share" in one(body, "factor-without-ratio").fix.en


def test_results_may_not_depend_on_themselves() -> None:
    gates = leaf("a", 1, ", gate: {node: b, at_least: 1, else_cap: 0}")
    gates += leaf("b", 1, ", gate: {node: a, at_least: 1, else_cap: 0}")
    assert "a → b → a" in one("points: 2\nindicators:\n" + gates, "cycle").message.vi
    inputs = "inputs: {x: {derive: y}, y: {derive: x}}"
    assert "x → y → x" in one("points: 1\nindicators:\n" + leaf("a") + inputs, "cycle").message.en


def test_a_gate_on_the_group_above_is_a_cycle() -> None:
    group = "groups:\n  - code: g\n    title: t\n    indicators:\n    " + leaf(
        "a", 1, ", gate: {node: g, at_least: 1, else_cap: 0}"
    )
    assert "g → a → g" in one("points: 1\n" + group, "cycle").message.vi


def test_views_add_up_and_count_nothing_twice() -> None:
    child = "{code: a, title: t, points: 3, rule: {kind: given, of: x}}"
    groups = f"points: 3\ngroups:\n  - {{code: g, title: t, indicators: [{child}]}}\n"
    assert one(groups + "views: [{code: v, title: t, members: [g], points: 4}]", "view-points-do-not-add-up")
    assert one(groups + "views: [{code: v, title: t, members: [g, a], points: 6}]", "view-counts-twice")


def test_a_node_has_a_rule_or_children() -> None:
    assert one("points: 1\nindicators: [{code: a, title: t, points: 1}]", "no-rule")
    assert one("points: 1", "empty")
    child = "{code: a, points: 1, rule: {kind: given, of: x}}"
    both = f"points: 1\ngroups: [{{code: g, points: 1, rule: {{kind: given, of: x}}, indicators: [{child}]}}]"
    assert one(both, "rule-and-children")


def test_class_bands_may_not_overlap_lack_a_bottom_or_be_out_of_reach() -> None:
    body = "points: 10\nindicators:\n" + leaf("a", 10)

    def bands(*starts: str) -> str:
        listed = ", ".join(f"{{code: c{n}, title: t{start}}}" for n, start in enumerate(starts))
        return f"classes: {{bands: [{listed}]}}"

    assert one(body + bands(", from: 8", ", from: 8", ""), "overlapping-bands").severity == "error"
    assert one(body + bands(", from: 8", ", from: 5"), "missing-band").severity == "warning"
    assert one(body + bands(", from: 11", ""), "dead-band").severity == "warning"
    assert not [f for f in lint(load(HEAD + body + bands(", from: 8", ""))) if "band" in f.code]


def test_rules_report_their_own_gaps_at_their_place() -> None:
    rule = "{kind: ratio, of: x, to: y, full_at: -1}"
    finding = one("points: 1\nindicators:\n" + leaf("a", 1, rule=rule), "rule.target")
    assert finding.path == "indicators[0].rule.full_at"
    assert "«a»" in finding.message.vi


def test_a_geometric_mean_of_what_can_be_negative_is_an_error() -> None:
    rule = "{kind: linear, of: x, from: 0, to: 10, clip: none}"
    body = "points: 1\naggregate: geometric_mean\nindicators:\n"
    assert one(body + leaf("a", 1, rule=rule), "mean-of-negatives").severity == "error"
    assert not found(body + leaf("a", 1, ", min_points: 0", rule=rule), "mean-of-negatives")
    assert not found(body + leaf("a", 1, rule=rule.replace("none", "both")), "mean-of-negatives")


def test_a_power_mean_says_its_power() -> None:
    assert one("points: 1\naggregate: power_mean\nindicators:\n" + leaf("a"), "no-power")


def test_a_gate_that_cannot_open_is_told() -> None:
    body = (
        "points: 2\nindicators:\n" + leaf("a") + leaf("b", 1, ", gate: {node: a, at_least: 5, else_cap: 0}")
    )
    assert one(body, "dead-gate").severity == "warning"


@pytest.mark.parametrize(
    ("spec", "code"),
    [
        ("{type: choice}", "no-choices"),
        ("{type: count, choices: {a: b}}", "stray-choices"),
        ("{min: 2, max: 1}", "limits"),
        ("{part_of: x}", "part-of-itself"),
        ("{type: choice, choices: {a: b}}", "input-type"),
        ("{prepare: [{kind: denominate}]}", "preparation"),
        ("{prepare: [{kind: impute, method: value}]}", "preparation"),
        ("{prepare: [{kind: winsorise}]}", "preparation"),
    ],
)
def test_inputs_are_what_they_are_used_for(spec: str, code: str) -> None:
    body = "points: 1\nindicators:\n" + leaf("a") + f"inputs: {{x: {spec}}}"
    assert one(body, code).severity == "error"


def test_classes_of_equal_size_have_no_cuts() -> None:
    body = "points: 1\nindicators:\n" + leaf("a")
    both = "classes: {kind: quantiles, bands: [{code: a, title: t, from: 1}, {code: b, title: t}]}"
    assert one(body + both, "quantile-bands").severity == "warning"
    assert one(body + "classes: {kind: quantiles}", "quantile-bands").severity == "error"


def test_choices_and_levels_must_match() -> None:
    rule = "{kind: levels, of: x, levels: {chair: 1, deputy: 0.5}, otherwise: 0}"
    inputs = "inputs: {x: {title: t, type: choice, choices: {chair: a, deputi: b}}}"
    body = "points: 1\nindicators:\n" + leaf("a", 1, rule=rule) + inputs
    assert "deputi" in one(body, "unknown-choice").fix.en
    assert one(body, "choice-without-level").severity == "note"


def test_what_is_unknown_is_a_note() -> None:
    body = "points: 2\nindicators:\n" + leaf("a", "unknown") + leaf("b", 1, rule="{kind: unknown}")
    assert one(body, "unknown-points").severity == "note"
    assert one(body, "unknown-rule").severity == "note"


def test_what_nobody_said_is_a_warning_and_never_an_error() -> None:
    findings = lint(load(HEAD + "points: 1\nindicators:\n" + leaf("a")))
    codes = {finding.code for finding in findings if finding.severity == "warning"}
    lacking = {"lint.no-source", "lint.no-owner", "lint.no-data-source", "lint.no-evidence"}
    assert {*lacking, "lint.no-dates"} <= codes
    assert not [finding for finding in findings if finding.is_error]


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("responsible: Sở A", {"lint.no-data-source", "lint.no-evidence"}),
        ("data_source: Hệ thống một cửa", {"lint.no-owner", "lint.no-evidence"}),
        ("data_from: dossiers", {"lint.no-owner", "lint.no-evidence"}),
        ("evidence: [Quyết định]", {"lint.no-owner", "lint.no-data-source"}),
    ],
)
def test_owner_data_and_evidence_are_missed_separately_and_handed_down_by_groups(
    said: str, left: set[str]
) -> None:
    group = f"groups:\n  - code: g\n    points: 1\n    {said}\n    indicators:\n"
    inner = "".join(f"    {line}\n" for line in leaf("a").splitlines())
    findings = lint(load(HEAD + "points: 1\n" + group + inner))
    asked = {"lint.no-owner", "lint.no-data-source", "lint.no-evidence"}
    warned = {finding.code for finding in findings if finding.severity == "warning"}
    assert warned & asked == left


def test_what_a_replaced_rule_set_lacks_is_only_noted() -> None:
    text = HEAD + "status: replaced\npoints: 1\nindicators:\n" + leaf("a")
    severities = {finding.code: finding.severity for finding in lint(load(text))}
    assert [severities[code] for code in ("lint.no-owner", "lint.no-data-source", "lint.no-evidence")] == [
        "note"
    ] * 3


def test_dates_run_forwards() -> None:
    assert (
        one(
            "valid: {from: 2021-01-01, to: 2020-01-01}\npoints: 1\nindicators:\n" + leaf("a"), "dates"
        ).severity
        == "error"
    )


@pytest.mark.parametrize(
    ("line", "code"), [("min_coverage: 80", "coverage"), ("published: {divide_by: 0}", "divide-by")]
)
def test_shares_of_the_whole_are_shares(line: str, code: str) -> None:
    assert one(f"{line}\npoints: 1\nindicators:\n" + leaf("a"), code)


def put(root: Path, rule_set: str, head: str, index: str = "demo") -> Path:
    folder = root / "demo" / rule_set
    folder.mkdir(parents=True)
    text = (
        f"schema: 1\nindex: {index}\nrule_set: {rule_set}\ntitle: t\n{head}points: 1\nindicators:\n"
        + leaf("a")
    )
    (folder / "index.yaml").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("ends", "code"),
    [
        ("", "overlapping-validity"),
        (", to: 2022-01-01", "overlapping-validity"),
        (", to: 2021-12-30", "gap-in-validity"),
    ],
)
def test_rule_sets_of_a_series_follow_each_other(tmp_path: Path, ends: str, code: str) -> None:
    put(tmp_path, "2020-a", f"valid: {{from: 2020-01-01{ends}}}\n")
    later = put(tmp_path, "2022-b", "valid: {from: 2022-01-01}\n")
    assert f"lint.{code}" in [finding.code for finding in lint_path(later)]


def test_rule_sets_that_meet_or_belong_to_other_series_are_fine(tmp_path: Path) -> None:
    put(tmp_path, "2020-a", "valid: {from: 2020-01-01, to: 2021-12-31}\n")
    put(tmp_path, "2021-w", "series: written\nvalid: {from: 2021-01-01}\n")
    later = put(tmp_path, "2022-b", "valid: {from: 2022-01-01}\n")
    assert not [finding for finding in lint_path(later) if "validity" in finding.code]


def test_an_alias_leads_to_one_index_only(tmp_path: Path) -> None:
    put(tmp_path, "2020-a", "aliases: [x]\n", index="demo")
    other = tmp_path / "other" / "2020"
    other.mkdir(parents=True)
    text = "schema: 1\nindex: other\nrule_set: '2020'\ntitle: t\naliases: [demo]\npoints: 1\nindicators:\n"
    (other / "index.yaml").write_text(text + leaf("a"), encoding="utf-8")
    assert "lint.alias-taken" in [finding.code for finding in lint_path(other)]
    assert "lint.alias-taken" not in [finding.code for finding in lint_path(tmp_path / "demo" / "2020-a")]


def test_folders_carry_the_names_of_the_file(tmp_path: Path) -> None:
    folder = put(tmp_path, "2020-a", "", index="other")
    assert [finding.path for finding in lint_path(folder) if finding.code == "lint.folder-name"] == ["index"]


def test_what_cannot_be_read_is_told_by_lint_as_well(tmp_path: Path) -> None:
    (tmp_path / "index.yaml").write_text("a: [", encoding="utf-8")
    assert [finding.code for finding in lint_path(tmp_path)] == ["yaml.syntax"]


def test_findings_tell_place_reason_and_next_step() -> None:
    told = one("points: 10\nindicators:\n" + leaf("a", 6), "points-do-not-add-up").tell("en")
    assert told.startswith("<text>:5:1: error: «total» states 10 points")
    assert "→ Change the group's or the parts' points" in told
