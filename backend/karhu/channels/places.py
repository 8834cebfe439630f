"""Which servers are this machine itself, and what of a URL may be said to others."""

import ipaddress
import ssl
from urllib.parse import SplitResult


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
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if is_loopback(host):
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def place_of(url: SplitResult) -> str:
    """Host and port of a URL for a text: without the credentials."""
    host = url.hostname or ""
    return f"{host}:{url.port}" if url.port else host
