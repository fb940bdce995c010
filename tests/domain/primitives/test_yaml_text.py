from __future__ import annotations

import time
from decimal import Decimal

import pytest

from thuocdo.domain.primitives.yaml_text import decode, read_yaml


def codes(text: str) -> list[str]:
    return [found.code for found in read_yaml(text, "x.yaml").findings]


def test_a_code_keeps_its_trailing_zero() -> None:
    assert repr(read_yaml("code: 1.10", "x").data) == "{'code': Decimal('1.10')}"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1.10", Decimal("1.10")),
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


@pytest.mark.parametrize("written", ["18", "1.10", "true", "no", "1_000", "2022-06-23", '"null"', "0123"])
def test_leaves_can_be_left_as_the_text_that_stands_there(written: str) -> None:
    assert read_yaml(f"key: {written}", "x", as_text=True).data == {"key": written.strip('"')}


@pytest.mark.parametrize("written", ["", "~", "null", "Null"])
@pytest.mark.parametrize("as_text", [True, False])
def test_only_plain_empty_words_are_nothing(written: str, as_text: bool) -> None:
    assert read_yaml(f"key: {written}", "x", as_text=as_text).data == {"key": None}


def test_every_key_and_item_has_its_place() -> None:
    source = read_yaml("a:\n  - b: 1\n    c: 2\n", "x.yaml")
    place = source.place(("a", 0, "c"))
    assert (place.file, place.line, place.column) == ("x.yaml", 3, 5)


def test_the_place_of_what_is_not_there_is_its_parent() -> None:
    assert read_yaml("a:\n  b: 1\n", "x").place(("a", "c", "d")).line == 1


def test_a_repeated_key_is_told_with_the_line_of_the_first() -> None:
    (found,) = read_yaml("points: 1\ntitle: x\npoints: 2\n", "x.yaml").findings
    assert (found.code, found.line) == ("yaml.duplicate-key", 3)
    assert "1" in found.message.vi


def test_all_repeated_keys_are_told_at_once() -> None:
    assert codes("a: 1\na: 2\nb: 1\nb: 2\n") == ["yaml.duplicate-key"] * 2


def test_words_that_look_like_a_fraction_over_nought_may_be_quoted() -> None:
    assert read_yaml('note: "1/0"\n', "a.yaml").data == {"note": "1/0"}
    assert codes('note: "1/0"\n') == codes('note: "1e999999999"\n') == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: &x [1]\nb: *y\n", "yaml.alias"),
        ("a: &x [*x]\n", "yaml.alias"),
        ("a: 1\n---\nb: 2\n", "yaml.several-documents"),
        ("a: !!python/object/apply:os.system [ls]\n", "yaml.tag"),
        ("base: &b {x: 1}\nother:\n  <<: *b\n", "yaml.merge-key"),
        ("? [a, b]\n: 1\n", "yaml.key-not-a-word"),
        ("a: 1e999999999\n", "yaml.number-out-of-range"),
        ("a: 1/0\n", "yaml.number-out-of-range"),
        (f"a: {'9' * 100}\n", "yaml.number-out-of-range"),
        (f"a: {'9' * 100_000}\n", "yaml.number-out-of-range"),
        (f"a: 0.{'9' * 100_000}\n", "yaml.number-out-of-range"),
        ("a:\n\t- b\n", "yaml.syntax"),
        ("a: b: c\n", "yaml.syntax"),
        ("a: [1, 2\n", "yaml.syntax"),
        ("a: 'b\n", "yaml.syntax"),
        ("a: \x00b\n", "yaml.syntax"),
    ],
)
def test_what_cannot_be_read_is_a_finding(text: str, code: str) -> None:
    assert codes(text) == [code]


def test_a_monstrous_number_stays_a_small_text_where_leaves_are_text() -> None:
    source = read_yaml("share: 1e999999999\n", "x", as_text=True)
    assert (source.data, [found.code for found in source.findings]) == (
        {"share": "0"},
        ["yaml.number-out-of-range"],
    )


def test_syntax_errors_say_where_and_how_in_both_languages() -> None:
    (found,) = read_yaml("a: 1\nb:\n\t- c\n", "x.yaml").findings
    assert found.line == 3
    assert "Tab" in found.message.vi
    assert "spaces" in found.fix.en


def test_a_laughing_file_is_refused_quickly() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 30)]
    started = time.perf_counter()
    assert codes("\n".join(lines)) == ["yaml.too-deep"]
    assert time.perf_counter() - started < 1


def test_a_deep_file_is_refused() -> None:
    assert codes("[" * 5000 + "]" * 5000) == ["yaml.too-deep"]
    assert codes("".join(f"{' ' * n}- \n" for n in range(60)).replace("- \n", "-\n")) == ["yaml.too-deep"]


def test_anchors_within_limits_are_followed() -> None:
    assert read_yaml("a: &x [1, 2]\nb: *x\n", "x").data == {"a": [1, 2], "b": [1, 2]}


def test_bytes_and_text_read_alike() -> None:
    text = "\ufeffname: Hue\u0302\u0301\n"
    assert read_yaml(text, "x") == read_yaml(text.encode(), "x")
    assert read_yaml(text, "x").data == {"name": "Huế"}


def test_a_file_in_another_encoding_is_one_finding_and_no_data() -> None:
    source = read_yaml("tên: Huế".encode("utf-16"), "x")
    assert (source.data, [found.code for found in source.findings]) == (None, ["yaml.encoding"])


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
    assert trouble.code == "yaml.encoding"
    assert "UTF-8" in trouble.fix.vi
    assert trouble.line == (1 if encoding == "utf-16" else 2)


def test_a_huge_file_is_refused_unread() -> None:
    _, trouble = decode(b"a" * 3_000_000, "x")
    assert trouble is not None
    assert trouble.code == "yaml.too-large"
