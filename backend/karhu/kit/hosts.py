"""Which servers are this machine itself, how others are checked, and the options of a URL."""

import ipaddress
import os
import ssl
from functools import lru_cache
from urllib.parse import unquote, urlsplit


def is_loopback(host: str | None) -> bool:
    """Whether a host is this machine by its name: nothing said to it goes over a wire."""
    name = (host or "").lower().rstrip(".")
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def tls_context(host: str | None) -> ssl.SSLContext:
    """TLS that checks who answers, but for this machine itself, which cannot be somebody else."""
    return _context(is_loopback(host), _authorities())


def _authorities() -> tuple[str | None, int]:
    """The file of authorities that TLS believes, and when it was last written."""
    path = ssl.get_default_verify_paths().cafile
    return path, os.stat(path).st_mtime_ns if path else 0


@lru_cache(maxsize=4)  # to read the authorities takes 40 ms, and a connection asks for them
def _context(is_own: bool, authorities: tuple[str | None, int]) -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if is_own:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def options_of(url: str) -> dict[str, str]:
    """The options behind `?`; a plus sign stays one, for fingerprints have them."""
    pairs = (pair.partition("=") for pair in urlsplit(url).query.split("&") if pair)
    return {name: unquote(value) for name, _, value in pairs}
