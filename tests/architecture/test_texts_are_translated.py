"""Every English text that a person can see has its Vietnamese, and no two parts disagree."""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po

SOURCE = Path(__file__).resolve().parents[2] / "src/thuocdo"
PARTS = sorted(SOURCE.glob("locale/vi/LC_MESSAGES/*.po-part"))
KEYWORDS = [
    *("_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"),
    *("pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy"),
]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%")


def entries(part: Path) -> Iterator[tuple[str, list[str], str]]:
    """(context, English forms, Vietnamese) of one part; Vietnamese has one form for one and for many."""
    with part.open("rb") as text:
        messages = read_po(text, locale="vi", charset="utf-8", abort_invalid=True)
    for message in messages:
        if message.id:
            english = [message.id] if isinstance(message.id, str) else list(message.id)
            vietnamese = message.string if isinstance(message.string, str) else message.string[0]
            yield message.context or "", english, "" if message.fuzzy else vietnamese


def translations(part: Path) -> Iterator[tuple[str, str, str]]:
    """(context, English singular, Vietnamese) of one part."""
    return ((context, english[0], vietnamese) for context, english, vietnamese in entries(part))


def visible_texts() -> Iterator[tuple[str, str, str]]:
    """(context, English, where) of every text marked for translation in Python and in templates."""
    for file in sorted([*SOURCE.rglob("*.py"), *SOURCE.rglob("*.html"), *SOURCE.rglob("*.txt")]):
        if "assets" in file.relative_to(SOURCE).parts:
            continue
        text = as_python(file)
        for line, function, message, _ in extract_python(io.BytesIO(text.encode()), KEYWORDS, [], {}):
            words = [word for word in ([message] if isinstance(message, str) else message) if word]
            where = f"{file.relative_to(SOURCE)}:{line}"
            if words and "pgettext" in function:
                yield words[0], words[1], where
            elif words:
                yield "", words[0], where


def as_python(file: Path) -> str:
    """A template's translatable texts as calls of gettext, which is how Django itself extracts them."""
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".py":
        return text
    from django.utils.translation.template import templatize

    lines = str(templatize(text, origin=file.name)).splitlines()
    # Its output is made for a lenient reader; the tokenizer of Python minds the indentation.
    return "\n".join(line.strip() for line in lines) + "\n"


def test_every_visible_text_has_its_vietnamese() -> None:
    known = {
        (context, english)
        for part in PARTS
        for context, english, vietnamese in translations(part)
        if vietnamese
    }
    missing = {
        f"{english!r} ({where})"
        for context, english, where in visible_texts()
        if (context, english) not in known
    }
    assert not missing, f"{len(missing)} texts have no Vietnamese:\n" + "\n".join(sorted(missing))


def test_no_two_parts_translate_the_same_text_differently() -> None:
    said: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for part in PARTS:
        for context, english, vietnamese in translations(part):
            said[context, english][vietnamese] = part.name
    assert {key: parts for key, parts in said.items() if len(parts) > 1} == {}


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.stem)
def test_placeholders_survive_translation(part: Path) -> None:
    broken = [
        english[0]
        for _, english, vietnamese in entries(part)
        # "One row" may do without its number, "%(n)s rows" may not.
        if vietnamese and set(PLACEHOLDER.findall(english[-1])) != set(PLACEHOLDER.findall(vietnamese))
    ]
    assert broken == []
