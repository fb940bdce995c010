"""How much of a file is read in one go; beyond it a file is refused before it fills the memory."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes, counts in pieces."""

    file_bytes: int = 200 * MEGABYTE
    unpacked_bytes: int = 1024 * MEGABYTE
    packed_ratio: int = 300  # real sheets reach about 100; a bomb of zeros 1,000
    ratio_counts_from: int = 20 * MEGABYTE  # a small part may be as regular as it likes
    parts: int = 2_000
    cells: int = 8_000_000
    rows: int = 1_000_000
    json_bytes: int = 100 * MEGABYTE


LIMITS = Limits()
