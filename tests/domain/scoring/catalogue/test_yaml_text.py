from __future__ import annotations

import time
from decimal import Decimal

import pytest

from thuocdo.domain.scoring.catalogue.yaml_text import decode, read_yaml


def codes(text: str) -> list[str]:
    return [found.code for found in read_yaml(text, "x.yaml").findings]


def test_a_code_keeps_its_trailing_zero() -> None:
    assert str(read_yaml("code: 1.10", "x").data["code"]) == "1.10"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("18", 18),
        ("-2", -2),
        ("0.8", Decimal("0.8")),
        ("1e-3", Decimal("0.001")),
        ("true", True),
        ("null", None),
        ("", None),
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("2022-06-23", "2022-06-23"),
        ("12:30", "12:30"),
        ("0123", "0123"),
        ("0x1F", "0x1F"),
        (".inf", ".inf"),
        ('"18"', "18"),
        ("'true'", "true"),
    ],
)
def test_scalars_are_read_as_people_mean_them(written: str, read: object) -> None:
    assert read_yaml(f"key: {written}", "x").data == {"key": read}


def test_every_key_and_item_has_its_place() -> None:
    source = read_yaml("a:\n  - b: 1\n    c: 2\n", "x.yaml")
    place = source.place(("a", 0, "c"))
    assert (place.file, place.line, place.column) == ("x.yaml", 3, 5)


def test_the_place_of_what_is_not_there_is_its_parent() -> None:
    assert read_yaml("a:\n  b: 1\n", "x").place(("a", "c", "d")).line == 1


def test_a_repeated_key_is_told_with_the_line_of_the_first() -> None:
    (found,) = read_yaml("points: 1\ntitle: x\npoints: 2\n", "x.yaml").findings
    assert (found.code, found.line) == ("catalogue.duplicate-key", 3)
    assert "1" in found.message.vi


def test_all_repeated_keys_are_told_at_once() -> None:
    assert codes("a: 1\na: 2\nb: 1\nb: 2\n") == ["catalogue.duplicate-key"] * 2


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: &x [1]\nb: *y\n", "catalogue.alias"),
        ("a: &x [*x]\n", "catalogue.alias"),
        ("a: 1\n---\nb: 2\n", "catalogue.several-documents"),
        ("a: !!python/object/apply:os.system [ls]\n", "catalogue.tag"),
        ("base: &b {x: 1}\nother:\n  <<: *b\n", "catalogue.merge-key"),
        ("? [a, b]\n: 1\n", "catalogue.key-not-a-word"),
        ("a: 1e999999999\n", "catalogue.number-out-of-range"),
        ('a: "1e999999999"\n', "catalogue.number-out-of-range"),
        ("a: 1/0\n", "catalogue.number-out-of-range"),
        (f"a: {'9' * 100}\n", "catalogue.number-out-of-range"),
        ("a:\n\t- b\n", "catalogue.syntax"),
        ("a: b: c\n", "catalogue.syntax"),
        ("a: [1, 2\n", "catalogue.syntax"),
        ("a: 'b\n", "catalogue.syntax"),
        ("a: \x00b\n", "catalogue.syntax"),
    ],
)
def test_what_cannot_be_read_is_a_finding(text: str, code: str) -> None:
    assert codes(text) == [code]


def test_syntax_errors_say_where_and_how_in_both_languages() -> None:
    (found,) = read_yaml("a: 1\nb:\n\t- c\n", "x.yaml").findings
    assert found.line == 3
    assert "Tab" in found.message.vi
    assert "spaces" in found.fix.en


def test_a_laughing_file_is_refused_quickly() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 30)]
    started = time.perf_counter()
    assert codes("\n".join(lines)) == ["catalogue.too-deep"]
    assert time.perf_counter() - started < 1


def test_a_deep_file_is_refused() -> None:
    assert codes("[" * 5000 + "]" * 5000) == ["catalogue.too-deep"]
    assert codes("".join(f"{' ' * n}- \n" for n in range(60)).replace("- \n", "-\n")) == [
        "catalogue.too-deep"
    ]


def test_anchors_within_limits_are_followed() -> None:
    assert read_yaml("a: &x [1, 2]\nb: *x\n", "x").data == {"a": [1, 2], "b": [1, 2]}


def test_text_is_composed_and_the_byte_order_mark_dropped() -> None:
    text, trouble = decode("\ufeffa: Hue\u0302\u0301".encode(), "x")
    assert trouble is None
    assert text == "a: Huế"


@pytest.mark.parametrize("encoding", ["utf-16", "cp1258", "latin-1"])
def test_other_encodings_are_refused_with_the_line(encoding: str) -> None:
    _, trouble = decode(
        "a: 1\nb: Đồ à é\n".replace("Đồ", "o" if encoding != "utf-16" else "Đồ").encode(encoding), "x"
    )
    assert trouble is not None
    assert trouble.code == "catalogue.encoding"
    assert "UTF-8" in trouble.fix.vi
    assert trouble.line == (1 if encoding == "utf-16" else 2)


def test_a_huge_file_is_refused_unread() -> None:
    _, trouble = decode(b"a" * 3_000_000, "x")
    assert trouble is not None
    assert trouble.code == "catalogue.too-large"
