"""What the environment decides: one frozen struct, read once at the start."""

import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Self, TypeVar
from urllib.parse import urlsplit

import msgspec

from karhu.kit.hosts import is_loopback, options_of

Value = TypeVar("Value")

LOG_LEVELS = ("debug", "info", "warning", "error")
FINGERPRINT = re.compile(r"SHA256:[A-Za-z0-9+/]{43}")
LOCAL = re.compile(r"[A-Za-z0-9.!#$%&*/=?^_`{|}~-]{1,31}")  # the id of a message follows it
DOMAIN = re.compile(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
PRINT_OPTIONS = {"class": ("economy", "priority"), "colour": ("no", "yes"), "duplex": ("yes", "no")}
CHECKOUT = Path(__file__).resolve().parents[2]


class SettingsError(Exception):
    """A variable of the environment that cannot be used; the text says which and the cure."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that differs between one machine and another."""

    home: Path
    database_url: str | None = None
    redis_url: str | None = None
    host: str = "127.0.0.1"
    port: int = 8420
    worker_count: int = 2
    smtp_url: str | None = None
    bounce_address: str | None = None
    bounce_url: str | None = None
    einvoice_url: str | None = None
    print_url: str | None = None
    sms_url: str | None = None
    public_url: str = "http://127.0.0.1:8420"
    log_level: str = "info"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Self:
        """Read the KARHU_ variables; raises SettingsError with a sentence for the first bad one."""

        def read(name: str, parse: Callable[[str, str], Value], otherwise: Value) -> Value:
            text = environment.get(name, "").strip()
            return parse(name, text) if text else otherwise

        host = read("KARHU_HOST", _host, "127.0.0.1")
        port = read("KARHU_PORT", _port, 8420)
        return cls(
            home=read("KARHU_HOME", _directory, _default_home()),
            database_url=read("KARHU_DATABASE_URL", _database_url, None),
            redis_url=read("KARHU_REDIS_URL", _redis_url, None),
            host=host,
            port=port,
            worker_count=read("KARHU_WORKERS", _worker_count, 2),
            smtp_url=read("KARHU_SMTP_URL", _smtp_url, None),
            bounce_address=read("KARHU_BOUNCE_ADDRESS", _bounce_address, None),
            bounce_url=read("KARHU_BOUNCE_URL", _bounce_url, None),
            einvoice_url=read("KARHU_EINVOICE_URL", _drop_url, None),
            print_url=read("KARHU_PRINT_URL", _print_url, None),
            sms_url=read("KARHU_SMS_URL", _gateway_url, None),
            public_url=read("KARHU_PUBLIC_URL", _public_url, _own_url(host=host, port=port)),
            log_level=read("KARHU_LOG_LEVEL", _log_level, "info"),
        )

    def as_environment(self) -> dict[str, str]:
        """The variables from which another process reads these same settings."""
        named = {
            "KARHU_HOME": str(self.home),
            "KARHU_DATABASE_URL": self.database_url,
            "KARHU_REDIS_URL": self.redis_url,
            "KARHU_HOST": self.host,
            "KARHU_PORT": str(self.port),
            "KARHU_WORKERS": str(self.worker_count),
            "KARHU_SMTP_URL": self.smtp_url,
            "KARHU_BOUNCE_ADDRESS": self.bounce_address,
            "KARHU_BOUNCE_URL": self.bounce_url,
            "KARHU_EINVOICE_URL": self.einvoice_url,
            "KARHU_PRINT_URL": self.print_url,
            "KARHU_SMS_URL": self.sms_url,
            "KARHU_PUBLIC_URL": self.public_url,
            "KARHU_LOG_LEVEL": self.log_level,
        }
        return {name: text for name, text in named.items() if text is not None}


def _default_home() -> Path:
    beside = CHECKOUT if (CHECKOUT / "justfile").exists() else Path.cwd()
    return beside / ".karhu"


def _own_url(*, host: str, port: int) -> str:
    reachable = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    return f"http://[{reachable}]:{port}" if ":" in reachable else f"http://{reachable}:{port}"


def _directory(name: str, text: str) -> Path:
    path = Path(text).expanduser().absolute()
    if path.exists() and not path.is_dir():
        raise SettingsError(f"{name} is {path}, which is a file; name a directory.")
    return path


def _host(name: str, text: str) -> str:
    if "/" in text or " " in text:
        raise SettingsError(f"{name} is {text!r}; give a host name or address such as 127.0.0.1.")
    return text


def _whole_number(name: str, text: str, *, least: int, most: int) -> int:
    cure = f"{name} is {text!r}; give a whole number from {least} to {most}."
    if not text.isascii() or not text.isdecimal():
        raise SettingsError(cure)
    if not least <= int(text) <= most:
        raise SettingsError(cure)
    return int(text)


def _port(name: str, text: str) -> int:
    return _whole_number(name, text, least=1, most=65535)


def _worker_count(name: str, text: str) -> int:
    return _whole_number(name, text, least=0, most=64)


def _log_level(name: str, text: str) -> str:
    if text.lower() not in LOG_LEVELS:
        raise SettingsError(f"{name} is {text!r}; give one of {', '.join(LOG_LEVELS)}.")
    return text.lower()


def _url(name: str, text: str, *, schemes: tuple[str, ...], example: str) -> str:
    # the value itself may hold a password, so no message repeats it
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError as error:
        raise SettingsError(f"{name} cannot be read as a URL ({error}); give {example}.") from None
    if parts.scheme not in schemes:
        wanted = " or ".join(f"{scheme}://" for scheme in schemes)
        raise SettingsError(f"{name} must begin with {wanted}; for example {example}.")
    return text


def _with_host(name: str, text: str, *, schemes: tuple[str, ...], example: str) -> str:
    _url(name, text, schemes=schemes, example=example)
    if not urlsplit(text).hostname:
        raise SettingsError(f"{name} names no host; give for example {example}.")
    return text


def _database_url(name: str, text: str) -> str:
    example = "postgresql://user:password@host:5432/karhu"
    return _url(name, text, schemes=("postgresql", "postgres"), example=example)


def _redis_url(name: str, text: str) -> str:
    return _url(name, text, schemes=("redis", "rediss", "unix"), example="redis://host:6379/0")


def _smtp_url(name: str, text: str) -> str:
    example = "smtp+tls://user:password@mail.example.com:587"
    return _with_host(name, text, schemes=("smtp", "smtp+tls", "smtps"), example=example)


def _bounce_address(name: str, text: str) -> str:
    local, _, domain = text.rpartition("@")
    if not LOCAL.fullmatch(local) or not DOMAIN.fullmatch(domain):
        cure = "give a mailbox that takes mail behind a plus sign, such as bounces@example.com."
        raise SettingsError(f"{name} is {text!r}; {cure}")
    return text


def _bounce_url(name: str, text: str) -> str:
    example = "imaps://user:password@mail.example.com/INBOX"
    _with_host(name, text, schemes=("imaps", "imap"), example=example)
    _check_encrypted(name, text, instead="imaps://")
    if not urlsplit(text).username or not urlsplit(text).password:
        raise SettingsError(f"{name} names no user or no password; give for example {example}.")
    return text


def _gateway_url(name: str, text: str) -> str:
    example = "https://user:password@gateway.example.com/messages"
    _with_host(name, text, schemes=("https", "http"), example=example)
    _check_encrypted(name, text, instead="https://")
    return text


def _drop_url(name: str, text: str) -> str:
    example = "https://user:password@operator.example.com/in"
    _with_host(name, text, schemes=("https", "http", "sftp"), example=example)
    if urlsplit(text).scheme == "sftp":
        _check_pinned(name, text)
    else:
        _check_encrypted(name, text, instead="https://")
    return text


def _print_url(name: str, text: str) -> str:
    options = options_of(_drop_url(name, text))
    for option, known in PRINT_OPTIONS.items():
        if options.get(option, known[0]) not in known:
            cure = f"give one of {', '.join(known)}"
            raise SettingsError(f"{name} has {option}={options[option]}; {cure}.")
    return text


def _check_encrypted(name: str, text: str, *, instead: str) -> None:
    parts = urlsplit(text)
    if parts.scheme in ("http", "imap") and not is_loopback(parts.hostname):
        wire = f"{name} would send what debtors owe unencrypted to {parts.hostname}"
        raise SettingsError(f"{wire}; begin it with {instead}.")


def _check_pinned(name: str, text: str) -> None:
    options = options_of(text)
    pinned, known, key = (options.get(option) for option in ("fingerprint", "known_hosts", "key"))
    if pinned is not None and not FINGERPRINT.fullmatch(pinned):
        raise SettingsError(
            f"{name} has a fingerprint that is none; give the one that ssh-keygen -l shows, "
            "SHA256: and 43 characters."
        )
    for option, path in (("known_hosts", known), ("key", key)):
        if path is not None and not Path(path).is_file():
            raise SettingsError(f"{name} names {path} as its {option}; there is no such file.")
    if not pinned and not known and not is_loopback(urlsplit(text).hostname):
        raise SettingsError(
            f"{name} does not say which server is the right one; add ?fingerprint=SHA256:... or "
            "?known_hosts=FILE."
        )


def _public_url(name: str, text: str) -> str:
    example = "https://karhu.example.com"
    return _with_host(name, text, schemes=("https", "http"), example=example).rstrip("/")
