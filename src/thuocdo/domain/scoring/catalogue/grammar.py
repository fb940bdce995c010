"""Asks the definition's models what may stand where: the known keys of a place, and the nearest of them.

>>> sorted(known_keys(Definition, ("rounding", "group")))
['digits', 'parent_reads']
"""

from __future__ import annotations

from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from thuocdo.domain.scoring.definition import Definition


def known_keys(model: type[BaseModel], path: tuple[str | int, ...]) -> tuple[str, ...]:
    """The keys a mapping at `path` may have, as files write them; empty where any key may stand.

    `path` is a pydantic error location: in a union it names the alternative that was tried.
    """
    annotations: tuple[Any, ...] = (model,)
    for step in path:
        annotations = _narrow(annotations, step) or _step_into(annotations, step)
    models = [annotation for annotation in annotations if _is_model(annotation)]
    return tuple(dict.fromkeys(key for found in models for key in _keys(found)))


def owners_of(key: str) -> tuple[str, ...]:
    """The kinds of place where `key` is known: index, node, rule …"""
    return _owners().get(key, ())


def _narrow(annotations: tuple[Any, ...], step: str | int) -> tuple[Any, ...]:
    """The alternatives of a union that `step` names by kind or by class."""
    if len(annotations) < 2:
        return ()
    return tuple(found for found in annotations if _is_model(found) and step in _names(found))


def _step_into(annotations: tuple[Any, ...], step: str | int) -> tuple[Any, ...]:
    return tuple(inner for annotation in annotations for inner in _below(annotation, step))


def _below(annotation: Any, step: str | int) -> tuple[Any, ...]:  # Any: type annotations have no common type
    """What `annotation` holds under one step of an error location."""
    if _is_model(annotation):
        field = _fields(annotation).get(str(step))
        return _alternatives(field) if field is not None else ()
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is tuple:
        return _alternatives(arguments[0])
    if origin is dict:
        return _alternatives(arguments[1])
    return ()


def _alternatives(annotation: Any) -> tuple[Any, ...]:
    """A union or annotated type taken apart."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return _alternatives(get_args(annotation)[0])
    if origin in (Union, UnionType):
        return tuple(found for part in get_args(annotation) for found in _alternatives(part))
    return (annotation,)


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


@cache
def _fields(model: type[BaseModel]) -> dict[str, Any]:
    return {info.alias or name: info.annotation for name, info in model.model_fields.items()}


@cache
def _keys(model: type[BaseModel]) -> tuple[str, ...]:
    return tuple(_fields(model))


@cache
def _names(model: type[BaseModel]) -> frozenset[str]:
    field = model.model_fields.get("kind")
    kinds = (
        get_args(field.annotation) if field is not None and get_origin(field.annotation) is Literal else ()
    )
    return frozenset({model.__name__, *(str(kind) for kind in kinds)})


@cache
def _owners() -> dict[str, tuple[str, ...]]:
    """Every key of the grammar → the models that know it."""
    found: dict[str, dict[str, None]] = {}
    queue: list[Any] = [Definition]
    seen: set[Any] = set()
    while queue:
        annotation = queue.pop()
        if annotation in seen:
            continue
        seen.add(annotation)
        if _is_model(annotation):
            for key, inner in _fields(annotation).items():
                found.setdefault(key, {})[annotation.__name__] = None
                queue.extend(_alternatives(inner))
        else:
            queue.extend(part for inner in get_args(annotation) for part in _alternatives(inner))
    return {key: tuple(owners) for key, owners in found.items()}
