from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction

from thuocdo.apps.assessment.indices import queries
from thuocdo.apps.assessment.indices.actions import export_definition, load_catalogues, store_definition
from thuocdo.apps.assessment.indices.errors import UnknownIndexError
from thuocdo.apps.assessment.indices.models import IndexDefinition, InputLink
from thuocdo.apps.measurement.values.models import DataElement
from thuocdo.domain.primitives.errors import ThuocDoError
from thuocdo.domain.primitives.paths import catalogues_root

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 10, 1, tzinfo=dt.UTC)
TEXT = """# A comment, and a line that ends in Windows' way\r
schema: 1
index: demo
rule_set: "1"
aliases: [d]
title: {vi: Bộ thử, en: Trial}
valid: {from: 2026-01-01, to: 2026-06-30}
points: 10
indicators:
  - {code: a, title: Tỷ lệ, points: 10, rule: {kind: ratio, of: done, to: all}}
inputs:
  done: {title: Đã xong, type: count}
  all: {title: Tất cả, type: count}
"""


def store(text: str = TEXT) -> IndexDefinition:
    return store_definition(content=text.encode(), path="demo/1/index.yaml", by=None, now=NOW)


def test_a_text_is_given_back_byte_for_byte() -> None:
    assert export_definition(definition=store()) == TEXT.encode()


def test_the_version_is_the_hash_of_the_text() -> None:
    assert store().version == hashlib.sha256(TEXT.encode()).hexdigest()


def test_the_same_text_again_is_the_same_definition() -> None:
    assert store().pk == store().pk
    assert IndexDefinition.objects.count() == 1


def test_another_text_of_a_rule_set_is_the_newest_and_the_old_one_stays() -> None:
    old, new = store(), store(TEXT.replace("points: 10\n", "points: 10 # settled\n"))
    assert (old.number, new.number) == (1, 2)
    assert list(queries.newest_definitions()) == [new]
    assert IndexDefinition.objects.count() == 2


def test_every_input_is_fed_by_a_data_element() -> None:
    store()
    assert sorted(DataElement.objects.values_list("code", flat=True)) == ["demo.all", "demo.done"]
    assert queries.element_codes("demo") == {"done": "demo.done", "all": "demo.all"}


def test_an_input_that_another_element_feeds_already_keeps_it() -> None:
    annex = DataElement.objects.create(code="annex.3.7", title_vi="Số hồ sơ")
    InputLink.objects.create(index_code="demo", input="done", element=annex)
    store()
    assert queries.element_codes("demo")["done"] == "annex.3.7"


def test_a_text_with_errors_is_refused_whole() -> None:
    with pytest.raises(ThuocDoError):
        store(TEXT.replace("kind: ratio", "kind: ratoi"))
    assert not IndexDefinition.objects.exists()
    assert not DataElement.objects.exists()


def test_force_ends_with_its_dates() -> None:
    stored = store()
    assert list(queries.definitions_in_force(dt.date(2026, 6, 30))) == [stored]
    assert list(queries.definitions_in_force(dt.date(2026, 7, 1))) == []


def test_an_alias_finds_the_index() -> None:
    stored = store()
    assert queries.find_definition("d") == stored


def test_an_unknown_index_is_told_with_those_that_are_known() -> None:
    store()
    with pytest.raises(UnknownIndexError, match="demo@1"):
        queries.find_definition("no-such-index")


def test_the_database_keeps_definitions_from_being_changed() -> None:
    stored = store()
    with pytest.raises(DatabaseError, match="append_only"), transaction.atomic():
        IndexDefinition.objects.filter(pk=stored.pk).update(title_vi="Khác")


def test_the_database_refuses_a_version_that_is_not_the_hash() -> None:
    stored = store()
    stored.pk, stored.number, stored.version = None, 2, "0" * 64
    with pytest.raises(DatabaseError, match="sha256"), transaction.atomic():
        stored.save(force_insert=True)


def test_the_shipped_catalogues_load_whole_and_once() -> None:
    first = load_catalogues(root=catalogues_root(), by=None, now=NOW)
    assert {"dti-province", "service-quality-766"} <= {stored.code for stored in first.stored}
    again = load_catalogues(root=catalogues_root(), by=None, now=NOW)
    assert (again.stored, len(again.known)) == ((), len(first.stored))


def test_one_bad_file_keeps_the_whole_folder_out(tmp_path: Path) -> None:
    for name, text in (
        ("good", TEXT),
        ("bad", TEXT.replace("index: demo", "index: bad").replace("ratio", "ratoi")),
    ):
        folder = tmp_path / name / "1"
        folder.mkdir(parents=True)
        (folder / "index.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ThuocDoError):
        load_catalogues(root=tmp_path, by=None, now=NOW)
    assert not IndexDefinition.objects.exists()
