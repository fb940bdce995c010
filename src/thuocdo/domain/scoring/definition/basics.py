"""What every part of a definition is made of: codes, bilingual labels, law, source, dates of force."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from thuocdo.domain.primitives.provenance import Certainty
from thuocdo.domain.primitives.texts import Text


def _read_code(value: object) -> object:
    return str(value) if isinstance(value, int | float | Decimal) and not isinstance(value, bool) else value


Code = Annotated[str, Field(pattern=r"^[\w][\w.\-]*$"), BeforeValidator(_read_code)]


class Strict(BaseModel):
    """Unknown keys are refused: a misplaced word must never be ignored in silence."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, arbitrary_types_allowed=True, populate_by_name=True
    )


def _are_texts(values: Iterable[object]) -> bool:
    return all(isinstance(value, str) for value in values)


def _read_text(value: object) -> object:
    if isinstance(value, str):
        return Text(value)
    if (
        isinstance(value, dict)
        and set(value) <= {"vi", "en"}
        and "vi" in value
        and _are_texts(value.values())
    ):
        return Text(**value)
    return value


Label = Annotated[Text, BeforeValidator(_read_text)]


class Legal(Strict):
    """The document a rule set or a rule rests on; `article` points inside it."""

    number: str = ""
    date: datetime.date | None = None
    issuer: str = ""
    article: str = ""
    replaces: str = ""
    note: str = ""


class Source(Strict):
    """How sure the row is and where it comes from."""

    status: Certainty = Certainty.UNKNOWN
    ref: str = ""
    note: str = ""


class Validity(Strict):
    """Closed dates of legal force; `to` is empty while in force."""

    start: datetime.date | None = Field(default=None, alias="from")
    end: datetime.date | None = Field(default=None, alias="to")

    def covers(self, day: datetime.date) -> bool:
        """Whether `day` lies between the dates, both included."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)
