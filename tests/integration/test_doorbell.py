"""A request that makes work wakes a worker."""

import subprocess
import time

import httpx
from redis import Redis
from redis.exceptions import RedisError

from karhu.kit.embedded import prepare_redis
from tests.contract.served import PASSWORD, served
from tests.homes import fresh_home


async def test_asking_for_a_run_rings(database: str) -> None:
    with fresh_home() as home:
        server = prepare_redis(home)
        process = subprocess.Popen(server.command)
        redis = Redis.from_url(server.url)
        try:
            until_it_answers(redis)
            async with served(database, KARHU_REDIS_URL=server.url) as made:
                known = made.environment
                with httpx.Client(base_url=made.url) as client:
                    who = {"email": known["FUZZ_EMAIL"], "password": PASSWORD}
                    token = client.post("/v1/sessions", json=who).json()["csrf_token"]
                    path = f"/v1/companies/{known['FUZZ_COMPANY_ID']}/runs"
                    answer = client.post(path, json={}, headers={"X-CSRF-Token": token})
                assert answer.status_code == 202
                assert redis.zcard("arq:queue") == 1
        finally:
            redis.close()
            process.terminate()
            process.wait(timeout=10)


def until_it_answers(redis: Redis) -> None:
    for _ in range(100):
        try:
            redis.ping()
            return
        except RedisError:
            time.sleep(0.05)
    raise TimeoutError("Redis did not start.")
