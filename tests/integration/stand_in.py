"""A supervisor to kill, for test_supervisor: real databases and two stand-ins for API and worker.

Run as `python -m tests.integration.stand_in HOME`; prints one line of JSON when all is ready.
"""

import asyncio
import sys
from pathlib import Path

import msgspec

from karhu.kit.supervise import Child
from karhu.settings import Settings
from karhu.up import servers

API = "import time; print('serving'); time.sleep(600)"
# ends with 1 when Redis goes away, as an ARQ worker does, and leaves a program of its own behind
WORKER = """
import socket, subprocess, sys
program = [sys.executable, "-c", "import time; time.sleep(600)"]
subprocess.Popen(program, start_new_session=True)
with socket.socket(socket.AF_UNIX) as connection:
    connection.connect(sys.argv[1])
    connection.recv(1)
sys.exit(1)
"""


async def main() -> None:
    home = Path(sys.argv[1])
    async with servers(Settings(home=home)) as (tree, settings):
        socket = (settings.redis_url or "").removeprefix("unix://")
        api = Child(name="api", command=(sys.executable, "-u", "-c", API))
        worker = Child(name="worker", command=(sys.executable, "-u", "-c", WORKER, socket))
        await tree.start(api)
        await tree.start(worker)
        ready = {"database_url": settings.database_url, "redis_url": settings.redis_url}
        print("READY " + msgspec.json.encode(ready).decode(), flush=True)
        await tree.wait()


if __name__ == "__main__":
    asyncio.run(main())
