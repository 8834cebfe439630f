"""The doorbell: tells a worker that a row waits. Losing a ring delays, it loses nothing."""

import asyncio
from typing import Any
from uuid import UUID

import arq
import msgspec
import structlog
from arq.connections import ArqRedis, RedisSettings
from redis.exceptions import RedisError

log = structlog.get_logger()
CONNECT_SECONDS = 1
RING_SECONDS = 3  # a server that hangs delays whoever rings no longer than this

serialise = msgspec.msgpack.encode
deserialise = msgspec.msgpack.decode

_settings: RedisSettings | None = None
_pool: ArqRedis | None = None


def redis_settings(url: str) -> RedisSettings:
    """ARQ's settings for a URL; a server that is away is noticed within a second."""
    settings = RedisSettings.from_dsn(url)
    settings.conn_timeout, settings.conn_retries = CONNECT_SECONDS, 1
    return settings


def listen_at(url: str | None) -> None:
    """Ring at this Redis from here on; None: rings are silent and only sweeps find work."""
    global _settings, _pool
    _settings, _pool = (redis_settings(url) if url else None), None


async def ring(kind: str, company_id: UUID | None = None, id: UUID | None = None) -> None:
    """Wake a worker for one kind of work; never raises, for the row is what counts."""
    global _pool
    if _settings is None:
        return
    named: list[Any] = [str(part) for part in (company_id, id) if part is not None]
    try:
        async with asyncio.timeout(RING_SECONDS):
            if _pool is None:
                _pool = await arq.create_pool(
                    _settings, job_serializer=serialise, job_deserializer=deserialise
                )
            await _pool.enqueue_job(kind, *named)
    except (RedisError, OSError, TimeoutError) as error:
        _pool = None
        log.warning("ring_unheard", kind=kind, error=str(error))


async def hang_up() -> None:
    """Close the connection to Redis."""
    global _pool
    if _pool is not None:
        await _pool.aclose()
        _pool = None
