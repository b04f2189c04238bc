"""Starting with the wrong settings: one clear sentence, no traceback, no value repeated."""

import datetime as dt
import os
import subprocess
import sys

import pytest

from auth_gateway.platform.settings import Mode, Settings, SettingsError, load_settings

SECRET = "a secret of the tests, of more than 32 characters"
PRODUCTION = {
    "OXYCCAM_MODE": "production",
    "OXYCCAM_BASE_URL": "https://oxyccam.example.org",
    "OXYCCAM_SECRET_KEY": SECRET,
    "OXYCCAM_INDEX_KEY": SECRET.swapcase(),
    "OXYCCAM_TURN_SECRET": SECRET[::-1],
    "OXYCCAM_MAIL_TRANSPORT": "smtp",
    "OXYCCAM_SMTP_HOST": "relay.example.org",
}


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in [name for name in os.environ if name.startswith("OXYCCAM_")]:
        monkeypatch.delenv(name)
    for name, value in PRODUCTION.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


def test_complete_production_settings_start(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("OXYCCAM_PORT", "9000")

    settings = load_settings()

    assert (settings.mode, settings.port, settings.demonstration) == (Mode.PRODUCTION, 9000, False)
    assert SECRET not in repr(settings)


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("OXYCCAM_TODAY", "2026-11-21", "OXYCCAM_TODAY fixes the business date"),
        ("OXYCCAM_MAIL_TRANSPORT", "sink", "keeps the sign-in codes on this machine"),
        ("OXYCCAM_SECRET_KEY", "canari", "OXYCCAM_SECRET_KEY is missing or shorter than 32 characters"),
        ("OXYCCAM_TURN_SECRET", "", "OXYCCAM_TURN_SECRET is missing or shorter than 32 characters"),
        ("OXYCCAM_SMTP_HOST", "", "OXYCCAM_SMTP_HOST is missing"),
        ("OXYCCAM_TURN_SECRET", SECRET, "two are the same: each needs a secret of its own"),
        ("OXYCCAM_INDEX_KEY", "", "OXYCCAM_INDEX_KEY is missing or shorter than 32 characters"),
        ("OXYCCAM_SECRET_KEY", "canari-" * 6, "OXYCCAM_SECRET_KEY can be guessed"),
        ("OXYCCAM_TURN_SECRET", "0123456789abcdef" * 2, "OXYCCAM_TURN_SECRET can be guessed"),
        ("OXYCCAM_REDIS_URL", "redis+sentinel://:canari@one,two", "takes the address of a server"),
        ("OXYCCAM_REDIS_URL", "canari.example.org:6379", "OXYCCAM_REDIS_URL takes the address of a server"),
        ("OXYCCAM_TRUSTED_PROXIES", "*", "OXYCCAM_TRUSTED_PROXIES takes addresses or networks"),
        ("OXYCCAM_TRUSTED_PROXIES", "192.0.2.1, 0.0.0.0/0", "OXYCCAM_TRUSTED_PROXIES takes addresses or networks"),
        ("OXYCCAM_TRUSTED_PROXIES", "canari.example.org", "OXYCCAM_TRUSTED_PROXIES takes addresses or networks"),
        ("OXYCCAM_EMBEDDING_ORIGINS", '["https://canari.example.org/page"]', "takes a list of origins"),
        ("OXYCCAM_EMBEDDING_ORIGINS", '["https://canari.example.org; script-src *"]', "takes a list of origins"),
        ("OXYCCAM_EMBEDDING_ORIGINS", '["https://*.example.org"]', "takes a list of origins"),
        ("OXYCCAM_EMBEDDING_ORIGINS", '["https://canari.example.com"]', "names a page of another site"),
        ("OXYCCAM_EMBEDDING_ORIGINS", '["http://canari.example.org"]', "names a page of another site"),
        ("OXYCCAM_PORT", "canari", "OXYCCAM_PORT: Input should be a valid integer"),
    ],
)
def test_what_production_may_not_have_or_lack_refuses_to_start(
    environment: pytest.MonkeyPatch, name: str, value: str, sentence: str
) -> None:
    environment.setenv(name, value)

    with pytest.raises(SettingsError, match=sentence) as refused:
        load_settings()

    assert "canari" not in str(refused.value)


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("OXYCCAM_SMTP_SECURITY", "none", "OXYCCAM_SMTP_SECURITY=none sends the sign-in codes in clear"),
        ("OXYCCAM_BASE_URL", "http://oxyccam.example.org", "OXYCCAM_BASE_URL and OXYCCAM_MUTUELLE_URLS must begin"),
        ("OXYCCAM_MUTUELLE_URLS", '{"mnh": "http://mnh.example.org"}', "OXYCCAM_MUTUELLE_URLS must begin with https"),
    ],
)
def test_a67_production_sends_nothing_in_clear(
    environment: pytest.MonkeyPatch, name: str, value: str, sentence: str
) -> None:
    environment.setenv(name, value)

    with pytest.raises(SettingsError, match=sentence):
        load_settings()


