"""Logs as one JSON object a line, our own and the libraries'."""

import logging
import sys
from typing import Any

import msgspec
import structlog


def configure_logs(level: str) -> None:
    """Write everything from this level up (`debug` to `error`) to standard output as JSON."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    number = logging.getLevelName(level.upper())
    structlog.configure(
        processors=[*shared, structlog.processors.JSONRenderer(serializer=_written)],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        cache_logger_on_first_use=False,
    )
    taken = logging.StreamHandler(sys.stdout)
    taken.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(serializer=_written),
            ],
        )
    )
    logging.basicConfig(handlers=[taken], level=max(number, logging.WARNING), force=True)


def _written(event: Any, **_: Any) -> str:
    return msgspec.json.encode(event, enc_hook=str).decode()
