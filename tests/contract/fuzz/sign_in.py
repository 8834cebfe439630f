"""Signs the fuzzer in; signing out gets a session of its own, or it would end all the others."""

import os
from typing import Any

import httpx
import schemathesis


def signed_in() -> dict[str, str]:
    answer = httpx.post(
        os.environ["FUZZ_URL"] + "/v1/sessions",
        json={"email": os.environ["FUZZ_EMAIL"], "password": os.environ["FUZZ_PASSWORD"]},
    )
    answer.raise_for_status()
    cookie = answer.cookies["karhu_session"]
    return {"Cookie": f"karhu_session={cookie}", "X-CSRF-Token": answer.json()["csrf_token"]}


class Session:
    """Adds the session's cookie and CSRF token to a request."""

    def get(self, case: Any, context: Any) -> dict[str, str]:
        """A new session."""
        return signed_in()

    def set(self, case: Any, data: dict[str, str], context: Any) -> None:
        """Send it along."""
        case.headers = {**(case.headers or {}), **data}


schemathesis.auth(refresh_interval=3600).skip_for(name="DELETE /v1/sessions/current")(Session)
schemathesis.auth(refresh_interval=None).apply_to(name="DELETE /v1/sessions/current")(Session)
