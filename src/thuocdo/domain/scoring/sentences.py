"""A derivation told in sentences, in Vietnamese or English.

>>> tell(explain(table, "hue", "MDHL.4"), "en")[-1]                              # doctest: +SKIP
'Reference: Decision 766/QĐ-TTg of 2022-06-23 (sourced and recomputed).'
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.derivation import Derivation, GateShown, InputShown, RoundingShown
from thuocdo.domain.scoring.rules import Quantity, Step
from thuocdo.domain.scoring.rules.base import Titles
from thuocdo.domain.scoring.rules.one_quantity import titled
from thuocdo.domain.scoring.sheet import STATE_LABELS
from thuocdo.domain.scoring.wording import number_text, percent_text, say

_DERIVED = Text("tính từ số liệu khác", "computed from others")
_LABELS = {state.word: label for state, label in STATE_LABELS.items()} | {"derived": _DERIVED}
_YES, _NO = Text("có", "yes"), Text("không", "no")


def tell(derivation: Derivation, language: str = "vi") -> list[str]:
    """The derivation, one sentence for each step of the way."""
    told = (sentence.pick(language) for sentence in _sentences(derivation) if sentence.vi)
    return [sentence.replace("….", "…") for sentence in told]


def _sentences(one: Derivation) -> Iterator[Text]:
    yield _result(one)
    titles = {shown.name: shown.title for shown in one.inputs}
    yield from (_input(shown, titles) for shown in one.inputs)
    yield from _rule(one) if one.state != "not_in_force" else ()
    yield from _group(one)
    yield from _after(one)
    if one.points is not None:
        yield from _rounding(one.rounding)
    yield from _published(one)
    yield from (
        say(
            "Chưa tính được «{title}»: {why}",
            "'{title}' cannot be computed: {why}",
            title=b.title if b.title.vi else b.code,
            why=_ended(b.text),
        )
        for b in one.blockers
    )
    yield _reference(one)
    yield _version(one)


def _result(one: Derivation) -> Text:
    title = one.title
    if one.state == "not_in_force":
        return say(
            "{unit}: «{title}» không có hiệu lực trong kỳ {period}.",
            "{unit}: '{title}' is not in force in {period}.",
            unit=one.unit_name,
            title=title,
            period=one.period,
        )
    if one.points is not None:
        return say(
            "{unit}, kỳ {period}: «{title}» được {points}{of} điểm.",
            "{unit}, {period}: '{title}' scores {points}{of} points.",
            unit=one.unit_name,
            period=one.period,
            title=title,
            points=one.points,
            of=_of(one.maximum),
        )
    if one.state != "unknown":
        words = Text("không tính cho đơn vị này", "does not count for this unit")
        return say(
            "{unit}: «{title}» {words}.",
            "{unit}: '{title}' {words}.",
            unit=one.unit_name,
            title=title,
            words=words,
        )
    return say(
        "{unit}, kỳ {period}: «{title}» chưa tính được{range}.",
        "{unit}, {period}: '{title}' cannot be computed yet{range}.",
        unit=one.unit_name,
        period=one.period,
        title=title,
        range=_between(one.low, one.high),
    )


def _of(maximum: Fraction | None) -> Text:
    if not maximum:
        return Text("")
    return say(" trên tối đa {maximum}", " of at most {maximum}", maximum=maximum)


def _between(low: Fraction | None, high: Fraction | None) -> Text:
    if low is not None and high is not None:
        return say(
            "; nằm trong khoảng {low} đến {high}", "; it lies between {low} and {high}", low=low, high=high
        )
    if low is not None:
        return say("; ít nhất {low}", "; it is at least {low}", low=low)
    if high is not None:
        return say("; nhiều nhất {high}", "; it is at most {high}", high=high)
    return Text("")


def _input(shown: InputShown, titles: Titles) -> Text:
    if shown.state in ("given", "zero", "derived") and (shown.value is not None or shown.choice):
        sentence = say(
            "{title}: {value}{source}.",
            "{title}: {value}{source}.",
            title=shown.title,
            value=_value(shown),
            source=_origin(shown, titles),
        )
    else:
        reason = f" ({shown.reason})" if shown.reason else ""
        label = _LABELS[shown.state]
        sentence = say(
            "{title}: {state}{reason}.",
            "{title}: {state}{reason}.",
            title=shown.title,
            state=label,
            reason=reason,
        )
    if shown.read_as is None:
        return sentence
    steps = Text("; ".join(t.vi for t in shown.treatments), "; ".join(t.pick("en") for t in shown.treatments))
    return say(
        "{sentence} Đã xử lý ({steps}) thành {value}.",
        "{sentence} Treated ({steps}) to {value}.",
        sentence=sentence,
        steps=steps,
        value=shown.read_as,
    )


def _value(shown: InputShown) -> Text:
    if shown.choice:
        return Text(shown.choice)
    if shown.type == "yes_no" and shown.value is not None:
        return _YES if shown.value >= 1 else _NO
    number = shown.value if shown.value is not None else Fraction(0)
    measure = shown.unit_of_measure
    return say(
        "{number}{unit}",
        "{number}{unit}",
        number=number,
        unit=Text(*(f" {t}" if t else "" for t in (measure.vi, measure.pick("en")))),
    )


def _origin(shown: InputShown, titles: Titles) -> Text:
    if shown.derived_from:
        formula = titled(Quantity(shown.derived_from), titles)
        return say(" (= {formula})", " (= {formula})", formula=formula)
    return say(" (nguồn: {source})", " (source: {source})", source=shown.source) if shown.source else Text("")


def _rule(one: Derivation) -> Iterator[Text]:
    if one.rule is None:
        return
    yield say("Cách tính: {rule}.", "Rule: {rule}.", rule=one.rule.words)
    if one.rule.how.vi:
        yield _ended(one.rule.how)
    if one.rule.band is not None:
        yield say("Kết quả rơi vào: {band}.", "It falls into: {band}.", band=one.rule.band)
    yield from (step_text(step) for step in one.rule.steps)
    if one.rule.reason is not None:
        yield _ended(one.rule.reason)


def _ended(text: Text) -> Text:
    """The text with one full stop at its end."""
    return Text(*(f"{words.rstrip().rstrip('.')}." if words else "" for words in (text.vi, text.en)))


def _group(one: Derivation) -> Iterator[Text]:
    if one.aggregate is None:
        return
    yield say("Tổng hợp: {how}.", "Put together by: {how}.", how=one.aggregate)
    for child in one.children:
        if child.counts and child.points is not None:
            yield say(
                "– {title}: {points}{of}.",
                "– {title}: {points}{of}.",
                title=child.title,
                points=child.points,
                of=_of(child.maximum),
            )
    yield from (step_text(step) for step in one.aggregate_steps)


def step_text(step: Step) -> Text:
    """One line of arithmetic with its numbers written in each language."""
    lines = {}
    for language in ("vi", "en"):
        numbers = [number_text(number, language) for number in step.numbers]
        formula = step.template.format(
            *(numbers[:1] + [f"({text})" if text[0] == "−" else text for text in numbers[1:]])
        )
        value = "?" if step.value is None else number_text(step.value, language)
        label = step.label.pick(language)
        lines[language] = f"{label}: {formula}." if formula == value else f"{label}: {formula} = {value}."
    return Text(lines["vi"][:1].upper() + lines["vi"][1:], lines["en"][:1].upper() + lines["en"][1:])


def _after(one: Derivation) -> Iterator[Text]:
    if one.factor is not None and one.factor.value is not None:
        what = Text("tỷ lệ", "ratio") if one.factor.read == "ratio" else Text("phần điểm", "share of points")
        before = one.rule.points if one.rule is not None else None
        yield say(
            "Nhân với {what} của «{title}»: {product}.",
            "Multiplied by the {what} of '{title}': {product}.",
            what=what,
            title=one.factor.title,
            product=_times(before, one.factor.value),
        )
    if one.gate is not None and one.gate.is_closed:
        yield say(
            "Vì «{title}» chưa đạt {mark} nên chỉ được tối đa {cap} điểm.",
            "As '{title}' has not reached {mark}, at most {cap} points are given.",
            title=one.gate.title,
            mark=_mark(one.gate),
            cap=one.gate.else_cap,
        )
    yield from (
        say("Quy định áp dụng: {text}.", "Policy applied: {text}.", text=policy.text)
        for policy in one.policies
    )


def _times(before: Fraction | None, factor: Fraction) -> Text:
    if before is None:
        return say("{factor}", "{factor}", factor=factor)
    words = "{before} × {factor} = {product}"
    return say(words, words, before=before, factor=factor, product=before * factor)


def _mark(gate: GateShown) -> Text:
    if gate.read == "share":
        share = Text(percent_text(gate.at_least), percent_text(gate.at_least, "en"))
        return say("{share} điểm tối đa", "{share} of its maximum", share=share)
    return say("{points} điểm", "{points} points", points=gate.at_least)


def _rounding(stage: RoundingShown) -> Iterator[Text]:
    if stage.digits is None or stage.raw is None or stage.raw == stage.rounded:
        return
    yield say(
        "Làm tròn {digits} chữ số thập phân (từ 5 trở lên thì tăng): {raw} → {rounded}.",
        "Rounded half-up to {digits} digits: {raw} → {rounded}.",
        digits=str(stage.digits),
        raw=stage.raw,
        rounded=stage.rounded or Fraction(0),
    )


def _published(one: Derivation) -> Iterator[Text]:
    shown = one.published
    if shown is None:
        return
    if shown.value is not None and shown.divide_by != 1:
        yield say(
            "Giá trị công bố: {points} / {divide_by} = {value}.",
            "Published value: {points} / {divide_by} = {value}.",
            points=one.points or Fraction(0),
            divide_by=shown.divide_by,
            value=shown.value,
        )
    elif shown.value is not None and one.points is not None and shown.value != one.points:
        yield say(
            "Công bố {value} (làm tròn {digits} chữ số thập phân).",
            "Published as {value} (rounded to {digits} digits).",
            value=shown.value,
            digits=str(shown.digits),
        )
    if shown.class_title is not None:
        yield say("Xếp loại: {title}.", "Class: {title}.", title=shown.class_title)


def _reference(one: Derivation) -> Text:
    shown = one.reference
    parts = [part for part in (shown.article, shown.number) if part]
    if not parts and not shown.source:
        return say("Căn cứ: {sure}.", "Reference: {sure}.", sure=shown.certainty_text)
    where = ", ".join(parts) or shown.source
    date = f" ({shown.date})" if shown.date and shown.number else ""
    return say(
        "Căn cứ: {where}{date}; {sure}.",
        "Reference: {where}{date}; {sure}.",
        where=where,
        date=date,
        sure=shown.certainty_text,
    )


def _version(one: Derivation) -> Text:
    version = f" ({one.version[:12]})" if one.version else ""
    return say(
        "Bộ chỉ số {index}, phiên bản quy tắc {rule_set}{version}; chấm bằng phần mềm phiên bản {engine}.",
        "Index {index}, rule set {rule_set}{version}; scored by engine version {engine}.",
        index=one.index,
        rule_set=one.rule_set,
        version=version,
        engine=one.engine_version,
    )
