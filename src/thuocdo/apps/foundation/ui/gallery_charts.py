from __future__ import annotations


def charts() -> list[dict[str, object]]:
    return []