def test_production_may_name_its_proxies_and_use_a_relay_on_its_own_machine(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("OXYCCAM_TRUSTED_PROXIES", "192.0.2.1, 2001:db8::/64")
    environment.setenv("OXYCCAM_SMTP_HOST", "127.0.0.1")
    environment.setenv("OXYCCAM_SMTP_SECURITY", "none")

    assert load_settings().hosts == {"oxyccam.example.org"}


def test_production_is_what_one_gets_without_asking(environment: pytest.MonkeyPatch) -> None:
    environment.delenv("OXYCCAM_MODE")

    assert load_settings().mode is Mode.PRODUCTION


def test_a_demonstration_needs_its_own_key_too(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("OXYCCAM_MODE", "demonstration")
    environment.setenv("OXYCCAM_SECRET_KEY", "")

    with pytest.raises(SettingsError, match="OXYCCAM_SECRET_KEY is missing"):
        load_settings()


def test_a_demonstration_may_fix_its_date(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("OXYCCAM_MODE", "demonstration")
    environment.setenv("OXYCCAM_MAIL_TRANSPORT", "sink")
    environment.setenv("OXYCCAM_TODAY", "2026-11-21")

    assert load_settings().today == dt.date(2026, 11, 21)


@pytest.mark.parametrize("command", ["serve", "worker", "migrate", "seed-demo"])
def test_every_command_refuses_with_one_line(command: str) -> None:
    environment = {**os.environ, **PRODUCTION, "OXYCCAM_TODAY": "2026-11-21"}

    ended = subprocess.run(
        [sys.executable, "-m", "auth_gateway", command], env=environment, capture_output=True, text=True, check=False
    )

    assert ended.returncode == 2
    assert ended.stderr.startswith("auth_gateway: OXYCCAM_TODAY")
    assert len(ended.stderr.splitlines()) == 1


def test_public_passwords_are_not_loaded_in_production() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "auth_gateway", "seed-demo"],
        env={**os.environ, **PRODUCTION},
        capture_output=True,
        text=True,
        check=False,
    )

    assert ended.returncode == 2
    assert ended.stderr == (
        "auth_gateway: seed-demo loads people with public passwords: it needs OXYCCAM_MODE=demonstration.\n"
    )


@pytest.mark.parametrize(
    ("command", "url"), [("migrate", "postgresql+psycopg://nobody@127.0.0.1:1/none"), ("seed-demo", "sqlite://")]
)
def test_a_database_that_is_not_there_or_not_migrated_is_one_sentence(command: str, url: str) -> None:
    environment = {
        **os.environ,
        "OXYCCAM_MODE": "demonstration",
        "OXYCCAM_SECRET_KEY": SECRET,
        "OXYCCAM_INDEX_KEY": SECRET,
    }

    ended = subprocess.run(
        [sys.executable, "-m", "auth_gateway", command],
        env={**environment, "OXYCCAM_DATABASE_URL": url},
        capture_output=True,
        text=True,
        check=False,
    )

    assert ended.returncode == 1
    assert ended.stderr.splitlines()[-1] == (
        "auth_gateway: the database of OXYCCAM_DATABASE_URL does not answer, or is not migrated."
    )
    assert "Traceback" not in ended.stderr


def test_tests_get_secrets_of_their_own() -> None:
    assert (
        Settings.for_demonstration().secret_key.get_secret_value()
        != Settings.for_demonstration().secret_key.get_secret_value()
    )
