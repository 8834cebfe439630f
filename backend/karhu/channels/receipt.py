"""What a channel answers when it is given a letter."""

from typing import Literal

import msgspec

Verdict = Literal["sent", "refused", "deferred", "unknown"]


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """`refused` is final, `deferred` surely not sent, `unknown` may have been sent."""

    verdict: Verdict
    text: str
