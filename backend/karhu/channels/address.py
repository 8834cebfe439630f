"""E-mail addresses as the wire takes them."""

import re
from functools import lru_cache
from uuid import UUID

# a dot-atom, in any script; the quoted local parts of RFC 5321 are nobody's in practice
LOCAL = re.compile(r"[^\x00-\x20\x7f-\xa0\"(),:;<>@\[\\\]\u2000-\u206f\ufeff]{1,64}")
VERP = re.compile(r"\+([0-9a-f]{32})$", re.IGNORECASE)
DOMAIN = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")


@lru_cache(maxsize=10_000)
def on_the_wire(address: str) -> str | None:
    """The address with its domain in ASCII; None when no mail server could take it."""
    local, _, domain = address.rpartition("@")
    reached = ascii_domain(domain)
    return f"{local}@{reached}" if reached and LOCAL.fullmatch(local) else None


@lru_cache(maxsize=1_000)
def ascii_domain(domain: str) -> str | None:
    """The domain as DNS writes it (RFC 3490); None when it is none."""
    try:
        written = domain.encode("idna").decode("ascii")
        is_same = written.encode().decode("idna").lower() == domain.lower()
    except UnicodeError:
        return None
    # the mapping of `ß` to `ss` would reach somebody else
    return written if is_same and DOMAIN.fullmatch(written) else None


def verp(bounce_address: str, id: UUID) -> str:
    """The bounce address with a message's id in it: what returns there tells what it was."""
    local, _, domain = bounce_address.rpartition("@")
    return f"{local}+{id.hex}@{ascii_domain(domain) or domain}"


def message_in(address: str) -> UUID | None:
    """The message whose id an address holds, as `verp` wrote it; None if it holds none."""
    local = address.strip("<> ").rpartition("@")[0]
    found = VERP.search(local)
    return UUID(hex=found[1]) if found else None
