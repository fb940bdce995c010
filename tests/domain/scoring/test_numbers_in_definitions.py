from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from thuocdo.domain.scoring.numbers import Number


@pytest.mark.parametrize("text", ["1/0", "1e999999999", "1e999999999%", "9" * 100, "0.2.3", "mười"])
def test_a_number_that_cannot_be_computed_with_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Number).validate_python(text)
