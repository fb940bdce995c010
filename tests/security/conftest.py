from __future__ import annotations

from tests.fixtures import client_of, nothing_left_over, world

__all__ = ["client_of", "nothing_left_over", "world"]
