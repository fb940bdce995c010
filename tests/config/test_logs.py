from __future__ import annotations

import io
import json
import logging
import logging.config

import pytest
import structlog

from thuocdo.config.logs import json_logging

SECRET = "kX3f_9-secret"


@pytest.mark.parametrize("path", [f"/enter/{SECRET}/", f"/account/password/reset/key/{SECRET}/"])
def test_one_time_links_are_not_written_down(path: str) -> None:
    stream, handler = io.StringIO(), logging.StreamHandler()
    handler.setStream(stream)
    formatter = json_logging("INFO")["formatters"]["json"]
    handler.setFormatter(logging.config.DictConfigurator({"version": 1}).configure_formatter(dict(formatter)))
    record = logging.LogRecord("django.request", logging.WARNING, "f", 1, "Gone: %s", (path,), None)
    handler.handle(record)
    assert SECRET not in stream.getvalue()
    assert json.loads(stream.getvalue())["event"].startswith("Gone: /")


def test_our_own_events_hide_them_too() -> None:
    json_logging("INFO")
    processors = structlog.get_config()["processors"]
    hide = next(one for one in processors if getattr(one, "__name__", "") == "hide_secrets")
    assert hide(None, "info", {"request": f"GET /enter/{SECRET}/", "n": 1}) == {
        "request": "GET /enter/…/",
        "n": 1,
    }
