"""Where a fact comes from and how sure it is.

>>> Provenance(Certainty.SOURCED, "https://dti.gov.vn/xep-hang-2022").is_firm
True
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from thuocdo.domain.primitives.texts import Text


class Certainty(StrEnum):
    """How sure a fact is; below `DERIVED` it is a setting that an office should check."""

    VERIFIED = "verified"
    SOURCED = "sourced"
    DERIVED = "derived"
    CORROBORATED = "corroborated"
    ANALOG = "analog"
    MEMORY = "memory"
    ILLUSTRATIVE = "illustrative"
    UNKNOWN = "unknown"


CERTAINTY_LABELS: dict[Certainty, Text] = {
    Certainty.VERIFIED: Text("có nguồn, đã tính lại khớp", "sourced and recomputed"),
    Certainty.SOURCED: Text("có nguồn", "sourced"),
    Certainty.DERIVED: Text("suy ra từ số liệu có nguồn", "derived from sourced figures"),
    Certainty.CORROBORATED: Text("thấy trong bản của địa phương", "seen in a local copy"),
    Certainty.ANALOG: Text("theo văn bản tương tự", "from a sister document"),
    Certainty.MEMORY: Text("chưa kiểm chứng, cần đối chiếu văn bản", "unverified, check the document"),
    Certainty.ILLUSTRATIVE: Text("minh hoạ", "illustrative"),
    Certainty.UNKNOWN: Text("chưa biết", "unknown"),
}

_FIRM = {Certainty.VERIFIED, Certainty.SOURCED, Certainty.DERIVED}


@dataclass(frozen=True, slots=True)
class Provenance:
    """One source with its certainty; `reference` is an address or a document number."""

    certainty: Certainty
    reference: str = ""
    note: str = ""

    @property
    def is_firm(self) -> bool:
        """Whether a total may rest on it without a warning."""
        return self.certainty in _FIRM
