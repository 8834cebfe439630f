"""An operator on loopback that keeps what it is handed and says so: `-m karhu.demo.operator`.

Takes e-invoices, print jobs and text messages over HTTP, each kind below its own path, and tells at
`answers` what became of them. What comes twice under one key is kept once.
"""

import json
import os
import signal
import sys
import threading
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from karhu.demo.post import HOST
from karhu.kit import clock

MOST_BYTES = 50_000_000
# what is said of each kind once it is taken, in this order
ANSWERS = {"einvoice": ("accepted", "delivered"), "print": ("accepted", "printed"), "sms": ()}
SUFFIXES = {"einvoice": "xml", "sms": "json"}
LOG = "answers.jsonl"


class Operator(ThreadingHTTPServer):
    """Keeps files below `directory`, a folder each kind."""

    daemon_threads = True

    def __init__(self, directory: Path, *, port: int) -> None:
        self.directory, self.turn = directory, threading.Lock()
        super().__init__((HOST, port), Request)

    def keep(self, kind: str, key: str, files: dict[str, bytes]) -> bool:
        """Keep the files of one key; False if it is known already."""
        place = self.directory / kind
        with self.turn:
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
            if any(place.glob(f"{key}.*")):
                return False
            for suffix, content in files.items():
                fresh = place / f".{key}.part"
                fresh.write_bytes(content)
                os.replace(fresh, place / f"{key}.{suffix}")
            with (place / LOG).open("a", encoding="utf-8") as log:
                for answer in ANSWERS[kind]:
                    at = clock.now().isoformat(timespec="seconds")
                    log.write(json.dumps({"item_id": key, "type": answer, "at": at}) + "\n")
        return True

    def answers(self, kind: str, since: int, limit: int) -> tuple[list[Any], int]:
        """What was said of a kind after so many answers, and how many there are then."""
        path = self.directory / kind / LOG
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        chosen = lines[since : since + limit]
        return [json.loads(line) for line in chosen], since + len(chosen)


class Request(BaseHTTPRequestHandler):
    """One request; the method names are the standard library's."""

    protocol_version = "HTTP/1.1"
    server: Operator

    def do_POST(self) -> None:
        """Take what is handed over under its key."""
        kind = self.path.strip("/")
        length = int(self.headers.get("Content-Length") or 0)
        key = "".join(c for c in self.headers.get("Idempotency-Key", "") if c.isalnum() or c == "-")
        if kind not in ANSWERS or not key or not 0 < length <= MOST_BYTES:
            self.close_connection = True
            self._say(400, {"text": "a kind, a key and some content are needed"})
            return
        content = self.rfile.read(length)
        is_new = self.server.keep(kind, key, self._files(kind, content))
        self._say(201 if is_new else 200, {"id": f"{kind.upper()}-{key[-12:]}"})

    def do_GET(self) -> None:
        """Tell what became of a kind, or that the operator is there."""
        parts = urlsplit(self.path)
        kind, _, rest = parts.path.strip("/").partition("/")
        if kind not in ANSWERS or rest != "answers":
            self._say(200 if not kind else 404, {"status": "ok" if not kind else "not found"})
            return
        asked = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        since, limit = int(asked.get("since", "0") or 0), int(asked.get("limit", "1000"))
        answers, until = self.server.answers(kind, since, limit)
        self._say(200, {"answers": answers, "next": str(until)})

    def log_message(self, format: str, *arguments: Any) -> None:
        """Nothing: the files tell."""

    def _files(self, kind: str, content: bytes) -> dict[str, bytes]:
        declared = self.headers.get("Content-Type", "")
        if not declared.startswith("multipart/form-data"):
            return {SUFFIXES.get(kind, "bin"): content}
        head = f"Content-Type: {declared}\r\n\r\n".encode()
        files = {}
        for part in BytesParser().parsebytes(head + content).walk():
            name = part.get_param("name", header="content-disposition")
            payload = part.get_payload(decode=True)
            if isinstance(name, str) and name.isalnum() and isinstance(payload, bytes):
                files[name] = payload
        return files

    def _say(self, status: int, told: dict[str, Any]) -> None:
        body = json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def serve(directory: Path, *, port: int) -> None:
    """Serve until SIGTERM or SIGINT."""
    with Operator(directory, port=port) as operator:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: threading.Thread(target=operator.shutdown).start())
        operator.serve_forever()


if __name__ == "__main__":
    serve(Path(sys.argv[1]), port=int(sys.argv[2]))
