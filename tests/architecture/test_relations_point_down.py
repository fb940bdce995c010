"""import-linter does not see string foreign keys: this walks the models."""

from __future__ import annotations

import configparser
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


def layers(contract: str) -> list[str]:
    """The names of one contract's layers, the highest first."""
    parsed = configparser.ConfigParser()
    parsed.read(ROOT / ".importlinter", encoding="utf-8")
    lines = parsed[f"importlinter:contract:{contract}"]["layers"].split("\n")
    return [line.strip(" ()") for line in lines if line.strip()]


def height(app: str) -> tuple[int, int]:
    """How high an app stands: first its group, then its place in the group."""
    _, _, group, name = app.split(".")[:4]
    return -layers("road").index(group), -layers(group).index(name)


@pytest.fixture
def our_models(applications: None) -> list[Any]:
    from django.apps import apps

    return [model for model in apps.get_models() if model.__module__.startswith("thuocdo.apps.")]


def test_no_relation_points_up(our_models: list[Any]) -> None:
    up = [
        f"{model.__module__}.{model.__name__}.{field.name} → {field.related_model.__module__}"
        for model in our_models
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model
        if field.related_model.__module__.startswith("thuocdo.apps.")
        if height(field.related_model.__module__) > height(model.__module__)
    ]
    assert not up, "These relations point up the page of ARCHITECTURE.md:\n" + "\n".join(up)


def test_there_are_relations_to_look_at(our_models: list[Any]) -> None:
    assert sum(field.is_relation for model in our_models for field in model._meta.get_fields()) > 10
