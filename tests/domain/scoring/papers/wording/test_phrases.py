"""The phrases a clerk can read, scored by the real engine."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path

import pytest
import yaml

from thuocdo.domain.scoring.papers.reading import RuleReading
from thuocdo.domain.scoring.papers.wording import read_rule, rule_of
from thuocdo.domain.scoring.readings import Readings, SheetSource
from thuocdo.domain.scoring.sheet import InputSheet, Value

FOLDER = Path(__file__).parent / "phrases"
YES_NO = {"có": "1", "không": "0"}


def all_phrases() -> list[tuple[str, dict[str, object]]]:
    """Every phrase with the name of its file and its place there."""
    found = []
    for path in sorted(FOLDER.glob("*.yaml")):
        phrases = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - reads texts, makes no objects
        for place, phrase in enumerate(phrases, start=1):
            found.append((f"{path.stem}-{place}", phrase))
    return found


PHRASES = all_phrases()


def read(phrase: Mapping[str, object]) -> RuleReading:
    points = None if phrase["points"] in ("null", "") else Fraction(str(phrase["points"]))
    return read_rule(str(phrase["words"]), points=points, title=str(phrase["title"]))


def value_of(text: str) -> Fraction:
    return Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text)


def cells(reading: RuleReading, trial: str) -> list[tuple[str, str, Value | Fraction]]:
    """The trial as cells of a sheet: unit, input, value."""
    inputs = reading.inputs
    if ";" in trial:
        return [
            (f"u{place}", inputs[0].name, value_of(text.strip()))
            for place, text in enumerate(trial.split(";"))
        ]
    if inputs[0].type == "choice":
        codes = [code for code, title in inputs[0].choices if title.lower().startswith(trial.lower())]
        return [("u0", inputs[0].name, Value(choice=codes[0]))]
    if inputs[0].type == "yes_no":
        answers = [YES_NO[text.strip()] for text in trial.split(",")]
        return [("u0", asked.name, Fraction(answer)) for asked, answer in zip(inputs, answers, strict=True)]
    if len(inputs) == 1:
        return [("u0", inputs[0].name, value_of(trial))]
    return [("u0", asked.name, Fraction(text)) for asked, text in zip(inputs, trial.split("/"), strict=True)]


def scored(reading: RuleReading, trial: str, maximum: Fraction) -> Fraction:
    rule = rule_of(reading)
    assert rule is not None
    sheet = InputSheet.from_values("2026", cells(reading, trial))
    return Fraction(rule.evaluate(Readings.exactly(SheetSource(sheet), [0]), maximum)[0])


def check(reading: RuleReading, phrase: Mapping[str, object]) -> None:
    certainty = next(level for level in ("sure", "likely", "unsure") if level in phrase)
    shown = (reading.certainty, reading.manner, reading.rule, reading.reason.vi, reading.unread)
    assert reading.certainty == certainty, shown
    maximum = Fraction(0) if phrase["points"] in ("null", "") else Fraction(str(phrase["points"]))
    gives = phrase[certainty]
    assert isinstance(gives, Mapping)
    for trial, points in gives.items():
        assert scored(reading, trial, maximum) == Fraction(str(points)), (trial, shown)


@pytest.mark.parametrize(("name", "phrase"), PHRASES, ids=[name for name, _ in PHRASES])
def test_a_phrase_is_read_as_a_clerk_reads_it(name: str, phrase: dict[str, object]) -> None:
    reading = read(phrase)
    if "not" in phrase:
        assert reading.certainty not in phrase["not"], (reading.rule, reading.manner, reading.reason.vi)
        assert reading.reason.vi
        assert reading.reason.en
    elif "of_parts" in phrase:
        assert reading.certainty == phrase["parts"], (reading.rule, reading.reason.vi)
        parts = phrase["of_parts"]
        assert isinstance(parts, Sequence)
        for part, expected in zip(reading.parts, parts, strict=True):
            assert (part.title, part.points) == (expected["title"], Fraction(expected["points"]))
            check(part.reading, expected)
    else:
        check(reading, phrase)
    assert str(phrase.get("because", "")) in reading.reason.vi, reading.reason.vi
    asked = phrase.get("asks", [])
    assert isinstance(asked, Sequence)
    assert str(phrase.get("rounding", "None")) == str(reading.rounding)
    titles = {item.title.lower() for item in reading.inputs}
    assert set(asked) <= titles


JOINED: dict[str, Callable[[str], str]] = {
    "capitals": str.upper,
    "small letters": str.lower,
    "spaces": lambda text: text.replace(":", " : ").replace(";", " ; "),
    "no spaces": lambda text: text.replace(": ", ":").replace("; ", ";"),
    "commas": lambda text: text.replace("; ", ", "),
    "lines": lambda text: text.replace("; ", "\n"),
    "sentences": lambda text: text.replace("; ", ". "),
    "plus signs": lambda text: text.replace("\n- ", "\n+ "),
}


@pytest.mark.parametrize("change", JOINED.values(), ids=JOINED)
def test_how_clauses_are_joined_changes_no_points(change: Callable[[str], str]) -> None:
    tried = 0
    for _, phrase in PHRASES:
        gives = phrase.get("sure")
        reading = read(phrase | {"words": change(str(phrase["words"]))})
        if gives is None or reading.rule is None or reading.certainty not in ("sure", "likely"):
            continue
        assert isinstance(gives, Mapping)
        maximum = Fraction(0) if phrase["points"] in ("null", "") else Fraction(str(phrase["points"]))
        for trial, points in gives.items():
            assert scored(reading, trial, maximum) == Fraction(str(points)), (phrase["words"], reading.rule)
        tried += 1
    assert tried > 150


def test_there_are_enough_phrases() -> None:
    doubtful = [phrase for _, phrase in PHRASES if "sure" in phrase.get("not", [])]
    assert len(PHRASES) - len(doubtful) >= 150
    assert len(doubtful) >= 40
