"""Secrets that the outside holds; only their hashes are stored."""

import hashlib
import secrets

API_KEY_START = "karhu_"
SHOWN_LENGTH = len(API_KEY_START) + 8


def new_token() -> str:
    """256 random bits, safe in a cookie and a header."""
    return secrets.token_urlsafe(32)


def new_api_key() -> str:
    """A key such as `karhu_3f9a…` with 256 random bits; a double click selects all of it."""
    return API_KEY_START + secrets.token_hex(32)


def shown_part(api_key: str) -> str:
    """The beginning of a key, which may be shown later to tell it from others."""
    return api_key[:SHOWN_LENGTH]


def digest(secret: str) -> bytes:
    """What is stored of a random secret: it is long enough to need no slow hash (32 bytes)."""
    return hashlib.sha256(secret.encode()).digest()
