"""Text messages over an HTTP gateway, for alerts to the company's own people."""

import re
from uuid import uuid4

import msgspec

from karhu.channels.drop import File, receipt
from karhu.channels.http_drop import HttpDrop
from karhu.channels.receipt import Receipt
from karhu.kit.hosts import options_of

E164 = re.compile(r"\+[1-9][0-9]{6,14}")
BETWEEN = re.compile(r"[\s().-]+")  # how people part a number
LONGEST = 1_000  # characters; gateways part what is longer than one message


class Gateway:
    """One gateway; `?from=` in its URL is the sender that a telephone shows."""

    def __init__(self, url: str) -> None:
        self._drop = HttpDrop(url)
        self._sender = options_of(url).get("from", "")

    async def send(self, *, to: str, text: str) -> Receipt:
        """Send one message to a number in international form (E.164); never raises."""
        number = telephone(to)
        if number is None:
            return receipt("refused", f"no international telephone number: {to[:40]}")
        if not text.strip() or len(text) > LONGEST:
            return receipt("refused", f"a text message has 1 to {LONGEST} characters")
        told = {"to": number, "text": text}
        if self._sender:
            told["from"] = self._sender
        content = msgspec.json.encode(told)
        file = File(name="message.json", content=content, media_type="application/json")
        return await self._drop.put([file], key=str(uuid4()))

    async def close(self) -> None:
        """Close every connection."""
        await self._drop.close()


def telephone(text: str) -> str | None:
    """The number as E.164 writes it; None if it does not begin with a country."""
    compact = BETWEEN.sub("", text)
    if compact.startswith("00"):
        compact = f"+{compact[2:]}"
    return compact if E164.fullmatch(compact) else None
