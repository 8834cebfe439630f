"""The environment as an operator writes it, mistakes included."""

from pathlib import Path

import pytest

from karhu.settings import CHECKOUT, Settings, SettingsError

FINGERPRINT = f"SHA256:{'Ab+/' * 10}xyz"


def test_an_empty_environment_is_one_machine_with_everything_beside_the_justfile() -> None:
    settings = Settings.from_environment({})
    assert settings.home == CHECKOUT / ".karhu"
    assert settings.database_url is None
    assert settings.redis_url is None
    assert (settings.host, settings.port, settings.worker_count) == ("127.0.0.1", 8420, 2)
    assert settings.public_url == "http://127.0.0.1:8420"


def test_the_public_address_follows_the_host_and_the_port() -> None:
    assert _read(KARHU_PORT="9000").public_url == "http://127.0.0.1:9000"
    assert _read(KARHU_HOST="0.0.0.0").public_url == "http://127.0.0.1:8420"
    assert _read(KARHU_HOST="::").public_url == "http://[::1]:8420"
    assert _read(KARHU_PUBLIC_URL="https://karhu.test/").public_url == "https://karhu.test"


def test_a_blank_variable_counts_as_unset() -> None:
    assert _read(KARHU_DATABASE_URL=" ", KARHU_PORT="").database_url is None


def test_another_program_reads_the_same_settings_from_what_it_is_given() -> None:
    settings = _read(
        KARHU_HOME="/srv/karhu",
        KARHU_DATABASE_URL="postgresql://karhu@db/karhu",
        KARHU_REDIS_URL="unix:///run/redis.sock",
        KARHU_SMTP_URL="smtp://user:secret@mail.test:587",
        KARHU_BOUNCE_ADDRESS="bounces@karhu.test",
        KARHU_BOUNCE_URL="imaps://bounces:secret@mail.test/INBOX",
        KARHU_EINVOICE_URL=f"sftp://karhu@operator.test/in?fingerprint={FINGERPRINT}",
        KARHU_PRINT_URL="https://bearer:secret@print.test/jobs?class=priority",
        KARHU_SMS_URL="http://127.0.0.1:9000/sms",
        KARHU_WORKERS="0",
        KARHU_LOG_LEVEL="DEBUG",
    )
    assert settings.home == Path("/srv/karhu")
    assert Settings.from_environment(settings.as_environment()) == settings


@pytest.mark.parametrize(
    ("name", "text", "cure"),
    [
        ("KARHU_PORT", "http", "give a whole number from 1 to 65535"),
        ("KARHU_PORT", "65536", "give a whole number from 1 to 65535"),
        ("KARHU_WORKERS", "-1", "give a whole number from 0 to 64"),
        ("KARHU_HOST", "http://karhu", "give a host name or address"),
        ("KARHU_HOME", __file__, "name a directory"),
        ("KARHU_DATABASE_URL", "mysql://root@db/karhu", "must begin with postgresql://"),
        ("KARHU_DATABASE_URL", "postgresql://db:port/karhu", "cannot be read as a URL"),
        ("KARHU_REDIS_URL", "localhost:6379", "must begin with redis://"),
        ("KARHU_SMTP_URL", "smtp://", "names no host"),
        ("KARHU_SMTP_URL", "http://mail.test", "must begin with smtp:// or smtp+tls:// or smtps"),
        ("KARHU_BOUNCE_ADDRESS", "bounces", "such as bounces@example.com"),
        ("KARHU_BOUNCE_ADDRESS", "a b@example.com", "such as bounces@example.com"),
        ("KARHU_BOUNCE_URL", "imap://a:b@mail.test", "begin it with imaps://"),
        ("KARHU_BOUNCE_URL", "imaps://mail.test", "names no user or no password"),
        ("KARHU_EINVOICE_URL", "http://operator.test/in", "begin it with https://"),
        ("KARHU_EINVOICE_URL", "ftp://operator.test/in", "must begin with https://"),
        ("KARHU_EINVOICE_URL", "sftp://operator.test/in", "add ?fingerprint=SHA256:..."),
        ("KARHU_PRINT_URL", "sftp://o.test/?fingerprint=MD5:00", "the one that ssh-keygen -l"),
        ("KARHU_PRINT_URL", "sftp://o.test/?known_hosts=/nowhere", "there is no such file"),
        ("KARHU_PRINT_URL", "https://p.test/?class=express", "give one of economy, priority"),
        ("KARHU_SMS_URL", "http://gateway.test", "begin it with https://"),
        ("KARHU_PUBLIC_URL", "karhu.example.com", "must begin with https://"),
        ("KARHU_LOG_LEVEL", "loud", "give one of debug, info, warning, error"),
    ],
)
def test_a_bad_value_is_answered_with_its_name_and_the_cure(
    name: str, text: str, cure: str
) -> None:
    with pytest.raises(SettingsError) as answer:
        Settings.from_environment({name: text})
    assert str(answer.value).startswith(name)
    assert cure in str(answer.value)


def test_a_message_about_a_url_never_repeats_its_password() -> None:
    with pytest.raises(SettingsError) as answer:
        _read(KARHU_SMTP_URL="mail://user:secret@mail.test")
    assert "secret" not in str(answer.value)


def _read(**environment: str) -> Settings:
    return Settings.from_environment(environment)
